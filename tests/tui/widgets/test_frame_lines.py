"""The first and the last line of a screen: what goes first where room is short, and that they fit their window."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from tests.support.lines import TEXTS, has_control, plain
from tui_captioner.domain.text import visible
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.widgets.frame_lines import (
    HeaderLine,
    LastLine,
    Part,
    Progress,
    bar,
    header_line,
    last_line,
    part,
)
from tui_captioner.tui.widgets.lines import width_of

STEADY = settings(derandomize=True, deadline=None)
PARTS = st.lists(st.builds(part, TEXTS, st.just("dim"), st.integers(0, 9)), max_size=4)
LEFT = [part("annika", "dim", 4), part("1/39", "strong"), part("a.png"), part("1024x1536", "dim", 3)]
RIGHT = [part("draft", "dim", 1), part("saved", "dim")]
KEYS = [("Enter", "compose"), ("Space", "choose"), ("F1", "keys")]


# --- the header -------------------------------------------------------------------------------------------------------


@STEADY
@given(left=PARTS, right=PARTS, done=st.integers(0, 40), width=st.integers(4, 160))
def test_a_header_fits_and_is_safe(left: list[Part], right: list[Part], done: int, width: int) -> None:
    line = header_line(left, right, Progress(done, 40), width)
    assert width_of(line) <= width
    assert not has_control(visible(plain(line)))


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (90, ["annika", "1/39", "a.png", "1024x1536", "draft", "saved", "done", "12/39", "━━━────────"]),
        (60, ["annika", "1/39", "a.png", "1024x1536", "draft", "saved", "done", "12/39"]),
        (50, ["1/39", "a.png", "1024x1536", "draft", "saved", "done", "12/39"]),
        (40, ["1/39", "a.png", "draft", "saved", "done", "12/39"]),
        (30, ["1/39", "a.png", "draft", "saved"]),
        (20, ["1/39", "a.png", "saved"]),
        (15, ["1/39", "a.…", "saved"]),
    ],
)
def test_where_room_is_short_the_bar_goes_first_and_what_has_no_rank_stays(width: int, expected: list[str]) -> None:
    assert plain(header_line(LEFT, RIGHT, Progress(12, 39), width)).split() == expected


def test_large_counts_can_be_read() -> None:
    assert "done 1,412/100,000" in plain(header_line(LEFT, [], Progress(1412, 100_000), 120))


def test_without_progress_none_is_shown() -> None:
    assert plain(header_line([part("annika")], [], None, 60)).split() == ["annika"]
    assert plain(header_line([part("annika")], [], Progress(0, 0), 60)).split() == ["annika"]


@STEADY
@given(total=st.integers(1, 100_000), share=st.floats(0, 1), cells=st.integers(2, 40))
def test_a_bar_is_empty_only_at_the_start_and_full_only_at_the_end(total: int, share: float, cells: int) -> None:
    done = round(total * share)
    shown = plain(bar(Progress(done, total), cells))
    assert len(shown) == cells
    assert ("━" in shown) == (done > 0)
    assert ("─" not in shown) == (done == total)


# --- the last line ----------------------------------------------------------------------------------------------------


@STEADY
@given(left=TEXTS, width=st.integers(4, 120), count=st.integers(0, 3))
def test_a_last_line_fits_and_never_cuts_what_it_says_for_a_key(left: str, width: int, count: int) -> None:
    line = last_line([(left, "")], KEYS[:count], width)
    assert width_of(line) <= width
    if width_of(((left, ""),)) < width - 1:
        assert visible(plain(line)).startswith(visible(left))


def test_the_help_is_the_last_key_to_go_and_the_first_ones_outlast_those_behind_them() -> None:
    shown = [plain(last_line([("2 chosen", "")], KEYS, width)).split("  ", 1)[1].strip() for width in (50, 40, 30, 20)]
    assert shown == ["Enter compose  Space choose  F1 keys", "Enter compose  F1 keys", "F1 keys", "F1 keys"]
    assert plain(last_line([("2 chosen", "")], KEYS, 15)).strip() == "2 chosen"


def test_some_keys_can_be_kept_at_the_cost_of_the_rest() -> None:
    assert plain(last_line([("a long remark about the terminal", "")], KEYS, 20, least=1)).endswith("… F1 keys")


def test_an_action_without_a_key_is_no_hint() -> None:
    assert Keymap({"undo": []}).hints([("undo", "undo"), ("help", "keys")]) == [("F1", "keys")]


# --- as widgets -------------------------------------------------------------------------------------------------------


class Framed(App[None]):
    """Both lines over each other."""

    def compose(self) -> ComposeResult:
        yield HeaderLine(id="header")
        yield LastLine(id="last")

    def on_mount(self) -> None:
        self.query_one(HeaderLine).tell(LEFT, RIGHT, Progress(12, 39))
        self.query_one(LastLine).tell([("2 chosen", "")], KEYS)


async def test_told_once_they_follow_the_window() -> None:
    app = Framed()
    async with app.run_test(size=(92, 10)) as pilot:
        header, last = app.query_one(HeaderLine), app.query_one(LastLine)
        await pilot.pause()
        assert header.plain[0].endswith("done 12/39  ━━━────────")
        assert last.plain[0].endswith("Enter compose  Space choose  F1 keys")
        assert header.region.height == last.region.height == 1
        await pilot.resize_terminal(32, 10)
        await pilot.pause()
        assert header.plain[0].split() == ["1/39", "a.png", "draft", "saved"]
        assert last.plain[0].split() == ["2", "chosen", "F1", "keys"]


def test_a_long_message_keeps_the_key_that_takes_back_what_was_done() -> None:
    said = f"Done: rename {'a very long tag ' * 9}, 30 images; Ctrl+Z takes it back"
    for width in (60, 80, 100):
        line = plain(last_line([(said, "")], KEYS, width))
        assert line.startswith("Done: rename a very")
        assert "…; Ctrl+Z takes it back" in line
        assert len(line) <= width
