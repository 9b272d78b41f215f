"""Aliases that a step makes: undo and redo take them along, also later, and by hand written ones stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.list_desk import make_captions
from tests.support.tui_material import open_session
from tui_captioner.services.bulk.tag_edits import merging
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.database import Step


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_captions(tmp_path, {"a": b"red hats, standing", "b": b"red hat"})
    return tmp_path


def vocabulary(root: Path) -> str:
    path = root / ".tui-captioner" / "vocab.toml"
    return path.read_text() if path.exists() else ""


def merge(session: Session) -> None:
    finish(merging(session, ["red hats"], "red hat").keeping_aliases("red hat", ["red hats"], "subject").carry_out())


def test_the_step_says_so_and_a_later_session_takes_them_back(root: Path) -> None:
    session = open_session(root)
    merge(session)
    assert session.undo_title() == "merge 'red hats' into 'red hat', as its alias"
    session.close()
    made = vocabulary(root)
    assert made == '[subject.aliases]\n"red hat" = ["red hats"]\n'
    session = open_session(root)
    finish(session.undo())
    assert (vocabulary(root), (root / "a.txt").read_text()) == ("", "red hats, standing")
    session.close()
    session = open_session(root)
    finish(session.redo())
    assert vocabulary(root) == made
    session.close()


def test_what_was_written_by_hand_since_stays(root: Path) -> None:
    session = open_session(root)
    merge(session)
    path = root / ".tui-captioner" / "vocab.toml"
    path.write_text(vocabulary(root) + '"straw hat" = ["sunhat"]  # mine\n')
    finish(session.undo())
    assert vocabulary(root) == '[subject.aliases]\n"straw hat" = ["sunhat"]  # mine\n'
    path.write_text("[subject\n")
    with pytest.raises(Exception, match=r"vocab\.toml"):
        finish(session.redo())
    assert path.read_text() == "[subject\n"
    assert (root / "a.txt").read_text() == "red hat, standing", "the captions are done again all the same"
    path.unlink()
    finish(session.finish_interrupted())
    assert "red hats" in vocabulary(root)
    session.close()


def test_a_session_that_ended_before_the_file_was_written_is_made_up_for(root: Path) -> None:
    session = open_session(root)
    changes = session.own_terms.leading_to("red hat", ["red hats"], "subject")
    session.project.ensure().record_step(Step("merge", aliases=changes), "2026-01-01T00:00:00")
    session.close()
    assert vocabulary(root) == ""
    session = open_session(root)
    finish(session.finish_interrupted())
    assert "red hats" in vocabulary(root)
    assert session.project.database is not None
    assert session.project.database.pending_aliases() == ()
    session.close()


def test_one_alias_is_a_step_and_one_that_is_there_is_none(root: Path) -> None:
    session = open_session(root)
    assert session.own_terms.keep("red hat", "cap", "subject")
    assert not session.own_terms.keep("red hat", "cap", "subject")
    assert session.undo_title() == "have 'cap' lead to 'red hat'"
    finish(session.undo())
    assert vocabulary(root) == ""
    session.close()
