"""A sidecar that came when the project had its globals already gets them with the first edit, whatever that is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.sessions import add, open_session
from tui_captioner.domain.edits import Move
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session


@pytest.fixture
def session(dataset: Path) -> Session:
    """One with a global, in which an image has just got a sidecar from elsewhere."""
    before = open_session(dataset)
    add(before, "a.png", "type", "photo")
    finish(before.set_globals(["sks"], "globals"))
    before.close()
    for name in ("new.png", "other.png"):
        (dataset / name).write_bytes(PNG)
    (dataset / "new.txt").write_bytes(b"blue hat, tree\n")
    opened = open_session(dataset)
    assert opened.caption("new.png") == "sks, blue hat, tree"
    return opened


def test_marking_it_done_writes_what_was_shown(dataset: Path, session: Session) -> None:
    assert session.set_state("new.png", "done")
    assert (dataset / "new.txt").read_bytes() == b"sks, blue hat, tree"
    finish(session.undo())
    assert (dataset / "new.txt").read_bytes() == b"blue hat, tree\n"
    session.close()


def test_a_tag_that_moves_without_another_text_does_too(dataset: Path, session: Session) -> None:
    caption = session.record("new.png").caption
    slot = next(key for key in session.structure.own_keys if caption.tags(key))
    session.edit("new.png", "move", Move(slot, 0, slot).apply(caption))
    assert (dataset / "new.txt").read_bytes() == b"sks, blue hat, tree"
    session.close()


def test_a_note_is_no_edit(dataset: Path, session: Session) -> None:
    assert session.edit_record("new.png", "note", replace(session.record("new.png"), note="blurred"))
    assert (dataset / "new.txt").read_bytes() == b"blue hat, tree\n"
    session.close()


def test_one_that_has_them_keeps_its_bytes(dataset: Path, session: Session) -> None:
    (dataset / "other.txt").write_bytes(b"tree,  sks\r\n")
    session.refresh("other.png")
    assert session.set_state("other.png", "done")
    assert (dataset / "other.txt").read_bytes() == b"tree,  sks\r\n"
    session.close()
