"""What was typed, as tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Tag
from tui_captioner.tui.tagging.typed_text import as_tags

ODD = "cap \x1b]52;c;x\x07\u202e  on head"


@pytest.mark.parametrize("text", ["one,two", "one，two", "one、 two", "one,，two、"])
def test_every_comma_ends_a_tag(text: str) -> None:
    assert as_tags(text, sentence=False) == (Tag("one"), Tag("two"))


def test_no_comma_ends_a_sentence() -> None:
    assert as_tags("一、二，三, 四。", sentence=True) == (Tag("一、二，三, 四。", sentence=True),)


def test_joiners_are_text() -> None:
    assert as_tags("می\u200cخواهم, 👩\u200d🚀", sentence=False) == (Tag("می\u200cخواهم"), Tag("👩\u200d🚀"))


@given(st.text(min_size=1), st.booleans(), st.booleans())
def test_an_edited_tag_that_was_not_changed_is_the_same_to_the_letter(text: str, sentence: bool, unsure: bool) -> None:
    tag = Tag(text, sentence=sentence, unsure=unsure)
    assert as_tags(text, sentence=sentence, edited=tag) == (Tag(text, sentence=sentence),)


def test_what_was_read_survives_an_edit_beside_it() -> None:
    assert as_tags(ODD + "s", sentence=False, edited=Tag(ODD)) == (Tag(ODD + "s"),)
    assert as_tags("(a, b:1.3)", sentence=False, edited=Tag("(a, b:1.2)")) == (Tag("(a, b:1.3)"),)


def test_a_tag_can_be_made_several_by_an_edit() -> None:
    assert as_tags("red hat, scarf", sentence=False, edited=Tag("red hat")) == (Tag("red hat"), Tag("scarf"))
    sentence = Tag("A hat, a scarf.", sentence=True)
    assert as_tags("A hat, a scarf.", sentence=False, edited=sentence) == (Tag("A hat"), Tag("a scarf."))
