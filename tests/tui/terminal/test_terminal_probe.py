"""Asking a terminal: what is asked when, how long it takes, what happens to keys typed meanwhile."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
from pathlib import Path

import pytest

from tests.support.fake_terminal import fake_terminal
from tests.support.terminal_answers import KITTY, SSH, TMUX, XTERM, XTERM_SIXEL
from tui_captioner.tui.graphics.protocol import choose_protocol
from tui_captioner.tui.terminal import terminal
from tui_captioner.tui.terminal.terminal import TerminalCaps, TmuxFacts, ask_tmux, cell_pixels, probe


def kitty_answer(question: bytes) -> bytes:
    first, second = KITTY.split(b"\x1b_G")
    return b"\x1b_G" + second if b"\x1b_G" in question else first


def test_answers_may_come_in_pieces_with_keys_between() -> None:
    with fake_terminal(lambda asked: b"h" + kitty_answer(asked) + b"i", piecemeal=True) as (device, _):
        caps = probe(10, device=device, env=SSH)
    assert (caps.name, caps.kitty_graphics, caps.answered) == ("kitty", True, True)
    # What follows the last answer of a round may still be on its way when the next question is asked.
    assert sorted(caps.leftover) == sorted(b"hihi")


def test_a_graphics_query_is_sent_only_once_the_terminal_is_known() -> None:
    with fake_terminal(kitty_answer) as (device, questions):
        caps = probe(5, device=device, env=SSH)
    assert caps.kitty_graphics
    assert b"\x1b_G" not in questions[0]
    assert b"\x1b_G" in questions[1]


def test_other_terminals_are_not_asked_for_graphics() -> None:
    colour = b"\x1bP1$r0;48:2::1:2:3m\x1b\\"
    with fake_terminal(lambda asked: (colour if b"$q" in asked else b"") + XTERM.replace(colour, b"hi")) as (
        device,
        questions,
    ):
        caps = probe(5, device=device, env=SSH)
    assert b"\x1b_G" not in b"".join(questions)
    assert (caps.name, caps.truecolor, caps.leftover) == ("xterm", True, b"hihi")


def test_nothing_is_asked_that_is_known() -> None:
    with fake_terminal(lambda _: XTERM) as (device, questions):
        probe(5, device=device, env={**SSH, "COLORTERM": "truecolor"})
    assert len(questions) == 1


def tmux_answer(question: bytes) -> bytes:
    if b"\x1bPtmux;" not in question:
        return TMUX
    return b"\x1b_Gi=4207;OK\x1b\\" if b"\x1b\x1b_G" in question else b"\x1bP>|kitty(0.41.1)\x1b\\"


def test_inside_tmux_every_graphics_query_is_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "ask_tmux", lambda env: TmuxFacts("kitty(0.41.1)", True, True))
    with fake_terminal(tmux_answer) as (device, questions):
        caps = probe(5, device=device, env={"TERM": "tmux-256color", "TMUX": "x"})
    assert caps.kitty_graphics
    assert caps.truecolor
    assert caps.passthrough is True
    for question in questions:
        assert b"\x1b_G" not in question.replace(b"\x1b\x1b_G", b"")
        assert b"$q" not in question


def test_the_limits_are_asked_only_where_sixel_graphics_were_reported() -> None:
    limits = b"\x1b[?1;0;256S\x1b[?2;0;1000;1000S"
    with fake_terminal(lambda asked: (limits if b"[?1;1;0S" in asked else b"") + XTERM_SIXEL) as (device, questions):
        caps = probe(5, device=device, env=SSH)
    assert (caps.sixel_colours, caps.sixel_limit) == (256, (1000, 1000))
    assert [b"[?1;1;0S" in question for question in questions] == [False, True]


@pytest.mark.parametrize(("facts", "sixel"), [(True, True), (False, False), (None, False)])
def test_tmux_draws_sixel_only_for_a_terminal_that_does(
    monkeypatch: pytest.MonkeyPatch, facts: bool | None, sixel: bool
) -> None:
    known = None if facts is None else TmuxFacts("XTerm(379)", True, False, facts)
    monkeypatch.setattr(terminal, "ask_tmux", lambda env: known)
    limits = b"\x1b[?1;0;1024S"
    with fake_terminal(lambda asked: (limits if b"[?1;1;0S" in asked else b"") + TMUX) as (device, _):
        caps = probe(5, device=device, env={"TERM": "tmux-256color", "TMUX": "x"})
    assert (caps.sixel, caps.sixel_colours) == (sixel, 1024 if sixel else 0)


def test_what_tmux_says_of_itself_is_read(tmp_path: Path) -> None:
    program = tmp_path / "tmux"
    program.write_text("#!/bin/sh\nprintf 'XTerm(379)\\tbpaste,RGB,sixel\\ton\\n'\n")
    program.chmod(0o755)
    assert ask_tmux({"TMUX": "x", "PATH": str(tmp_path)}) == TmuxFacts("XTerm(379)", True, True, True)
    program.write_text("#!/bin/sh\nprintf 'kitty\\tRGB\\t\\n'\n")
    assert ask_tmux({"TMUX": "x", "PATH": str(tmp_path)}) == TmuxFacts("kitty", True, None, False)
    assert ask_tmux({"PATH": str(tmp_path)}) is None


def test_through_tmux_no_query_is_sent_whose_answer_would_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "ask_tmux", lambda env: TmuxFacts("WezTerm 20240203", True, True))
    wezterm = b"\x1bP>|WezTerm 20240203\x1b\\"
    with fake_terminal(lambda asked: wezterm if b"\x1bPtmux;" in asked else TMUX) as (device, questions):
        caps = probe(5, device=device, env={"TERM": "tmux-256color", "TMUX": "x"})
    assert (caps.name, caps.kitty_graphics) == ("wezterm", None)
    assert b"_G" not in b"".join(questions)


def test_a_tmux_that_passes_nothing_on_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "ask_tmux", lambda env: TmuxFacts("kitty(0.41.1)", False, False))
    with fake_terminal(lambda _: TMUX) as (device, questions):
        caps = probe(5, device=device, env={"TERM": "tmux-256color", "TMUX": "x"})
    assert len(questions) == 1
    assert (caps.name, caps.passthrough) == ("kitty", False)
    assert "allow-passthrough on" in choose_protocol(caps).reason


def test_a_simple_terminal_is_not_asked() -> None:
    with fake_terminal(lambda _: b"?") as (device, questions):
        caps = probe(5, device=device, env={"TERM": "dumb"})
    assert questions == []
    assert (caps.tty, caps.asked) == (True, False)


def test_a_mute_terminal_ends_the_wait() -> None:
    with fake_terminal(lambda _: b"x") as (device, _questions):
        caps = probe(0.01, device=device, env=SSH)
    assert (caps.tty, caps.answered) == (True, False)


def test_no_terminal_is_fine(tmp_path: Path) -> None:
    caps = probe(device=str(tmp_path / "none"), env=SSH)
    assert caps == TerminalCaps(term="xterm-256color")
    (tmp_path / "file").write_bytes(b"")
    assert not probe(device=str(tmp_path / "file"), env=SSH).tty


def test_the_cell_size_is_what_the_kernel_knows() -> None:
    master, slave = pty.openpty()
    try:
        assert cell_pixels(slave) is None
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 48, 150, 1200, 816))
        assert cell_pixels(slave) == (8, 17)
    finally:
        os.close(master)
        os.close(slave)
