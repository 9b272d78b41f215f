"""Drafts over an open dataset: shown, laid down in a step, and no caption or sidecar is touched by them."""

from __future__ import annotations

from pathlib import Path

from tests.support.killed import run_killed
from tests.support.sessions import add, open_session, snapshot
from tui_captioner.services.bulk.drafts import draft_proposal
from tui_captioner.services.bulk.proposed import image_change
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.project.asked import Answer, Question

SAID = {"a.png": {"subject": ["red hat"]}, "b.png": {"background": ["beach"]}, "gone.png": {"subject": ["x"]}}
ASKED = Question("a", "p", "wd14", "")


def files(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in snapshot(root).items() if not name.startswith(".tui-captioner")}


def test_what_is_laid_down_touches_no_file_and_is_one_step(dataset: Path) -> None:
    before = files(dataset)
    session = open_session(dataset)
    states = {name: session.record(name).state for name in session.names}
    texts = {name: session.caption_text(session.record(name).caption) for name in session.names}
    proposal = draft_proposal(session, SAID, "wd14", [Answer(ASKED, "a red hat")])
    finish(proposal.look_through())
    assert list(proposal.names) == ["a.png", "b.png"]
    assert image_change(proposal, "a.png").drafted == (("+", "red hat (Subject, wd14)"),)
    finish(proposal.carry_out())
    assert [one.text for one in session.record("b.png").drafted] == ["beach"]
    assert {name: session.record(name).state for name in session.names} == states
    assert {name: session.caption_text(session.record(name).caption) for name in session.names} == texts
    assert files(dataset) == before
    assert session.project.ensure().answered([ASKED]).keys() == {ASKED}
    assert session.undo_title() == "drafts by wd14"
    finish(session.undo())
    assert session.record("a.png").drafted == ()
    assert files(dataset) == before
    session.close()


def test_an_answer_of_which_nothing_is_laid_down_is_no_step_and_not_asked_for_again(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "subject", "scarf")
    proposal = draft_proposal(session, {"a.png": {"subject": ["red hat"]}}, "wd14", [Answer(ASKED, "red hat")])
    finish(proposal.look_through())
    assert proposal.left_out == {"a.png": (("red hat", "Subject has tags already"),)}
    finish(proposal.carry_out())
    assert session.undo_title() == "add scarf"
    assert session.project.ensure().answered([ASKED]).keys() == {ASKED}
    session.close()


KILLED = """
from tests.support.sessions import open_session
from tui_captioner.services.bulk.drafts import draft_proposal
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.project import database
from tui_captioner.storage.project.asked import Answer, Question
session = open_session(Path(sys.argv[1]))
database.add_answers = dying_after(4, database.add_answers)
for start in range(0, len(session.names), 100):
    said = {name: {"subject": ["red hat"]} for name in session.names[start : start + 100]}
    answer = Answer(Question(str(start), "p", "wd14", "here"), "red hat")
    finish(draft_proposal(session, said, "wd14", [answer]).carry_out())
"""


def test_a_thousand_drafts_that_were_killed_are_resumed_and_undone_step_by_step(tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / f"{number:04}.png").touch()
    run_killed(KILLED, tmp_path)
    session = open_session(tmp_path)
    there = [name for name in session.names if session.peek(name).drafted]
    assert len(there) == 400
    said = {name: {"subject": ["red hat"]} for name in session.names}
    proposal = draft_proposal(session, said, "wd14")
    finish(proposal.look_through())
    assert set(proposal.names) == set(session.names) - set(there)
    finish(proposal.carry_out())
    assert all(len(session.peek(name).drafted) == 1 for name in session.names)
    assert not list(tmp_path.glob("*.txt"))
    while session.undo_title():
        finish(session.undo())
    assert not any(session.peek(name).drafted for name in session.names)
    session.close()
