"""One hazard or oddity each, and what the check for each of the eleven trainers says of it: no more and no less.

The right values are what the trainers' own loaders did with such folders.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.checks import (
    PNG,
    README,
    Files,
    animated_webp,
    check,
    check_for_each,
    one,
    png,
    rows,
    turned_jpeg,
    turned_png,
)
from tests.support.conformance import ALL, ZZ, Case, wanted
from tui_captioner.domain.trainers.targets import TARGETS

FLAT = "sd-scripts musubi diffusion-pipe finetrainers dreamlook"
"""Trainers that look into no sub-folder."""
IN_JSON = json.dumps
LONG_PROSE = "She stands in a quiet street after the rain, a red umbrella over her head. " * 7 + "She waits."
NOT_UTF8 = b"\x00\x05\x16\x07\xb0"
LISTED: Files = {
    "README.md": README,
    "metadata.jsonl": rows(("zz.png", "a fine, caption")),
    "captions.json": '{"zz.png": ["a fine, caption"]}',
}


CASES = (
    Case("nothing", ZZ),
    Case("nothing, exported in place", {**ZZ, **LISTED}, {"finetrainers": "metadata-switch -"}, exported=True),
    # pictures
    Case("no picture", {**ZZ, **one("a.png"), "a.png": b"not a png"}, {ALL: "undecodable-picture a.png"}),
    Case("a web page", {**ZZ, **one("a.jpg"), "a.jpg": b"<html>404</html>"}, {ALL: "undecodable-picture a.jpg"}),
    Case("cut short", {**ZZ, **one("a.png"), "a.png": PNG[:-20]}, {ALL: "undecodable-picture a.png"}),
    Case(
        "broken webp",
        {**ZZ, **one("a.webp"), "a.webp": b"RIFFxxxxWEBPnope"},
        {
            ALL.replace("finetrainers ", ""): "undecodable-picture a.webp",
            "finetrainers": "suffix-unread a.webp",
        },
    ),
    Case(
        "animation",
        {**ZZ, **one("a.webp"), "a.webp": animated_webp()},
        {"diffusion-pipe": "animated-webp a.webp", "finetrainers": "suffix-unread a.webp"},
    ),
    Case("animation of another kind", {**ZZ, **one("a.png"), "a.png": animated_webp()}),
    Case(
        "jpeg 2000 under another name",
        {**ZZ, **one("a.png"), "a.png": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(60)},
        {ALL: "undecodable-picture a.png"},
    ),
    Case("jpeg under another name", {**ZZ, **one("a.png"), "a.png": turned_jpeg(1)}),
    *(
        Case(
            f"turned by {turn}",
            {**ZZ, **one(name), name: data},
            {"sd-scripts simpletuner musubi diffusion-pipe diffusers webdataset": f"exif-rotation {name}"},
        )
        for turn, name, data in (
            (6, "a.jpg", turned_jpeg(6)),
            (3, "a.png", turned_png(3)),
            (2, "a.jpg", turned_jpeg(2)),
        )
    ),
    Case("upright by its data", {**ZZ, **one("a.jpg"), "a.jpg": turned_jpeg(1)}),
    Case(
        "jfif",
        {**ZZ, **one("a.jfif"), "a.jfif": turned_jpeg(1)},
        {"sd-scripts ai-toolkit onetrainer musubi finetrainers dreamlook civitai": "suffix-unread a.jfif"},
    ),
    Case(
        "heic",
        {**ZZ, **one("a.heic"), "a.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08meta"},
        {ALL.replace(" webdataset", ""): "suffix-unread a.heic"},
    ),
    # files that are no images here
    *(
        Case(f"{name} alone", {**ZZ, name: b"8BPS"}, {"simpletuner": f"foreign-media {name}"})
        for name in ("src.psd", "folder.ico", "voice.wav", "Scan.TGA", "sub/voice.mp3")
    ),
    Case(
        "psd with a caption",
        {**ZZ, "src.psd": b"8BPS", "src.txt": "a cat"},
        {"simpletuner diffusion-pipe": "foreign-media src.psd"},
    ),
    Case(
        "fork of macOS",
        {**ZZ, "._zz.png": b"\0\5\x16\7", "._zz.txt": b"\0\5"},
        {"onetrainer simpletuner finetrainers": "hidden-image ._zz.png"},
    ),
    Case(
        "real fork of macOS",
        {**ZZ, "._zz.png": NOT_UTF8, "._zz.txt": NOT_UTF8},
        {"onetrainer simpletuner diffusion-pipe finetrainers": "hidden-image ._zz.png"},
    ),
    Case("fork without a caption", {**ZZ, "._zz.jpg": NOT_UTF8}, {"onetrainer simpletuner": "hidden-image ._zz.jpg"}),
    Case(
        "hidden image",
        {**ZZ, ".a.png": PNG, ".a.txt": "a cat"},
        {"onetrainer simpletuner diffusion-pipe finetrainers": "hidden-image .a.png"},
    ),
    Case("hidden folder", {**ZZ, ".x/a.png": PNG}, {"simpletuner": "hidden-image .x/a.png"}),
    Case("hidden text", {**ZZ, ".DS_Store": b"\0", ".notes.txt": "x"}),
    Case("folder that SimpleTuner leaves out", {**ZZ, ".ipynb_checkpoints/a-checkpoint.png": PNG}),
    Case(
        "thumbnails of a system",
        {**ZZ, "@eaDir/zz.png/thumb.jpg": PNG},
        {"ai-toolkit onetrainer simpletuner": "system-folder @eaDir/zz.png"},
    ),
    Case(
        "endings of folders",
        one("page.files/zz.png", "x.dirs/a.png", "x_controls/b.png"),
        {
            FLAT: "; ".join(f"sub-folder {name}" for name in ("page.files/zz.png", "x.dirs/a.png", "x_controls/b.png")),
            "onetrainer": "; ".join(
                f"sub-folder {n}" for n in ("page.files/zz.png", "x.dirs/a.png", "x_controls/b.png")
            ),
        },
    ),
    Case(
        "controls",
        {**ZZ, **one("_controls/a.png", "_controls/deep/b.png")},
        {
            f"{FLAT} onetrainer": "sub-folder _controls/a.png; sub-folder _controls/deep/b.png",
            "ai-toolkit": "sub-folder _controls/a.png",
        },
    ),
    Case(
        "mask without a caption",
        {**ZZ, **one("a.png"), "a-masklabel.png": PNG},
        {"sd-scripts ai-toolkit simpletuner": "mask-name a-masklabel.png", "diffusers dreamlook": "needs-export -"},
        exported=True,
    ),
    Case(
        "mask with a caption",
        {**ZZ, **one("a.png", "a-masklabel.png")},
        {
            "sd-scripts ai-toolkit simpletuner musubi diffusion-pipe finetrainers": "mask-name a-masklabel.png",
        },
    ),
    # caches
    Case(
        "captions kept by cache_info",
        {**ZZ, "metadata_cache.json": IN_JSON({"x/zz.png": {"caption": "old", "resolution": [4, 4]}})},
        {"sd-scripts": "stale-cache zz.png"},
    ),
    Case(
        "the same captions kept",
        {**ZZ, "metadata_cache.json": IN_JSON({"x/zz.png": {"caption": "a fine, caption", "resolution": [4, 4]}})},
    ),
    Case(
        "another picture kept",
        {**ZZ, "metadata_cache.json": IN_JSON({"zz.png": {"caption": "a fine, caption", "resolution": [9, 4]}})},
        {"sd-scripts": "stale-picture zz.png"},
    ),
    Case(
        "images that came and went",
        {**ZZ, "metadata_cache.json": IN_JSON({"gone.png": {"caption": "x", "resolution": [4, 4]}})},
        {"sd-scripts": "stale-cache -; stale-cache zz.png"},
    ),
    Case(
        "captions kept in a folder of repeats",
        {**one("3_x/zz.png"), "3_x/metadata_cache.json": IN_JSON({"/d/3_x/zz.png": {"caption": "old"}})},
        {
            "sd-scripts": "stale-cache 3_x/zz.png",
            "musubi diffusion-pipe finetrainers dreamlook onetrainer": "sub-folder 3_x/zz.png",
        },
    ),
    # captions
    Case(
        "another suffix",
        {"zz.png": PNG, "zz.caption": "cap, one"},
        {
            "ai-toolkit musubi": "suffix-setting -",
            "onetrainer simpletuner diffusion-pipe finetrainers": "caption-unread zz.png",
            "diffusers dreamlook": "needs-export -",
        },
        exported=True,
    ),
    Case(
        "a third suffix",
        {"zz.png": PNG, "zz.cap": "cap, one"},
        {
            "sd-scripts ai-toolkit musubi": "suffix-setting -",
            "onetrainer simpletuner diffusion-pipe finetrainers": "caption-unread zz.png",
            "diffusers dreamlook": "needs-export -",
        },
        exported=True,
    ),
    Case(
        "a mark behind the globals",
        one("zz.png", text="ohwx woman ||| standing, red coat"),
        {
            "sd-scripts": "separator-setting -",
            ALL.removeprefix("sd-scripts "): "separator-mark zz.png",
        },
        settings='globals = ["ohwx woman"]\n[output]\nhead_separator = "|||"\n',
    ),
    Case("NUL characters", one("zz.png", text=b"a\0b, c"), {ALL: "nul-bytes zz.png"}),
    Case(
        "trigger in other letters",
        {**one("b.png", text="a cat, sks"), **one("c.png", text="SKS, a cat")},
        {
            "ai-toolkit": "trigger-case c.png",
            "civitai": "trigger-twice b.png; trigger-case c.png",
            "sd-scripts onetrainer simpletuner musubi diffusion-pipe diffusers dreamlook webdataset": (
                "trigger-missing c.png"
            ),
        },
        trigger="sks",
    ),
    Case(
        "prose for Flux",
        one("zz.png", text=LONG_PROSE),
        {"onetrainer dreamlook": "over-limit zz.png"},
        settings='[tokens]\nmodel = "flux-dev"\n',
    ),
    Case(
        "prose for SDXL",
        one("zz.png", text=LONG_PROSE),
        {
            "sd-scripts ai-toolkit onetrainer simpletuner diffusion-pipe diffusers dreamlook civitai webdataset": (
                "over-limit zz.png"
            )
        },
        settings='[tokens]\nmodel = "sdxl"\n',
    ),
    Case(
        "prose, no model named",
        one("zz.png", text=LONG_PROSE),
        {"sd-scripts onetrainer diffusers dreamlook civitai webdataset": "over-limit zz.png"},
    ),
    Case("other files", {**ZZ, "notes.md": "x", "config.toml": "x", "list.csv": "a,b\n"}),
    Case(
        "another file with a caption",
        {**ZZ, "zz.toml": "x"},
        {
            "diffusion-pipe": "foreign-file -",
            "diffusers webdataset": "foreign-file zz.png",
        },
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_each_trainer_is_told_what_it_does_and_nothing_else(tmp_path: Path, case: Case) -> None:
    found = check_for_each(tmp_path, case.files, trigger=case.trigger, settings=case.settings)
    assert found == wanted(case)


def test_messages_name_files_and_paths(tmp_path: Path) -> None:
    """What is to be done can be typed as it stands."""
    root = tmp_path / "my set"
    files: Files = {**one("a.png", text=b"\xef\xbb\xbfa\nb"), **one("b.png", text=b"caf\xe9"), "c.png": png()}
    said = [found.mend for key in TARGETS for found in check(root, files, key)]
    assert not [mend for mend in said if "DATASET" in mend]
    assert any(f"'{root}'" in mend for mend in said)
