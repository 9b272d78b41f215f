"""Pasted text stays text, in whatever pieces it arrives; everything else passes as it came."""

from __future__ import annotations

from hypothesis import assume, example, given
from hypothesis import strategies as st
from textual import events

from tui_captioner.tui.terminal.pasting import PasteFilter, PasteParser

START, END = "\x1b[200~", "\x1b[201~"
BITS = st.sampled_from(["a", "\x1b", "[", "20", "0~", "1~", "\x1b[A", "\r", "\x11", "é", START[:3]])
OUTSIDE = st.lists(BITS, max_size=6).map("".join).filter(lambda text: START not in text)
INSIDE = st.lists(BITS, max_size=8).map("".join).filter(lambda text: END not in text)


def in_pieces(data: str, cuts: list[int]) -> list[str]:
    places = sorted({cut % (len(data) + 1) for cut in cuts})
    return [data[start:end] for start, end in zip([0, *places], [*places, len(data)], strict=True)]


@given(st.lists(st.tuples(OUTSIDE, INSIDE), max_size=3), OUTSIDE, st.lists(st.integers(0, 200), max_size=6))
@example([("", "x\x1b[201")], "", [7, 8, 9, 10, 11, 12])
def test_only_the_escapes_of_pastes_go(pastes: list[tuple[str, str]], rest: str, cuts: list[int]) -> None:
    joined = [outside + START + inside + END for outside, inside in pastes]
    data = "".join([*joined, rest])
    # What stands at two seams may be a mark by chance.
    assume(data.count(START) == len(pastes) and data.count(END) >= len(pastes))
    assume(not any(END in inside + END[:-1] or START in outside + START[:-1] for outside, inside in pastes))
    wanted = "".join(out + START + inside.replace("\x1b", "") + END for out, inside in pastes) + rest
    one = PasteFilter()
    assert "".join(one.clean(piece) for piece in in_pieces(data, cuts)) == wanted


def test_keys_are_not_held_back() -> None:
    one = PasteFilter()
    assert [one.clean(piece) for piece in ("\x1b", "[", "200", "a")] == ["\x1b", "[", "200", "a"]


def test_the_parser_makes_one_paste_of_it() -> None:
    parser = PasteParser()
    sent = [f"x{START}pasted \x1b", "]0;pwned\x07\x1b[", "A text\r\x1b[20", "1~y"]
    got = [event for piece in sent for event in parser.feed(piece)]
    pasted = [event.text for event in got if isinstance(event, events.Paste)]
    assert pasted == ["pasted ]0;pwned\x07[A text\r"]
    assert [event.key for event in got if isinstance(event, events.Key)] == ["x", "y"]
