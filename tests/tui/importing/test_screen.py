"""The import screen: a file is named, what it changes is shown, one step is made; errors lose nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.list_desk import ListDesk, make_captions, open_list
from tests.support.tui_material import open_session, put
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.database import Database
from tui_captioner.storage.project.sql_file import DatabaseError
from tui_captioner.tui.importing.screen import ImportScreen
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.proposals.screen import ProposalScreen

TEXTS = {"a": b"beach", "b": b"", "c": b"man"}
TABLE = 'file_name,caption\na.png,"sea, dune"\nb.png,forest\nnobody.png,x\n'


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    folder = tmp_path / "set"
    folder.mkdir()
    make_captions(folder, TEXTS)
    (folder / "b.txt").unlink()
    (tmp_path / "captions.csv").write_text(TABLE)
    opened = open_session(folder)
    yield opened
    opened.close()


def importing(names: Sequence[str] | None = None) -> Any:
    def make(place: Workplace) -> ImportScreen:
        return ImportScreen(place, names)

    return make


async def asked(desk: ListDesk, path: Path) -> None:
    """Name a file, in the line that stands open from the beginning."""
    await desk.until(lambda: desk.page.question is not None)
    desk.page.answer.set_text(str(path), "")
    await desk.press("enter")


def shown(desk: ListDesk) -> ProposalScreen:
    screen = desk.app.screen
    assert isinstance(screen, ProposalScreen)
    return screen


def text(session: Session, stem: str) -> str:
    path = session.project.root / f"{stem}.txt"
    return path.read_text() if path.exists() else ""


async def test_what_a_file_brings_is_shown_and_made_as_one_step(session: Session, tmp_path: Path) -> None:
    async with open_list(session, importing()) as desk:
        await asked(desk, tmp_path / "captions.csv")
        await desk.press("down", "down", "right")
        assert desk.page.options.mode == "replace"
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
        await desk.until(lambda: shown(desk).proposal.is_looked_through)
        await desk.until(lambda: desk.shows("1 key is not the name of an image: nobody.png"))
        assert list(shown(desk).choosing.names) == ["a.png", "b.png"]
        assert text(session, "a") == "beach"
        await desk.press("enter")
        await desk.until(lambda: desk.answers)
    assert desk.answers[0].startswith("Done: import csv from captions.csv, 2 images")
    assert (text(session, "a"), text(session, "b"), text(session, "c")) == ("sea, dune", "forest", "man")
    assert session.undo_title() == "import csv from captions.csv"


async def test_what_is_undone_meanwhile_counts(session: Session, tmp_path: Path) -> None:
    put(session, "a.png", type=["sea", "dune"])
    async with open_list(session, importing()) as desk:
        await asked(desk, tmp_path / "captions.csv")
        await desk.press("down", "down", "right", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
        before = shown(desk)
        assert list(before.proposal.names) == ["b.png"]
        await desk.press("ctrl+z")
        await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen) and desk.app.screen is not before)
        assert list(shown(desk).proposal.names) == ["a.png", "b.png"]
        await desk.press("enter")
        await desk.until(lambda: desk.answers)
    assert text(session, "a") == "sea, dune"


async def test_what_could_not_be_carried_out_is_said_and_can_be_tried_again(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise DatabaseError("captions.db can't be written: database or disk is full", "Nothing was changed")

    async with open_list(session, importing()) as desk:
        await asked(desk, tmp_path / "captions.csv")
        await desk.press("down", "down", "right", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
        before = shown(desk)
        with monkeypatch.context() as patched:
            patched.setattr(Database, "record_step", full)
            await desk.press("enter")
            await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen) and desk.app.screen is not before)
            await desk.until(lambda: desk.shows("captions.db can't be written: database or disk is full"))
        assert text(session, "a") == "beach"
        await desk.press("enter")
        await desk.until(lambda: desk.answers)
    assert text(session, "a") == "sea, dune"


async def test_only_the_images_that_one_came_with_are_changed(session: Session, tmp_path: Path) -> None:
    async with open_list(session, importing(["a.png", "c.png"])) as desk:
        await asked(desk, tmp_path / "captions.csv")
        assert desk.shows("for 2 images")
        await desk.press("down", "down", "right", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
        assert list(shown(desk).proposal.names) == ["a.png"]
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.page)
        assert text(session, "a") == "beach"
        assert not session.undo_title()


async def test_what_changes_nothing_says_why_and_the_choices_stay(session: Session, tmp_path: Path) -> None:
    (tmp_path / "captions.csv").write_text("file_name,caption\na.png,sea\nc.png,man\n")
    async with open_list(session, importing()) as desk:
        await asked(desk, tmp_path / "captions.csv")
        await desk.press("enter")
        await desk.until(lambda: desk.shows("Nothing would change"))
        assert desk.shows("1 image has a caption already")
        assert desk.shows("1 image has the same caption already")
        assert desk.page.options.file == tmp_path / "captions.csv"


@pytest.mark.parametrize(
    ("data", "said"),
    [(None, "No such file"), (b"file_name,caption\nz.png,x\n", "No key in"), (b"\xff\xfe\xff", "captions.csv")],
    ids=["missing", "strangers", "no text"],
)
async def test_an_error_is_said_and_the_file_can_be_named_anew(
    session: Session, tmp_path: Path, data: bytes | None, said: str
) -> None:
    path = tmp_path / "captions.csv"
    path.unlink() if data is None else path.write_bytes(data)
    async with open_list(session, importing(), size=(200, 24)) as desk:
        await asked(desk, path)
        await desk.press("enter")
        await desk.until(lambda: desk.page.warning and said in desk.page.message)
        await desk.press("f")
        assert desk.page.answer.value == str(path)
        assert not session.undo_title()
