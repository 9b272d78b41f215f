"""What is said when a caption that was read is edited for the first time."""

from __future__ import annotations

from pathlib import Path

from tests.support.tui_material import at, compose, do, open_session

ORDER = "order of the slots"


def test_a_new_order_is_said_once_and_undo_gives_the_old_one_back(dataset: Path) -> None:
    (dataset / "b.txt").write_text("standing, photograph BREAK standing")
    session = open_session(dataset)
    state = compose(session)
    state.show("b.png")
    at(state, "associations")
    state.typed("zzz")
    do(state, state.keep())
    assert ORDER in state.message
    assert (dataset / "b.txt").read_text() == "photograph, standing, zzz BREAK standing"
    state.say("")
    state.typed("yyy")
    do(state, state.keep())
    assert state.message == ""
    do(state, session.undo())
    do(state, session.undo())
    assert (dataset / "b.txt").read_text() == "standing, photograph BREAK standing"
    session.close()


def test_nothing_is_said_where_the_order_stays(dataset: Path) -> None:
    session = open_session(dataset)
    state = compose(session)
    state.show("b.png")
    at(state, "associations")
    state.typed("zzz")
    do(state, state.keep())
    assert ORDER not in state.message
    session.close()


def test_a_mark_is_seen_in_its_slot_and_may_be_taken_out(dataset: Path) -> None:
    (dataset / "b.txt").write_text("photograph BREAK standing\nsmiling")
    session = open_session(dataset)
    state = compose(session)
    state.show("b.png")
    at(state, "type")
    assert [tag.text for tag in state.tags("type")] == ["photograph", "BREAK"]
    do(state, state.delete(1))
    assert (dataset / "b.txt").read_text() == "photograph, standing\nsmiling"
    at(state, "action")
    assert [tag.is_line_break for tag in state.tags("action")] == [False, True, False]
    do(state, state.delete(1))
    assert (dataset / "b.txt").read_text() == "photograph, standing, smiling"
    session.close()
