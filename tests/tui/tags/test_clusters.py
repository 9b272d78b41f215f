"""Near-duplicates as clusters: merged by one key, called different by another, each with its digits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.list_desk import ListDesk, captions, make_captions, open_list
from tests.support.sessions import open_session
from tui_captioner.services.catalogue.different_tags import different_tags
from tui_captioner.services.session.session import Session
from tui_captioner.tui.proposals.screen import ProposalScreen
from tui_captioner.tui.tags.clusters import ClustersScreen
from tui_captioner.tui.tags.screen import TagsScreen

TEXTS = {
    "a": b"red hats, standing, from above, scrarf",
    "b": b"red hat, front, scarf",
    "c": b"red hat, from, scarf, slightly curved edges",
    "d": b"Red Hat, fron, slightly curled edges",
    "e": b"from, front",
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


@asynccontextmanager
async def clusters(session: Session, *, size: tuple[int, int] = (80, 24)) -> AsyncIterator[ListDesk]:
    async with open_list(session, ClustersScreen, size=size) as desk:
        await known(desk)
        yield desk


async def known(desk: ListDesk) -> None:
    await desk.until(lambda: desk.page._is_known and desk.page.work is None)
    await desk.pilot.pause()


def groups(desk: ListDesk) -> list[tuple[str, ...]]:
    return [group.texts for group in desk.page.list.groups]


def drawn(desk: ListDesk) -> list[str]:
    return [" ".join(row.split()) for row in desk.drawn()]


async def carried_out(desk: ListDesk) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen) and desk.app.screen._looked_through)
    await desk.press("enter")
    await desk.until(lambda: desk.app.screen is desk.page)
    await known(desk)


async def test_the_tags_screen_says_how_many_clusters_there_are_and_shows_them(session: Session) -> None:
    async with open_list(session, TagsScreen, size=(110, 30)) as desk:
        await desk.until(lambda: desk.shows("3 clusters to look at: ~"))
        await desk.press("tilde")
        await desk.until(lambda: isinstance(desk.app.screen, ClustersScreen))
        await desk.until(lambda: desk.shows("3 clusters, 8 tags"))
        await desk.press("escape")
        assert desk.app.screen is desk.page


async def test_each_cluster_has_its_head_and_why_the_others_are_the_same(session: Session) -> None:
    async with clusters(session) as desk:
        assert drawn(desk)[1:10] == [
            "count tag why slot",
            "> 1 fron may be Details",
            "2 1 ~ from spelling Details",
            "2 2 ~ front spelling Type",
            "2 1 red hat into this Subject",
            "1 2 ~ Red Hat form Subject",
            "1 3 ~ red hats small words Subject",
            "2 1 scarf into this Subject",
            "1 2 ~ scrarf spelling Details",
        ]


async def test_enter_merges_a_cluster_as_one_step(session: Session, tmp_path: Path) -> None:
    async with clusters(session) as desk:
        await desk.press("tab", "enter")
        assert desk.shows("Shall they become aliases of 'red hat'?")
        await desk.press("n")
        await carried_out(desk)
        assert groups(desk) == [("fron", "from", "front"), ("scarf", "scrarf")]
        assert captions(tmp_path)["a"] == b"red hat, standing, from above, scrarf"
        assert captions(tmp_path)["d"] == b"red hat, fron, slightly curled edges"
        await desk.press("ctrl+z")
        await known(desk)
        assert captions(tmp_path) == TEXTS
        assert len(groups(desk)) == 3


async def test_a_digit_chooses_another_head(session: Session, tmp_path: Path) -> None:
    async with clusters(session) as desk:
        await desk.press("tab", "3")
        assert desk.shows("Merging goes into 'red hats'")
        await desk.press("9")
        assert desk.shows("No tag here has that number")
        await desk.press("enter", "y")
        await carried_out(desk)
        assert captions(tmp_path)["b"] == b"red hats, front, scarf"
        assert '"red hats" = ["red hat", "Red Hat"]' in (tmp_path / ".tui-captioner" / "vocab.toml").read_text("utf-8")


async def test_a_slip_with_two_targets_is_merged_into_the_chosen_one_alone(session: Session, tmp_path: Path) -> None:
    async with clusters(session) as desk:
        await desk.press("enter")
        assert desk.shows("Choose by its digit what 'fron' stands for")
        await desk.press("2", "enter", "n")
        await carried_out(desk)
        assert captions(tmp_path) == TEXTS | {"d": b"Red Hat, front, slightly curled edges"}


async def test_a_tag_is_kept_apart_and_that_is_taken_back(session: Session) -> None:
    async with clusters(session) as desk:
        await desk.press("tab", "down", "x")
        await known(desk)
        assert groups(desk)[1] == ("red hat", "red hats")
        assert different_tags(session).holds("Red Hat", "red hats")
        await desk.press("u")
        await known(desk)
        assert groups(desk)[1] == ("red hat", "Red Hat", "red hats")
        assert len(different_tags(session)) == 0
        await desk.press("u")
        assert desk.shows("Nothing was called different here")


async def test_on_the_head_all_are_kept_apart(session: Session) -> None:
    async with clusters(session) as desk:
        await desk.press("x")
        await known(desk)
        await desk.press("x")
        await known(desk)
        assert groups(desk) == [("scarf", "scrarf")]
        assert not different_tags(session).holds("from", "front")


async def test_what_is_perhaps_the_same_is_one_key_away(session: Session) -> None:
    async with clusters(session, size=(110, 24)) as desk:
        await desk.press("p")
        await known(desk)
        assert groups(desk) == [("slightly curled edges", "slightly curved edges")]
        assert desk.shows("perhaps: 1 pair")
        await desk.press("x")
        await known(desk)
        assert groups(desk) == []
        assert desk.shows("No two tags are alike without being one thing")
        await desk.press("escape")
        assert len(groups(desk)) == 3
        await desk.press("escape")
        assert desk.answers == [None]


async def test_a_filter_lists_the_clusters_with_a_text(session: Session) -> None:
    async with clusters(session) as desk:
        await desk.press("slash")
        await desk.type("hats")
        assert groups(desk) == [("red hat", "Red Hat", "red hats")]
        await desk.press("enter", "escape")
        assert len(groups(desk)) == 3


async def test_where_every_tag_has_one_spelling_that_is_said(tmp_path: Path) -> None:
    make_captions(tmp_path, {"a": b"red hat, standing"})
    session = open_session(tmp_path)
    async with clusters(session) as desk:
        assert desk.shows("Every tag has one spelling")
        await desk.press("enter", "x", "1", "tab")
        assert groups(desk) == []
    session.close()


async def test_texts_of_others_are_no_markup(tmp_path: Path) -> None:
    make_captions(tmp_path, {"a": b"[/red] hat, x", "b": b"[/red] hats, y"})
    session = open_session(tmp_path)
    async with clusters(session) as desk:
        assert desk.shows("[/red] hats")
    session.close()
