from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.completion.keys import BlobKeys, ListKeys, SortedKeys, slips
from tui_captioner.domain.completion.text import fold, keys_of
from tui_captioner.domain.vocabulary import Term

words = st.text(alphabet="abcé猫", min_size=1, max_size=5)


def both_kinds(texts: list[str]) -> list[SortedKeys]:
    ordered = sorted(texts)
    blob = "".join(f"{text}\n" for text in ordered)
    places = [sum(len(text) + 1 for text in ordered[:at]) for at in range(len(ordered))]
    return [ListKeys([f"{text}\n" for text in ordered]), BlobKeys(blob, places)]


@given(st.lists(words, max_size=12), words)
def test_a_prefix_gives_its_range(texts: list[str], prefix: str) -> None:
    for keys in both_kinds(texts):
        low, high = keys.prefixed(prefix, 0, len(keys))

        assert [keys.key(at) for at in range(low, high)] == sorted(text for text in texts if text.startswith(prefix))


@given(st.lists(words, max_size=12), words)
def test_slips_find_what_begins_within_one_edit(texts: list[str], query: str) -> None:
    for keys in both_kinds(texts):
        found = {keys.key(at) for (low, high), _, _ in slips(keys, query) for at in range(low, high)}
        near = {
            text
            for text, size in product(texts, (len(query) - 1, len(query), len(query) + 1))
            if OSA.distance(query, text[:size]) <= 1
        }

        assert near - {text for text in texts if text.startswith(query)} <= found
        assert all(min(OSA.distance(query, text[:size]) for size in range(len(text) + 1)) <= 1 for text in found)


@given(st.lists(words, min_size=1, max_size=12), words)
def test_the_letters_behind_a_beginning_come_with_what_may_follow_them(texts: list[str], head: str) -> None:
    for keys in both_kinds(texts):
        children = list(keys.children(head, *keys.prefixed(head, 0, len(keys))))

        for child in children:
            behind = [f"{text}\n"[len(head) + 1] for text in texts if text.startswith(head + child.letter)]
            assert (child.least, child.most, child.high - child.low) == (min(behind), max(behind), len(behind))
        assert list(keys.children(head, *keys.prefixed(head, 0, len(keys)))) == children


@given(st.lists(words, min_size=1, max_size=12))
def test_a_key_ends_where_its_last_letter_is(texts: list[str]) -> None:
    for keys in both_kinds(texts):
        for at in range(len(keys)):
            size = len(keys.key(at))
            assert [length for length in range(size + 1) if keys.ends_at(at, length)] == [size]


def test_folding_takes_off_case_diacritics_and_underscores() -> None:
    assert fold("Éclair_AU  Café") == "eclair au cafe"
    assert fold("чёрный") == "черныи"
    assert fold("_") == "_"
    assert fold("a\nb\x1bc") == "a b c"


def test_a_term_has_keys_for_its_later_words_its_initials_and_its_aliases() -> None:
    assert {key for key, _ in keys_of("long_black hair", ("lange haare",))} == {
        "long black hair",
        "black hair",
        "hair",
        "lbh",
        "lange haare",
        "haare",
    }


terms_lists = st.lists(
    st.builds(
        Term,
        text=st.text(min_size=1, max_size=8),
        slot=st.sampled_from([None, "action", "type"]),
        layer=st.sampled_from([None, "pose"]),
        aliases=st.lists(st.text(min_size=1, max_size=6), max_size=2).map(tuple),
        count=st.integers(0, 10**6),
        seldom=st.booleans(),
        phrase=st.sampled_from([None, "a girl"]),
    ),
    max_size=12,
    unique_by=lambda term: term.text,
)


@settings(deadline=None)
@given(terms_lists, words)
def test_the_stored_form_answers_like_the_index_it_was_made_from(terms: list[Term], query: str) -> None:
    index = StaticIndex.of(terms)
    again = StaticIndex.from_bytes(index.to_bytes())

    assert [again.term(number) for number in range(len(again))] == [index.term(n) for n in range(len(index))]
    assert again.best(again.find(query), 5) == index.best(index.find(query), 5)
    assert again.containing(query, 5) == index.containing(query, 5)
    assert again.usual("action", 9) == index.usual("action", 9)
    assert again.to_bytes() == index.to_bytes()


def test_the_best_of_a_wide_range_are_found_through_its_blocks() -> None:
    terms = [Term(f"term {number * 7919 % 5000}", count=number * 31 % 4999) for number in range(5000)]
    index = StaticIndex.of(terms)

    best = [index.term(index.owner(at)).count for at in index.best(index.find("term"), 20)]

    assert best == sorted((term.count for term in terms), reverse=True)[:20]


@pytest.mark.parametrize("cut", [0, 5, 60, -1])
def test_a_damaged_store_is_refused(cut: int) -> None:
    stored = StaticIndex.of([Term("standing"), Term("sitting")]).to_bytes()

    with pytest.raises(ValueError, match=r"."):
        StaticIndex.from_bytes(stored[:cut])


def test_terms_with_counts_go_before_rare_ones_and_chosen_ones_are_not_last() -> None:
    index = StaticIndex.of([Term("rare", count=1), Term("common", count=1000), Term("chosen", "action")])

    assert [index.term(number).text for number in range(3)] == ["common", "chosen", "rare"]
