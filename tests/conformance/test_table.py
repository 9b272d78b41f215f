"""The table of conformance cases: what each trainer's real loader gave, against our models of the loaders.

A row is a folder, a column is a trainer. A text stands for "trained on it", a tuple for "one of them at random", an
outcome for what goes wrong.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest

from tests.support.trainer_folders import read_image
from tui_captioner.domain.trainers.folder import Media
from tui_captioner.domain.trainers.reading import Options, Outcome, Reading, text_of
from tui_captioner.domain.trainers.target import read_as
from tui_captioner.domain.trainers.targets import TARGETS

Expected = str | tuple[str, ...] | Outcome
CRASH, LOST, ERROR, SKIPPED, UNSEEN = (
    Outcome.CRASH,
    Outcome.DATASET_LOST,
    Outcome.ITEM_ERROR,
    Outcome.SKIPPED,
    Outcome.NOT_READ,
)
COLUMNS: tuple[tuple[str, Options], ...] = (
    ("sd-scripts", Options()),
    ("sd-scripts", Options(wildcard=True)),
    ("ai-toolkit", Options()),
    ("onetrainer", Options()),
    ("simpletuner", Options()),
    ("musubi", Options()),
    ("diffusion-pipe", Options()),
)


@dataclass(frozen=True)
class Row:
    """A case: its files, the image that is looked at, what the columns give."""

    name: str
    files: dict[str, bytes]
    expected: tuple[Expected, ...]
    image: str = "a.png"
    trigger: str | None = None
    columns: tuple[str, ...] = field(default_factory=tuple)
    """Trainers that have this case; all by default."""


def txt(data: bytes, image: str = "a.png") -> dict[str, bytes]:
    return {image: b"", "a.txt": data}


TAGS = "1girl, solo, smile"
LATIN, UTF16 = "café, a cat".encode("latin-1"), "a cat".encode("utf-16")
LINES = ("line one", "line two")
UNDECODABLE = (LOST, LOST, ERROR, ERROR, ERROR, ERROR, LOST)
NO_CAPTION = ("", "", "", "", CRASH, SKIPPED, SKIPPED)

ROWS = (
    Row("tags", txt(TAGS.encode()), (TAGS, TAGS, "1girl,  solo,  smile", TAGS, TAGS, TAGS, TAGS)),
    Row(
        "trailing line feed",
        txt(TAGS.encode() + b"\n"),
        (TAGS, TAGS, "1girl,  solo,  smile\n", TAGS, TAGS, TAGS, TAGS),
    ),
    Row("BOM", txt(b"\xef\xbb\xbfsmile"), ("\ufeffsmile",) * 7),
    Row(
        "CR LF lines",
        txt(b"line one\r\nline two\r\n"),
        (
            "line one",
            LINES,
            "line one\nline two\n",
            LINES,
            ("line one\r", "line two\r"),
            "line one\nline two",
            "line one\nline two",
        ),
    ),
    Row(
        "blank lines first",
        txt(b"\n\nreal caption\n"),
        ("", "real caption", "\n\nreal caption\n", "real caption", "real caption", "real caption", "real caption"),
    ),
    Row("0 bytes", txt(b""), (CRASH, CRASH, "", "", "", "", "")),
    Row("a line feed", txt(b"\n"), ("", "", "\n", "", CRASH, "", "")),
    Row("one space", txt(b" "), ("", "", " ", "", " ", "", "")),
    Row("no caption", {"a.png": b""}, NO_CAPTION),
    Row("two images", {**txt(b"both"), "a.jpg": b""}, ("both",) * 7),
    Row("two images, the other", {**txt(b"both"), "a.jpg": b""}, ("both",) * 7, image="a.jpg"),
    Row("two images", {**txt(b"both"), "a.jpg": b""}, (LOST,), columns=("finetrainers",)),
    Row(
        "mixed case",
        {"b.Jpg": b"", "b.txt": b"ok"},
        (UNSEEN, UNSEEN, "ok", "ok", "ok", UNSEEN, "ok"),
        image="b.Jpg",
    ),
    Row("a.TXT", {"a.png": b"", "a.TXT": b"x"}, NO_CAPTION),
    Row("a.png.txt", {"a.png": b"", "a.png.txt": b"x"}, NO_CAPTION),
    Row("a.caption", {"a.png": b"", "a.caption": b"x"}, NO_CAPTION),
    Row("Latin-1", txt(LATIN), UNDECODABLE),
    Row("UTF-16", txt(UTF16), UNDECODABLE),
    Row("braces", txt(b"{red|blue}"), ("{red|blue}", ("red", "blue"), *["{red|blue}"] * 5)),
    Row("doubled braces", txt(b"{{a}}"), ("{{a}}", "{a}", *["{{a}}"] * 5)),
    Row(
        "placeholder",
        txt(b"[trigger], a cat"),
        ("[trigger], a cat", "[trigger], a cat", ",  a cat", *["[trigger], a cat"] * 4),
    ),
    Row("placeholder, trigger", txt(b"[trigger], a cat"), ("sks,  a cat",), trigger="sks", columns=("ai-toolkit",)),
    Row("part of a word", txt(b"masks, a cat"), ("masks,  a cat",), trigger="sks", columns=("ai-toolkit",)),
    Row("trigger added", txt(b"a cat"), ("sks a cat",), trigger="sks", columns=("ai-toolkit",)),
    Row("trigger alone", {"a.png": b""}, ("sks ",), trigger="sks", columns=("ai-toolkit",)),
    Row(
        "sub-folder",
        {"sub/a.png": b"", "sub/a.txt": b"ok"},
        (UNSEEN, UNSEEN, "ok", UNSEEN, "ok", UNSEEN, UNSEEN),
        image="sub/a.png",
    ),
    Row(
        "four parts",
        {"portrait_001_2_3_4.png": b"", "portrait.txt": b"other"},
        ("other", "other", *NO_CAPTION[2:]),
        image="portrait_001_2_3_4.png",
    ),
    Row(
        "captions.json of lists",
        {**txt(b"not read"), "captions.json": json.dumps({"a.png": ["x"]}).encode()},
        ("x",),
        columns=("diffusion-pipe",),
    ),
    Row(
        "captions.json of texts",
        {**txt(b"not read"), "captions.json": json.dumps({"a.png": "x"}).encode()},
        (CRASH,),
        columns=("diffusion-pipe",),
    ),
    Row(
        "captions.json of both",
        {"a.png": b"", "captions.json": json.dumps({"a.png": ["x", "y"]}).encode()},
        (("x", "y"),),
        columns=("dreamlook",),
    ),
    Row("Civitai, trigger", txt(b"a cat"), ("sks, a cat",), trigger="sks", columns=("civitai",)),
    Row("Civitai, trigger first", txt(b"sks, a cat"), ("sks, a cat",), trigger="sks", columns=("civitai",)),
    Row("Civitai, trigger later", txt(b"a cat, sks"), ("sks, a cat, sks",), trigger="sks", columns=("civitai",)),
)


def cells() -> list[object]:
    found: list[object] = []
    for row in ROWS:
        columns = tuple((key, Options(trigger=row.trigger)) for key in row.columns) or COLUMNS
        for (key, options), expected in zip(columns, row.expected, strict=True):
            name = f"{row.name}: {key}{' +wildcard' if options.wildcard else ''}"
            found.append(pytest.param(row, key, options, expected, id=name))
    return found


@pytest.mark.parametrize(("row", "key", "options", "expected"), cells())
def test_every_cell_of_the_table(row: Row, key: str, options: Options, expected: Expected) -> None:
    reading = read_image(TARGETS[key], Media(row.image, row.image), row.files, options)
    if isinstance(expected, Outcome):
        assert reading == Reading(expected)
    else:
        assert reading == text_of(*((expected,) if isinstance(expected, str) else expected))


def test_sub_folders_are_read_by_onetrainer_when_asked_for() -> None:
    files = {"sub/a.png": b"", "sub/a.txt": b"ok"}
    options = Options(sub_folders=True)
    assert read_image(TARGETS["onetrainer"], Media("sub/a.png", "sub/a.png"), files, options) == text_of("ok")


def test_only_what_lies_directly_in_a_folder_of_controls_is_passed_over_by_ai_toolkit() -> None:
    folders = ("_controls", "x_controls", "_controls/deep", "page.files", "x.dirs")
    files = {f"{folder}/a.{kind}": b"ok" for folder in folders for kind in ("png", "txt")}
    for key, options in (("ai-toolkit", Options()), ("onetrainer", Options(sub_folders=True))):
        seen = {
            folder
            for folder in folders
            if read_image(TARGETS[key], Media(f"{folder}/a.png", f"{folder}/a.png"), files, options).is_trained
        }
        assert set(folders) - seen == ({"_controls"} if key == "ai-toolkit" else set())


def test_folders_of_repeats_are_read_one_level_below() -> None:
    files = {
        f"{folder}/a.{kind}": b"ok" for folder in ("10_sks dog", "2", "reg", "10_a/deep") for kind in ("png", "txt")
    }
    target = TARGETS["sd-scripts"]
    seen = {
        folder: read_image(target, Media(f"{folder}/a.png", f"{folder}/a.png"), files).is_trained
        for folder in ("10_sks dog", "2", "reg", "10_a/deep")
    }
    assert seen == {"10_sks dog": True, "2": True, "reg": False, "10_a/deep": False}


def test_a_video_without_a_caption_stops_musubi() -> None:
    assert read_image(TARGETS["musubi"], Media("a.mp4", "a.mp4"), {"a.mp4": b""}).outcome is CRASH


def test_own_caption_comes_before_the_one_without_four_parts() -> None:
    name = "portrait_001_2_3_4"
    files = {f"{name}.png": b"", f"{name}.txt": b"own", "portrait.txt": b"other"}
    assert read_image(TARGETS["sd-scripts"], Media(f"{name}.png", f"{name}.png"), files) == text_of("own")


def test_settings_that_change_what_is_read() -> None:
    assert read_as(TARGETS["sd-scripts"], None, Options(class_tokens="dog")) == text_of("dog")
    assert read_as(TARGETS["sd-scripts"], b"a;;;b", Options(secondary_separator=";;;")) == text_of("a,b")
    assert read_as(TARGETS["ai-toolkit"], b" \n", Options(default_caption="a dog")) == text_of("a dog")
    assert read_as(TARGETS["simpletuner"], b"a\nb", Options(split_lines=False)) == text_of("a\nb")
    assert read_as(TARGETS["simpletuner"], b"a\n\n \nb") == text_of("a", " ", "b")
    assert read_as(TARGETS["simpletuner"], b"a cat", Options(instance_prompt="sks")) == text_of("sks a cat")
    assert read_as(TARGETS["diffusion-pipe"], "é".encode(), Options(locale="cp1252")) == text_of("Ã©")
    assert read_as(TARGETS["civitai"], b"caf\xe9") == Reading(Outcome.GARBLED, ("caf\ufffd",))
    assert read_as(TARGETS["diffusers"], b"a cat") == Reading(Outcome.IGNORED)


def test_wildcards_of_a_line_multiply_and_stay_few() -> None:
    reading = read_as(TARGETS["sd-scripts"], b"{a|b} {c|d}", Options(wildcard=True))
    assert reading == text_of("a c", "a d", "b c", "b d")
    assert len(read_as(TARGETS["sd-scripts"], b"{a|b}" * 40, Options(wildcard=True)).texts) == 64


@pytest.mark.parametrize("key", TARGETS)
def test_every_trainer_names_its_source_and_its_suffixes_in_lower_case(key: str) -> None:
    target = TARGETS[key]
    assert target.key == key
    assert "." in target.source
    assert target.images
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in target.media)
