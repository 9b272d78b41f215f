"""A structure and the captions in it come together, however the program ends: both are the old ones or the new ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.killed import run_killed
from tests.support.tui_material import put
from tui_captioner.domain.structures.shipped import STRUCTURES
from tui_captioner.services.bulk.structure_change import StructureChange
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.settings import load_settings

OLD, NEW = "photograph, 1girl, beach", "1girl, photograph, beach"

CHANGE = """
from tui_captioner.domain.structures.shipped import STRUCTURES
from tui_captioner.services.bulk.structure_change import StructureChange
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.session import settings_file
from tui_captioner.storage.project import database
if sys.argv[2] == "before the step":
    database.Database.record_step = die
elif sys.argv[2] == "before the settings":
    settings_file.change_structure = die
elif sys.argv[2] == "before it is noted that they are written":
    database.Database.settle_structure = die
session = Session.open(Path(sys.argv[1]))
"""
CHOOSE = f"""{CHANGE}
change = StructureChange(session, STRUCTURES["illustrious"])
finish(change.look_through())
finish(change.carry_out())
"""
TAKE_BACK = f"""{CHANGE}
finish(session.undo())
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.png").write_bytes(PNG)
    session = Session.open(tmp_path)
    put(session, "a.png", type=["photograph", "1girl"], background=["beach"])
    session.close()
    return tmp_path


def settings(root: Path) -> tuple[str, ...]:
    """The slots in the settings."""
    return load_settings(root / ".tui-captioner" / "project.toml").structure.keys


def open_again(root: Path) -> tuple[bool, str]:
    """Whether the settings and the session have the other structure, and the caption, after the next start."""
    session = Session.open(root)
    try:
        finish(session.finish_interrupted())
        chosen = "count" in session.structure.keys
        assert ("count" in settings(root)) == chosen
        assert ("count" in session.record("a.png").caption.slots) == chosen
        return chosen, (root / "a.txt").read_text()
    finally:
        session.close()


def choose(root: Path) -> None:
    session = Session.open(root)
    change = StructureChange(session, STRUCTURES["illustrious"])
    finish(change.look_through())
    finish(change.carry_out())
    session.close()


@pytest.mark.parametrize(
    ("at", "chosen"),
    [("before the step", False), ("before the settings", True), ("before it is noted that they are written", True)],
)
def test_killed_while_it_is_chosen_and_undo_brings_the_old_one_back(root: Path, at: str, chosen: bool) -> None:
    run_killed(CHOOSE, root, at)
    assert open_again(root) == ((True, NEW) if chosen else (False, OLD))
    session = Session.open(root)
    if chosen:
        finish(session.undo())
    session.close()
    assert open_again(root) == (False, OLD)


@pytest.mark.parametrize("at", ["before the settings", "before it is noted that they are written"])
def test_killed_while_it_is_taken_back(root: Path, at: str) -> None:
    choose(root)
    run_killed(TAKE_BACK, root, at)
    assert open_again(root) == (False, OLD)


def test_a_structure_that_moves_no_tag_is_a_step_too(root: Path) -> None:
    session = Session.open(root)
    put(session, "a.png", background=["beach"])
    session.close()
    choose(root)
    assert "count" in settings(root)
    session = Session.open(root)
    finish(session.undo())
    session.close()
    assert "count" not in settings(root)
    assert (root / "a.txt").read_text() == "beach"


def test_settings_that_can_not_be_written_are_said_and_written_later(root: Path) -> None:
    path = root / ".tui-captioner" / "project.toml"
    run_killed(CHOOSE, root, "before the settings")
    path.chmod(0o444)
    session = Session.open(root)
    assert "count" in session.structure.keys
    assert "write-protected" in session.take_news()
    session.close()
    path.chmod(0o644)
    assert open_again(root) == (True, NEW)
