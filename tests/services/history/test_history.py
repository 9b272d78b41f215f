"""The steps of a dataset: in pages, with their difference, back and forth up to one of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.sessions import add, open_session
from tui_captioner.domain.errors import ReadOnlyError
from tui_captioner.services.bulk.tag_edits import moving, renaming
from tui_captioner.services.history.history import History, HistoryError, LeftOut, Moved
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.services.session.turns import CHANGED_OUTSIDE, NotTurnedError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.png").write_bytes(PNG)
        (folder / f"{name}.txt").write_bytes(b"man , standing")
    return folder


@pytest.fixture
def session(root: Path) -> Session:
    """Step 1 renames in all images; 2 and 3 add to one each."""
    opened = open_session(root)
    proposal = renaming(opened, "man", "boy")
    finish(proposal.look_through())
    finish(proposal.carry_out())
    add(opened, "a.png", "action", "waving")
    add(opened, "b.png", "action", "sitting")
    return opened


def texts(root: Path) -> list[bytes]:
    return [(root / f"{name}.txt").read_bytes() for name in "abc"]


DONE = [b"boy, standing, waving", b"boy, standing, sitting", b"boy , standing"]
FIRST = [b"boy , standing"] * 3
OLD = [b"man , standing"] * 3


def test_steps_come_in_pages_newest_first(session: Session) -> None:
    history = History(session)
    page = history.page(2)
    assert [(step.number, step.title, step.images) for step in page] == [(3, "add sitting", 1), (2, "add waving", 1)]
    rest = history.page(2, before=page[-1].number)
    assert [(step.number, step.title, step.images) for step in rest] == [(1, "rename 'man' to 'boy'", 3)]
    assert not history.page(2, before=1)
    session.close()


def test_a_dataset_without_a_project_has_no_step(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    session = open_session(tmp_path)
    history = History(session)
    assert not history.page()
    assert not history.difference(1)
    finish(history.go_to(0))
    finish(history.undo(3))
    with pytest.raises(HistoryError, match="Nothing was done"):
        history.step(1)
    session.close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_the_difference_of_a_step_comes_in_pages_by_name(session: Session) -> None:
    history = History(session)
    first = history.difference(1, limit=2)
    assert [part.name for part in first] == ["a.png", "b.png"]
    assert (first[0].before, first[0].after) == (("man , standing",), ("boy , standing",))
    assert [part.name for part in history.difference(1, limit=2, after="b.png")] == ["c.png"]
    session.close()


def test_it_tells_states_moves_other_captions_and_images_that_are_gone(session: Session, root: Path) -> None:
    session.set_state("a.png", "done")
    other = session.record("b.png").caption
    session.edit_record("b.png", "copy", replace(session.record("b.png"), alternatives=(other,)))
    proposal = moving(session, ["boy"], "details")
    finish(proposal.look_through())
    finish(proposal.carry_out())
    session.close()
    (root / "b.png").unlink()
    session = open_session(root)
    history = History(session)
    assert [part.states for part in history.difference(4)] == [("draft", "done")]
    assert history.difference(5)[0].after == ("boy, standing, sitting", "boy, standing, sitting")
    assert [part.gone for part in history.difference(6)] == [False, True, False]
    moved = history.difference(6)[0].moved
    assert [(move.text, move.to_slot) for move in moved] == [("boy", "details")]
    assert moved[0] == Moved("boy", moved[0].from_slot, "details")
    session.close()


def test_going_to_a_step_takes_back_what_came_after_it_and_does_it_again(session: Session, root: Path) -> None:
    history = History(session)
    finish(history.go_to(1))
    assert texts(root) == FIRST
    assert [step.number for step in history.turned] == [3, 2]
    finish(history.go_to(0))
    assert texts(root) == OLD
    finish(history.go_to(3))
    assert texts(root) == DONE
    assert [step.number for step in history.turned] == [1, 2, 3]
    finish(history.go_to(3))
    assert history.turned == []
    with pytest.raises(HistoryError, match="The last one is 3"):
        history.go_to(4)
    session.close()


def test_so_many_steps_go_back_also_after_a_restart(session: Session, root: Path) -> None:
    session.close()
    session = open_session(root)
    history = History(session)
    finish(history.undo(2))
    assert texts(root) == FIRST
    finish(history.undo(9))
    assert texts(root) == OLD
    finish(history.redo(2))
    assert texts(root) == [DONE[0], *FIRST[1:]]
    session.close()


def test_the_progress_grows_to_its_total(session: Session) -> None:
    told = list(History(session).go_to(0))
    assert [step.done for step in told] == sorted(step.done for step in told)
    assert {step.total for step in told} == {5}
    assert told[-1].done == 5
    session.close()


def test_an_image_changed_outside_is_left_as_it_is_and_named(session: Session, root: Path) -> None:
    (root / "c.txt").write_bytes(b"mine")
    history = History(session)
    finish(history.undo(3))
    assert texts(root) == [*OLD[:2], b"mine"]
    assert history.left_out == [LeftOut("rename 'man' to 'boy'", "c.png", CHANGED_OUTSIDE)]
    row = session.row("c.png")
    assert row is not None
    assert row.written == b"boy , standing"
    session.take_theirs(next(filter(None, map(session.conflict, session.names))))
    assert session.caption("c.png") == "mine"
    session.close()


def test_what_was_left_out_is_left_out_by_earlier_steps_too_and_redo_brings_it_back(
    session: Session, root: Path
) -> None:
    proposal = renaming(session, "standing", "sitting")
    finish(proposal.look_through())
    finish(proposal.carry_out())
    (root / "c.txt").write_bytes(b"mine")
    history = History(session)
    finish(history.undo())
    (root / "c.txt").write_bytes(b"boy , sitting")
    finish(history.undo(3))
    assert texts(root) == [*OLD[:2], b"boy , sitting"]
    assert [left.name for left in history.left_out] == ["c.png"]
    finish(history.redo(9))
    assert texts(root)[2] == b"boy , sitting"
    assert session.conflict("c.png") is None
    finish(history.undo(9))
    assert texts(root) == OLD
    session.close()


def test_a_step_of_which_every_image_changed_outside_stays(session: Session, root: Path) -> None:
    for name in "abc":
        (root / f"{name}.txt").write_bytes(b"mine")
    history = History(session)
    with pytest.raises(SidecarChangedError):
        finish(history.undo(3))
    for name in "ab":
        session.keep_ours(next(filter(None, map(session.conflict, session.names))))
        finish(history.undo())
        (root / f"{name}.txt").write_bytes(b"boy , standing")
    assert [step.undone for step in history.page()] == [True, False, False, False]
    session.close()


def test_a_bulk_step_of_which_every_image_changed_outside_names_them(root: Path) -> None:
    session = open_session(root)
    proposal = renaming(session, "man", "boy")
    finish(proposal.look_through())
    finish(proposal.carry_out())
    for name in "abc":
        (root / f"{name}.txt").write_bytes(b"mine")
    with pytest.raises(NotTurnedError, match=r"'rename 'man' to 'boy'' is not taken back: a.png, b.png, c.png"):
        finish(History(session).undo())
    assert session.undo_title() == "rename 'man' to 'boy'"
    assert texts(root) == [b"mine"] * 3
    session.close()


def test_keeping_ours_over_an_outside_text_can_be_taken_back_with_the_steps_before(
    session: Session, root: Path
) -> None:
    (root / "a.txt").write_bytes(b"mine")
    session.keep_ours(next(filter(None, map(session.conflict, session.names))))
    history = History(session)
    finish(history.go_to(0))
    assert history.left_out == []
    assert texts(root) == OLD
    finish(history.go_to(4))
    assert texts(root) == DONE
    finish(history.undo())
    assert texts(root)[0] == b"mine"
    session.close()


def test_undo_goes_on_where_an_image_is_lost_and_knows_it_when_it_is_back(session: Session, root: Path) -> None:
    session.close()
    (root / "c.png").rename(root / "away")
    session = open_session(root)
    finish(History(session).go_to(0))
    assert texts(root) == [*OLD[:2], b"boy , standing"]
    session.close()
    (root / "away").rename(root / "c.png")
    session = open_session(root)
    finish(session.finish_interrupted())
    assert texts(root) == OLD
    session.close()


def test_a_change_of_globals_goes_back_for_all(root: Path) -> None:
    session = open_session(root)
    finish(session.set_globals(["annika"], "add annika"))
    history = History(session)
    assert history.globals_of(1) == ((), ("annika",))
    (root / "c.txt").write_bytes(b"mine")
    finish(history.undo())
    assert texts(root) == [*OLD[:2], b"mine"]
    assert session.globals == ()
    session.close()


def test_an_undo_that_is_ended_while_it_looks_is_done_all_the_same(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.png").write_bytes(PNG)
        (tmp_path / f"{number}.txt").write_bytes(b"man")
    session = open_session(tmp_path)
    proposal = renaming(session, "man", "boy")
    finish(proposal.look_through())
    finish(proposal.carry_out())
    next(session.undo())
    session.close()
    session = open_session(tmp_path)
    finish(session.finish_interrupted())
    assert {path.read_bytes() for path in tmp_path.glob("*.txt")} == {b"man"}
    session.close()


def test_a_session_that_only_reads_turns_nothing(session: Session, root: Path) -> None:
    session.close()
    reading = Session.open(root, writable=False)
    history = History(reading)
    assert len(history.page()) == 3
    with pytest.raises(ReadOnlyError):
        finish(history.undo())
    assert texts(root) == DONE
    reading.close()


def test_undo_of_a_part_stands_in_the_difference(session: Session, root: Path) -> None:
    history = History(session)
    history.undo_part(1, "c.png")
    assert texts(root) == [*DONE[:2], OLD[2]]
    assert [part.taken_back for part in history.difference(1)] == [False, False, True]
    session.close()
