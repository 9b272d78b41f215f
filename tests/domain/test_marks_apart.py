"""A mark that stood at an end of the text, or alone, never grows together with what is put beside it."""

from __future__ import annotations

import pytest

from tests.support.read_captions import RULES, S, edited, read
from tui_captioner.domain.caption import OutputRules, Tag
from tui_captioner.domain.edits import TakeOut
from tui_captioner.domain.writing import assemble
from tui_captioner.storage.project.records import ImageRecord, dump_record, load_record


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BREAK", "zzz, BREAK"),
        ("BREAK, tree", "zzz, BREAK, tree"),
        ("BREAK tree BREAK", "zzz BREAK tree BREAK"),
        ("AND\ntree", "zzz, AND\ntree"),
        ("tree |||", "tree ||| zzz"),
        ("tree|||", "tree|||zzz"),
    ],
)
def test_a_tag_beside_a_mark_at_an_end(text: str, expected: str) -> None:
    assert edited(text, "type") == expected


@pytest.mark.parametrize("text", ["BREAK", "BREAK tree", "AND, tree", "||| tree"])
def test_globals_before_a_mark(text: str) -> None:
    assert assemble(S, RULES, [Tag("sks")], read(text)).split()[0].rstrip(",") == "sks"


@pytest.mark.parametrize("text", ["red hat, ||| tree", "red hat, BREAK tree", "red hat,||||, tree"])
def test_a_mark_that_comes_to_stand_first_is_written_as_it_is_kept(text: str) -> None:
    without = TakeOut("red hat").apply(read(text))
    kept = load_record(dump_record(ImageRecord(without))).caption
    assert assemble(S, RULES, [Tag("sks")], kept) == assemble(S, RULES, [Tag("sks")], without)


def test_a_line_break_that_goes_leaves_the_word_beside_it_a_mark() -> None:
    caption = read("red hat\nAND\nred dress")
    at = next(index for index, tag in enumerate(caption.tags("subject")) if tag.is_line_break)
    assert assemble(S, RULES, (), caption.removed("subject", at)) == "red hat, AND\nred dress"


def test_a_typed_mark_is_one_when_it_is_read_again_whatever_the_separator() -> None:
    rules = OutputRules(separator="; ")
    text = edited("red hat; tree", "subject", "BREAK", rules)
    assert [tag.text for tag in read(text, rules).read.pieces if tag.mark] == ["BREAK"]  # type: ignore[union-attr]
