"""Pages on lines of the screen: all words are there, links and headings are found again."""

from __future__ import annotations

import re

import pytest

from tests.support.lines import plain
from tui_captioner.domain.manual import Page
from tui_captioner.storage.manual_pages import manual_pages
from tui_captioner.tui.manual.page_lines import lay_out
from tui_captioner.tui.widgets.lines import width_of

PAGE = Page(
    "hats",
    "# Hats\n\nSee [the long page about coats](coats.md#red) and [it](coats.md).\n\n## Red `hats`\n\n"
    "```\ncode = '[x](y.md)'\n```\n\n| promise | test |\n|---|---|\n| kept | `tests/" + "a" * 60 + ".py` |\n",
)


def test_links_are_found_also_where_they_go_on_in_the_next_line() -> None:
    laid = lay_out(PAGE, 24)
    assert [link.target for link in laid.links] == ["coats.md#red", "coats.md"]
    texts = ["".join(laid.lines[row][place][0] for row, place in link.places) for link in laid.links]
    assert [" ".join(text.split()) for text in texts] == ["the long page about coats", "it"]
    assert len({row for row, _ in laid.links[0].places}) == 2
    marked = laid.marking(laid.links[1])
    assert [text for line in marked for text, style in line if style == "marked"] == ["it"]


def test_headings_are_found_and_the_title_stands_elsewhere() -> None:
    laid = lay_out(PAGE, 60)
    assert list(laid.headings) == ["red-hats"]
    assert plain(laid.lines[laid.headings["red-hats"]]).strip() == "Red hats"
    assert plain(laid.lines[0]).startswith("See the long page")


def test_code_is_as_it_is_and_long_words_are_folded() -> None:
    shown = [plain(line).strip() for line in lay_out(PAGE, 60).lines]
    assert "code = '[x](y.md)'" in shown
    assert sum(line.count("a" * 20) for line in shown) >= 2
    assert not any("…" in line for line in shown)


@pytest.mark.parametrize("width", [34, 74])
@pytest.mark.parametrize("page", manual_pages().values(), ids=lambda page: page.topic)
def test_every_page_fits(page: Page, width: int) -> None:
    laid = lay_out(page, width)
    assert max(map(width_of, laid.lines)) <= width
    assert list(laid.headings) == [section.anchor for section in page.sections[1:]]
    shown = re.sub(r"[^a-z0-9]", "", "".join(map(plain, laid.lines)).lower())
    for word in page.about.lower().split()[:3]:
        assert re.sub(r"[^a-z0-9]", "", word) in shown
