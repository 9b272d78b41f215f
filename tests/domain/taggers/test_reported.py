"""What of a tagger's scores is said, and how it is spelt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.taggers.family import WD
from tui_captioner.domain.taggers.labels import Label
from tui_captioner.domain.taggers.reported import probabilities, said, seen, spelt
from tui_captioner.domain.taggers.thresholds import Thresholds

LABELS = (
    Label("red_hat"), Label("blue_sky"), Label("hatsune_miku", "character"), Label("explicit", "rating"),
    Label("own", threshold=0.2),
)  # fmt: skip
SCORES = (0.9, 0.3, 0.6, 0.99, 0.25)


def texts(wanted: Thresholds, scores: tuple[float, ...] = SCORES) -> list[str]:
    return [tag.text for tag in said(WD, LABELS, scores, wanted)]


def test_categories_have_thresholds_and_ratings_are_no_tags() -> None:
    assert texts(Thresholds()) == ["red hat", "own"]
    assert texts(Thresholds(general=0.3)) == ["red hat", "blue sky"]
    assert texts(Thresholds(character=0.5)) == ["red hat", "hatsune miku", "own"]
    assert texts(Thresholds(ratings=True)) == ["explicit", "red hat", "own"]


def test_the_largest_gap_may_cut_instead() -> None:
    # Between 0.9 and 0.3; the only character stands above its middle, 0.3, unless it is hardly there.
    assert texts(Thresholds(cuts=True)) == ["red hat", "hatsune miku"]
    assert texts(Thresholds(cuts=True), (0.9, 0.3, 0.14, 0.0, 0.25)) == ["red hat"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("red_hat", "red hat"),
        ("^_^", "^_^"),
        ("o_o", "o_o"),
        ("a_\\(b\\)", "a (b)"),
        ("a,b", "a b"),
        ("\x1b[31m_x", "[31m x"),
    ],
)
def test_a_tag_is_spelt_as_captions_have_it(name: str, text: str) -> None:
    assert spelt(name) == text


def test_logits_are_known_by_a_value_outside_of_0_to_1() -> None:
    assert probabilities([0.2, 0.9]) == [0.2, 0.9]
    assert probabilities([0.2, float("nan")]) == [0.2, 0.0]
    assert probabilities([float("nan"), 800.0]) == pytest.approx([0.0, 1.0])
    assert probabilities([0.0, -4.0, 800.0]) == pytest.approx([0.5, 0.018, 1.0], abs=1e-3)


@given(st.lists(st.floats(0, 1, width=32), min_size=5, max_size=5), st.booleans(), st.floats(0.05, 1))
def test_what_is_said_was_seen(scores: list[float], cuts: bool, threshold: float) -> None:
    everything = {(tag.text, tag.score) for tag in seen(LABELS, scores)}
    found = said(WD, LABELS, scores, Thresholds(threshold, cuts=cuts))
    assert {(tag.text, tag.score) for tag in found} <= everything
    assert [tag.score for tag in found] == sorted((tag.score for tag in found), reverse=True)
