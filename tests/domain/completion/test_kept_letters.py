"""What is kept from key to key is gone when the project's tags change."""

from __future__ import annotations

from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Term, Vocabulary


def rows(one: Suggester, text: str) -> list[str]:
    return [row.term.text for row in one.suggest(text)]


def test_a_tag_that_is_learnt_after_a_slip_is_found_by_the_same_slip() -> None:
    one = Suggester(Vocabulary([Term("black hat")]))
    one.learn({"subject": ["brick wall"]})
    assert "bright window" not in rows(one, "brihgt")

    one.learn({"subject": ["bright window"]})

    assert "bright window" in rows(one, "brihgt")


def test_a_tag_that_left_is_not_found_by_a_slip_any_more() -> None:
    one = Suggester(Vocabulary([]))
    one.learn({"subject": ["brown boots", "bridge"]})
    one.learn({"subject": ["bright window"]})
    assert "bright window" in rows(one, "brihgt")

    one.unlearn({"subject": ["bright window"]})

    assert "bright window" not in rows(one, "brihgt")
    assert "brown boots" in rows(one, "brwon")


def test_the_word_at_the_cursor_goes_on_in_small_letters_too() -> None:
    one = Suggester(Vocabulary([]))
    for _ in range(3):
        one.learn({"subject": ["a Straße in Berlin"]})

    assert one.ghost("a stra") == "ße in Berlin"
    assert one.ghost("A STRA") == "ße in Berlin"
