"""Each rule: a dataset that it reports, and one that it does not."""

from __future__ import annotations

import os
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.checks import INFOTEXT, READ, README, Files, check, one, rows
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.folder import FolderFacts, Media
from tui_captioner.domain.trainers.target import Target
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.domain.trainers.text_rules import text_findings
from tui_captioner.formats.names import EXPORTS
from tui_captioner.formats.sidecar import MOST


@dataclass(frozen=True)
class Case:
    """A rule, the trainers (empty for none named) it is for, a dataset with it and one without.

    `about` is the file that the finding names; `trigger` holds for both.
    """

    rule: str
    targets: str
    bad: Files
    good: Files
    about: str = "a.png"
    severity: str = "error"
    trigger: str = ""


NFD, NFC = (unicodedata.normalize(form, "é") for form in ("NFD", "NFC"))


WITH_ROW: Files = {"metadata.jsonl": rows(("a.png", "a cat")), "README.md": README, **one("a.png")}


CASES = (
    # names
    Case("shared-sidecar", f"{READ} webdataset", {**one("a.png"), "a.jpg": b"x"}, one("a.png", "b.jpg")),
    Case("shared-sidecar", "- ai-toolkit simpletuner musubi", {**one("a.png"), "a.mp4": b"x"}, one("a.png", "b.mp4")),
    Case("shared-sidecar", "-", {**one("a.png"), "a.jpg": b"x"}, {**one("a.png"), "sub/a.jpg": b"x"}),
    Case("nearly-same-name", READ, one("a.png", "A.jpg"), one("a.png", "b.jpg"), severity="warning"),
    Case("nearly-same-name", "-", one(f"{NFC}.png", f"{NFD}.jpg"), one("a.png"), f"{NFC}.png", "warning"),
    Case("empty-file", "- sd-scripts", {"a.png": b"", "a.txt": "a cat"}, one("a.png")),
    Case("suffix-case", "sd-scripts musubi finetrainers", one("b.png", "a.Jpg"), one("b.png", "a.jpg"), "a.Jpg"),
    Case("suffix-case", "finetrainers", one("b.png", "a.JPG"), one("b.png", "a.jpg"), "a.JPG"),
    Case("suffix-unread", "sd-scripts ai-toolkit musubi civitai", one("b.png", "a.tif"), one("b.png"), "a.tif"),
    Case("suffix-unread", "onetrainer dreamlook", one("b.png", "a.gif"), one("b.png"), "a.gif"),
    Case("video-unread", "sd-scripts dreamlook", one("b.png", "a.mp4"), one("b.png"), "a.mp4"),
    Case("suffix-unread", "civitai", one("b.png", "a.mkv"), one("b.png", "a.mp4"), "a.mkv"),
    Case(
        *("sub-folder", "sd-scripts musubi diffusion-pipe", one("b.png", "s/a.png"), one("b.png"), "s/a.png", "warning")
    ),
    Case("sub-folder", "finetrainers dreamlook", one("b.png", "s/a.png"), one("b.png"), "s/a.png"),
    Case("sub-folder", "onetrainer", one("b.png", "s/a.png"), one("b.png"), "s/a.png", "warning"),
    Case("sub-folder", "sd-scripts", one("3_x/b.png", "a.png"), one("3_x/b.png", "10_y/a.png"), severity="warning"),
    Case("sub-folder", "ai-toolkit", one("_controls/a.png"), one("s_controls/a.png"), "_controls/a.png"),
    Case("mask-name", "sd-scripts ai-toolkit musubi", one("a.png", "a-masklabel.png"), one("a.png"), "a-masklabel.png"),
    Case(
        "mask-name", "onetrainer", one("b.png", "a-condlabel.png"), one("a.png", "a-condlabel.png"), "a-condlabel.png"
    ),
    Case("hidden-image", "simpletuner", {**one("a.png"), ".x/b.png": b"x"}, one("a.png"), ".x/b.png"),
    Case("hidden-image", "simpletuner", {**one("a.png"), "._a.png": b"x"}, one("a.png"), "._a.png"),
    Case("dot-in-stem", "webdataset", one("a.b.png"), one("a_b.png"), "a.b.png"),
    Case("foreign-file", "webdataset diffusers", {**one("a.png"), "a.json": "{}"}, one("a.png"), severity="warning"),
    Case(
        "foreign-file", "diffusion-pipe", {**one("a.png"), "a.toml": "x"}, {**one("a.png"), "a.npz": "x"}, "", "warning"
    ),
    Case(
        "too-many-images",
        "civitai",
        one(*(f"{n}.png" for n in range(1001))),
        one(*(f"{n}.png" for n in range(1000))),
        "",
    ),
    Case("trigger-pattern", "civitai", one("a.png", text="c++, a cat"), {}, "", trigger="c++"),
    # captions that are missing, empty, or named otherwise
    Case("no-caption", "- sd-scripts ai-toolkit onetrainer civitai", {"a.png": b"x"}, one("a.png"), severity="warning"),
    Case("no-caption", "simpletuner musubi diffusion-pipe finetrainers", {"a.png": b"x"}, one("a.png")),
    Case("caption-unread", "sd-scripts simpletuner civitai", {"a.png": b"x", "a.TXT": "x"}, one("a.png")),
    Case("caption-unread", "- musubi ai-toolkit", {"a.png": b"x", "a.png.txt": "x"}, one("a.png")),
    Case("caption-unread", "onetrainer simpletuner", {"a.png": b"x", "a.caption": "x"}, one("a.png")),
    Case("caption-unread", "sd-scripts", {"a.png": b"x", "a.TXT": "x"}, {"a.png": b"x", "a.caption": "a cat"}),
    Case("caption-unread", "- musubi", {"A.png": b"x", "a.txt": "x"}, one("a.png"), "A.png"),
    Case("caption-unread", "- sd-scripts", {f"{NFC}.png": b"x", f"{NFD}.txt": "x"}, one(f"{NFC}.png"), f"{NFC}.png"),
    Case(
        "fallback-caption",
        "sd-scripts",
        {"s_1_2_3_4.png": b"x", **one("s.png")},
        one("s.png", "s_1_2_3_4.png"),
        "s_1_2_3_4.png",
    ),
    Case("empty-caption", "sd-scripts", one("a.png", text=""), one("a.png")),
    Case("empty-caption", "simpletuner", one("a.png", text="\n"), one("a.png")),
    Case("empty-caption", "- sd-scripts musubi ai-toolkit", one("a.png", text=" "), one("a.png"), severity="warning"),
    Case("empty-caption", "- onetrainer simpletuner", one("a.png", text=""), one("a.png"), severity="warning"),
    # bytes and lines
    Case("encoding", READ, one("a.png", text=b"caf\xe9"), one("a.png", text="café")),
    Case("encoding", READ, one("a.png", text="a cat".encode("utf-16")), one("a.png")),
    Case("nul-bytes", "- sd-scripts", one("a.png", text=b"a\0b"), one("a.png"), severity="warning"),
    Case("bom", READ, one("a.png", text=b"\xef\xbb\xbfa cat"), one("a.png")),
    Case("infotext", READ, one("a.png", text=INFOTEXT), one("a.png", text="a cat, 20 steps: up")),
    Case("several-lines", "sd-scripts", one("a.png", text="a\nb"), one("a.png", text="a\n")),
    Case(
        "several-lines", "- onetrainer simpletuner musubi", one("a.png", text="a\nb"), one("a.png"), severity="warning"
    ),
    Case("first-line-empty", "sd-scripts", one("a.png", text="\na cat"), one("a.png")),
    Case("outer-blanks", "ai-toolkit", one("a.png", text="a cat\n"), one("a.png"), severity="warning"),
    Case("outer-blanks", "simpletuner", one("a.png", text="a\r\nb\r\n"), one("a.png", text="a\n"), severity="warning"),
    Case("comma-split", "ai-toolkit", one("a.png", text="1,000 cats"), one("a.png", text="1, 2"), severity="warning"),
    # words
    Case("trigger-substring", "ai-toolkit", one("a.png", text="masks"), one("a.png", text="masks, sks"), trigger="sks"),
    Case("trigger-substring", "ai-toolkit", one("a.png", text="sksy"), one("a.png", text="sks y"), trigger="sks"),
    Case("trigger-missing", "sd-scripts musubi", one("a.png"), one("a.png", text="sks"), "a.png", "warning", "sks"),
    Case(
        "trigger-missing", "onetrainer", one("a.png", text="Sks"), one("a.png", text="sks"), "a.png", "warning", "sks"
    ),
    Case(
        "trigger-missing",
        "sd-scripts",
        one("a.png", text="x\nsks"),
        one("a.png", text="sks\nx"),
        "a.png",
        "warning",
        "sks",
    ),
    Case(
        "trigger-twice", "civitai", one("a.png", text="x, sks"), one("a.png", text="sks, x"), "a.png", "warning", "sks"
    ),
    Case("placeholder", "sd-scripts ai-toolkit", one("a.png", text="[trigger], a"), one("a.png", text="[x], a")),
    Case(
        "weight",
        "sd-scripts musubi",
        one("a.png", text="(smile:1.2)"),
        one("a.png", text="x (16:9)"),
        severity="warning",
    ),
    Case("braces", "sd-scripts onetrainer", one("a.png", text="{a|b}"), one("a.png", text="{a}"), severity="warning"),
    Case(
        "separator-mark",
        "sd-scripts musubi",
        one("a.png", text="a ||| b"),
        one("a.png", text="a | b"),
        severity="warning",
    ),
    Case("separator-mark", "sd-scripts", one("a.png", text="a;;;b"), one("a.png", text="a;b"), severity="warning"),
    # metadata
    Case("needs-export", "diffusers", one("a.png"), WITH_ROW, ""),
    Case("text-builder", "diffusers", {**WITH_ROW, "README.md": "hello"}, WITH_ROW, ""),
    Case("split-word", "diffusers", one("b.png", "a_test.png"), one("b.png", "latest.png"), "a_test.png"),
    Case("split-word", "diffusers", one("dev/a.png"), {**one("dev/a.png"), "README.md": README}, "dev/a.png"),
    Case("metadata-row", "diffusers", {**WITH_ROW, "metadata.jsonl": "no\n"}, WITH_ROW, ""),
    Case(
        "metadata-types",
        "diffusers",
        {**WITH_ROW, **one("b.png"), "metadata.jsonl": rows(("a.png", "x"), ("b.png", ["y"]))},
        WITH_ROW,
        "",
    ),
    Case("row-without-image", "diffusers", {**WITH_ROW, "metadata.jsonl": rows(("z.png", "x"))}, WITH_ROW, ""),
    Case("image-without-row", "diffusers", {**WITH_ROW, "metadata.jsonl": rows(("z.png", "x"))}, WITH_ROW),
    Case(
        "row-without-text",
        "diffusers",
        {"a.png": b"x", "metadata.csv": "file_name,text\na.png,NA\n", "README.md": README},
        {"a.png": b"x", "metadata.csv": "file_name,text\na.png,a cat\n", "README.md": README},
    ),
    Case("metadata-row", "diffusers", {**one("a.png"), "metadata.csv": "name,text\na.png,x\n"}, WITH_ROW, ""),
    Case(
        "image-without-row",
        "diffusers",
        {**WITH_ROW, "sub/a.png": b"x"},
        {**WITH_ROW, "sub/a.png": b"x", "sub/metadata.jsonl": rows(("a.png", "x"))},
        "sub/a.png",
    ),
    Case("row-without-text", "diffusers", {**WITH_ROW, "metadata.jsonl": rows(("a.png", None))}, WITH_ROW),
    Case("needs-export", "dreamlook", one("a.png"), {**one("a.png"), "captions.json": '{"a.png": "x"}'}, ""),
    Case("row-without-image", "dreamlook", {**one("a.png"), "captions.json": '{"z.png": "x"}'}, one("a.png"), ""),
    Case("image-without-row", "dreamlook", {**one("a.png"), "captions.json": '{"z.png": "x"}'}, one("a.png")),
    Case("captions-json", "dreamlook", {**one("a.png"), "captions.json": "["}, one("a.png"), ""),
    Case(
        "captions-json",
        "diffusion-pipe",
        {**one("a.png"), "captions.json": '["a.png"]'},
        {**one("a.png"), "captions.json": '{"a.png": ["a cat"]}'},
        "",
    ),
    Case("export-differs", "diffusers", {**WITH_ROW, "a.txt": "a dog"}, WITH_ROW, severity="warning"),
    Case(
        "export-differs",
        "dreamlook diffusion-pipe",
        {**one("a.png"), "captions.json": '{"a.png": ["a dog"]}'},
        {**one("a.png"), "captions.json": '{"a.png": ["x", "a cat"]}'},
        severity="warning",
    ),
    Case(
        "weight", "diffusers", {**WITH_ROW, "metadata.jsonl": rows(("a.png", "(a:1.2)"))}, WITH_ROW, severity="warning"
    ),
    Case(
        "captions-json-string",
        "diffusion-pipe",
        {**one("a.png"), "captions.json": '{"a.png": "x"}'},
        {**one("a.png"), "captions.json": '{"a.png": ["x"]}'},
    ),
    Case(
        "image-without-row",
        "diffusion-pipe",
        {**one("a.png"), "captions.json": '{"b.png": ["x"]}'},
        {**one("a.png"), "captions.json": '{"a.png": ["x"]}'},
    ),
    Case("text-cache", "sd-scripts", {**one("a.png"), "a_flux_te.npz": "x"}, one("a.png"), "", "warning"),
    Case("text-cache", "musubi", {**one("a.png"), "a_wan_te.safetensors": "x"}, one("a.png"), "", "warning"),
)


