"""What is concluded from the answers of terminals. The answers were recorded from the terminals named."""

from __future__ import annotations

import os
import pty
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tui_captioner.tui import terminal
from tui_captioner.tui.graphics.protocol import OVERRIDES, Protocol
from tui_captioner.tui.terminal import (
    TerminalCaps,
    TmuxFacts,
    cell_pixels,
    choose_protocol,
    export_colours,
    parse_replies,
    probe,
)
from tui_captioner.tui.terminal_replies import TRUECOLOR

KITTY = (
    b"\x1bP>|kitty(0.41.1)\x1b\\\x1b[6;20;10t\x1b[4;800;1000t\x1b[?2026;2$y\x1bP1$r0;48:2:1:2:3m\x1b\\\x1b[?62;c"
    b"\x1b_Gi=4207;OK\x1b\\\x1b[?62;c"
)
XTERM = b"\x1bP>|XTerm(379)\x1b\\\x1b[6;17;8t\x1b[4;816;1200t\x1b[?2026;0$y\x1bP1$r0;48:2::1:2:3m\x1b\\\x1b[?64;1;2;6c"
XTERM_SIXEL = XTERM.replace(b"\x1b[?64;1;2;6c", b"\x1b[?63;1;2;4;6;9;15;22c")
KONSOLE = b"\x1bP>|Konsole 25.04.2\x1b\\\x1b[?2026;0$y\x1b[?62;1;4c\x1b_Gi=4207;OK\x1b\\"
TMUX = b"\x1bP>|tmux 3.5a\x1b\\\x1b[?1;2;4c"
TMUX_KITTY = TMUX + b"\x1bP>|kitty(0.41.1)\x1b\\\x1b_Gi=4207;OK\x1b\\"
SSH = {"TERM": "xterm-256color"}


# -- answers -----------------------------------------------------------------------------------------------------------


def test_kitty_is_recognised_in_full() -> None:
    assert parse_replies(KITTY, {"TERM": "xterm-kitty"}) == TerminalCaps(
        tty=True,
        term="xterm-kitty",
        asked=True,
        answered=True,
        name="kitty",
        version="0.41.1",
        kitty_graphics=True,
        truecolor=True,
        synchronized=True,
        cell=(10, 20),
        cell_source="CSI 16 t",
    )


@pytest.mark.parametrize(
    ("answer", "name", "version"),
    [
        (b"kitty(0.41.1)", "kitty", "0.41.1"),
        (b"XTerm(379)", "xterm", "379"),
        (b"ghostty 1.1.3", "ghostty", "1.1.3"),
        (b"WezTerm 20240203-110809-5046fc22", "wezterm", "20240203-110809-5046fc22"),
        (b"iTerm2 3.5.10", "iterm2", "3.5.10"),
        (b"foot(1.21.0)", "foot", "1.21.0"),
        (b"Konsole 25.04.2", "konsole", "25.04.2"),
        (b"strange", "strange", ""),
        (b"", "", ""),
    ],
)
def test_names_and_versions_are_split(answer: bytes, name: str, version: str) -> None:
    caps = parse_replies(b"\x1bP>|" + answer + b"\x1b\\\x1b[?62c", SSH)
    assert (caps.name, caps.version) == (name, version)


def test_sixel_is_a_parameter_not_a_substring() -> None:
    assert parse_replies(XTERM_SIXEL, SSH).sixel
    assert not parse_replies(XTERM, SSH).sixel
    assert not parse_replies(b"\x1b[?64;14;24c", SSH).sixel
    assert not parse_replies(b"\x1b[?4c", SSH).sixel


def test_the_cell_size_may_come_from_the_text_area() -> None:
    caps = parse_replies(b"\x1b[4;816;1200t\x1b[?62c", SSH, columns=150, rows=48)
    assert (caps.cell, caps.cell_source) == ((8, 17), "CSI 14 t")
    assert parse_replies(b"\x1b[6;0;0t\x1b[4;0;0t\x1b[?62c", SSH, columns=80, rows=24).cell is None


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(b"0;48:2:1:2:3", True), (b"0;48:2::1:2:3", True), (b"48;2;1;2;3", True), (b"0;48;5;16", False), (b"0", False)],
)
def test_truecolour_is_what_comes_back_unchanged(answer: bytes, expected: bool) -> None:
    assert parse_replies(b"\x1bP1$r" + answer + b"m\x1b\\\x1b[?62c", SSH).truecolor is expected


