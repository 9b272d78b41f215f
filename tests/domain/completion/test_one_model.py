"""One completion model: rows stand by their tiers, the greyed text is the rest of the first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Term, Vocabulary

COLOURS = ("red", "purple", "dark blue")
TERMS = [
    Term("construction site", "background"),
    Term("scarf", "subject"),
    Term("scary", "associations"),
    Term("hands behind back", "action"),
    Term("looking at viewer", "action"),
    Term("lying on back", "action"),
    Term("thumbs up", "action", aliases=("thumb up",)),
    Term("back to back", "action"),
    Term("stone wall", "background"),
    Term("white shirt", "subject"),
    Term("upper body", "type"),
    Term("japanese text", "details"),
    Term("happy", "associations"),
    Term("backlighting", "details"),
    Term("{colour} jacket", "subject", "clothing"),
    *(Term(colour, "subject", group="colour") for colour in COLOURS),
]


def texts(one: Suggester, text: str, slot: str | None = None, limit: int = 10) -> list[str]:
    return [row.term.text for row in one.suggest(text, slot=slot, limit=limit)]


def test_a_history_does_not_put_a_later_word_before_a_beginning() -> None:
    one = Suggester(Vocabulary(TERMS))
    for _ in range(30):
        one.learn({"details": ["beer foam covering half of a console"]})

    assert texts(one, "cons", "details") == ["construction site", "beer foam covering half of a console"]


def test_of_equal_beginnings_those_of_the_slot_come_first() -> None:
    one = Suggester(Vocabulary(TERMS))
    for _ in range(30):
        one.learn({"subject": ["scarf"]})

    assert texts(one, "sca", "associations") == ["scary", "scarf"]


def test_a_rare_term_of_the_slot_is_found_among_many_of_others() -> None:
    many = [Term(f"b{number}", "subject") for number in range(300)]
    one = Suggester(Vocabulary([*many, Term("bz", "background")]))

    assert texts(one, "b", "background", 3)[0] == "bz"


def test_an_imported_list_comes_after_the_vocabulary_in_the_same_tier() -> None:
    listed = StaticIndex.of([Term("scarce", count=10**6), Term("scary movie", count=10**6)])
    one = Suggester(Vocabulary(TERMS), lists=[listed])

    assert [set(texts(one, "scar")[:2]), set(texts(one, "scar")[2:4])] == [
        {"scary", "scarf"},
        {"scarce", "scary movie"},
    ]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("hands behind her back", "hands behind back"),
        ("hands behind her b", "hands behind back"),
        ("looking at the viewer", "looking at viewer"),
        ("looks at viewer", "looking at viewer"),
        ("lying on his back", "lying on back"),
        ("back-to-back", "back to back"),
        ("white shirts", "white shirt"),
        ("a white shirt", "white shirt"),
        ("purple ja", "purple jacket"),
        ("dark blue ja", "dark blue jacket"),
        ("purpel jacket", "purple jacket"),
        ("crumbling old stone wall", "stone wall"),
    ],
)
def test_nothing_that_says_little_hides_a_term(typed: str, wanted: str) -> None:
    assert texts(Suggester(Vocabulary(TERMS)), typed)[:1] == [wanted]


def test_filled_templates_are_not_foreseen() -> None:
    assert "purple jacket" not in texts(Suggester(Vocabulary(TERMS)), "", "subject", 50)


@pytest.mark.parametrize(
    ("typed", "slot"),
    [
        ("thumb up", "action"),
        ("dark red ha", "subject"),
        ("laying on her back", "action"),
        ("beige co", "subject"),
        ("green ja", "subject"),
    ],
)
def test_no_nonsense_is_greyed(typed: str, slot: str) -> None:
    rest = Suggester(Vocabulary(TERMS)).ghost(typed, slot=slot)

    assert rest in ("", "cket")  # a jacket is worn, Japanese text is not
    assert not rest or typed == "green ja"


def test_the_longest_known_end_goes_on() -> None:
    assert Suggester(Vocabulary(TERMS)).ghost("crumbling stone w", slot="background") == "all"
    assert Suggester(Vocabulary(TERMS)).ghost("shiny purple ja", slot="subject") == "cket"


def test_many_sentences_with_one_beginning_are_offered_up_to_where_they_part() -> None:
    one = Suggester(Vocabulary())
    for thing in ("dog", "red cat", "house by the sea", "tree", "boat", "very small man"):
        one.learn({"": [f"a macro shot of {thing}"]})

    row = one.suggest("a ma")[0]

    assert (row.term.text, row.begins) == ("a macro shot of ", True)
    assert one.ghost("a ma") == "cro shot of "


WORDS = st.sampled_from(["red", "blue", "hat", "hair", "long", "the", "her", "hands", "has", "back-lit", "Hat", "ha"])
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
SLOTS = st.sampled_from([None, "a", "b"])
VOCABULARIES = st.lists(
    st.builds(Term, TEXTS, SLOTS, st.none(), st.lists(TEXTS, max_size=2).map(tuple), st.integers(0, 9)), max_size=12
)
CAPTIONS = st.lists(
    st.fixed_dictionaries({"a": st.lists(TEXTS, max_size=3), "b": st.lists(TEXTS, max_size=3)}), max_size=4
)


def folded(text: str) -> str:
    return text.casefold().replace("-", " ")


def learnt(terms: list[Term], captions: list[dict[str, list[str]]]) -> Suggester:
    one = Suggester(Vocabulary(terms))
    for caption in captions:
        one.learn(caption)
    return one


@settings(max_examples=150, deadline=None)
@given(VOCABULARIES, CAPTIONS, TEXTS, st.integers(1, 12), SLOTS, st.integers(1, 12))
def test_the_greyed_text_is_the_rest_of_the_first_row(
    terms: list[Term], captions: list[dict[str, list[str]]], text: str, cut: int, slot: str | None, limit: int
) -> None:
    typed = text[:cut]
    one = learnt(terms, captions)

    rows = [row.term.text for row in one.suggest(typed, slot=slot, limit=limit)]
    rest = one.ghost(typed, slot=slot)

    go_on = [row for row in rows if folded(row).startswith(folded(typed)) and len(row) > len(typed)]
    if go_on:
        assert rest == (rows[0][len(typed) :] if go_on[0] == rows[0] else "")


@settings(max_examples=150, deadline=None)
@given(VOCABULARIES, CAPTIONS, TEXTS, st.integers(1, 12), SLOTS)
def test_no_beginning_stands_below_a_looser_match(
    terms: list[Term], captions: list[dict[str, list[str]]], text: str, cut: int, slot: str | None
) -> None:
    typed = text[:cut].lstrip()
    rows = [row.term.text for row in learnt(terms, captions).suggest(typed, slot=slot, limit=50)]
    begins = [folded(row).startswith(folded(typed)) for row in rows]

    # What the query is an alias of comes first too.
    if folded(typed).strip() not in {folded(alias) for term in terms for alias in term.aliases}:
        assert begins == sorted(begins, reverse=True)


@settings(max_examples=60, deadline=None)
@given(VOCABULARIES, CAPTIONS, TEXTS, SLOTS)
def test_the_first_row_is_the_same_for_every_limit(
    terms: list[Term], captions: list[dict[str, list[str]]], text: str, slot: str | None
) -> None:
    one = learnt(terms, captions)

    firsts = {tuple(texts(one, text[:3], slot, limit)[:1]) for limit in (1, 5, 9)}

    assert len(firsts) == 1
