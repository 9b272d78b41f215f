"""The simulation of the tagger measures what it says: a good one saves keys, one that sees other pictures does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.material import CaptionSet
from tests.benchmarks.simulated_tagger import Kind, reports
from tests.benchmarks.tagger_predictor import main, measure

WORDS = ["crimson cloak", "silver sword", "wooden shield", "leather boots", "golden crown", "iron helmet", "silk scarf"]
SMALL = CaptionSet("small", tuple(tuple(WORDS[(at * step) % 7] for at in range(1, 4)) for step in range(1, 7)))
"""Each caption has three of seven tags; which ones, only the picture tells."""


def test_reports_miss_and_err_as_much_as_they_are_told_to() -> None:
    found = reports(SMALL, Kind(missed=0, wrong=0.25), 1)
    assert [len(set(report) - set(caption)) for report, caption in zip(found, SMALL.captions, strict=True)] == [1] * 6
    assert all(set(caption) <= set(report) for report, caption in zip(found, SMALL.captions, strict=True))
    assert reports(SMALL, Kind(missed=1), 1) == [{}] * 6


def test_a_tagger_that_sees_the_picture_saves_keys() -> None:
    row = measure(SMALL, [1, 2])
    assert row["with"] < row["without"] * 0.75


def test_a_tagger_that_sees_other_pictures_saves_next_to_nothing() -> None:
    other = Kind(missed=1.0, wrong=0.2)
    row = measure(SMALL, [1], kind=other)
    assert row["with"] >= row["without"] * 0.95


def test_the_command_takes_a_folder_and_prints_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.dumps({"file_name": "a.png", "text": ", ".join(caption)}) for caption in SMALL.captions]
    (tmp_path / "small.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert main(["--captions", str(tmp_path), "--most", "3"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["small"]["tags"] == 9
    assert 0 < told["small"]["with"] < told["small"]["without"]
