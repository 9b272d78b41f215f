"""What a filter is read as, and what is said of one that can't be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.query.expression import (
    EVERYTHING,
    All,
    Empty,
    Filter,
    Not,
    NumberTest,
    Some,
    TextTest,
    Unsure,
    some_of,
)
from tui_captioner.domain.query.parsing import DEEPEST, LONGEST, FilterError, parse_filter
from tui_captioner.domain.query.pattern import Pattern, Wild
from tui_captioner.domain.query.words import FilterWords


def word(text: str) -> Filter:
    pattern = Pattern(tuple(text))
    return some_of([TextTest("name", pattern), TextTest("word", pattern)])


A, B, C = map(word, "abc")


def is_placed(text: str) -> bool:
    """Whether a filter is read, or refused at a place in it."""
    try:
        parse_filter(text)
    except FilterError as error:
        return 0 <= error.start < error.end <= max(1, len(text))
    return True


def tag(text: str, slot: str = "") -> TextTest:
    return TextTest("tag", Pattern(tuple(text)), slot, whole=True)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", EVERYTHING),
        ("  ", EVERYTHING),
        ("a", A),
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a and b", All((A, B))),
        ("a OR b c", some_of([A, All((B, C))])),
        ("(a OR b) c", All((some_of([A, B]), C))),
        ("NOT a b", All((Not(A), B))),
        ("NOT (a b)", Not(All((A, B)))),
        ("NOT NOT a", A),
        ("((((a))))", A),
        ("a (b c)", All((A, B, C))),
        ('tag:"red hat"', tag("red hat")),
        ("tag:Red_Hat", tag("red hat")),
        ("tag: hat", tag("hat")),
        (r"tag:saber_\(fate\)", tag("saber (fate)")),
        ("tag:saber_(fate)", tag("saber (fate)")),
        ("tag!=hat", Not(tag("hat"))),
        ("background:empty", Empty("background")),
        ("background!=empty", Not(Empty("background"))),
        ('background:"empty"', tag("empty", "background")),
        ("Action:standing", tag("standing", "action")),
        ("slot.action:standing", tag("standing", "action")),
        ("note:empty", Empty()),
        ("unsure:yes", Unsure()),
        ("unsure:no", Not(Unsure())),
        ("tokens:>75", NumberTest("tokens", ">", 75)),
        ("tokens > 75", NumberTest("tokens", ">", 75)),
        ("tags<=8", NumberTest("tags", "<=", 8)),
        ("tags:8", NumberTest("tags", "=", 8)),
        ("tags!=8", Not(NumberTest("tags", "=", 8))),
        ("16:9", word("16:9")),
        (":d", word(":d")),
        ('">_<"', Some((TextTest("name", Pattern(tuple(">_<"))), TextTest("word", Pattern(tuple("> <")))))),
        ("b!", word("b!")),
        ("tag==Hat", TextTest("tag", Pattern(tuple("hat")), whole=True, letters="Hat")),
        ("name:A_b", TextTest("name", Pattern(tuple("a_b")))),
        ("tag:*hat", TextTest("tag", Pattern((Wild.ANY, *"hat")), whole=True)),
        (r"tag:\*hat", tag("*hat")),
    ],
)
def test_a_filter_means(text: str, meaning: Filter) -> None:
    assert parse_filter(text) == meaning


@pytest.mark.parametrize(
    ("text", "column", "what"),
    [
        ("(a b", 1, "not closed"),
        ("a (b (c)", 3, "not closed"),
        ("a)", 2, "no bracket is open"),
        ("a ()", 3, "nothing in these brackets"),
        ("AND a", 1, "AND needs a condition before it"),
        ("a OR", 3, "OR needs a condition behind it"),
        ("a AND OR b", 3, "AND needs a condition behind it"),
        ("a (NOT) b", 4, "NOT needs a condition behind it"),
        ('tag:"red', 5, "quote is not closed"),
        ("a re:zero", 3, "no field 're'"),
        ("tagg:hat", 1, "Did you mean tag:"),
        ("slot.nose:hat", 1, "no slot 'slot.nose'"),
        ("state:dun", 7, "no state 'dun'"),
        ("unsure:maybe", 8, "yes or no"),
        ("tokens:many", 8, "a number, not 'many'"),
        ("tokens>", 1, "needs a value"),
        ("tag:", 1, "needs a value"),
        ("tag: AND b", 1, "needs a value"),
        ('""', 1, "nothing in the quotes"),
        ("tag>hat", 5, "can't be less or more"),
        ("a >_<", 3, "needs a field before it"),
        ("a \ud800", 3, "no text"),
        ("a \0", 3, "no text"),
    ],
)
def test_what_is_wrong_is_said_at_its_column(text: str, column: int, what: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse_filter(text)
    assert (caught.value.start + 1, what in str(caught.value)) == (column, True), str(caught.value)
    assert f"column {column}:" in str(caught.value)


def test_a_slot_that_is_called_like_a_field_is_asked_for_by_its_longer_name() -> None:
    words = FilterWords(("globals", "text", "pose"))
    assert parse_filter("slot.text:hat", words) == tag("hat", "text")
    assert parse_filter("text:hat", words) == TextTest("text", Pattern(tuple("hat")))
    assert parse_filter("pose:hat", words) == tag("hat", "pose")


@pytest.mark.parametrize(
    "piece", ["(", ")", "()", "NOT ", "( a OR ", "a(", "((a) ", '"', "\\", "*", "tag:", "AND ", "a<"]
)
def test_ten_thousand_characters_of_one_kind_end(piece: str) -> None:
    assert is_placed((piece * LONGEST)[:LONGEST])


def test_as_many_brackets_as_there_is_room_for_are_read() -> None:
    half = LONGEST // 2 - 1
    assert parse_filter("(" * half + "a" + ")" * half) == A


def test_what_is_longer_or_nested_deeper_is_refused() -> None:
    with pytest.raises(FilterError, match="10000 characters"):
        parse_filter("a" * (LONGEST + 1))
    deep = "".join(f"(a {'OR' if level % 2 else 'AND'} " for level in range(DEEPEST + 1))
    with pytest.raises(FilterError, match="nested deeper"):
        parse_filter(f"{deep}b{')' * (DEEPEST + 1)}")


_PIECES = st.sampled_from(
    [
        "(",
        ")",
        "AND",
        "or",
        "NOT",
        "a",
        "*",
        "?",
        '"',
        "\\",
        ":",
        "=",
        "!=",
        "<",
        ">=",
        " ",
        "tag:",
        "tokens>",
        "x",
        "empty",
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join) | st.text(max_size=60))
def test_every_text_is_read_or_refused_at_a_place_in_it(text: str) -> None:
    assert is_placed(text)