@pytest.mark.parametrize(
    ("case", "target"),
    [
        pytest.param(case, target, id=f"{n} {case.rule}: {target}")
        for n, case in enumerate(CASES)
        for target in case.targets.split()
    ],
)
def test_a_rule_reports_its_dataset_and_no_other(tmp_path: Path, case: Case, target: str) -> None:
    found = check(tmp_path / "bad", case.bad, target, trigger=case.trigger)
    of_rule = [finding for finding in found if finding.rule == case.rule]
    about = {(name, each.severity) for each in of_rule for name in (each.file_name, *each.images)}
    assert (case.about, case.severity) in about
    assert all(finding.message and finding.mend for finding in found)
    if case.good:
        rest = check(tmp_path / "good", case.good, target, trigger=case.trigger)
        assert not [finding for finding in rest if finding.rule == case.rule and finding.severity == case.severity]


@pytest.mark.parametrize("target", READ.split())
def test_a_dataset_as_we_write_it_has_nothing_to_mend(tmp_path: Path, target: str) -> None:
    files = one("0001.png", "0002.jpg", text="annika, photograph, of a woman")
    assert [found for found in check(tmp_path, files, target, trigger="annika") if found.rule != "unsure"] == []


def test_the_same_for_those_that_need_an_export(tmp_path: Path) -> None:
    assert check(tmp_path / "hf", WITH_ROW, "diffusers") == []
    assert check(tmp_path / "json", {**one("a.png"), "captions.json": '{"a.png": ["a cat"]}'}, "dreamlook") == []


