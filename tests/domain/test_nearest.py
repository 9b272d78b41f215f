"""Did you mean: what is offered for a word that is not known."""

from __future__ import annotations

import pytest

from tui_captioner.domain.nearest import did_you_mean, nearest

KNOWN = ("check", "export", "sd-scripts", "kohya-jsonl", "background")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("chekc", "check"),
        ("CHECK", "check"),
        ("SD_Scripts", "sd-scripts"),
        ("sdscripts", "sd-scripts"),
        ("backgroud", "background"),
        ("backg", "background"),
        ("kohya", "kohya-jsonl"),
        ("zebra", ""),
        ("", ""),
        ("-", ""),
        ("x" * 100_000, ""),
    ],
)
def test_the_nearest_word(word: str, meant: str) -> None:
    assert nearest(word, KNOWN) == meant


def test_a_hint_names_the_nearest_or_all() -> None:
    assert did_you_mean("exprot", KNOWN) == "Did you mean export?"
    assert did_you_mean("zebra", ["a", "b"]) == "It is one of a, b"
    assert did_you_mean("zebra", ["a", "b"], "Try --help") == "Try --help"
