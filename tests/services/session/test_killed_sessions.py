"""A session that was killed at the worst moment: the next opening finishes what was begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.killed import run_killed
from tests.support.sessions import open_session, sidecars
from tui_captioner.domain.caption import Tag
from tui_captioner.services.session.jobs import finish

pytestmark = pytest.mark.slow

_KILLED = """
from tui_captioner.services.session import sidecars
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

session = Session.open(Path(sys.argv[1]))
sidecars.write_atomic = dying_after(int(sys.argv[2]), sidecars.write_atomic)
finish(session.set_globals(["annika"], "add global"))
"""


@pytest.mark.parametrize("written", [0, 7])
def test_killed_in_the_middle_of_a_bulk_change_it_is_finished_at_the_next_opening(dataset: Path, written: int) -> None:
    for number in range(12):
        (dataset / f"n{number}.png").write_bytes(PNG)
        (dataset / f"n{number}.txt").write_bytes(b"standing")
    before = sidecars(dataset)
    run_killed(_KILLED, dataset, written)
    assert sum(data.startswith(b"annika, ") for data in sidecars(dataset).values()) == written
    session = open_session(dataset)
    assert session.globals == (Tag("annika"),)
    finish(session.finish_interrupted())
    assert sidecars(dataset) == {name: b"annika, " + data.strip() for name, data in before.items()}
    assert session.globals == (Tag("annika"),)
    finish(session.undo())
    assert sidecars(dataset) == before
    session.close()


_KILLED_GLOBALS = """
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

session = Session.open(Path(sys.argv[1]))
session.project.write_globals = die
finish(session.set_globals(["annika"], "add global"))
"""


def test_globals_that_did_not_reach_the_settings_are_there_from_the_first_look(dataset: Path) -> None:
    run_killed(_KILLED_GLOBALS, dataset)
    assert "annika" not in (dataset / ".tui-captioner" / "project.toml").read_text().partition("globals = ")[2]
    session = open_session(dataset)
    assert session.globals == (Tag("annika"),)
    assert not session.globals_edited_by_hand
    finish(session.finish_interrupted())
    assert 'globals = ["annika"]' in (dataset / ".tui-captioner" / "project.toml").read_text()
    session.close()


_KILLED_EDIT = """
from tui_captioner.domain.caption import Tag
from tui_captioner.services.session import sidecars
from tui_captioner.services.session.session import Session

session = Session.open(Path(sys.argv[1]))
sidecars.write_atomic = die
session.edit("b.png", "add", session.record("b.png").caption.added("action", (Tag("waving"),)))
"""


def test_killed_between_database_and_sidecar_the_edit_is_finished_at_the_next_opening(dataset: Path) -> None:
    before = sidecars(dataset)
    run_killed(_KILLED_EDIT, dataset)
    assert sidecars(dataset) == before
    session = open_session(dataset)
    assert session.conflict("b.png") is None
    finish(session.finish_interrupted())
    assert sidecars(dataset)["b.txt"] == b"photograph, of a woman, standing, waving, a thing unheard of"
    finish(session.undo())
    assert sidecars(dataset) == before
    session.close()


_KILLED_RENAME = """
from tui_captioner.services.bulk.tag_edits import renaming
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

session = Session.open(Path(sys.argv[1]))
written = int(sys.argv[2])
if written < 0:
    session.project.ensure().record_step = die
replace, counted = os.replace, dying_after(max(0, written), os.replace)
os.replace = lambda source, target: (counted if str(target).endswith(".txt") else replace)(source, target)
finish(renaming(session, "red hats", "red hat").carry_out())
"""


@pytest.mark.parametrize("written", [-1, 0, 23])
def test_killed_in_the_middle_of_a_rename_all_captions_are_old_or_all_are_new(dataset: Path, written: int) -> None:
    for number in range(40):
        (dataset / f"n{number:02}.png").write_bytes(PNG)
        (dataset / f"n{number:02}.txt").write_bytes(b"standing, red hats, beach")
    before = sidecars(dataset)
    run_killed(_KILLED_RENAME, dataset, written)
    texts = {b"standing, red hats, beach", b"standing, red hat, beach"}
    there = sidecars(dataset)
    assert {there[f"n{number:02}.txt"] for number in range(40)} <= texts
    assert sum(data == b"standing, red hat, beach" for data in there.values()) == max(0, written)
    session = open_session(dataset)
    finish(session.finish_interrupted())
    renamed = {name: data.replace(b"red hats", b"red hat") for name, data in before.items()}
    assert sidecars(dataset) == (before if written < 0 else renamed)
    assert session.undo_title() == ("" if written < 0 else "rename 'red hats' to 'red hat'")
    finish(session.undo())
    assert sidecars(dataset) == before
    session.close()