def test_truecolour_may_be_said_by_the_environment() -> None:
    assert parse_replies(TMUX, {"TERM": "tmux-256color", "COLORTERM": "truecolor"}).truecolor


def test_typed_keys_are_kept_and_answers_are_not() -> None:
    typed = b"ab\x1b[A" + KITTY[:20] + KITTY[20:] + b"\x1bOPx"
    assert parse_replies(typed, SSH).leftover == b"ab\x1b[A\x1bOPx"
    assert parse_replies(XTERM, SSH).leftover == b""


@pytest.mark.parametrize(
    ("env", "data", "expected"),
    [
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux,1,0"}, KITTY, "tmux"),
        ({"TERM": "xterm-256color"}, TMUX, "tmux"),
        ({"TERM": "tmux-256color"}, b"\x1b[?1;2c", "tmux"),
        ({"TERM": "screen-256color", "STY": "1.pts"}, b"\x1b[?1;2c", "screen"),
        ({"TERM": "screen"}, b"\x1b[?1;2c", "screen"),
        ({"TERM": "screen-256color"}, TMUX, "tmux"),
        ({"TERM": "xterm-256color", "ZELLIJ": "0"}, b"\x1b[?1;2c", "zellij"),
        ({"TERM": "xterm-kitty"}, KITTY, ""),
    ],
)
def test_multiplexers_are_noticed(env: dict[str, str], data: bytes, expected: str) -> None:
    assert parse_replies(data, env).multiplexer == expected


def test_the_name_inside_tmux_is_that_of_the_outer_terminal() -> None:
    caps = parse_replies(TMUX_KITTY, {"TERM": "tmux-256color"})
    assert (caps.name, caps.multiplexer, caps.kitty_graphics) == ("kitty", "tmux", True)


@pytest.mark.parametrize(
    ("caps", "expected"),
    [
        (TerminalCaps(), 0),
        (TerminalCaps(tty=True, term="dumb"), 0),
        (TerminalCaps(tty=True, term="linux"), 16),
        (TerminalCaps(tty=True, term="xterm-256color"), 256),
        (TerminalCaps(tty=True, term="screen", multiplexer="tmux"), 256),
        (TerminalCaps(tty=True, term="xterm", name="xterm"), 256),
        (TerminalCaps(tty=True, term="xterm", truecolor=True), TRUECOLOR),
    ],
)
def test_the_number_of_colours(caps: TerminalCaps, expected: int) -> None:
    assert caps.colours == expected


# -- the choice --------------------------------------------------------------------------------------------------------


def in_tmux(caps: TerminalCaps, passthrough: bool | None) -> TerminalCaps:
    return replace(caps, passthrough=passthrough)


CHOICES: list[tuple[TerminalCaps, Protocol, str]] = [
    (parse_replies(KITTY, SSH), Protocol.KITTY, "kitty 0.41.1 places pictures among text"),
    (
        in_tmux(parse_replies(TMUX_KITTY, SSH), True),
        Protocol.KITTY,
        "kitty 0.41.1 places pictures among text, through tmux",
    ),
    (
        in_tmux(parse_replies(TMUX + b"\x1bP>|kitty(0.41.1)\x1b\\", SSH), False),
        Protocol.BLOCKS_256,
        'kitty 0.41.1 is reached through tmux, whose passthrough is off: "set -g allow-passthrough on"; '
        "pictures are drawn in half blocks of 256 colours",
    ),
    (
        parse_replies(XTERM, SSH),
        Protocol.BLOCKS_TRUECOLOR,
        "xterm 379 is not known to place pictures among text; pictures are drawn in half blocks of 24-bit colour",
    ),
    (
        parse_replies(KONSOLE, SSH),
        Protocol.BLOCKS_256,
        "konsole 25.04.2 is not known to place pictures among text; pictures are drawn in half blocks of 256 colours",
    ),
    (
        parse_replies(KITTY.replace(b"0.41.1", b"0.26.5"), SSH),
        Protocol.BLOCKS_TRUECOLOR,
        "kitty 0.26.5 is too old to place pictures among text (0.28 does); "
        "pictures are drawn in half blocks of 24-bit colour",
    ),
    (
        parse_replies(b"", SSH),
        Protocol.BLOCKS_256,
        "the terminal did not answer when asked; pictures are drawn in half blocks of 256 colours",
    ),
    (
        TerminalCaps(tty=True, term="linux"),
        Protocol.BLOCKS_16,
        "TERM is linux, a terminal without pictures; pictures are drawn in half blocks of 16 colours",
    ),
    (
        parse_replies(b"\x1b[?1;2c", {"TERM": "screen", "STY": "1"}),
        Protocol.BLOCKS_256,
        "screen hands no pictures on; pictures are drawn in half blocks of 256 colours",
    ),
    (TerminalCaps(), Protocol.OFF, "there is no terminal"),
    (TerminalCaps(tty=True, term="dumb"), Protocol.OFF, "TERM is dumb, a terminal without colours"),
    (
        parse_replies(XTERM, {**SSH, "NO_COLOR": "1"}),
        Protocol.OFF,
        "xterm 379 is not known to place pictures among text, and NO_COLOR forbids coloured blocks",
    ),
    (parse_replies(KITTY, {**SSH, "NO_COLOR": "1"}), Protocol.KITTY, "kitty 0.41.1 places pictures among text"),
]


