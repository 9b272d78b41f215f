"""`alike` and `check --pictures`: groups of images that look alike, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.support.alike_pictures import make_alike
from tests.support.loaded import loaded_after
from tui_captioner.cli.main import main
from tui_captioner.services.lookalikes import hashing
from tui_captioner.storage.images.pictures import PictureStore

CAPTIONS = {"a": "a woman, standing", "c": "a woman, standing", "e": "somebody"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(hashing, "picture_store", lambda: PictureStore(isolate=False))
    make_alike(tmp_path / "set")
    for stem, text in CAPTIONS.items():
        (tmp_path / "set" / f"{stem}.txt").write_text(text)
    return tmp_path / "set"


def rows(capsys: pytest.CaptureFixture[str], *arguments: object, status: int = 0) -> list[dict[str, Any]]:
    assert main([*map(str, arguments), "--json"]) == status
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_groups_are_listed_with_differing_captions_beside_each_other(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(root.iterdir())
    assert main(["alike", str(root)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1: 3 images, with different captions",
        "    a.png",
        "      a woman, standing",
        "  = c.jpg  (the same picture)",
        "      a woman, standing",
        "  = e.png  (the same picture, mirrored)",
        "      somebody",
    ]
    assert sorted(root.iterdir()) == before


def test_a_caption_that_all_have_is_printed_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["alike", str(root), "--filter", "NOT name:e"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1: 2 images",
        "    a.png",
        "  = c.jpg  (the same picture)",
        "      a woman, standing",
    ]


def test_programs_get_an_object_per_group(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (group,) = rows(capsys, "alike", root, "--same")
    assert (group["group"], group["captions_differ"]) == (1, True)
    assert [image["file_name"] for image in group["images"]] == ["a.png", "c.jpg", "e.png"]
    first, second, third = group["images"]
    assert first == {"file_name": "a.png", "picture": 1, "caption": "a woman, standing"}
    assert (second["mirrored"], third["mirrored"], third["caption"]) == (False, True, "somebody")
    assert second["likeness"] >= 0.95


def test_where_none_look_alike_that_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["alike", str(root), "--filter", "name:b OR name:d"]) == 0
    assert capsys.readouterr().out == "No two pictures look alike\n"
    assert rows(capsys, "alike", root, "--filter", "name:b OR name:d") == []


def test_a_picture_that_cant_be_decoded_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "x\x1b[2J.png").write_bytes(b"no picture")
    assert main(["alike", str(root)]) == 1
    told = capsys.readouterr()
    assert "x" in told.err
    assert "text, not a picture" in told.err
    assert "\x1b" not in told.err
    assert told.out.startswith("1: 3 images")


def test_of_many_that_cant_be_decoded_the_first_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.png").write_bytes(b"no picture")
    assert main(["alike", str(tmp_path)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("tui-captioner: 00.png: ")
    assert said[20:] == ["tui-captioner: ... and 10 more"]


def test_a_folder_without_images_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["alike", str(tmp_path)]) == 2
    assert "no image" in capsys.readouterr().err


def test_check_finds_one_picture_with_several_captions_when_it_is_asked_to(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def found(*more: str) -> list[dict[str, Any]]:
        main(["check", str(root), "--json", *more])
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return [line for line in lines if line["rule"] == "same-picture"]

    assert found() == []
    (finding,) = found("--pictures")
    assert (finding["file_name"], finding["severity"]) == ("a.png", "warning")
    assert finding["message"] == "shows the same picture as c.jpg, e.png, with another caption"
    assert found() == []
    assert found("--pictures", "--filter", "NOT name:e") == []


def test_a_filter_that_asks_for_it_looks_at_the_pictures(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "show", root, "--filter", "finding:same-picture")
    assert [row["file_name"] for row in found] == ["a.png", "c.jpg", "e.png"]
    assert rows(capsys, "show", root, "--filter", "finding:written-twice") == []


def test_it_is_a_finding_for_people_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(root), "--pictures"]) == 1
    out = capsys.readouterr().out
    assert "warning: same-picture (1)" in out
    assert f"-> `tui-captioner alike {root}`" in out


def test_picture_of_one_colour_are_not_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b", "c"):
        Image.new("RGB", (64, 64), "navy").save(tmp_path / f"{name}.png")
    assert main(["alike", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "No two pictures look alike\n"


def test_neither_textual_nor_pillow_is_loaded(tmp_path: Path) -> None:
    make_alike(tmp_path)
    loaded = loaded_after("from tui_captioner.cli.main import main", f"main(['alike', {str(tmp_path)!r}])")
    assert "numpy" in loaded
    assert loaded & {"textual", "PIL", "rich", "term_image", "pyvips"} == set()
