"""The pace from the times at which images were finished."""

from __future__ import annotations

import pytest

from tui_captioner.domain.statistics.pace import left_in_words, pace_of, span_in_words


@pytest.mark.parametrize(
    ("times", "pace"),
    [
        *[([], None), ([5], None), ([0, 30], 30), ([0, 30, 40, 60], 20), ([0, 30, 10_000, 10_010], 20)],
        *[([0, 5000], None), ([10, 5], None), ([5, 5], None)],
    ],
)
def test_the_middle_of_the_spans_counts_breaks_left_out(times: list[float], pace: float | None) -> None:
    assert pace_of(times) == pace


def test_the_last_images_tell() -> None:
    slow = [float(500 * number) for number in range(100)]
    assert pace_of([*slow, *(slow[-1] + 7 * number for number in range(1, 40))]) == 7


@pytest.mark.parametrize(("seconds", "words"), [(0.1, "1 s"), (89, "89 s"), (120, "2 min"), (6000, "1 h 40 min")])
def test_spans_in_words(seconds: float, words: str) -> None:
    assert span_in_words(seconds) == words


def test_what_is_left_in_words() -> None:
    assert left_in_words(1000, 60) == "1,000 to go at 60 s each: 16 h 40 min left"
    assert left_in_words(3, None) == "3 to go; how long it takes is known once an image was finished here"
