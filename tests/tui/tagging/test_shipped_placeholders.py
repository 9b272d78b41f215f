"""Placeholders of the shipped terms can be filled: each names a group with members."""

from __future__ import annotations

from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.storage.vocabulary_files import load_shipped
from tui_captioner.tui.tagging.placeholders import fill, placeholder


def test_every_placeholder_names_a_group() -> None:
    vocabulary = Vocabulary(load_shipped())
    groups = vocabulary.groups()
    named = {placeholder(term.text) for term in vocabulary.terms if placeholder(term.text)}
    assert named == {"colour"}
    assert all(groups[name] for name in named)


def test_what_a_template_gives_is_a_tag() -> None:
    assert fill("{colour} hat", "sea green") == "sea green hat"
    assert fill("{a} and {b}", "x") == "x and {b}"
    assert placeholder("no {place holder}") == ""