@pytest.mark.parametrize(("caps", "protocol", "reason"), CHOICES)
def test_the_choice_and_its_reason(caps: TerminalCaps, protocol: Protocol, reason: str) -> None:
    choice = choose_protocol(caps)
    assert (choice.protocol, choice.reason) == (protocol, reason)
    assert choice.through_tmux is (protocol is Protocol.KITTY and caps.multiplexer == "tmux")


@pytest.mark.parametrize("override", OVERRIDES[1:])
def test_the_user_decides(override: str) -> None:
    choice = choose_protocol(TerminalCaps(), override)
    assert choice.protocol.value == override
    assert choice.reason == f"{override} was asked for"


def test_an_unknown_override_is_refused_with_what_is_known() -> None:
    with pytest.raises(ValueError, match=r"'sextants' \(one of auto, kitty, blocks"):
        choose_protocol(TerminalCaps(), "sextants")


def test_a_forced_kitty_in_tmux_is_wrapped() -> None:
    assert choose_protocol(parse_replies(TMUX, SSH), "kitty").through_tmux


@pytest.mark.parametrize(
    ("caps", "expected"),
    [
        (parse_replies(KITTY, SSH), {"COLORTERM": "truecolor"}),
        (parse_replies(TMUX, {"TERM": "screen"}), {"TEXTUAL_COLOR_SYSTEM": "256"}),
        (parse_replies(TMUX, {"TERM": "tmux-256color"}), {}),
        (TerminalCaps(), {}),
        (TerminalCaps(tty=True, term="linux"), {}),
    ],
)
def test_textual_is_told_the_colours(caps: TerminalCaps, expected: dict[str, str]) -> None:
    environ: dict[str, str] = {}
    export_colours(caps, environ)
    assert environ == expected


def test_what_the_user_set_is_not_overruled() -> None:
    environ = {"COLORTERM": "none of that"}
    export_colours(parse_replies(KITTY, SSH), environ)
    assert environ == {"COLORTERM": "none of that"}


# -- the conversation --------------------------------------------------------------------------------------------------

Answer = Callable[[bytes], bytes]


@contextmanager
def fake_terminal(answer: Answer, size: tuple[int, int, int, int] = (0, 0, 0, 0)) -> Iterator[tuple[str, list[bytes]]]:
    """A pseudo-terminal whose other end answers each question that ends with a request for device attributes."""
    master, slave = pty.openpty()
    questions: list[bytes] = []

    def serve() -> None:
        pending = b""
        while True:
            try:
                data = os.read(master, 4096)
            except OSError:
                return
            if not data or b"\x04stop" in data:
                return
            pending += data
            if pending.endswith((b"\x1b[c", b"\x1b\\")):
                questions.append(pending)
                os.write(master, answer(pending))
                pending = b""

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield os.ttyname(slave), questions
    finally:
        os.write(slave, b"\x04stop")
        thread.join(5)
        os.close(master)
        os.close(slave)


def kitty_answer(question: bytes) -> bytes:
    first, second = KITTY.split(b"\x1b_G")
    return b"\x1b_G" + second if b"\x1b_G" in question else first


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
    import fcntl
    import struct
    import termios

    master, slave = pty.openpty()
    try:
        assert cell_pixels(slave) is None
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 48, 150, 1200, 816))
        assert cell_pixels(slave) == (8, 17)
    finally:
        os.close(master)
        os.close(slave)
