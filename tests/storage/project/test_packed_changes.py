"""Changes of very many images: packed, and not all at hand at the same time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.storage.project import step_log
from tui_captioner.storage.project.database import Database
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.steps import Change, PackedChanges, Step

COUNT = 40
ODD = "red hat \u2028 \x00"


def change(number: int) -> Change:
    before = None if number % 2 else ImageRecord(Caption({"action": (Tag(f"standing {number}"),)}))
    after = ImageRecord(Caption({"action": (Tag(f"walking {number}", unsure=True),)}), "done", note=ODD)
    return Change(f"{number:03}.png", before, after, None if number % 3 else b"\xff\x00", b"walking")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "captions.db")
    yield database
    database.close()


def test_they_come_out_as_they_went_in() -> None:
    plain = [change(number) for number in range(COUNT)]
    packed = PackedChanges(plain)
    assert list(packed) == plain
    assert packed[3:5] == plain[3:5]
    assert packed.names == [one.file_name for one in plain]
    assert list(packed.inverse()) == [one.inverse for one in plain]
    assert list(packed.without({"001.png", "nothing"})) == [plain[0], *plain[2:]]


def test_a_step_of_them_is_recorded_taken_back_and_done_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step_log, "MOST_NAMES", 7)
    plain = [Change(f"{number:03}.png", None, ImageRecord(), None, b"x") for number in range(COUNT)]
    database.record_step(Step("many", PackedChanges(plain)), "now")
    back = database.undo({"005.png"})
    assert back is not None
    assert list(back.changes) == [one.inverse for one in plain if one.file_name != "005.png"]
    again = database.redo()
    assert again is not None
    assert list(again.changes) == plain


def alive() -> int:
    return sum(isinstance(one, Change) for one in gc.get_objects())


def test_few_are_at_hand_at_the_same_time(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step_log, "MOST_NAMES", 7)
    most, before = 0, alive()

    def watched() -> Iterator[Change]:
        nonlocal most
        for number in range(COUNT):
            most = max(most, alive() - before if number == COUNT - 1 else 0)
            yield Change(f"{number:03}.png", None, ImageRecord(), None, b"x")

    step = Step("many", PackedChanges(watched()))
    database.record_step(step, "now")
    assert most <= 2
    load = database._load_changes

    def loaded(number: int, which: str, *values: object, limit: int = -1) -> list[Change]:
        nonlocal most
        found = load(number, which, *values, limit=limit)
        most = max(most, alive() - before if len(found) < limit else 0)
        return found

    monkeypatch.setattr(database, "_load_changes", loaded)
    assert database.undo() is not None
    # The page before, and this one.
    assert 1 <= most <= 2 * 7
