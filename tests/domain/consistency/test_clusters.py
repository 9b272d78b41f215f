"""Near-duplicates of many tags: found by keys, gathered as stars."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.jobs import carried_through
from tests.support.judged_tags import judged
from tui_captioner.domain.consistency.clusters import Cluster, gathering
from tui_captioner.domain.consistency.different_pairs import NONE_DIFFERENT, DifferentPairs
from tui_captioner.domain.consistency.lexicon import Lexicon
from tui_captioner.domain.consistency.pairs import Rule
from tui_captioner.domain.consistency.perhaps import perhaps
from tui_captioner.domain.consistency.prose import is_prose
from tui_captioner.domain.consistency.tag_index import LARGEST, TagIndex
from tui_captioner.domain.vocabulary import Term

WORDS = "from front red hat hats scarf raised leg legs arms dog on in a the grey gray fountain mountain length"
LEXICON = Lexicon([Term("legs up", aliases=("raised legs",))], lambda: frozenset(WORDS.split()))
words = st.sampled_from([*WORDS.split(), "Hat", "scrarf", "fron", "lenght", "mountian", "2", "two"])
texts = st.lists(words, min_size=1, max_size=3).map(" ".join)
counted = st.dictionaries(texts, st.integers(1, 9), max_size=14)


def index_of(counts: dict[str, int], different: DifferentPairs = NONE_DIFFERENT) -> TagIndex:
    index = TagIndex(LEXICON, different)
    for text, count in counts.items():
        index.add(text, count)
    return index


def found(counts: dict[str, int], different: DifferentPairs = NONE_DIFFERENT) -> list[Cluster]:
    pairs = (pair for pair in index_of(counts, different).pairs() if pair is not None)
    return carried_through(gathering(pairs, counts))


def as_texts(gathered: list[Cluster]) -> list[tuple[str, ...]]:
    return [cluster.texts for cluster in gathered]


def test_the_most_used_tag_is_the_head_and_the_most_used_cluster_comes_first() -> None:
    counts = {"red hats": 12, "scarf": 3, "red hat": 212, "scrarf": 1, "Red Hat": 2, "dog": 400}
    assert as_texts(found(counts)) == [("red hat", "red hats", "Red Hat"), ("scarf", "scrarf")]


def test_of_tags_that_are_used_as_often_the_preferred_one_is_the_head() -> None:
    counts = {"hat": 2, "hats": 2}
    pairs = [pair for pair in index_of(counts).pairs() if pair is not None]
    assert as_texts(carried_through(gathering(pairs, counts))) == [("hat", "hats")]
    assert as_texts(carried_through(gathering(pairs, counts, {"hats"}))) == [("hats", "hat")]


def test_a_misspelt_tag_is_no_head_however_often_it_is_used() -> None:
    assert as_texts(found({"scrarf": 30, "scarf": 2})) == [("scarf", "scrarf")]


def test_a_slip_with_two_targets_joins_nothing_and_offers_both() -> None:
    (cluster,) = found({"from": 9, "front": 7, "fron": 1})
    assert cluster.is_open
    assert cluster.texts == ("fron", "from", "front")


def test_an_invented_word_chains_nothing() -> None:
    (cluster,) = found({"fountain": 9, "mountain": 7, "mountian": 1})
    assert cluster.is_open
    assert cluster.texts == ("mountian", "fountain", "mountain")


@given(counted)
def test_each_tag_of_a_cluster_is_the_same_as_its_head_and_stands_in_no_other_star(counts: dict[str, int]) -> None:
    gathered = found(counts)
    for cluster in gathered:
        for member in cluster.members:
            assert judged(cluster.head, member.text, LEXICON) is member.rule
    stars = [text for cluster in gathered if not cluster.is_open for text in cluster.texts]
    assert len(stars) == len(set(stars))


@given(counted)
def test_the_keys_miss_no_pair(counts: dict[str, int]) -> None:
    pairs = {frozenset((pair.one, pair.other)): pair.rule for pair in index_of(counts).pairs() if pair is not None}
    ruled = {frozenset(two): judged(*two, LEXICON) for two in combinations(counts, 2)}
    assert pairs == {two: rule for two, rule in ruled.items() if rule is not None}


@given(counted, texts)
def test_what_is_near_a_new_tag_is_what_the_rules_say(counts: dict[str, int], text: str) -> None:
    near = {pair.other: pair.rule for pair in index_of(counts).near(text)}
    ruled = {other: judged(text, other, LEXICON) for other in counts}
    assert near == ({} if text in counts else {other: rule for other, rule in ruled.items() if rule is not None})


def test_what_was_said_to_be_different_stays_apart_everywhere() -> None:
    counts, apart = {"red hats": 2, "red hat": 9}, DifferentPairs([("red hats", "red hat")])
    assert found(counts, apart) == []
    assert index_of({"red hat": 9}, apart).near("red hats") == []
    assert [pair for pair in perhaps(counts, apart) if pair is not None] == []
    assert [pair.other for pair in index_of({"red hat": 9}, apart).near("Red Hat")] == ["red hat"]


def test_of_very_many_spellings_each_is_compared_with_the_most_used_one() -> None:
    counts = {f"{'_' * number}red hat": number for number in range(1, LARGEST + 20)}
    (cluster,) = found(counts)
    assert cluster.head == max(counts, key=counts.__getitem__)
    assert len(cluster.members) == len(counts) - 1


def test_of_a_new_tag_the_surest_and_most_used_comes_first() -> None:
    index = index_of({"a red hat": 90, "Red Hat": 2, "red_hat": 5})
    assert [(pair.other, pair.rule) for pair in index.near("red hat")] == [
        ("red_hat", Rule.FORM),
        ("Red Hat", Rule.FORM),
        ("a red hat", Rule.SMALL_WORDS),
    ]
    assert index.near("red_hat") == []


def test_what_is_perhaps_the_same_is_alike_and_not_held_apart_by_a_guard() -> None:
    found_ones = perhaps(["slightly curved edges", "slightly curled edges", "146x146 pixel rows", "146x147 pixel rows"])
    assert [pair[:2] for pair in found_ones if pair is not None] == [("slightly curved edges", "slightly curled edges")]


def test_pieces_of_sentences_are_prose_and_tags_are_not() -> None:
    assert not is_prose([])
    assert not is_prose(["red hat", "standing", "a long phrase that is alone among others"])
    assert is_prose(["A macro shot of a flower, having white petals.", "A dog."])
    assert is_prose([f"the background is a blurred green field {number}" for number in range(30)])
