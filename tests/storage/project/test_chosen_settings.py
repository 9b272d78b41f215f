"""Settings that go with a step: found again by its number, unless that is another step's, or somebody damaged them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.storage.project.chosen_settings import Chosen
from tui_captioner.storage.project.database import Database, Step
from tui_captioner.storage.project.packed_changes import Change, PackedChanges
from tui_captioner.storage.project.records import ImageRecord

CHOSEN = Chosen({("output", "template"): "tags"}, {("output", "template"): "sentence"})
CHANGE = Change("a.png", None, ImageRecord(Caption({"action": (Tag("standing"),)}), "draft"), None, b"standing")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    database = Database(tmp_path / "captions.db")
    database.note_chosen(database.record_step(Step("write", PackedChanges([CHANGE])), "2026-01-01"), CHOSEN)
    database.close()
    return tmp_path / "captions.db"


def test_they_are_found_after_a_restart(path: Path) -> None:
    database = Database(path)
    assert database.chosen_of(1) == CHOSEN
    assert database.chosen_of(2) is None
    database.close()


def test_another_step_of_that_number_does_not_go_with_them(path: Path) -> None:
    database = Database(path)
    database.undo()
    assert database.record_step(Step("write", PackedChanges([CHANGE])), "2026-01-02") == 1
    assert database.chosen_of(1) is None
    database.close()


@pytest.mark.parametrize(
    "damaged",
    [
        "no JSON",
        "[" * 100_000,
        "null",
        '"ab"',
        json.dumps(["write", "2026-01-01"]),
        json.dumps(["write", "2026-01-01", [], [], []]),
        json.dumps(["write", "2026-01-01", [1], [2]]),
        json.dumps(["write", "2026-01-01", [[{}, 1]], [[["trigger"]]]]),
    ],
)
def test_damaged_ones_are_passed_over(path: Path, damaged: str) -> None:
    sql = sqlite3.connect(path)
    sql.execute("UPDATE meta SET value = ? WHERE key = 'settings 1'", (damaged,))
    sql.commit()
    sql.close()
    database = Database(path)
    assert database.chosen_of(1) is None
    database.close()
