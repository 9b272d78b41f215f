"""What a pattern fits."""

from __future__ import annotations

import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.query.pattern import Pattern, Wild, name_key
from tui_captioner.domain.spelling import match_key

_WILD = {"*": Wild.ANY, "?": Wild.ONE}


def pattern(text: str) -> Pattern:
    return Pattern.of([_WILD.get(char, char) for char in text])


@pytest.mark.parametrize(
    ("text", "key", "fits"),
    [
        ("red hat", "red hat", True),
        ("RED_hat", "red hat", True),
        ("hat", "red hat", False),
        ("man", "woman", False),
        ("*hat", "red hat", True),
        ("*hat*", "hats", True),
        ("?at", "hat", True),
        ("?at", "at", False),
        ("back-*", "back to back", True),
        ("*-haired", "long haired", True),
        ("-*", "- dash", True),
        ("-*", "a - dash", False),
        ("e\u0301", "é", True),
        ("*[a]*", "x [a] y", True),
        ("*", "", True),
    ],
)
def test_a_pattern_fits(text: str, key: str, fits: bool) -> None:
    assert pattern(text).fits(match_key(key)) is fits


def test_letters_that_are_used_as_stand_ins_stay_letters() -> None:
    assert pattern("\ue000*").fits("\ue000b")
    assert not pattern("\ue000*").fits("ab")


@given(st.text("ab*?", max_size=12), st.text("ab", max_size=12))
def test_it_fits_what_the_shell_says(text: str, key: str) -> None:
    assert pattern(text).fits(key) == fnmatch.fnmatchcase(key, text)


def test_many_wildcards_take_no_time() -> None:
    assert not pattern("*a" * 2000 + "b").fits("a" * 4000)


def test_names_keep_what_tags_do_not_tell_apart() -> None:
    assert name_key("A_b-c.PNG") == "a_b-c.png"
