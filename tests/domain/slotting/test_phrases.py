from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.slotting import phrases
from tui_captioner.domain.slotting.phrases import (
    bag_key,
    bare_key,
    bare_text,
    happening,
    is_gerund,
    phrase_of,
)
from tui_captioner.domain.slotting.shapes import guess_shape
from tui_captioner.domain.spelling import singular


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Long_Hair", "long hair"),
        ("(smile:1.2)", "smile"),
        ("((close-up))", "close up"),
        ("[[city]]", "city"),
        ("{{sitting}}", "sitting"),
        ("smile (0.98)", "smile"),
        ("smile:0.98", "smile"),
        (r"artist \(style\)", "artist (style)"),
        ("(a) and (b)", "(a) and (b)"),
        (":d", ":d"),
        ("(:d)", "(:d)"),
        ("^_^", "^ ^"),
        ("fate_(series)", "fate (series)"),
    ],
)
def test_what_wraps_a_tag_is_not_looked_up(text: str, key: str) -> None:
    assert bare_key(text) == key


def test_brackets_without_end_are_not_counted_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    encloses, asked = phrases._encloses, list[str]()

    def counted(key: str) -> bool:
        asked.append(key)
        return encloses(key)

    monkeypatch.setattr(phrases, "_encloses", counted)
    bare_key("(" * 500 + "smile" + ")" * 500)
    assert len(asked) < 50
    assert bare_key("(" * 10 + "smile" + ")" * 10) == "smile"


@pytest.mark.parametrize("text", ["blue thing ( )", "blue_thing_(  )", "blue thing (\u3000)"])
def test_brackets_with_nothing_in_them_say_nothing(text: str) -> None:
    assert phrase_of(text).qualifier == ""
    assert guess_shape(phrase_of(text)) == guess_shape(phrase_of("blue thing"))


@pytest.mark.parametrize(
    ("text", "head", "preposition", "tail"),
    [
        ("long black hair", "hair", "", ()),
        ("a shadow of the tall trees", "shadow", "of", ("tall", "tree")),
        ("in a dark forest", "", "in", ("dark", "forest")),
        ("row of tall trees", "tree", "", ()),
        ("plate_on_table", "plate", "on", ("table",)),
        ("", "", "", ()),
    ],
)
def test_the_head_is_the_last_word_before_a_preposition(
    text: str, head: str, preposition: str, tail: tuple[str, ...]
) -> None:
    phrase = phrase_of(text)
    assert (phrase.head, phrase.preposition, phrase.tail) == (head, preposition, tail)


def test_qualifier_and_namespace_stand_apart() -> None:
    assert (phrase_of("ribbon_(hair)").words, phrase_of("ribbon_(hair)").qualifier) == (("ribbon",), "hair")
    assert (phrase_of("character:link").words, phrase_of("character:link").namespace) == (("link",), "character")
    assert phrase_of(r"saber \(fate\)").qualifier == "fate"


@pytest.mark.parametrize("text", [":d", "^_^", ">_<", "o_o", "(:d)", ";)", "3:", "+_+"])
def test_faces_are_no_words(text: str) -> None:
    assert phrase_of(text).is_face


@pytest.mark.parametrize("text", ["v", "f/1.8", "2024", "1.5", "4k", "up", "1girl", ""])
def test_words_and_measures_are_no_faces(text: str) -> None:
    assert not phrase_of(text).is_face


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("leaves", "leaf"),
        ("dresses", "dress"),
        ("cities", "city"),
        ("glass", "glass"),
        ("boots", "boot"),
        ("gas", "gas"),
    ],
)
def test_the_singular(word: str, expected: str) -> None:
    assert singular(word) == expected


def test_verbs_in_ing_are_not_nouns_in_ing() -> None:
    assert is_gerund("walking")
    assert not any(is_gerund(word) for word in ("ceiling", "ring", "o-ring", "building", "king"))


def test_what_happens_is_known_by_its_verb() -> None:
    assert happening(phrase_of("coat blowing in the wind")) == 1
    assert not happening(phrase_of("red boxing gloves"))
    assert not happening(phrase_of("girl in a coat blowing"))
    assert not happening(phrase_of("walking"))


def test_the_loosest_key_has_no_order() -> None:
    assert bag_key("two leaves on the brown table") == bag_key("brown table on two leaf")


def test_the_words_keep_their_hyphens() -> None:
    assert bare_text("((Off-Shoulder_dress:1.2))") == "off-shoulder dress"
    assert phrase_of("sun-drenched_meadow").words == ("sun-drenched", "meadow")


@given(st.text(max_size=60))
def test_any_text_has_words(text: str) -> None:
    phrase = phrase_of(text)
    assert len(phrase.words) == len(phrase.singles)
    assert bare_key(bare_key(text)) == bare_key(text) or "(" in text or ":" in text or "[" in text or "{" in text
