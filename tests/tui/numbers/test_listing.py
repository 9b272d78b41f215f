"""The rows of the numbers: under titles, cut or whole, those that a text fits; where the cursor may be."""

from __future__ import annotations

from tests.tui.numbers.material import STRUCTURE, figures
from tui_captioner.domain.row_filter import row_filter
from tui_captioner.tui.numbers.listing import NumberListing


def listing() -> NumberListing:
    made = NumberListing(STRUCTURE)
    made.set_figures(figures(tags=30))
    return made


def labels(made: NumberListing) -> list[str]:
    return [item.row.label if item.row else f"+{item.more}" if item.more else item.section.key for item in made.items]


def test_each_section_has_its_title_and_says_what_is_left_out() -> None:
    shown = labels(listing())
    assert shown[:4] == ["progress", "draft", "done", "slots"]
    used = shown.index("used")
    assert shown[used : used + 2] == ["used", "tag 0"]
    assert shown[used + 20 : used + 22] == ["tag 19", "+10"]


def test_what_is_left_out_is_listed_on_request() -> None:
    made = listing()
    made.open("used")
    assert "tag 29" in labels(made)
    assert "+10" not in labels(made)


def test_a_text_narrows_and_looks_into_what_is_left_out() -> None:
    made = listing()
    made.set_filter(row_filter("TAG 2"))
    assert [label for label in labels(made) if label.startswith("tag")][:3] == ["tag 2", "tag 20", "tag 21"]
    made.set_filter(row_filter("most used"))
    assert labels(made)[0] == "used"
    made.set_filter(row_filter("nothing at all"))
    assert (labels(made), made.settled(3), made.beside(0, 1)) == ([], 0, 0)


def test_the_cursor_passes_over_titles() -> None:
    made = listing()
    assert made.settled(0) == 1
    assert made.settled(3, 1) == 4
    assert made.settled(3, -1) == 2
    assert made.settled(0, -1) == 1
    assert made.settled(10_000, 1) == len(made.items) - 1


def test_from_section_to_section() -> None:
    made = listing()
    assert made.items[made.beside(1, 1)].section.key == "slots"
    assert made.items[made.beside(made.beside(1, 1), -1)].section.key == "progress"
    assert made.beside(1, -1) == 1
    last = len(made.items) - 1
    assert made.items[made.beside(last, 1)].section.key == made.items[last].section.key


def test_a_row_is_found_again_or_its_section() -> None:
    made = listing()
    at = made.place_of("used", "tag 7")
    assert [item.row.label for item in made.items[at : at + 1] if item.row] == ["tag 7"]
    assert made.items[made.place_of("used", "gone")].section.key == "used"
    assert made.place_of("gone", "gone") == 0
