"""Many sidecars that another program changed: decided together, or one by one, each one step of undo."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.composer_desk import open_desk
from tests.support.list_desk import ListDesk, captions, make_captions, open_list
from tests.support.tui_material import open_session
from tui_captioner.services.bulk.tag_edits import renaming
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.dialogs.conflict import ConflictScreen
from tui_captioner.tui.outside.screen import OutsideScreen
from tui_captioner.tui.proposals.screen import ProposalScreen

TEXTS = {name: b"standing, red hats, %d" % number for number, name in enumerate("abcde")}
OURS = {name: data.replace(b"red hats", b"red hat") for name, data in TEXTS.items()}
THEIRS = {name: data.replace(b"red hat", b"blue hat") for name, data in OURS.items()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Five captions that were edited, then changed by another program, but for the last one."""
    make_captions(tmp_path, TEXTS)
    first = open_session(tmp_path)
    finish(renaming(first, "red hats", "red hat").carry_out())
    first.close()
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_bytes(THEIRS[name])
    return tmp_path


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    opened = open_session(root)
    yield opened
    opened.close()


@asynccontextmanager
async def listed(session: Session) -> AsyncIterator[ListDesk]:
    async with open_list(session, OutsideScreen, size=(100, 24)) as desk:
        await desk.at_rest()
        yield desk


async def agreed(desk: ListDesk) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
    await desk.at_rest()
    await desk.press("enter")
    await desk.until(lambda: not isinstance(desk.app.screen, ProposalScreen))
    await desk.at_rest()


async def test_both_texts_stand_in_a_row_and_nothing_is_written(session: Session, root: Path) -> None:
    async with listed(session) as desk:
        assert desk.shows("4 sidecars are not as written here")
        assert desk.shows("> a.png  standing, red hat → blue hat, 0")
        assert not desk.shows("e.png")
        await desk.press("escape")
        assert desk.answers == [None]
    assert captions(root) == THEIRS | {"e": OURS["e"]}


async def test_all_from_disk_is_one_step(session: Session, root: Path) -> None:
    async with listed(session) as desk:
        await desk.press("t")
        await agreed(desk)
        assert desk.answers[0].startswith("Done: take the captions that were changed outside, 4 images")
    assert captions(root) == THEIRS | {"e": OURS["e"]}
    assert session.caption("a.png") == "standing, blue hat, 0"
    finish(session.undo())
    assert session.caption("a.png") == "standing, red hat, 0"
    assert captions(root) == OURS


async def test_all_ours_is_one_step_that_has_their_texts(session: Session, root: Path) -> None:
    async with listed(session) as desk:
        await desk.press("o")
        await agreed(desk)
        assert "keep our captions" in desk.answers[0]
    assert captions(root) == OURS
    finish(session.undo())
    assert captions(root) == THEIRS | {"e": OURS["e"]}


async def test_some_are_left_out_and_one_is_decided_by_itself(session: Session, root: Path) -> None:
    async with listed(session) as desk:
        await desk.press("t")
        await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
        await desk.at_rest()
        await desk.press("space", "enter")
        await desk.until(lambda: not isinstance(desk.app.screen, ProposalScreen))
        await desk.at_rest()
        assert desk.shows("1 sidecar is not as written here")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, ConflictScreen))
        await desk.press("o")
        await desk.until(lambda: desk.answers)
    assert captions(root) == THEIRS | {"a": OURS["a"], "e": OURS["e"]}


async def test_what_changes_once_more_while_it_is_shown_is_left_alone(session: Session, root: Path) -> None:
    async with listed(session) as desk:
        await desk.press("o")
        await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
        await desk.at_rest()
        (root / "b.txt").write_bytes(b"once more")
        await desk.press("enter")
        await desk.until(lambda: not isinstance(desk.app.screen, ProposalScreen))
        await desk.at_rest()
        assert desk.shows("> b.png")
    assert captions(root) == OURS | {"b": b"once more"}


async def test_where_nothing_was_changed_it_says_so(tmp_path: Path) -> None:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    async with open_list(opened, OutsideScreen) as desk:
        await desk.until(lambda: desk.answers)
        assert desk.answers == ["No sidecar was changed outside"]
    opened.close()


async def test_the_composer_asks_about_all_of_them_once(root: Path) -> None:
    (root / "a.txt").write_bytes(OURS["a"])
    async with open_desk(root) as desk:
        desk.composer._picture_settled()
        await desk.until(lambda: desk.composer.outside)
        assert any("3 sidecars were changed by other programs" in note.message for note in desk.app._notifications)
        await desk.press("pagedown")
        await desk.until(lambda: desk.shows(OutsideScreen))
        await desk.until_drawn("> b.png")
        await desk.press("escape")
        await desk.press("pagedown")
        await desk.until(lambda: desk.shows(ConflictScreen))
        # Whoever changed that one while it was open may have changed others.
        await desk.press("a")
        await desk.until(lambda: desk.shows(OutsideScreen))
