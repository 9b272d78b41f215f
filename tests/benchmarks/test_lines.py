"""What the benchmark of lines counts, on a few captions."""

from __future__ import annotations

import random

import pytest

from tests.benchmarks.lines import ByGaps, ByKnownTags, brought_back, dictated, measured, spans

CAPTIONS = [
    ["1girl", "long hair", "red dress", "standing on a beach"],
    ["1girl", "red dress", "sitting", "long hair"],
] * 4


def test_what_was_seen_is_cut_rightly() -> None:
    found = measured(ByGaps([]), CAPTIONS)
    assert (found["f1"], found["seen"]) == (1.0, 1.0)
    assert found["from_first"] > 0.8


def test_the_way_through_known_tags_is_measured_beside_it() -> None:
    assert measured(ByKnownTags(["1girl", "long hair"]), CAPTIONS)["f1"] == 1.0


def test_dictated_tags_come_back() -> None:
    assert dictated(["1girl", "red dress"], random.Random(0)).split()[:2] == ["one", "girl"]
    assert brought_back(ByGaps([]), CAPTIONS) > brought_back(ByKnownTags([]), CAPTIONS)


def test_a_tag_spans_its_words() -> None:
    assert spans(["long hair", "1girl"]) == {(0, 2), (2, 3)}


def test_cuts_that_were_never_said_are_an_error() -> None:
    class Odd:
        def learn(self, tags: object) -> None: ...

        def cut(self, line: str) -> list[object]:
            return ByKnownTags([]).cut("quux")  # type: ignore[return-value]

    with pytest.raises(ValueError, match="'quux' was not said"):
        measured(Odd(), CAPTIONS)  # type: ignore[arg-type]
