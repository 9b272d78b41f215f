"""When two tags are one thing, and by which rule; the pairs are those of real captions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.judged_tags import judged
from tui_captioner.domain.consistency.lexicon import Lexicon
from tui_captioner.domain.consistency.pairs import Rule
from tui_captioner.domain.vocabulary import Term

WORDS = "from front red blue hat scarf skirt shirt raised legs arms arm dog cat on in a the no two 2 12 long short hair"
LEXICON = Lexicon(
    [
        Term("legs up", aliases=("legs raised in air", "raised legs")),
        Term("2girls", aliases=("two girls",)),
        Term("scarf"),
    ],
    lambda: frozenset(f"{WORDS} minnie mickey length house mountain fountain".split()),
)
tags = st.lists(st.sampled_from([*WORDS.split(), "hats", "Hat", "scrarf", "lenght"]), min_size=1, max_size=4).map(
    " ".join
)


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("From Side", "from side", Rule.FORM),
        ("t-shirt", "tshirt", Rule.FORM),
        ("t-shirt", "t shirt", Rule.FORM),
        ("looking_at_viewer", "looking at viewer", Rule.FORM),
        (r"hat \(object\)", "hat (object)", Rule.FORM),
        ("bird's eye view", "birds-eye view", Rule.FORM),
        ("hands behind her back", "hands behind back", Rule.SMALL_WORDS),
        ("a woman in a red hat", "woman wearing red hat", Rule.SMALL_WORDS),
        ("grey coat", "gray coats", Rule.SMALL_WORDS),
        ("soft lighting", "soft light", Rule.SMALL_WORDS),
        ("with the solid dimgray background", "with the solid dimgrey background", Rule.SMALL_WORDS),
        ("two girl", "two girls", Rule.SMALL_WORDS),
        ("legs crossed", "crossed legs", Rule.ORDER),
        ("mouth open", "open mouth", Rule.ORDER),
        ("red plaid skirt", "plaid red skirt", Rule.ORDER),
        ("hat and gloves", "gloves and hat", Rule.ORDER),
        ("legs raised in air", "raised legs", Rule.ALIAS),
        ("scrarf", "scarf", Rule.SPELLING),
        ("Mickey and Minni", "Mickey and Minnie", Rule.SPELLING),
        ("hair lenght", "hair length", Rule.SPELLING),
    ],
)
def test_these_are_one_thing(one: str, other: str, rule: Rule) -> None:
    assert judged(one, other, LEXICON) is rule


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("solid lime background", "solid plum background"),
        ("146x146 pixels", "128x128 pixels"),
        ("1 2 girls", "12 girls"),
        ("\u0661 \u0662 hats", "\u0661\u0662 hats"),
        ("2-3 people", "23 people"),
        (":d", "d"),
        ("hat flower", "flower hat"),
        ("cat on dog", "dog on cat"),
        ("dog chasing cat", "cat chasing dog"),
        ("black dress white shoes", "white dress black shoes"),
        ("knees together feet apart", "knees apart feet together"),
        ("arm up", "arms up"),
        ("girl", "girls"),
        ("glasses", "glass"),
        ("boxers", "boxer"),
        ("pumps", "pump"),
        ("laces", "lace"),
        ("blinds", "blind"),
        ("shades", "shade"),
        ("rings", "ring"),
        ("tails", "tail"),
        ("skirt", "shirt"),
        ("two girls", "2girls"),
        ("folded clothes", "folding clothes"),
        ("left hand", "right hand"),
        ("no shirt", "shirt"),
        ("-_-", "_ _"),
        ("red hat", "red hat"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert judged(one, other, LEXICON) is None


def test_what_the_user_wrote_as_an_alias_holds_whatever_the_guards_say() -> None:
    own = Lexicon([], own=[Term("2girls", aliases=("two girls",))])
    assert judged("two girls", "2girls", own) is Rule.ALIAS


def test_a_spelling_that_is_a_term_itself_leads_to_no_other() -> None:
    lexicon = Lexicon([Term("sarcastic", aliases=("mordacious", "biting")), Term("biting")])
    assert judged("mordacious", "sarcastic", lexicon) is Rule.ALIAS
    assert judged("biting", "sarcastic", lexicon) is None


def test_of_prose_the_spelling_alone_is_compared() -> None:
    assert judged("with a scrarf", "with a scarf", LEXICON, prose=True) is Rule.SPELLING
    assert judged("a grey sky", "a gray sky", LEXICON, prose=True) is Rule.FORM
    assert judged("having a hat", "having hat", LEXICON, prose=True) is None


@given(tags, tags)
def test_two_tags_are_judged_the_same_from_both_sides(one: str, other: str) -> None:
    assert judged(one, other, LEXICON) is judged(other, one, LEXICON)


@given(tags, tags)
def test_tags_with_other_numbers_are_never_the_same(one: str, other: str) -> None:
    def numbers(text: str) -> list[str]:
        return [word for word in text.split() if word in ("2", "12", "two", "no")]

    def colours(text: str) -> list[str]:
        return sorted(word for word in text.split() if word in ("red", "blue"))

    if sorted(numbers(one)) != sorted(numbers(other)) or colours(one) != colours(other):
        assert judged(one, other, LEXICON) is None


@given(st.text(max_size=12), st.integers(0, 99), st.integers(0, 99))
def test_digits_never_merge(text: str, one: int, other: int) -> None:
    if one != other:
        assert judged(f"{text}{one}", f"{text}{other}", LEXICON) is None
    assert judged(f"{one} {other} hats", f"{one}{other} hats", LEXICON) is None
