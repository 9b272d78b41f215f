"""Where a tag ends between two words."""

from __future__ import annotations

from tui_captioner.domain.line_cutting.gaps import Gaps


def test_pairs_decide_where_they_were_seen_and_words_where_they_were_not() -> None:
    gaps = Gaps()
    for _ in range(5):
        gaps.learn([["long", "hair"], ["red", "dress"], ["short", "hair"], ["beach"]])
    assert gaps.border("hair", "red") > 0.9
    assert gaps.border("long", "hair") < 0.1
    # Never side by side: what ends a tag, before what begins one.
    assert gaps.border("dress", "red") > 0.8
    assert gaps.border("short", "dress") < 0.2


def test_a_term_counts_little_beside_a_caption() -> None:
    gaps = Gaps()
    gaps.add_term(["hair", "red"])
    as_term = gaps.border("hair", "red")
    assert as_term < gaps.border("quux", "quux")
    gaps.learn([["hair"], ["red"]])
    assert gaps.border("hair", "red") > 0.5 > as_term
    assert gaps.knows("hair")
    assert gaps.is_used("hair")


def test_a_word_of_a_term_alone_is_known_and_not_used() -> None:
    gaps = Gaps()
    gaps.add_term(["hmm"])
    assert gaps.knows("hmm")
    assert not gaps.is_used("hmm")
    assert not gaps.knows("quux")


def test_a_caption_is_taken_back() -> None:
    gaps = Gaps()
    before = gaps.border("long", "hair")
    gaps.learn([["long", "hair"], ["red"]])
    gaps.learn([["long", "hair"], ["red"]], -1)
    assert gaps.border("long", "hair") == before
    assert not gaps.is_used("red")
