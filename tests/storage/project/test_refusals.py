"""What was refused: remembered with its step, in every spelling, for its image alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.killed import run_killed
from tui_captioner.storage.project.database import Database, Step
from tui_captioner.storage.project.refusals import Refusal, RefusedTag

HAT = RefusedTag("a.png", "subject", "Red_Hat", "wd14", "2026-01-02T00:00:00+00:00")
BEACH = RefusedTag("b.png", "background", "beach", "joy", "2026-01-02T00:00:00+00:00")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "captions.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    found = Database(path)
    yield found
    found.close()


def step(*refusals: Refusal) -> Step:
    return Step("refuse", refusals=refusals)


def test_what_a_step_refused_is_there_until_it_is_taken_back(database: Database) -> None:
    database.record_step(step(Refusal(HAT), Refusal(BEACH)), "now")
    assert database.refused() == [HAT, BEACH]
    assert database.refused("b.png") == [BEACH]
    back = database.undo()
    assert back is not None
    assert back.refusals == (Refusal(HAT, refused=False), Refusal(BEACH, refused=False))
    assert database.refused() == []
    database.redo()
    assert database.refused() == [HAT, BEACH]


def test_what_was_forgiven_is_refused_again_as_it_was_when_that_is_taken_back(database: Database) -> None:
    database.record_step(step(Refusal(HAT)), "now")
    database.record_step(step(Refusal(HAT, refused=False)), "later")
    assert database.refused() == []
    database.undo()
    assert database.refused() == [HAT]


def test_all_spellings_of_a_tag_are_one(database: Database) -> None:
    database.record_step(step(Refusal(HAT)), "now")
    other = RefusedTag("a.png", "details", "red hat", "joy", "later")
    database.record_step(step(Refusal(other, refused=False)), "now")
    assert database.refused() == []


SCRIPT = """
from tui_captioner.storage.project import database
from tui_captioner.storage.project.refusals import Refusal, RefusedTag
own = database.Database(Path(sys.argv[1]))
setattr(database, sys.argv[2], die)
own.record_step(database.Step('refuse', refusals=(Refusal(RefusedTag('a', 'b', 'c', 'd', 'e')),)), 'now')
"""


@pytest.mark.parametrize("point", ["add_refusals", "apply_refusals"])
def test_a_step_that_was_killed_refused_nothing(path: Path, point: str) -> None:
    Database(path).close()
    run_killed(SCRIPT, path, point)
    database = Database(path)
    assert database.refused() == []
    assert database.headers() == []
    database.close()
