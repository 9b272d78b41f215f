"""The pages of the manual hang together, and name what is there."""

from __future__ import annotations

import re

import pytest

from tests.support.manual_pages import FOLDER, PAGES, ROOT, links
from tui_captioner.domain.manual import TOPICS, Page, target_of
from tui_captioner.storage.manual_pages import manual_pages
from tui_captioner.tui.actions import SCREENS


def is_there(page: Page, link: str) -> bool:
    topic, anchor = target_of(link)
    pages = manual_pages()
    target = pages.get(topic or page.topic)
    if target is None:
        return (FOLDER / link).exists()
    return not anchor or anchor in [section.anchor for section in target.sections]


def test_every_page_is_listed() -> None:
    assert sorted(TOPICS) == sorted(PAGES)
    assert list(manual_pages()) == list(TOPICS)


@pytest.mark.parametrize("page", manual_pages().values(), ids=lambda page: page.topic)
def test_links_of_a_page_lead_somewhere(page: Page) -> None:
    assert [link for link in links(page.text) if not is_there(page, link)] == []


@pytest.mark.parametrize("page", manual_pages().values(), ids=lambda page: page.topic)
def test_a_page_has_a_title_and_says_what_it_is_about(page: Page) -> None:
    assert re.match(r"# \S.*\n\n[A-Z`]", page.text)
    assert 10 < len(page.about) <= 61  # `help` lists it on a line of 80 cells
    anchors = [section.anchor for section in page.sections]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("page", manual_pages().values(), ids=lambda page: page.topic)
def test_code_fits_a_terminal_of_80_cells(page: Page) -> None:
    code = re.findall(r"(?ms)^```\w*\n(.*?)^```$", page.text)
    assert [line for block in code for line in block.splitlines() if len(line) > 76] == []


def test_every_screen_has_its_place_in_the_manual() -> None:
    first = manual_pages()[TOPICS[0]]
    assert [screen.screen for screen in SCREENS if not is_there(first, screen.manual)] == []


def test_promises_name_tests_that_are_there() -> None:
    found = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGES["trust"])
    assert len(found) > 20
    for path, name in found:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text, f"{path}::{name}"
