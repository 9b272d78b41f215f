from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.vocabulary import Term
from tui_captioner.formats.term_lists import ListReport, detect_kind, read_terms, spell

TAGCOMPLETE = '1girl,0,6008644,"1girls,sole_female"\nlong_hair,0,4350743,/lh\n^_^,0,99,\nfate_(series),3,5\n'
COUNTED = "long_hair,4350743\nsolo,5\n:d,3\n"
PLAIN = "# my tags\nlong hair\n\nhat, red\nsolo\r\n"


def read(text: str, *, spaces: bool = True) -> tuple[list[Term], ListReport]:
    report = ListReport()
    return list(read_terms(text, detect_kind(text), report, spaces=spaces)), report


def test_csv_of_tagcomplete() -> None:
    terms, report = read(TAGCOMPLETE)
    assert [(term.text, term.count, term.aliases) for term in terms] == [
        ("1girl", 6008644, ("1girls", "sole female")),
        ("long hair", 4350743, ("/lh",)),
        ("^_^", 99, ()),
        ("fate (series)", 5, ()),
    ]
    assert (report.terms, report.skipped) == (4, [])


def test_tags_with_counts() -> None:
    assert [(term.text, term.count) for term in read(COUNTED)[0]] == [("long hair", 4350743), ("solo", 5), (":d", 3)]


def test_plain_text_has_a_tag_a_line_and_a_tag_holds_no_comma() -> None:
    terms, report = read(PLAIN)
    assert [term.text for term in terms] == ["long hair", "solo"]
    assert report.skipped == [4]


def test_underscores_can_be_kept() -> None:
    assert [term.text for term in read(COUNTED, spaces=False)[0]] == ["long_hair", "solo", ":d"]


@pytest.mark.parametrize("name", ["^_^", "o_o", "(o)_(o)", ">_<", "||_||", "6_9", ":_)"])
def test_emoticons_keep_their_underscores(name: str) -> None:
    assert spell(name, spaces=True) == name


def test_lines_that_are_no_terms_are_told_by_number_and_an_open_quote_swallows_nothing() -> None:
    terms, report = read('a_b_cd,0,1,\nbroken,x,y,z\n"open,0,3\nlast_one,0,2,\nmore_one,0,2,\n')
    assert [term.text for term in terms] == ["a b cd", "last one", "more one"]
    assert report.skipped == [2, 3]


def test_progress_is_told() -> None:
    seen: list[int] = []
    list(read_terms("x\n" * 12_000, "plain", ListReport(), progress=seen.append))
    assert seen == [5000, 10000]


@given(st.text(max_size=300))
def test_any_text_gives_terms_that_may_stand_in_a_caption(text: str) -> None:
    for term in read(text)[0]:
        assert term.text
        assert "," not in term.text
        assert term.text.isprintable() or not term.text.isascii()


def test_a_count_may_have_any_blank_around_it() -> None:
    report = ListReport()
    text = "hat,\x1d5\nscarf,7 \nboots,9\n"
    assert [(term.text, term.count) for term in read_terms(text, "counted", report)] == [
        ("hat", 5),
        ("scarf", 7),
        ("boots", 9),
    ]
