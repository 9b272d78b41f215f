"""What models were asked: nothing twice; an answer is there with what is laid down of it, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.killed import run_killed
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.storage.project.asked import Answer, Question
from tui_captioner.storage.project.database import Change, Database, Step
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.records import ImageRecord

A, B, C = (Question(picture, "p", "llava", "http://localhost/v1") for picture in "abc")
OTHER = Question("a", "p", "llava", "http://localhost:1234/v1")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = Database(tmp_path / "captions.db")
    yield found
    found.close()


def test_what_is_asked_and_not_answered_is_asked_again(database: Database) -> None:
    database.claim([A, B], "now")
    assert database.answered([A, B]) == {}
    database.note_answers([Answer(A, '{"subject": []}', 812, 9)], "now")
    assert database.answered([A, B, OTHER]) == {A: Answer(A, '{"subject": []}', 812, 9)}


def test_what_failed_is_known_until_it_is_asked_again(database: Database) -> None:
    refused, answered = Answer(A, error="it refused: no people"), Answer(B, "a hat")
    database.note_answers([refused, answered], "now")
    assert database.answered([A, B, C]) == {A: refused, B: answered}
    database.claim([A], "now")
    assert database.answered([A]) == {}


def test_answers_are_there_with_their_step_and_stay_when_it_is_taken_back(database: Database) -> None:
    drafted = ImageRecord(drafted=(DraftedTag("subject", "red hat", "llava"),))
    change = Change("a.png", None, drafted, None, None)
    database.claim([A], "now")
    database.record_step(Step("drafts by llava", PackedChanges([change]), answers=(Answer(A, "red hat"),)), "now")
    assert database.answered([A]) == {A: Answer(A, "red hat")}
    database.undo()
    assert database.stored("a.png").record is None  # type: ignore[union-attr]
    assert database.answered([A]) == {A: Answer(A, "red hat")}


KILLED = """
from tui_captioner.storage.project import database
from tui_captioner.storage.project.asked import Answer, Question
from tui_captioner.storage.project.refusals import RefusedTag, Refusal
own = database.Database(Path(sys.argv[1]))
asked = Question('a', 'p', 'llava', 'http://localhost/v1')
own.claim([asked], 'now')
setattr(database, sys.argv[2], die)
refusals = (Refusal(RefusedTag('a.png', 'subject', 'coat', 'llava', '2026-01-02T00:00:00+00:00')),)
step = database.Step('drafts by llava', answers=(Answer(asked, 'red hat'),), refusals=refusals)
own.record_step(step, 'now')
"""


@pytest.mark.parametrize("point", ["add_answers", "apply_refusals"])
def test_an_answer_whose_step_was_killed_is_asked_for_again(tmp_path: Path, point: str) -> None:
    path = tmp_path / "captions.db"
    Database(path).close()
    run_killed(KILLED, path, point)
    database = Database(path)
    assert database.headers() == []
    assert database.answered([A]) == {}
    database.close()
