"""`stats`: numbers for people, as one JSON object, as a table; of filtered images alone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.command_line import is_safe
from tests.support.list_desk import make_captions
from tui_captioner.cli.main import main

Output = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_captions(tmp_path, {"a": b"woman, red hat", "b": b"woman, [bold]x, red hat", "c": b"woman"})
    (tmp_path / "d.png").write_bytes(PNG)
    return tmp_path


def test_numbers_for_people(root: Path, capsys: Output) -> None:
    assert main(["stats", str(root)]) == 0
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert lines[0] == "4 images, 3 with a caption"
    assert "       3   100%  ####################  woman  (Type)" in lines
    assert "       2    67%  #############.......  red hat  (Subject)" in lines
    assert "       1    25%  #####...............  empty" in lines
    assert "Most used tags  (3 different, 6 in all)" in lines


def test_as_json(root: Path, capsys: Output) -> None:
    assert main(["stats", str(root), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["images"], found["captions"]) == (4, 3)
    assert found["states"] == {"empty": 1, "draft": 3, "done": 0, "reviewed": 0, "flagged": 0}
    assert found["tags"][0] == {"tag": "woman", "slot": "type", "images": 3, "share": 1.0}
    assert found["tags_per_caption"]["counts"] == {"1": 1, "2": 1, "3": 1}
    assert (found["tokens_per_caption"]["limit"], found["tokens_per_caption"]["over"]) == (75, 0)
    assert found["slots"]["subject"]["images"] == 2
    assert {layer["layer"] for layer in found["layers"]} == {"kind", "perspective", "light", "place"}


def test_as_a_table_with_the_filter_of_each_figure(root: Path, capsys: Output) -> None:
    assert main(["stats", str(root), "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    used = {row["label"]: row for row in rows if row["section"] == "used"}
    assert used["red hat"]["images"] == "2"
    assert used["red hat"]["share"] == "0.6667"
    assert used["red hat"]["filter"] == 'tag=="red hat"'
    for row in rows:
        assert main(["show", str(root), "--filter", row["filter"]]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 2 * int(row["images"])


def test_of_filtered_images_alone(root: Path, capsys: Output) -> None:
    assert main(["stats", str(root), "--filter", 'tag:"red hat"', "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["images"] == 2
    assert main(["stats", str(root), "--filter", "tag:nothing"]) == 1
    assert "No image fits the filter" in capsys.readouterr().err
    assert main(["stats", str(root), "--filter", "tag:("]) == 2
    assert "column" in capsys.readouterr().err


def test_how_many_tags_are_listed(root: Path, capsys: Output) -> None:
    assert main(["stats", str(root), "--limit", "1"]) == 0
    assert "          ... and 2 more" in capsys.readouterr().out.splitlines()
    assert main(["stats", str(root), "--limit", "0"]) == 0
    assert "more" not in capsys.readouterr().out


def test_a_folder_without_images_is_wrong_use(tmp_path: Path, capsys: Output) -> None:
    assert main(["stats", str(tmp_path)]) == 2
    assert "There is no image in" in capsys.readouterr().err


@pytest.mark.parametrize("shape", [[], ["--json"], ["--csv"]])
def test_no_text_of_a_caption_steers_the_terminal(tmp_path: Path, capsys: Output, shape: list[str]) -> None:
    make_captions(tmp_path, {"a": "\x1b[31mred\x9b, \u202eevil, =1+1, a\tb".encode(), "b": b"x"})
    assert main(["stats", str(tmp_path), *shape]) == 0
    assert is_safe(capsys.readouterr().out)


def test_nothing_is_written(root: Path) -> None:
    before = sorted(root.rglob("*"))
    assert main(["stats", str(root)]) == 0
    assert sorted(root.rglob("*")) == before