def test_rows_stand_for_sidecars_that_are_not_there(tmp_path: Path) -> None:
    row_only: Files = {"a.png": b"x", "metadata.jsonl": rows(("a.png", "a cat")), "README.md": README}
    assert check(tmp_path / "hf", row_only, "diffusers") == []
    packed: Files = {"a.png": b"x", "metadata.parquet": b"x", "README.md": README}
    assert check(tmp_path / "parquet", packed, "diffusers") == []
    found = check(tmp_path / "pipe", {"a.png": b"x", "captions.json": '{"a.png": ["a cat"]}'}, "diffusion-pipe")
    assert found == []


def test_many_images_without_captions_are_not_compared_with_all_others(tmp_path: Path) -> None:
    """A comparison of each with each would be 25 million and take half a minute."""
    files = frozenset(f"n{number}.txt" for number in range(5000))
    media = tuple(Media(f"{number}.png", f"{number}.png") for number in range(5000))
    check_ = Check(FolderFacts(media, {"": files}))
    start = time.process_time()
    found = [rule for image in media for rule in text_findings(check_, image, "", None)]
    assert len(found) == 5000
    assert time.process_time() - start < 5


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: str(target.key))
def test_exports_that_are_named_are_there(target: Target) -> None:
    assert target.export in EXPORTS


