"""The manual as text: headings, what a page is about, links, and looking for words."""

from __future__ import annotations

import pytest

from tui_captioner.domain.manual import Page, anchor_of, look_for, target_of

PAGE = Page(
    "hats",
    "# Hats\n\nOne reads of `hats` [here](coats.md). More\nof it.\n\n## A red hat, worn\n\n"
    "```toml\n# no heading\nred = 1\n```\n\n| tag | count |\n|---|---|\n| `straw hat` | **61** |\n\n"
    "- an item that\n  goes on\n- another. It has `Alt+N`, twice\n",
)
PAGES = {"hats": PAGE, "coats": Page("coats", "# Coats\n\nWhat is worn over it.\n\n## Red ones\n\nNone.\n")}


def test_headings_are_those_outside_of_code() -> None:
    assert [(section.heading, section.level) for section in PAGE.sections] == [("Hats", 1), ("A red hat, worn", 2)]
    assert PAGE.sections[1].anchor == "a-red-hat-worn"


def test_a_page_tells_what_it_is_about_in_a_sentence() -> None:
    assert (PAGE.title, PAGE.about) == ("Hats", "One reads of hats here.")
    assert PAGE.body.startswith("One reads of `hats`")


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("The second pass", "the-second-pass"), ("Yes/no: `y` or n?", "yesno-y-or-n"), ("Tags & slots", "tags--slots")],
)
def test_an_anchor_is_githubs(heading: str, anchor: str) -> None:
    assert anchor_of(heading) == anchor


@pytest.mark.parametrize(
    ("link", "target"),
    [("coats.md", ("coats", "")), ("coats.md#red-ones", ("coats", "red-ones")), ("#red", ("", "red"))],
)
def test_a_link_leads_to_a_topic_and_a_heading(link: str, target: tuple[str, str]) -> None:
    assert target_of(link) == target


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [("Hats", "One reads of hats here."), ("Coats", "What is worn over it.")]),
        ("RED hat", [("Hats: A red hat, worn", "")]),
        ("red", [("Hats: A red hat, worn", ""), ("Coats: Red ones", ""), ("Hats: A red hat, worn", "red = 1")]),
        ("straw 61", [("Hats: A red hat, worn", "straw hat  61")]),
        ("item goes", [("Hats: A red hat, worn", "- an item that goes on")]),
        ("more of", [("Hats", "More of it.")]),
        ("twice", [("Hats: A red hat, worn", "It has Alt+N, twice")]),
        ("zebra", []),
    ],
)
def test_words_are_found_in_headings_and_lines(query: str, found: list[tuple[str, str]]) -> None:
    assert [(place.title, place.line) for place in look_for(PAGES, query)] == found


def test_a_place_has_the_anchor_of_its_heading() -> None:
    assert [(place.topic, place.anchor) for place in look_for(PAGES, "none")] == [("coats", "red-ones")]
