"""The manual behind F1: the page of the screen at hand, links, headings, topics and words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from tui_captioner.domain.manual import TOPICS
from tui_captioner.storage.manual_pages import manual_pages
from tui_captioner.tui.action import ScreenActions
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.browse.actions import BROWSE
from tui_captioner.tui.dialogs.help import HelpScreen
from tui_captioner.tui.dialogs.manual import ManualScreen
from tui_captioner.tui.dialogs.topics import TopicsScreen
from tui_captioner.tui.manual.page_lines import lay_out
from tui_captioner.tui.widgets.lines import Lines

PAGES = manual_pages()


class Helping(App[None]):
    """An app that shows the keys of a screen."""

    def __init__(self, here: ScreenActions | None) -> None:
        super().__init__()
        self.here = here

    def on_mount(self) -> None:
        self.push_screen(HelpScreen(Keymap(), self.here))


@asynccontextmanager
async def manual_of(here: ScreenActions | None) -> AsyncIterator[Pilot[None]]:
    """The manual as F1 and Tab open it."""
    async with Helping(here).run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab")
        yield pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def title(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#title", Lines).plain[0]


def top(pilot: Pilot[None]) -> int:
    return int(pilot.app.screen.query_one(VerticalScroll).scroll_y)


async def test_the_page_about_the_screen_at_hand_comes_first_and_esc_goes_back_to_the_keys() -> None:
    async with manual_of(BROWSE) as pilot:
        assert isinstance(pilot.app.screen, ManualScreen)
        assert PAGES["second-pass"].title in title(pilot)
        assert top(pilot) == lay_out(PAGES["second-pass"], 74).headings[BROWSE.manual.partition("#")[2]]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HelpScreen)


async def test_headings_and_topics_are_gone_to_by_keys() -> None:
    async with manual_of(None) as pilot:
        await press(pilot, "p")
        assert PAGES[TOPICS[-1]].title in title(pilot)
        await press(pilot, *["n"] * (TOPICS.index("second-pass") + 1))
        assert (PAGES["second-pass"].title in title(pilot), top(pilot)) == (True, 0)
        rows = list(lay_out(PAGES["second-pass"], 74).headings.values())
        await press(pilot, "right", "right")
        assert top(pilot) == [row for row in rows if row > 0][1]
        await press(pilot, "left", "home", "down")
        assert top(pilot) == 1


async def test_a_link_is_followed_and_leads_back() -> None:
    async with manual_of(None) as pilot:
        laid = lay_out(PAGES[TOPICS[0]], 74)
        await press(pilot, "tab", "tab", "shift+tab", "enter")
        topic = laid.links[0].target.partition(".md")[0]
        assert PAGES[topic].title in title(pilot)
        await press(pilot, "backspace")
        assert PAGES[TOPICS[0]].title in title(pilot)
        await press(pilot, "backspace")
        assert isinstance(pilot.app.screen, ManualScreen)


@pytest.mark.parametrize("key", ["t", "slash"])
async def test_words_are_looked_for_in_all_pages(key: str) -> None:
    async with manual_of(BROWSE) as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, TopicsScreen)
        lines = pilot.app.screen.query_one("#lines", Lines)
        assert [line[2:].split("  ")[0] for line in lines.plain[:2]] == [
            PAGES["second-pass"].title,
            PAGES[TOPICS[0]].title,
        ]
        await press(pilot, *"zzz")
        assert lines.plain == ["No page has these words"]
        await press(pilot, "enter", *["backspace"] * 3, *"allow-passthrough", "down", "up", "enter")
        assert isinstance(pilot.app.screen, ManualScreen)
        assert PAGES["pictures"].title in title(pilot)
        await press(pilot, "backspace")
        assert PAGES["second-pass"].title in title(pilot)
