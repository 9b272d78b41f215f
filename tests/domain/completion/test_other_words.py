"""Words that may mean a term beside what they are, endings that change a letter, and known ends of unknown phrases."""

from __future__ import annotations

import pytest

from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.completion.word_forms import shared_beginning, stem
from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Term, Vocabulary, parse_vocabulary

TERMS = [
    Term("smiling", "action", also=("grin", "toothy smile")),
    *(Term(f"grin {number}", "action", count=9) for number in range(8)),
    Term("scary", "associations", also=("grin",)),
]


def texts(typed: str, slot: str = "action", terms: list[Term] = TERMS) -> list[str]:
    return [row.term.text for row in Suggester(Vocabulary(terms)).suggest(typed, slot=slot, limit=5)]


def test_what_a_word_may_mean_too_has_a_row_behind_what_begins_so() -> None:
    assert texts("grin")[-1] == "smiling"
    assert texts("Toothy  Smile ") == ["smiling"]


def test_it_is_not_found_by_a_part_of_that_word_and_not_in_another_slot() -> None:
    assert "smiling" not in texts("gri")
    assert "scary" not in texts("grin")


def test_the_word_itself_stands_first_where_it_is_a_term() -> None:
    assert texts("grin", terms=[*TERMS, Term("grin", "action")])[0] == "grin"


def test_it_is_written_in_a_table_and_kept_in_the_stored_index() -> None:
    read = parse_vocabulary({"slot": "action", "layers": {"a": ["smiling"]}, "also": {"smiling": ["grin"]}}, source="x")
    assert read == [Term("smiling", "action", "a", also=("grin",))]
    assert StaticIndex.from_bytes(StaticIndex.of(read).to_bytes()).term(0) == read[0]


@pytest.mark.parametrize(
    ("one", "many"),
    [("scarf", "scarves"), ("bookshelf", "bookshelves"), ("curve", "curves"), ("butterfly", "butterflies")],
)
def test_one_and_many_have_one_stem(one: str, many: str) -> None:
    assert stem(one) == stem(many)
    assert one.startswith(shared_beginning(many))
    assert many.startswith(shared_beginning(one))
    assert texts(many, terms=[Term(one)]) == [one]


def test_a_known_end_is_offered_though_others_end_so_too() -> None:
    terms = [Term("from behind", "type"), Term("attacked from behind", "action"), Term("a hug from behind", "action")]
    assert texts("view from behind", "type", terms) == ["from behind"]
