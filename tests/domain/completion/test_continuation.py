"""What is greyed where a word is half typed: the rest of a word or of a shared beginning, never for nothing."""

from __future__ import annotations

from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Term, Vocabulary


def test_a_word_in_the_middle_goes_on_to_a_known_word() -> None:
    one = Suggester(Vocabulary([Term("holding"), Term("pushing a cart"), Term("hands on lap")]))

    assert one.ghost("zoltan hol") == "ding"  # though `hol` are the first letters of a term
    assert one.ghost("zoltan pus") == "hing"  # and no further: what stands behind it is not this term


def test_after_a_blank_the_word_before_it_is_no_row_to_stop_at() -> None:
    one = Suggester(Vocabulary([Term("no")]))
    one.learn({"": ["no shirt and red hair"]})

    assert one.ghost("no ") == "shirt and red hair"
    assert [row.term.text for row in one.suggest("no")] == ["no", "no shirt and red hair"]


def test_the_beginning_of_few_tags_is_offered_up_to_where_they_part() -> None:
    one = Suggester(Vocabulary())
    for thing in ("dog", "red cat"):
        one.learn({"": [f"drawing of {thing}"]})

    assert next((row.term.text, row.begins) for row in one.suggest("dr")) == ("drawing of ", True)
