from __future__ import annotations

import pytest

from tui_captioner.domain.templates import Templates, gap
from tui_captioner.domain.vocabulary import Term, Vocabulary

COLOURS = {"colour": frozenset({"red", "light blue"})}


@pytest.mark.parametrize("text", ["red hat", "light blue hat"])
def test_a_text_that_fills_the_gap_is_known(text: str) -> None:
    assert Templates([("{colour} hat", 7)], COLOURS).find(text) == 7


@pytest.mark.parametrize("text", ["hat", "big hat", "red  hat", "red hat box", " hat", "red cap"])
def test_no_other_text_is(text: str) -> None:
    assert Templates([("{colour} hat", 7)], COLOURS).find(text) is None


def test_the_gap_may_stand_anywhere() -> None:
    found = Templates([("holding a {colour} cup", 1), ("in {colour}", 2)], COLOURS)
    assert (found.find("holding a red cup"), found.find("in light blue")) == (1, 2)


def test_a_gap_alone_or_of_no_group_is_no_template() -> None:
    found = Templates([("{colour}", 1), ("{animal} ears", 2), ("hat", 3)], COLOURS)
    assert found.find("hat") is None
    assert found.find("red") is None
    assert found.find("{animal} ears") is None


@pytest.mark.parametrize("name", ["hair_colour", "Colour", "_"])
def test_a_gap_is_named_as_its_group_is_written(name: str) -> None:
    terms = [Term(f"{{{name}}} hat", "subject"), Term("Light-Blue", "subject", group=name)]
    found = Vocabulary(terms).find("light blue hat")
    assert found is not None
    assert (found.text, found.slot) == ("light blue hat", "subject")


def test_gap_names_the_first() -> None:
    assert (gap("{a} and {b}"), gap("no {gap here}")) == ("a", "")


def test_the_vocabulary_finds_what_fills_a_template() -> None:
    vocabulary = Vocabulary(
        [
            Term("{colour} jacket", "subject", "clothing"),
            Term("grey", "subject", group="colour", aliases=("ash",)),
            Term("purple", "subject", group="colour"),
        ]
    )
    assert vocabulary.find("Purple_jacket") == Term("Purple jacket", "subject", "clothing")
    assert vocabulary.find("a gray jacket") == Term("a gray jacket", "subject", "clothing")
    assert vocabulary.find("ash jacket") is not None
    assert vocabulary.find("velvet jacket") is None