def test_masks_of_onetrainer_need_no_caption(tmp_path: Path) -> None:
    assert check(tmp_path, {**one("a.png"), "a-masklabel.png": b"x"}, "onetrainer") == []
    assert [found.rule for found in check(tmp_path, {}, "simpletuner")] == ["mask-name"]


def test_settings_of_the_trainer_change_what_is_said(tmp_path: Path) -> None:
    lines = one("a.png", text="{a|b}\nc")
    assert {found.rule for found in check(tmp_path / "1", lines, "sd-scripts")} == {"several-lines", "braces"}
    assert check(tmp_path / "2", lines, "sd-scripts", wildcard=True) == []
    head = one("a.png", text="sks ||| a cat")
    assert [found.rule for found in check(tmp_path / "3", head, "sd-scripts")] == ["separator-mark"]
    placeholder = one("a.png", text="[trigger], a cat")
    assert check(tmp_path / "5", placeholder, "ai-toolkit", trigger="sks") == []


def test_the_trigger_word_of_the_project_is_looked_for(tmp_path: Path) -> None:
    found = check(tmp_path, one("a.png"), "musubi", settings='trigger = "annika"\n')
    assert [(finding.rule, finding.tag) for finding in found] == [("trigger-missing", "annika")]


def test_messages_say_what_that_trainer_does(tmp_path: Path) -> None:
    said = {}
    for target in ("sd-scripts", "simpletuner", "civitai"):
        found = check(tmp_path / target, {"a.png": b"x", "b.png": b"x", "b.txt": b"\xe9"}, target)
        said[target] = " ".join(finding.message for finding in found)
    assert "loses the whole dataset" in said["sd-scripts"]
    assert "FileNotFoundError" in said["simpletuner"]
    assert "replaces what it can't read" in said["civitai"]


