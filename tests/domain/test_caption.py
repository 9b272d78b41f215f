from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.worked_example import WORKED_EXAMPLE
from tui_captioner.domain.caption import Caption, CaptionText, OutputRules, Tag, join
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, GLOBALS, Slot, Structure
from tui_captioner.domain.typed_text import typed_sentence, typed_tags
from tui_captioner.domain.writing import assemble, written_tags

S = DEFAULT_STRUCTURE
RULES = OutputRules()


def tags(*texts: str) -> tuple[Tag, ...]:
    return tuple(Tag(text) for text in texts)


def test_the_worked_example_of_the_guides() -> None:
    caption = Caption({key: typed_tags(text) for key, text in WORKED_EXAMPLE.items()})
    assert assemble(S, RULES, tags("ohwxStyle"), caption) == ", ".join(["ohwxStyle", *WORKED_EXAMPLE.values()])


def test_empty_slots_leave_no_comma() -> None:
    caption = Caption({"type": tags("photo"), "associations": tags("calm")})
    assert assemble(S, RULES, (), caption) == "photo, calm"
    assert assemble(S, RULES, (), Caption()) == ""


def test_a_tag_in_two_slots_stands_in_both_places() -> None:
    caption = Caption({"background": tags("tree", "sky"), "type": tags("sky")})
    assert assemble(S, RULES, (), caption) == "sky, tree, sky"


def test_case_and_substrings_are_kept_apart() -> None:
    caption = Caption({"type": tags("Blue Sky", "blue sky", "man", "woman", "hair", "long hair")})
    assert assemble(S, RULES, (), caption) == "Blue Sky, blue sky, man, woman, hair, long hair"


@pytest.mark.parametrize(
    ("place", "expected"),
    [("start", "g, a, b, c"), ("end", "a, b, c, g"), ("type", "a, g, b, c"), ("action", "a, b, g, c")],
)
def test_globals_stand_where_the_settings_say_and_once(place: str, expected: str) -> None:
    caption = Caption({"type": tags("a"), "action": tags("b", "g"), "subject": tags("c")})
    assert assemble(S, OutputRules(globals_at=place), tags("g"), caption) == expected


def test_head_separator_stands_after_the_globals() -> None:
    rules = OutputRules(head_separator="|||")
    assert (
        assemble(S, rules, tags("annika"), Caption({"type": tags("photo", "close up")})) == "annika ||| photo, close up"
    )
    assert assemble(S, rules, tags("annika"), Caption()) == "annika"
    assert assemble(S, rules, (), Caption({"type": tags("photo")})) == "photo"


def test_after_a_sentence_comes_a_space() -> None:
    pieces = (Tag("photo"), Tag("She waves, and smiles.", sentence=True), Tag("calm"), Tag("etc."), Tag("end"))
    assert join(pieces) == "photo, She waves, and smiles. calm, etc., end"


def test_typed_text_becomes_tags() -> None:
    assert typed_tags(" a ,b,, c  d\n e \x1b[31m") == tags("a", "b", "c d", "e [31m")
    assert typed_sentence("She waves, twice.\n") == (Tag("She waves, twice.", sentence=True),)
    assert typed_sentence(" \n") == ()


def test_an_unedited_caption_keeps_the_order_of_its_file() -> None:
    caption = Caption({"type": tags("photo"), "details": tags("odd")}, CaptionText.of(tags("odd", "photo")))
    assert assemble(S, RULES, tags("g"), caption) == "g, odd, photo"
    assert assemble(S, RULES, tags("g"), caption.added("action", tags("standing"))) == "g, photo, standing, odd"


def test_edits_touch_no_other_tag() -> None:
    caption = Caption({"type": tags("a", "b", "c")})
    assert caption.removed("type", 1).tags("type") == tags("a", "c")
    assert caption.replaced("type", 1, tags("b")).tags("type") == tags("a", "b", "c")
    assert caption.replaced("type", 1, tags("a")).tags("type") == tags("a", "c")
    assert caption.replaced("type", 1, tags("x", "y")).tags("type") == tags("a", "x", "y", "c")
    assert caption.moved("type", 0, "type", 2).tags("type") == tags("b", "c", "a")
    assert caption.moved("type", 0, "action").tags("action") == tags("a")
    with pytest.raises(IndexError):
        caption.removed("type", 3)


def test_a_structure_without_slots_or_with_doubles_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Structure((Slot("a", "A"), Slot("a", "B")))
    with pytest.raises(ValueError, match="at least one"):
        Structure((Slot(GLOBALS, "Globals"),))


texts = st.text(st.characters(exclude_characters=",", exclude_categories=("Cc", "Cs", "Z")), min_size=1, max_size=8)
tag_lists = st.lists(texts, max_size=5).map(lambda items: tuple(Tag(item) for item in items))
captions = st.dictionaries(st.sampled_from(S.own_keys), tag_lists).map(Caption)


@given(captions, tag_lists)
def test_every_tag_is_written_as_often_as_it_stands(caption: Caption, globals_: tuple[Tag, ...]) -> None:
    written = [tag.text for tag in written_tags(S, RULES, globals_, caption)]
    own = [tag.text for _, tag in caption.all_tags(S)]
    once = {tag.text for tag in globals_}
    # One of each global that also stands in a slot is that global.
    absorbed = sum(text in own for text in once)
    assert len(written) == len(own) + len(globals_) - absorbed
    assert set(written) == set(own) | once
    assert assemble(S, RULES, globals_, caption).split(", ") == (written or [""])


@given(captions, st.sampled_from(S.own_keys), st.integers(0, 4))
def test_removing_a_tag_removes_that_one_alone(caption: Caption, slot: str, index: int) -> None:
    before = caption.tags(slot)
    if index < len(before):
        after = caption.removed(slot, index)
        assert after.tags(slot) == before[:index] + before[index + 1 :]
        assert all(after.tags(key) == caption.tags(key) for key in S.own_keys if key != slot)
