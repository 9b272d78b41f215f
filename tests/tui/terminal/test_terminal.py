"""What is concluded from the answers of terminals. The answers were recorded from the terminals named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.terminal_answers import KITTY, SSH, TMUX, XTERM, XTERM_SIXEL
from tui_captioner.domain.typed_text import is_drawable
from tui_captioner.tui.graphics.protocol import choose_protocol
from tui_captioner.tui.terminal.terminal import TerminalCaps, export_colours, parse_replies
from tui_captioner.tui.terminal.terminal_replies import TRUECOLOR

TMUX_KITTY = TMUX + b"\x1bP>|kitty(0.41.1)\x1b\\\x1b_Gi=4207;OK\x1b\\"


# -- answers -----------------------------------------------------------------------------------------------------------


def test_kitty_is_recognised_in_full() -> None:
    assert parse_replies(KITTY, {"TERM": "xterm-kitty"}) == TerminalCaps(
        tty=True,
        term="xterm-kitty",
        asked=True,
        answered=True,
        name="kitty",
        named_by="XTVERSION",
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
        (b"xterm.js(6.0.0)", "xterm.js", "6.0.0"),
        (b"strange", "strange", ""),
        (b"st\x9b31mrange\x07", "st\\x9b31mrange\\x07", ""),
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


def test_the_limits_of_sixel_graphics_are_read_where_it_has_them() -> None:
    limits = b"\x1b[?1;0;1024S\x1b[?2;0;1000;1000S"
    caps = parse_replies(XTERM_SIXEL + limits, SSH)
    assert (caps.sixel_colours, caps.sixel_limit, caps.leftover) == (1024, (1000, 1000), b"")
    # What mlterm and an xterm without Sixel graphics answer: no such thing.
    refused = parse_replies(XTERM_SIXEL + b"\x1b[?1;3S\x1b[?1;3;0S\x1b[?2;0;0;0S", SSH)
    assert (refused.sixel_colours, refused.sixel_limit, refused.leftover) == (0, None, b"")
    assert parse_replies(XTERM + limits, SSH).sixel_colours == 0


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


@pytest.mark.parametrize(
    ("env", "name", "version", "source"),
    [
        ({"LC_TERMINAL": "iTerm2", "LC_TERMINAL_VERSION": "3.4.1"}, "iterm2", "3.4.1", "LC_TERMINAL"),
        ({"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.4"}, "iterm2", "3.4", "TERM_PROGRAM"),
        ({"TERM_PROGRAM": "WezTerm"}, "wezterm", "", "TERM_PROGRAM"),
        ({"TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "1.\x9b9"}, "vscode", "1.\\x9b9", "TERM_PROGRAM"),
        ({"KONSOLE_VERSION": "220402"}, "konsole", "22.04.2", "KONSOLE_VERSION"),
        ({"KONSOLE_VERSION": "x"}, "", "", ""),
        ({"KITTY_WINDOW_ID": "1"}, "kitty", "", "KITTY_WINDOW_ID"),
        ({"TERM": "xterm-kitty"}, "kitty", "", "TERM"),
        ({"MLTERM": "3.9.3"}, "mlterm", "3.9.3", "MLTERM"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "", "", ""),
        ({"TERM": "alacritty", "LC_TERMINAL": "iTerm2"}, "", "", ""),
    ],
)
def test_the_environment_names_a_terminal_that_does_not(
    env: dict[str, str], name: str, version: str, source: str
) -> None:
    caps = parse_replies(b"\x1b[?62;22c", {**SSH, **env})
    assert (caps.name, caps.version, caps.named_by) == (name, version, source)


@pytest.mark.parametrize("answer", [XTERM, TMUX, TMUX_KITTY])
def test_the_environment_does_not_count_against_an_answer(answer: bytes) -> None:
    caps = parse_replies(answer, {**SSH, "LC_TERMINAL": "iTerm2", "TERM_PROGRAM": "iTerm.app"})
    assert "iterm2" not in caps.name


def test_the_environment_does_not_count_inside_a_multiplexer_that_gives_no_name() -> None:
    env = {"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2", "TMUX": "x"}
    assert parse_replies(b"\x1b[?1;2c", env).name == ""


def test_typed_keys_are_kept_and_answers_are_not() -> None:
    typed = b"ab\x1b[A" + KITTY + b"\x1bOPx"
    assert parse_replies(typed, SSH).leftover == b"ab\x1b[A\x1bOPx"
    assert parse_replies(XTERM, SSH).leftover == b""


@pytest.mark.parametrize("cut", [4, 10, 17, 19])
def test_an_answer_that_was_cut_off_is_not_taken_for_keys(cut: int) -> None:
    name = b"\x1bP>|kitty(0.41.1)\x1b\\"
    assert parse_replies(b"ab" + name[:cut], SSH).leftover == b"ab"


@pytest.mark.parametrize("rest", [b"\x1b[?62;2", b"\x1b[?2026;2$", b"\x1b_Gi=4207;O", b"\x1bP1$r0;48"])
def test_no_beginning_of_any_answer_is_taken_for_keys(rest: bytes) -> None:
    caps = parse_replies(b"hi" + rest, SSH)
    assert (caps.leftover, caps.answered) == (b"hi", False)


@pytest.mark.parametrize("keys", [b"\x1b", b"\x1b[A", b"\x1bP", b"\x1b_", b"\x1bPlain", b"[?1c", b"\x1bOP"])
def test_keys_that_look_like_the_beginning_of_an_answer_are_kept(keys: bytes) -> None:
    assert parse_replies(XTERM + keys, SSH).leftover == keys


def test_letters_typed_between_answers_are_kept_in_order() -> None:
    mixed = KITTY.replace(b"\x1b[6;", b"s\x1b[6;").replace(b"\x1b_G", b"mile\x1b_G")
    caps = parse_replies(mixed, SSH)
    assert (caps.leftover, caps.name, caps.kitty_graphics) == (b"smile", "kitty", True)


_ANSWERS = (b"\x1bP>|kitty(0.41.1)\x1b\\", b"\x1b[6;20;10t", b"\x1b[?2026;2$y", b"\x1b_Gi=4207;OK\x1b\\", b"\x1b[?62;c")


@given(st.lists(st.text("abcXYZ,1 ", max_size=4), min_size=len(_ANSWERS) + 1, max_size=len(_ANSWERS) + 1))
def test_whatever_is_typed_between_answers_is_kept(typed: list[str]) -> None:
    keys = [text.encode() for text in typed]
    mixed = keys[0] + b"".join(answer + after for answer, after in zip(_ANSWERS, keys[1:], strict=True))
    caps = parse_replies(mixed, SSH)
    assert caps.leftover == b"".join(keys)
    assert (caps.name, caps.kitty_graphics, caps.cell, caps.answered) == ("kitty", True, (10, 20), True)


@given(st.lists(st.one_of(st.binary(max_size=12), st.sampled_from((*_ANSWERS, TMUX, XTERM, b"\x1b[?", b"\x1bP>|")))))
def test_garbled_answers_do_no_harm(pieces: list[bytes]) -> None:
    caps = parse_replies(b"".join(pieces), SSH)
    assert all(map(is_drawable, caps.name + caps.version + choose_protocol(caps).reason))


def test_numbers_without_end_are_no_answers() -> None:
    long = b"9" * 5000
    data = b"\x1b[6;%b;1t\x1b[?63;4c\x1b[?1;0;%bS\x1b[?2;0;%b;1S\x1bP>|kitty(%b)\x1b\\" % (long, long, long, long)
    caps = parse_replies(data, SSH)
    assert (caps.cell, caps.sixel_colours, caps.sixel_limit, caps.leftover) == (None, 0, None, b"")
    assert caps.version_numbers


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
        (TerminalCaps(tty=True), 0),
        (TerminalCaps(tty=True, term="vt220"), 0),
        (TerminalCaps(tty=True, term="xterm-mono"), 0),
        (TerminalCaps(tty=True, term="linux"), 16),
        (TerminalCaps(tty=True, term="xterm-256color"), 256),
        (TerminalCaps(tty=True, term="screen", multiplexer="tmux"), 256),
        (TerminalCaps(tty=True, term="xterm", name="xterm"), 256),
        (TerminalCaps(tty=True, term="xterm", truecolor=True), TRUECOLOR),
    ],
)
def test_the_number_of_colours(caps: TerminalCaps, expected: int) -> None:
    assert caps.colours == expected


# -- what Textual is told --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caps", "expected"),
    [
        (parse_replies(KITTY, SSH), {"COLORTERM": "truecolor"}),
        (parse_replies(TMUX, {"TERM": "screen"}), {"TEXTUAL_COLOR_SYSTEM": "256"}),
        (parse_replies(TMUX, {"TERM": "tmux-256color"}), {}),
        (TerminalCaps(), {}),
        (TerminalCaps(tty=True, term="linux"), {}),
        (TerminalCaps(tty=True, term="dumb"), {"TEXTUAL_COLOR_SYSTEM": "standard"}),
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
