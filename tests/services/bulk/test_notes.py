"""A note on an image outlives every other change of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tui_material import open_session, put
from tui_captioner.domain.edits import SetState
from tui_captioner.services.bulk.notes import Notes
from tui_captioner.services.bulk.ordering import Ordering
from tui_captioner.services.bulk.tag_edits import TagEdits
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session


@pytest.fixture
def session(dataset: Path) -> Iterator[Session]:
    opened = open_session(dataset)
    put(opened, "a.png", action=["standing"])
    finish(Notes(opened, " two\nwords ", ["a.png"]).carry_out())
    yield opened
    opened.close()


def test_it_is_kept_on_one_line_and_taken_away(session: Session) -> None:
    assert session.record("a.png").note == "two words"
    finish(Notes(session, "").carry_out())
    assert session.record("a.png").note == ""
    finish(session.undo())
    assert session.record("a.png").note == "two words"


def test_edits_states_order_and_globals_leave_it(session: Session, dataset: Path) -> None:
    put(session, "a.png", action=["sitting"])
    finish(TagEdits(session, "done", [SetState("done")]).carry_out())
    finish(Ordering(session).carry_out())
    finish(session.set_globals(["annika"], "globals"))
    session.set_state("a.png", "flagged")
    assert session.record("a.png").note == "two words"
    session.close()
    again = open_session(dataset)
    assert again.record("a.png").note == "two words"
    again.close()


def test_it_is_in_no_sidecar(session: Session, dataset: Path) -> None:
    assert (dataset / "a.txt").read_text(encoding="utf-8") == "standing"


def test_the_text_of_another_program_leaves_it(session: Session, dataset: Path) -> None:
    (dataset / "a.txt").write_text("sitting", encoding="utf-8")
    conflict = session.conflict("a.png")
    assert conflict is not None
    session.take_theirs(conflict)
    assert session.caption("a.png") == "sitting"
    assert session.record("a.png").note == "two words"
