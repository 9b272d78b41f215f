"""The screen of backups: what differs is said, shown image by image, brought back as one step; errors lose nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.list_desk import ListDesk, captions, make_captions, open_list
from tests.support.tui_material import open_session, put
from tui_captioner.cli.main import main
from tui_captioner.services.backups.places import kept_backups
from tui_captioner.services.session.session import Session
from tui_captioner.tui.proposals.screen import ProposalScreen
from tui_captioner.tui.restoring.screen import RestoreScreen

TEXTS = {"a": b"beach", "b": b"forest", "c": b"man"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A dataset with a backup of before two edits, and a newer one that is damaged."""
    folder = tmp_path / "set"
    folder.mkdir()
    make_captions(folder, TEXTS)
    assert main(["backup", str(folder)]) == 0
    (kept,) = kept_backups(folder)
    kept.path.with_name("2099-01-02-daily.tar.gz").write_bytes(kept.path.read_bytes()[:200])
    opened = open_session(folder)
    put(opened, "a.png", type=["sea"])
    put(opened, "b.png", type=["dune"])
    yield opened
    opened.close()


def shown(desk: ListDesk) -> ProposalScreen | None:
    return desk.app.screen if isinstance(desk.app.screen, ProposalScreen) else None


async def test_what_a_backup_brings_back_is_shown_and_done_as_one_step(session: Session) -> None:
    unpacked = set(Path(tempfile.gettempdir()).glob("tui-captioner-*"))
    async with open_list(session, RestoreScreen) as desk:
        await desk.until(lambda: desk.shows("2099-01-02        daily"))
        await desk.until(lambda: desk.shows("cut short") or desk.shows("damaged one"))
        await desk.press("enter")
        assert "damaged" in desk.page.message or "cut short" in desk.page.message
        await desk.press("down")
        await desk.until(lambda: desk.shows("3  2 images differ, 2 texts"))
        await desk.press("enter")
        await desk.until(lambda: (page := shown(desk)) is not None and page.proposal.is_looked_through)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.page)
        await desk.press("enter")
        await desk.until(lambda: desk.shows("[x] b.png") and desk.shows("carry out (2)"))
        await desk.press("down", "space", "enter")
        await desk.until(lambda: desk.answers)
    assert desk.answers[0].startswith("Done: restore ")
    assert captions(session.project.root) == {**TEXTS, "b": b"dune"}
    assert session.undo_title().startswith("restore ")
    assert set(Path(tempfile.gettempdir()).glob("tui-captioner-*")) == unpacked


async def test_after_an_undo_it_is_compared_anew(session: Session) -> None:
    async with open_list(session, RestoreScreen) as desk:
        await desk.press("down")
        await desk.until(lambda: desk.shows("2 images differ"))
        await desk.press("ctrl+z")
        await desk.until(lambda: desk.shows("1 image differs, 1 text"))
        await desk.press("ctrl+z")
        await desk.until(lambda: desk.shows("nothing differs"))
        await desk.press("enter")
        await desk.until(lambda: desk.shows("All is as it was then"))
        await desk.press("escape")
        await desk.until(lambda: desk.answers)
    assert desk.answers == [None]


async def test_without_a_backup_it_says_how_to_name_one(session: Session) -> None:
    for one in kept_backups(session.project.root):
        one.path.unlink()
    async with open_list(session, RestoreScreen) as desk:
        await desk.until(lambda: desk.answers)
    assert "tui-captioner restore DATASET FILE" in desk.answers[0]
