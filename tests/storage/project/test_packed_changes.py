"""Changes of very many images: packed, and not all at hand at the same time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.slot_states import Marks, SlotMark
from tui_captioner.storage.project import step_log
from tui_captioner.storage.project.database import Database
from tui_captioner.storage.project.packed_changes import Change, ChangeRow, PackedChanges, change_of, row_of
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.steps import Step

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
    assert len(packed) == COUNT
    assert list(packed) == plain
    assert packed.names == [one.file_name for one in plain]
    assert list(packed.rows()) == [row_of(one) for one in plain]


def test_what_is_asked_of_all_of_them_is_summed_up() -> None:
    flagged = {"action": SlotMark("flagged")}
    changes = [
        Change("a", None, record("walking", "hat", state="done"), None, b"x"),
        Change("b", record("walking"), record("sitting", unsure="red hat", marks=flagged), b"x", b"y"),
        Change("c", record("sitting", "hat"), None, b"x", None),
    ]
    packed = PackedChanges(changes)
    assert packed.states == ["done", "draft", ""]
    assert packed.marks == {"b": flagged}
    assert packed.told == {("walking", "action"): 0, ("hat", "subject"): 0, ("sitting", "action"): 0}
    by_row = PackedChanges()
    for one in changes[:2]:
        by_row.append(one, row_of(one))
    assert list(by_row) == changes[:2]
    assert by_row.told == {("walking", "action"): 0, ("hat", "subject"): 1, ("sitting", "action"): 1}


def record(
    action: str, subject: str = "", unsure: str = "", state: str = "draft", marks: Marks | None = None
) -> ImageRecord:
    tags = (*([Tag(subject)] if subject else []), *([Tag(unsure, unsure=True)] if unsure else []))
    return ImageRecord(Caption({"action": (Tag(action),), "subject": tags}), state, marks=marks or {})


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

    def loaded(row: ChangeRow) -> Change:
        nonlocal most
        most = max(most, alive() - before if row[0] == f"{COUNT - 1:03}.png" else 0)
        return change_of(row)

    monkeypatch.setattr("tui_captioner.storage.project.step_log.change_of", loaded)
    most = 0
    assert database.undo() is not None
    assert most == 1