def test_a_cache_older_than_its_caption_trains_the_old_text(tmp_path: Path) -> None:
    files: Files = {
        **one("a.png", "b_c.png"),
        "a_wan_te.safetensors": "x",
        "b_c_wan_te.safetensors": "x",
        "z_te.npz": "x",
    }
    check(tmp_path, files, "musubi")
    os.utime(tmp_path / "a.txt", (2000, 2000))
    os.utime(tmp_path / "a_wan_te.safetensors", (1000, 1000))
    os.utime(tmp_path / "b_c.txt", (1000, 1000))
    os.utime(tmp_path / "b_c_wan_te.safetensors", (2000, 2000))
    found = {finding.file_name: finding.rule for finding in check(tmp_path, {}, "musubi")}
    assert found == {"a.png": "stale-cache", "": "text-cache"}
    assert check(tmp_path, {}, "onetrainer") == []


def test_links_to_folders_and_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    root = tmp_path / "set"
    check(root, one("a.png"), "simpletuner")
    (root / "link").symlink_to(tmp_path / "other")
    (root / "gone.png").symlink_to("nowhere.png")
    found = {finding.file_name: finding.rule for finding in check(root, {"gone.txt": "x"}, "simpletuner")}
    assert found == {"link": "linked-folder", "gone.png": "broken-link"}


def test_a_caption_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    check(tmp_path, {"a.png": b"x", "b.png": b"x"}, "")
    (tmp_path / "a.txt").symlink_to("nowhere.txt")
    (tmp_path / "b.txt").mkdir()
    rules = {finding.file_name: finding.rule for finding in check(tmp_path, {}, "musubi")}
    assert rules == {"a.png": "unreadable", "b.png": "no-caption"}


def test_a_caption_file_that_is_none_is_said_and_not_waited_for(tmp_path: Path) -> None:
    check(tmp_path, {"a.png": b"x", **one("b.png", text="x" * (MOST + 1)), **one("c.png", text="x" * 20)}, "")
    os.mkfifo(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "metadata.jsonl")
    for target in ("", "onetrainer"):
        found = {f.file_name: f.message for f in check(tmp_path, {}, target) if f.rule == "unreadable"}
        assert found == {
            "a.png": "its caption a.txt is not a regular file",
            "b.png": f"its caption b.txt is {MOST + 1} bytes long, and no caption is longer than {MOST}",
        }


def test_names_that_the_export_can_not_hold(tmp_path: Path) -> None:
    names = ("x.png", "back\\slash.png", "new\nline.png", os.fsdecode(b"caf\xe9.png"))
    files: Files = dict.fromkeys(names, b"x")
    rules = {
        target: sorted(f.rule for f in check(tmp_path, files, target) if f.rule.startswith("name-"))
        for target in ("webdataset", "civitai", "diffusers", "dreamlook", "onetrainer")
    }
    assert rules == {
        "webdataset": ["name-not-utf8", "name-unsafe", "name-unsafe"],
        "civitai": ["name-not-utf8", "name-unsafe", "name-unsafe"],
        "diffusers": ["name-not-utf8"],
        "dreamlook": ["name-not-utf8"],
        "onetrainer": [],
    }
