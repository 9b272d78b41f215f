"""An image with several captions: what of them a trainer gets from the files that are there."""

from __future__ import annotations

from pathlib import Path

from tests.support.checks import check, one
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.storage.project.records import ImageRecord


def with_two(root: Path) -> None:
    check(root, one("a.png", "b.png"), "")
    session = open_session(root)
    captions = [Caption({"action": (Tag(text),)}) for text in ("standing", "sitting")]
    session.edit_record("a.png", "put", ImageRecord(captions[0], "done", (captions[1],)))
    session.close()


def several(root: Path, target: str) -> list[Finding]:
    return [found for found in check(root, {}, target) if found.rule == "several-captions"]


def test_files_that_hold_the_first_alone_are_one_finding(tmp_path: Path) -> None:
    with_two(tmp_path)
    for target in ("sd-scripts", "ai-toolkit", "onetrainer", "musubi", "diffusion-pipe", "civitai"):
        (found,) = several(tmp_path, target)
        assert (found.severity, found.images, found.file_name) == ("warning", ("a.png",), "")
    assert "captions-json" in several(tmp_path, "diffusion-pipe")[0].mend
    assert "--lines" in several(tmp_path, "onetrainer")[0].mend
    assert "enable_wildcard" in several(tmp_path, "sd-scripts")[0].mend
    assert [found.severity for found in several(tmp_path, "")] == ["info"]


def test_a_file_of_all_captions_holds_them(tmp_path: Path) -> None:
    with_two(tmp_path)
    (tmp_path / "captions.json").write_text('{"a.png": ["standing", "sitting"], "b.png": ["a cat"]}')
    assert check(tmp_path, {}, "diffusion-pipe") == []
    assert check(tmp_path, {}, "dreamlook") == []
    (tmp_path / "captions.json").write_text('{"a.png": ["standing"], "b.png": ["a cat"]}')
    assert len(several(tmp_path, "diffusion-pipe")) == 1


def test_lines_that_are_captions_are_what_some_trainers_draw_from(tmp_path: Path) -> None:
    files = one("a.png", text="a cat\na dog")
    settings = '[input]\nlines = "captions"\n'
    assert check(tmp_path / "1", files, "onetrainer", settings=settings) == []
    assert check(tmp_path / "2", files, "simpletuner", settings=settings) == []
    assert check(tmp_path / "3", files, "sd-scripts", wildcard=True, settings=settings) == []
    (found,) = check(tmp_path / "4", files, "sd-scripts", settings=settings)
    assert (found.rule, "enable_wildcard" in found.mend) == ("several-lines", True)
    assert [found.rule for found in check(tmp_path / "5", files, "musubi", settings=settings)] == ["several-lines"]
