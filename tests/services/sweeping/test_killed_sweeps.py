"""Killed in a yes/no sweep: what was answered is on disk, and is one step at the next opening."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.killed import run_killed
from tests.support.list_desk import captions, make_captions
from tests.support.sessions import open_session
from tui_captioner.services.history.history import History
from tui_captioner.services.session.jobs import finish

pytestmark = pytest.mark.slow

_KILLED = """
from tui_captioner.domain.caption import Tag
from tui_captioner.services.session import ledger, sidecars
from tui_captioner.services.session.session import Session
from tui_captioner.services.sweeping.likelihood import Likelihood
from tui_captioner.services.sweeping.yes_no import YesNo
from tui_captioner.storage.project.database import Database

session = Session.open(Path(sys.argv[1]))
sweep = YesNo(session, Tag("straw hat"), "subject", Likelihood(session.names, [], []))
answers, at = sys.argv[2], sys.argv[3]
for answer in answers[:-1]:
    sweep.take_back() if answer == "u" else sweep.answer(answer)
if at == "before":
    Database.add_part = Database.drop_part = die
elif at == "sidecar":
    sidecars.write_atomic = die
sweep.take_back() if answers[-1] == "u" else sweep.answer(answers[-1])
die()
"""
OLD, NEW = b"standing, indoors", b"standing, straw hat, indoors"


@pytest.mark.parametrize(
    ("answers", "at", "yes"),
    [
        ("yyny", "before", "ab"),
        ("yyny", "sidecar", "abd"),
        ("yyny", "after", "abd"),
        ("yyu", "before", "ab"),
        ("yyu", "sidecar", "a"),
        ("yyu", "after", "a"),
    ],
)
def test_answered_is_answered(tmp_path: Path, answers: str, at: str, yes: str) -> None:
    before = dict.fromkeys("abcde", OLD)
    make_captions(tmp_path, before)
    run_killed(_KILLED, tmp_path, answers, at)
    session = open_session(tmp_path)
    finish(session.finish_interrupted())
    assert captions(tmp_path) == {**before, **dict.fromkeys(yes, NEW)}
    steps = History(session).page()
    assert [(step.title, step.images) for step in steps] == [("yes/no 'straw hat'", len(yes))]
    session.undo_part(steps[0].number, f"{yes[0]}.png")
    assert captions(tmp_path)[yes[0]] == OLD
    finish(session.undo())
    finish(session.undo())
    assert captions(tmp_path) == before
    session.close()


def test_killed_when_the_only_answer_is_taken_back_there_is_no_step(tmp_path: Path) -> None:
    before = dict.fromkeys("abcde", OLD)
    make_captions(tmp_path, before)
    run_killed(_KILLED, tmp_path, "yu", "sidecar")
    assert captions(tmp_path)["a"] == NEW
    session = open_session(tmp_path)
    finish(session.finish_interrupted())
    assert captions(tmp_path) == before
    assert not History(session).page()
    session.close()
