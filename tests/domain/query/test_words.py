"""The words of the filter language are those of the rest of the program, and stand in the manual."""

from __future__ import annotations

import pytest

from tests.support.manual_pages import PAGES
from tui_captioner.domain.query.parsing import parse_filter
from tui_captioner.domain.query.words import FIELDS, FilterWords
from tui_captioner.domain.slot_states import STATES
from tui_captioner.domain.structure import DEFAULT_STRUCTURE

PAGE = PAGES["second-pass"]


def test_states_are_those_of_images() -> None:
    assert FIELDS["state"] == ", ".join(STATES)


@pytest.mark.parametrize("field", FIELDS)
def test_the_manual_tells_each_field(field: str) -> None:
    table = PAGE.split("| a filter | finds |")[1].split("\n\n")[0]
    assert f"{field}:" in table or f"{field}>" in table or f"{field}<" in table


def test_examples_of_the_manual_can_be_read() -> None:
    rows = PAGE.split("| a filter | finds |")[1].split("\n\n")[0].splitlines()[2:]
    examples = [text for row in rows for text in row.split("|")[1].strip().strip("`").split("` `")]
    assert len(examples) > 15
    for text in examples:
        parse_filter(text)


def test_fields_are_typed_in_either_case_and_slots_by_their_key() -> None:
    words = FilterWords()
    assert words.field_of("TAG") == "tag"
    assert words.field_of("Subject") == "slot.subject"
    assert words.field_of("slot.tag") == words.field_of("nothing") == ""
    assert set(FIELDS) | set(DEFAULT_STRUCTURE.keys) == set(words.all_fields)
    assert "slot.text" in FilterWords(("text",)).all_fields
