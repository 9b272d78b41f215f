"""Next that needs work: what is not finished, or has a slot that was given a state which needs work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import PNG
from tests.support.sessions import open_session
from tui_captioner.domain.slot_states import SlotMark
from tui_captioner.services.session.finished_images import FinishedImages
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session


def make(root: Path) -> Session:
    for name in "abcd":
        (root / f"{name}.png").write_bytes(PNG)
    session = open_session(root)
    for name in "abcd":
        session.set_state(f"{name}.png", "done")
    return session


def mark(session: Session, name: str, slot: str, state: str) -> None:
    record = session.record(name)
    session.edit_record(name, f"mark {slot}", replace(record, marks={**record.marks, slot: SlotMark(state)}))


def test_a_finished_image_with_an_open_slot_needs_work_and_counts_as_done(tmp_path: Path) -> None:
    session = make(tmp_path)
    assert session.finished.next_unfinished("a.png") == ""
    mark(session, "c.png", "subject", "flagged")
    mark(session, "d.png", "subject", "done")
    assert session.finished.next_unfinished("a.png") == "c.png"
    assert session.finished.next_unfinished("c.png") == ""
    assert session.finished.count == 4
    assert session.is_finished("c.png")
    session.close()
    again = open_session(tmp_path)
    assert again.finished.next_unfinished("d.png") == "c.png"
    finish(again.undo())
    finish(again.undo())
    assert again.finished.next_unfinished("d.png") == ""
    again.close()


def test_a_slot_that_the_structure_has_no_more_asks_for_nothing(tmp_path: Path) -> None:
    session = make(tmp_path)
    mark(session, "c.png", "gone", "flagged")
    assert session.finished.next_unfinished("a.png") == ""
    session.close()
    again = open_session(tmp_path)
    assert again.finished.next_unfinished("a.png") == ""
    again.close()


class Known(FinishedImages):
    """Of images whose flags are given."""

    def __init__(self, flags: bytes) -> None:
        self._kept = bytearray(flags)
        self._project = type("Project", (), {"read_only": ""})()


@given(st.binary(max_size=12).map(lambda data: bytes(byte % 4 for byte in data)), st.data())
def test_the_next_row_is_what_a_walk_finds(flags: bytes, data: st.DataObject) -> None:
    places = data.draw(st.permutations(range(len(flags))).map(lambda found: found[: len(found) // 2 + 1]))
    row = data.draw(st.integers(-1, len(places) - 1))
    behind = [*range(row + 1, len(places)), *range(row)]
    wanted = next((at for at in behind if flags[places[at]] in (0, 2, 3)), None)
    assert Known(flags).next_to_do(places, row) == wanted
