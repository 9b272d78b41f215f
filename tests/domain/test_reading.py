from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, OutputRules, Tag, assemble, join
from tui_captioner.domain.reading import read_pieces
from tui_captioner.domain.slotting import place, rehouse
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Term, Vocabulary

S = DEFAULT_STRUCTURE
VOCABULARY = Vocabulary(
    [Term("standing", slot="action"), Term("photograph", slot="type", aliases=("photo",)), Term("gone", slot="nowhere")]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1girl, solo, smile", ["1girl", "solo", "smile"]),
        ("a,b ,c", ["a", "b", "c"]),
        ("", []),
        (" , ,", []),
        ("1girl, long_hair, :d, >_<, fate_(stay), (tag:1.2), \\(x\\)", None),
        ("1girl, solo, smile.", ["1girl", "solo", "smile."]),
        ("line one\r\nline two\r\n", ["line one", "line two"]),
        ("A cat sits on a mat, looking up.", ["A cat sits on a mat, looking up."]),
        (
            "A cat sits on a mat. It looks, quietly, up! close up, soft light",
            ["A cat sits on a mat.", "It looks, quietly, up!", "close up", "soft light"],
        ),
        ("Mr. Smith stands near St. Paul, waving.", ["Mr. Smith stands near St. Paul, waving."]),
        ("Mickey with a hat, steamboat hat\n", ["Mickey with a hat", "steamboat hat"]),
    ],
)
def test_pieces(text: str, expected: list[str] | None) -> None:
    pieces = [piece.text for piece in read_pieces(text)]
    assert pieces == (expected if expected is not None else text.split(", "))


def test_the_head_separator_is_read_as_a_comma() -> None:
    assert [piece.text for piece in read_pieces("annika ||| photo, calm", "|||")] == ["annika", "photo", "calm"]


def test_tags_go_to_slots_and_the_rest_is_marked() -> None:
    caption = place(read_pieces("Photo, standing, unheard of, gone"), VOCABULARY, S)
    assert caption.tags("type") == (Tag("Photo"),)
    assert caption.tags("action") == (Tag("standing"),)
    assert caption.tags("details") == (Tag("unheard of", unsure=True), Tag("gone", unsure=True))


def test_globals_are_left_out_of_the_slots() -> None:
    caption = place(read_pieces("annika, standing, Annika"), VOCABULARY, S, ["annika"])
    assert caption.tags("details") == (Tag("Annika", unsure=True),)
    assert assemble(S, OutputRules(), (Tag("annika"),), caption) == "annika, standing, Annika"


def test_tags_of_a_slot_that_is_gone_move_to_the_catch_all() -> None:
    caption = rehouse(Caption({"mood": (Tag("calm"),), "details": (Tag("fog"),)}), S)
    assert caption.slots == {"details": (Tag("fog"), Tag("calm", unsure=True))}


pieces_of_tags = st.lists(
    st.text(
        st.characters(exclude_characters=",.!?", exclude_categories=("Cc", "Cs", "Z", "Lm")), min_size=1, max_size=12
    ),
    unique=True,
    max_size=12,
)


@given(pieces_of_tags)
def test_every_tag_that_is_read_is_in_exactly_one_slot_and_comes_out_again(texts: list[str]) -> None:
    pieces = read_pieces(", ".join(texts))
    caption = place(pieces, VOCABULARY, S)
    housed = [tag.text for _, tag in caption.all_tags(S)]
    assert sorted(housed) == sorted(texts)
    assert assemble(S, OutputRules(), (), caption) == ", ".join(texts)
    edited = Caption(caption.slots)
    assert sorted(assemble(S, OutputRules(), (), edited).split(", ")) == sorted(texts or [""])


@given(st.text(max_size=200))
def test_no_word_of_any_text_is_lost(text: str) -> None:
    joined = join(read_pieces(text))
    assert sorted("".join(text.replace(",", " ").split())) == sorted("".join(joined.replace(",", " ").split()))
