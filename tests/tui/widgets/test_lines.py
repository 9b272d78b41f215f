"""Lines of styled text: cut, wrapped and flowed without loss, never too wide, never with a control character."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.support.lines import TEXTS, has_control, plain
from tui_captioner.domain.text import visible
from tui_captioner.tui.widgets import lines as lines_module
from tui_captioner.tui.widgets.lines import Line, Piece, _cells, _changed_cells, cut, end_of, flow, width_of, wrap

STEADY = settings(derandomize=True, deadline=None, max_examples=300)
STYLES = st.sampled_from(["", "dim", "chosen"])
LINES = st.lists(st.tuples(TEXTS, STYLES), max_size=6).map(tuple)


# --- cut --------------------------------------------------------------------------------------------------------------


@STEADY
@given(TEXTS, st.integers(-3, 60))
@example("日本語", 4)
@example("❤️" * 9, 5)
def test_cut_is_never_too_wide_and_safe(text: str, width: int) -> None:
    shown = cut(text, width)
    assert cell_len(shown) <= max(0, width)
    assert not has_control(shown)


@STEADY
@given(TEXTS)
def test_cut_leaves_text_that_fits_as_it_is(text: str) -> None:
    assert cut(text, cell_len(visible(text))) == visible(text)


@pytest.mark.parametrize(("name", "width", "shown"), [("a.png", 8, "a.png"), ("folder/0001.png", 9, "…0001.png")])
def test_of_a_long_name_its_end_is_shown(name: str, width: int, shown: str) -> None:
    assert end_of(name, width) == shown


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("long hair", 9, "long hair"),
        ("long hair", 8, "long ha…"),
        ("long hair", 6, "long…"),
        ("long hair", 1, "…"),
        ("long hair", 0, ""),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("[/foo]", 6, "[/foo]"),
        ("a\x1b[2Jb", 10, "a\\x1b[2Jb"),
    ],
)
def test_cut_marks_where_it_cut(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


# --- wrap -------------------------------------------------------------------------------------------------------------


@STEADY
@given(LINES, st.integers(2, 50))
@example(((("❤️" * 20), ""),), 10)
@example((("👩‍🚀" * 9, ""),), 7)
def test_wrapped_rows_are_never_too_wide_and_safe(line: Line, width: int) -> None:
    for row in wrap(line, width):
        assert width_of(row) <= width
        assert not has_control(plain(row))


@STEADY
@given(LINES, st.integers(1, 50))
def test_wrapping_loses_nothing_but_blanks(line: Line, width: int) -> None:
    rows = wrap(line, width)
    assert "".join(plain(row) for row in rows).replace(" ", "") == visible(plain(line)).replace(" ", "")
    styled = [(char, style) for text, style in line for char in visible(text) if char != " "]
    assert [(char, style) for row in rows for text, style in row for char in text if char != " "] == styled


@STEADY
@given(LINES, st.integers(1, 50))
def test_wrapping_makes_no_empty_rows_of_something(line: Line, width: int) -> None:
    rows = wrap(line, width)
    assert rows
    if len(rows) > 1:
        assert all(plain(row) for row in rows)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("standing, arms crossed", 22, ["standing, arms crossed"]),
        ("standing, arms crossed", 13, ["standing, ", "arms crossed"]),
        ("standing, arms crossed", 15, ["standing, arms ", "crossed"]),
        ("standing arms", 8, ["standing", "arms"]),
        ("antidisestablishment", 7, ["antidis", "establi", "shment"]),
        ("日本語", 5, ["日本", "語"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_at_blanks_where_there_are_any(text: str, width: int, expected: list[str]) -> None:
    assert [plain(row) for row in wrap(((text, ""),), width)] == expected


def test_a_wrapped_line_keeps_its_styles_and_joins_equal_ones() -> None:
    line: Line = (("one ", "dim"), ("two", "dim"), (" three", ""))
    assert wrap(line, 8) == [(("one two", "dim"), (" ", "")), (("three", ""),)]


# --- flow -------------------------------------------------------------------------------------------------------------

PIECES = st.lists(st.tuples(TEXTS.filter(bool), STYLES), max_size=10)


@STEADY
@given(PIECES, st.integers(4, 60))
def test_flowed_rows_are_never_too_wide_and_safe(pieces: list[Piece], width: int) -> None:
    for row in flow(pieces, width):
        assert sum(cell_len(text) for text, _ in row) <= width
        assert not has_control(plain(row))


@STEADY
@given(PIECES, st.integers(4, 60))
def test_flow_keeps_every_piece_in_order_whole_if_it_fits(pieces: list[Piece], width: int) -> None:
    shown = [piece for row in flow(pieces, width) for piece in row[::2]]
    rooms = [width - len(" ·")] * (len(pieces) - 1) + [width]
    assert shown == [(cut(text, room), style) for (text, style), room in zip(pieces, rooms, strict=False)]
    for number, row in enumerate(rows := flow(pieces, width), 1):
        between = [text for text, _ in row[1::2]]
        assert between[: len(row[::2]) - 1] == [" · "] * (len(row[::2]) - 1)
        assert between[len(row[::2]) - 1 :] == ([" ·"] if number < len(rows) else [])


def test_flow_fills_a_row_before_the_next() -> None:
    pieces = [(text, "") for text in ("one", "two", "three", "four")]
    assert [plain(row) for row in flow(pieces, 11)] == ["one · two ·", "three ·", "four"]
    assert [plain(row) for row in flow(pieces, 14)] == ["one · two ·", "three · four"]
    assert [plain(row) for row in flow(pieces, 99)] == ["one · two · three · four"]
    assert flow([], 10) == [[]]


# --- what is redrawn --------------------------------------------------------------------------------------------------


def drawn(line: Line, length: int) -> list[tuple[str, str]]:
    """What stands in each cell, by a way of its own: a character stands where the text before it ends."""
    cells: list[list[str]] = []
    for text, style in line:
        start, shown = len(cells), visible(text)
        for end, char in enumerate(shown, 1):
            grown = start + cell_len(shown[:end]) - len(cells)
            content = [style, char] if grown and (cell_len(char) or not cells) else cells[-1] if cells else []
            if cells and content is cells[-1]:
                content[0], content[1] = style, content[1] + char
            cells.extend([content] * grown)
    return [(content[1], content[0]) for content in cells] + [(" ", "")] * (length - len(cells))


@STEADY
@given(LINES, LINES)
@example((("日本", ""),), (("a日本", ""),))
@example((("a日", ""),), (("日a", ""),))
@example((("one", ""),), ())
@example((("one", ""),), (("one", "dim"),))
@example((("❤️ab", ""),), (("❤️ac", ""),))
@example((("\u200dab", ""),), (("\u200dac", ""),))
@example((("👩‍🚀ab", ""),), (("👩‍🚀ac", ""),))
def test_every_difference_is_redrawn(before: Line, after: Line) -> None:
    length = max(len(_cells(before)), len(_cells(after))) + 1
    old, new = drawn(before, length), drawn(after, length)
    start, end = _changed_cells(before, after)
    assert 0 <= start <= end
    assert [place for place in range(length) if old[place] != new[place] and not start <= place < end] == []


@STEADY
@given(LINES, LINES)
@example((("日a", ""),), (("日b", ""),))
@example((("日a", ""),), (("本a", ""),))
@example((("日本", ""),), (("a日b", ""),))
def test_no_wide_character_is_cut_by_what_is_redrawn(before: Line, after: Line) -> None:
    start, end = _changed_cells(before, after)
    for line in (before, after) if end > start else ():
        cells = [*_cells(line), *[(" ", "")] * (end + 1)]
        assert cells[start][0] != ""
        assert cells[end][0] != ""


def test_no_more_is_redrawn_than_changed() -> None:
    assert _changed_cells((("standing", ""),), (("stanDing", ""),)) == (4, 5)
    assert _changed_cells((("one", ""), ("two", "dim")), (("one", ""), ("two", "")))[0] == 3
    assert _changed_cells((("one", ""),), (("one", ""), ("two", ""))) == (3, 6)
    start, end = _changed_cells((("日本", ""),), (("日", ""), ("本", "")))
    assert start == end


@STEADY
@given(LINES)
@example((("\u200d", ""), ("❤️👍🏽🇩🇪각", "")))
def test_a_line_has_as_many_cells_as_it_is_wide(line: Line) -> None:
    assert len(_cells(line)) == width_of(line)
    assert not any(has_control(char) for char, _ in _cells(line))


def test_user_text_is_no_markup_and_cannot_steer_the_terminal() -> None:
    assert width_of((("[bold]x[/foo]", ""),)) == 13
    assert width_of((("\x1b[31m", ""),)) == len("\\x1b[31m")


def test_a_pile_of_accents_takes_time_by_its_length_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[int] = []

    def counting(text: str) -> int:
        measured.append(len(text))
        return cell_len(text)

    monkeypatch.setattr(lines_module, "cell_len", counting)
    pile = "a" + "\u0301" * 3000
    assert wrap(((pile, ""), (" b", "")), 3) == [((f"{pile} b", ""),)]
    assert sum(measured) < 50 * len(pile)
