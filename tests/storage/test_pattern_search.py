"""Looking for an expression that somebody typed: found, refused, or ended when it takes too long."""

from __future__ import annotations

import pytest

from tui_captioner.storage.pattern_search import PatternError, replace, search


def test_texts_are_found_whatever_the_case_of_their_letters() -> None:
    texts = ["red hat", "Hat", "chat", "[/foo]", "\x1b[31m", "帽子 hat"]
    assert search(r"\bhat$", texts) == [0, 1, 5]
    assert search(r"\[", texts) == [3, 4]
    assert search("", texts) == [0, 1, 2, 3, 4, 5]
    assert search("x", []) == []


def test_lone_surrogates_are_looked_through_too() -> None:
    assert search("a", ["\udcffa", "b"]) == [0]


@pytest.mark.parametrize(("pattern", "said"), [("hat(", "at character 4"), ("a{99999999999}", "too large"), ("*", "1")])
def test_what_is_no_expression_is_said_with_its_place(pattern: str, said: str) -> None:
    with pytest.raises(PatternError, match=said):
        search(pattern, ["a"])


def test_an_expression_that_would_never_end_is_ended() -> None:
    with pytest.raises(PatternError, match="takes too long"):
        search("(a+)+$b", ["a" * 60], patience=0.5)


def test_what_is_found_is_replaced_with_its_groups_and_case_counts() -> None:
    assert replace(r"^(\w+) hats?$", r"\1 cap", ["red hats", "Red Hat", "hat"]) == ["red cap", "Red Hat", "hat"]


@pytest.mark.parametrize("instead", [r"\1", r"\g<", "\\"])
def test_what_can_not_come_instead_is_refused(instead: str) -> None:
    with pytest.raises(PatternError, match="can't come instead"):
        replace("a", instead, ["a"])
