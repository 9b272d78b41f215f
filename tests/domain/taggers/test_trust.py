"""A tagger is believed as far as it was right before, in this dataset."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_captioner.domain.completion.evidence import LEAST, MOST
from tui_captioner.domain.taggers.trust import Trust
from tui_captioner.domain.vocabulary import Term

KNOWN = frozenset({"smile", "red hat", "blue sky", "tree"})
Answered = list[tuple[dict[str, float], frozenset[str]]]
scores = st.floats(0, 1)
reports = st.dictionaries(st.sampled_from(sorted(KNOWN)), scores, max_size=4)
captions = st.frozensets(st.sampled_from([*sorted(KNOWN), "mickey"]), max_size=5)
answered = st.lists(st.tuples(reports, captions), max_size=8)


def trusting(*images: tuple[dict[str, float], frozenset[str]]) -> Trust:
    trust = Trust(KNOWN)
    for reported, caption in images:
        trust.learn(reported, caption)
    return trust


def test_before_anything_is_known_the_score_is_believed() -> None:
    assert Trust(KNOWN).share("smile", 0.7) == pytest.approx(0.7)
    assert Trust(KNOWN).missed == pytest.approx(0.2)


def test_scores_of_a_tenth_that_was_never_right_are_believed_less_in_every_tag() -> None:
    trust = trusting(*[({"red hat": 0.75, "blue sky": 0.35}, frozenset({"blue sky"}))] * 10)
    assert trust.share("tree", 0.75) < 0.3 < 0.7 < trust.share("tree", 0.35)


def test_a_tag_that_was_never_wanted_is_believed_less_than_others_of_its_score() -> None:
    trust = trusting(*[({"red hat": 0.75, "smile": 0.75}, frozenset({"smile"}))] * 10)
    assert trust.share("red hat", 0.75) < trust.share("tree", 0.75) < trust.share("smile", 0.75)


def test_who_misses_much_says_little_by_silence() -> None:
    blind = trusting(*[({}, frozenset({"smile", "tree"}))] * 10)
    sharp = trusting(*[({"smile": 0.9, "tree": 0.9}, frozenset({"smile", "tree"}))] * 10)
    assert sharp.missed < 0.1 < 0.8 < blind.missed
    assert blind.evidence({}).of("smile") > sharp.evidence({}).of("smile")


def test_words_that_it_can_not_say_are_not_missed() -> None:
    assert trusting(({}, frozenset({"mickey"}))).missed == pytest.approx(0.2)
    assert trusting(({}, frozenset({"mickey"}))).evidence({}).of("mickey") == 0.0


@settings(max_examples=40)
@given(answered, reports)
def test_shares_stay_between_their_bounds_and_evidence_grows_with_them(
    images: Answered, reported: dict[str, float]
) -> None:
    trust = trusting(*images)
    found = trust.evidence({Term(key): score for key, score in reported.items()})
    by_share = sorted(reported, key=lambda key: trust.share(key, reported[key]))
    assert all(LEAST <= trust.share(key, reported[key]) <= MOST for key in reported)
    assert sorted(found.of(key) for key in reported) == [found.of(key) for key in by_share]
    assert 0 <= trust.missed <= 1


@settings(max_examples=40)
@given(answered, reports, captions)
def test_what_is_taken_back_was_never_learnt(
    images: Answered, reported: dict[str, float], caption: frozenset[str]
) -> None:
    before, trust = trusting(*images), trusting(*images)
    trust.learn(reported, caption)
    trust.learn(reported, caption, -1)
    assert trust.missed == pytest.approx(before.missed)
    for key in KNOWN:
        assert trust.share(key, 0.5) == pytest.approx(before.share(key, 0.5))


@settings(max_examples=40)
@given(answered, st.sampled_from(sorted(KNOWN)), scores)
def test_one_more_time_taken_is_never_believed_less(images: Answered, key: str, score: float) -> None:
    taken, left = trusting(*images), trusting(*images)
    taken.learn({key: score}, frozenset({key}))
    left.learn({key: score}, frozenset())
    assert taken.share(key, score) >= left.share(key, score)
