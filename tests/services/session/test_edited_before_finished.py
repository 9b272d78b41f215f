"""A session is killed when its captions are written, before it could note that; then one is edited at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.killed import run_killed
from tests.support.sessions import add
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

KILLED = """
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.database import Database
session = Session.open(Path(sys.argv[1]))
Database.mark_written = die
finish(session.set_globals(["annika"], "add global"))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in "ab":
        (tmp_path / f"{name}.png").write_bytes(PNG)
        (tmp_path / f"{name}.txt").write_text("beach")
    run_killed(KILLED, tmp_path)
    assert texts(tmp_path) == ["annika, beach"] * 2
    return tmp_path


def texts(root: Path) -> list[str]:
    return [path.read_text() for path in sorted(root.glob("*.txt"))]


def edit_one(session: Session) -> None:
    add(session, "a.png", "background", "sea")


def undo(session: Session) -> None:
    finish(session.undo())


def change_globals(session: Session) -> None:
    finish(session.set_globals(["annika", "photo"], "add global"))


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (edit_one, ["annika, beach, sea", "annika, beach"]),
        (undo, ["beach", "beach"]),
        (change_globals, ["annika, photo, beach"] * 2),
    ],
)
def test_what_is_done_then_is_written_too(root: Path, act: Callable[[Session], None], expected: list[str]) -> None:
    session = Session.open(root)
    act(session)
    assert session.conflict("a.png") is None
    session.close()
    assert texts(root) == expected


def test_what_another_program_wrote_meanwhile_stays(root: Path) -> None:
    (root / "b.txt").write_text("somebody else's")
    session = Session.open(root)
    change_globals(session)
    assert session.conflict("b.png") is not None
    session.close()
    assert texts(root) == ["annika, photo, beach", "somebody else's"]
