"""A program that is killed while findings are accepted: all of the step is there, or nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.killed import run_killed
from tui_captioner.storage.project.acceptances import Acceptance
from tui_captioner.storage.project.database import Database, Step

SCRIPT = """
from tui_captioner.storage.project import database
from tui_captioner.storage.project.acceptances import Acceptance
own = database.Database(Path(sys.argv[1]))
name = sys.argv[2]
real = getattr(database, name)
setattr(database, name, (lambda *given, **named: (real(*given, **named), die())) if sys.argv[3] == 'behind' else die)
if sys.argv[4] == 'undo':
    own.undo()
own.record_step(database.Step('accept', acceptances=(Acceptance('a', 'b', 'c'), Acceptance('d', 'e', ''))), 'now')
"""


@pytest.mark.parametrize("point", ["add_acceptances", "apply_acceptances"])
@pytest.mark.parametrize("when", ["before", "behind"])
def test_a_step_that_was_killed_accepted_nothing(tmp_path: Path, point: str, when: str) -> None:
    path = tmp_path / "captions.db"
    Database(path).close()
    run_killed(SCRIPT, path, point, when, "do")
    database = Database(path)
    assert database.accepted() == set()
    assert database.headers() == []
    database.close()


@pytest.mark.parametrize("when", ["before", "behind"])
def test_an_undo_that_was_killed_took_nothing_back(tmp_path: Path, when: str) -> None:
    path = tmp_path / "captions.db"
    database = Database(path)
    database.record_step(Step("accept", acceptances=(Acceptance("a", "b", "c"),)), "now")
    database.close()
    run_killed(SCRIPT, path, "apply_acceptances", when, "undo")
    database = Database(path)
    assert database.accepted() == {("a", "b", "c")}
    assert [step.undone for step in database.headers()] == [False]
    database.close()
