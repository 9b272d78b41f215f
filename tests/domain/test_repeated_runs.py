"""Words that follow themselves again and again."""

from __future__ import annotations

import pytest

from tui_captioner.domain.repeated_runs import repeated_run


@pytest.mark.parametrize(
    ("text", "run", "times"),
    [
        ("A cat sits. A cat sits. A cat sits.", "A cat sits", 3),
        ("red hat, blue, red hat, blue, red hat, blue", "red hat, blue", 3),
        ("a dog, the the the the the the", "the", 6),
        ("A woman in a red dress stands. A woman in a red dress stands.", "A woman in a red dress stands", 2),
        ("with a hat and a hat and a hat and a hat", "a hat and", 3),
    ],
)
def test_a_circle_is_found(text: str, run: str, times: int) -> None:
    found = repeated_run(text)
    assert found is not None
    assert (found.text, found.times) == (run, times)
    assert text[found.start :].startswith(run)
    assert text[: found.end].casefold().endswith(run.split()[-1])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a very, very, very, very dark night",
        "hand in hand in hand",
        "side by side by side",
        "red hat, red dress, red shoes, red bag",
        "BREAK, photo, BREAK, hat, BREAK",
        "no no no no!",
        "a cat and a dog and a bird and a fish",
        "left hand up, right hand up, left hand up",
    ],
)
def test_a_turn_of_phrase_is_none(text: str) -> None:
    assert repeated_run(text) is None
