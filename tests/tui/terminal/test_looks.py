"""Looks of cells: what sequences make of them, and the shortest sequence between two."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.tui.terminal.looks import PLAIN, Look, after, change, for_blank, on_blank, spare

COLOURS = ("", "31", "97", "38;5;7", "38;2;1;2;3")
BEHIND = ("", "44", "107", "48;5;7", "48;2;1;2;3")
LOOKS = st.builds(
    Look,
    st.sets(st.sampled_from((1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 53))).map(lambda each: tuple(sorted(each))),
    st.sampled_from(COLOURS),
    st.sampled_from(BEHIND),
)


@given(LOOKS, LOOKS)
def test_a_change_brings_the_look_and_is_no_longer_than_beginning_anew(old: Look, new: Look) -> None:
    sequence = change(old, new)
    anew = ";".join(["0", *map(str, new.attributes), *filter(None, new[1:])])
    if old == new:
        assert sequence == ""
        return
    look: Look | None = old
    for parameters in re.findall(r"\x1b\[([0-9;]*)m", sequence):
        assert look is not None
        look = after(look, parameters)
    assert look == new
    # Two more characters where it is cut in two.
    assert len(sequence) <= len(f"\x1b[{anew}m") + 2


@pytest.mark.parametrize(
    ("old", "new", "sequence"),
    [
        (PLAIN, Look((1,), "31", ""), "\x1b[1;31m"),
        (Look((), "31", "44"), Look((), "32", "44"), "\x1b[32m"),
        (Look((), "31", "44"), Look((), "", "44"), "\x1b[39m"),
        (Look((1, 2)), Look((1,)), "\x1b[0;1m"),
        (Look((3,), "38;2;1;2;3", ""), Look((), "38;2;1;2;3", ""), "\x1b[23m"),
        (Look((3,), "31", "44"), PLAIN, "\x1b[m"),
        # No more than ten parameters: mlterm drops those behind.
        (PLAIN, Look((1,), "38;2;1;2;3", "48;2;4;5;6"), "\x1b[1m\x1b[38;2;1;2;3;48;2;4;5;6m"),
    ],
)
def test_what_is_sent_for_a_change(old: Look, new: Look, sequence: str) -> None:
    assert change(old, new) == sequence


@pytest.mark.parametrize("parameters", ["58;5;1", "38", "38;2;1;2", "48;7;1", "10"])
def test_what_is_not_known_is_no_look(parameters: str) -> None:
    assert after(PLAIN, parameters) is None


@given(LOOKS, LOOKS)
def test_a_blank_is_seen_as_wanted_in_whatever_look_it_is_written(pen: Look, look: Look) -> None:
    assert on_blank(for_blank(pen, on_blank(look))) == on_blank(look)


def test_bold_and_colour_of_a_blank_are_not_seen_but_a_line_below_it_is() -> None:
    assert on_blank(Look((1, 2, 3), "31", "44")) == Look((), "", "44")
    assert on_blank(Look((1, 4), "31", "44")) == Look((4,), "31", "44")
    assert for_blank(Look((1,), "31", "44"), Look((), "", "45")) == Look((1,), "31", "45")


def seen(line: str) -> list[tuple[str, Look]]:
    """Each character of a line as it is seen."""
    cells, look = [], PLAIN
    for parameters, char in re.findall(r"\x1b\[([0-9;]*)m|(.)", line):
        if char:
            cells.append((char, on_blank(look) if char == " " else look))
        else:
            look = after(look, parameters) or look
    assert look == PLAIN
    return cells


@given(st.lists(st.tuples(LOOKS, st.sampled_from(("a", " ", " b", "▀ ")))))
def test_a_spare_line_looks_the_same_and_is_no_longer(pieces: list[tuple[Look, str]]) -> None:
    line = "".join(change(PLAIN, look) + text + (look != PLAIN) * "\x1b[0m" for look, text in pieces)
    assert seen(spare(line)) == seen(line)
    assert len(spare(line)) <= len(line)


def test_a_spare_line_names_colours_where_they_change() -> None:
    assert spare("\x1b[31;44m▀\x1b[0m\x1b[32;44m▀\x1b[0m\x1b[44m  \x1b[0m.") == "\x1b[31;44m▀\x1b[32m▀  \x1b[m."
