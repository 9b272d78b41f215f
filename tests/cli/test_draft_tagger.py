"""`tui-captioner draft --tagger`: what a tagger sees becomes machine tags, once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.support.sessions import open_session, snapshot
from tests.support.tiny_tagger import tiny_model, write_tagger
from tui_captioner.cli.main import main

pytest.importorskip("onnxruntime")
TAGS = "tag_id,name,category,count\n1,red_dress,0,5\n2,blue_sky,0,4\n3,alice,4,2\n4,safe,9,9\n"
WEIGHTS: list[list[float]] = [[-0.05, 0, 0.05], [0.05, 0, -0.05], [-0.002, 0, 0.002], [0, 0, 0]]
"""Blue comes first. In a red picture: red dress 1.0, blue sky 0.0, alice 0.6, the rating 0.5."""


@pytest.fixture
def tagger(tmp_path: Path) -> Path:
    return write_tagger(tmp_path / "models" / "tiny", tiny_model(WEIGHTS, side=16), {"selected_tags.csv": TAGS})


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, colour in (("red", (255, 0, 0)), ("blue", (0, 0, 255))):
        Image.new("RGB", (64, 32), colour).save(folder / f"{name}.png")
    (folder / "broken.png").write_bytes(b"no picture")
    return folder


def draft(photos: Path, tagger: Path, *options: str) -> int:
    return main(["draft", str(photos), "--tagger", str(tagger), "--json", *options])


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def proposed(photos: Path, name: str) -> list[tuple[str, str, str]]:
    with_it = open_session(photos)
    found = [(one.slot, one.text, one.by) for one in with_it.peek(name).drafted]
    with_it.close()
    return found


def test_what_it_sees_is_proposed_and_no_caption_is_written(
    photos: Path, tagger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft(photos, tagger) == 1
    said = told(capsys)
    assert sorted(said["drafted"]) == ["blue.png", "red.png"]
    assert [failed["file_name"] for failed in said["failed"]] == ["broken.png"]
    assert proposed(photos, "red.png") == [("subject", "red dress", "tiny")]
    assert [text for _, text, _ in proposed(photos, "blue.png")] == ["blue sky"]
    assert not list(photos.glob("*.txt"))
    # What was seen is not looked at twice.
    draft(photos, tagger)
    assert told(capsys)["answered_before"] == 2


def test_thresholds_are_those_of_the_command_then_of_the_project(
    photos: Path, tagger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (photos / ".tui-captioner").mkdir()
    settings = f'[draft]\ntagger = "{tagger}"\nthresholds = {{ character = 0.5 }}\n'
    (photos / ".tui-captioner" / "project.toml").write_text(settings, encoding="utf-8")
    assert main(["draft", str(photos), "--filter", "name:red*", "--json"]) == 0
    assert {text for _, text, _ in proposed(photos, "red.png")} == {"red dress", "alice"}
    capsys.readouterr()
    draft(photos, tagger, "--filter", "name:blue*", "--threshold", "1", "--character-threshold", "0.3")
    assert {text for _, text, _ in proposed(photos, "blue.png")} == {"alice"}


def test_a_dry_run_says_who_would_look_and_writes_nothing(
    photos: Path, tagger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(photos)
    assert draft(photos, tagger, "--dry-run") == 0
    said = told(capsys)
    assert (said["tagger"], said["family"], said["tags"], len(said["images"])) == ("tiny", "WD", 4, 3)
    assert snapshot(photos) == before


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--url", "http://127.0.0.1:1"], "leave out --url"),
        (["--threshold", "2"], "from 0 to 1"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(
    photos: Path, tagger: Path, options: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft(photos, tagger, *options) == 2
    assert why in capsys.readouterr().err


def test_a_model_that_came_with_the_pictures_is_not_run(
    photos: Path, tagger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tagger.rename(photos / "tiny")
    assert draft(photos, photos / "tiny") == 2
    assert "lies in the dataset" in capsys.readouterr().err
