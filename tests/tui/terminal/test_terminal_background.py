"""Light or dark: what the terminal answers about its background, through tmux too, and what stands in for an answer."""

from __future__ import annotations

import pytest

from tests.support.fake_terminal import fake_terminal
from tests.support.terminal_answers import KITTY, SSH, TMUX, XTERM
from tui_captioner.tui.terminal import terminal
from tui_captioner.tui.terminal.terminal import TmuxFacts, parse_replies, probe

WHITE = b"\x1b]11;rgb:ffff/fafa/f0f0\x1b\\"


@pytest.mark.parametrize(
    ("answer", "background"),
    [
        (b"\x1b]11;rgb:1616/1818/1c1c\x1b\\", (22, 24, 28)),
        (b"\x1b]11;rgb:ffff/fafa/f0f0\x07", (255, 250, 240)),
        (b"\x1b]11;rgb:ff/fa/f0\x1b\\", (255, 250, 240)),
        (b"\x1b]11;rgb:f/0/0\x1b\\", (255, 0, 0)),
        (b"\x1b]11;rgba:0000/0000/0000/8000\x1b\\", (0, 0, 0)),
        (b"\x1b]11;white\x1b\\", None),
        (b"", None),
    ],
)
def test_the_answer_is_read(answer: bytes, background: tuple[int, int, int] | None) -> None:
    caps = parse_replies(answer + KITTY, SSH)
    assert caps.background == background
    assert caps.leftover == b""


@pytest.mark.parametrize(("value", "light"), [("ffff", True), ("8080", True), ("7f7f", False), ("0000", False)])
def test_the_middle_is_where_black_and_white_are_read_alike(value: str, light: bool) -> None:
    answer = f"\x1b]11;rgb:{value}/{value}/{value}\x1b\\".encode()
    assert parse_replies(answer + XTERM, SSH).light is light


@pytest.mark.parametrize(
    ("variable", "light"),
    [("0;15", True), ("0;default;15", True), ("0;7", True), ("15;0", False), ("15;8", False), ("15;default", None)],
)
def test_without_an_answer_the_environment_may_tell(variable: str, light: bool | None) -> None:
    assert parse_replies(XTERM, {**SSH, "COLORFGBG": variable}).light is light
    assert parse_replies(WHITE + XTERM, {**SSH, "COLORFGBG": variable}).light is True


def test_without_a_terminal_the_environment_may_tell() -> None:
    assert probe(1, device="/nonexistent", env={**SSH, "COLORFGBG": "0;15"}).light is True
    assert probe(1, device="/nonexistent", env=SSH).light is None


@pytest.mark.parametrize("rest", [b"\x1b]11;", b"\x1b]11;rgb:ffff/ff", b"\x1b]11;rgb:ffff/fafa/f0f0\x1b"])
def test_an_answer_that_was_cut_off_is_not_taken_for_keys(rest: bytes) -> None:
    assert parse_replies(KITTY + b"hi" + rest, SSH).leftover == b"hi"


def test_it_is_asked_in_the_first_round() -> None:
    with fake_terminal(lambda _: WHITE + XTERM) as (device, questions):
        caps = probe(5, device=device, env={**SSH, "COLORTERM": "truecolor"})
    assert [b"\x1b]11;?" in question for question in questions] == [True]
    assert (caps.light, caps.leftover) == (True, b"")


def test_tmux_is_believed_and_the_terminal_behind_it_is_asked_where_it_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(terminal, "ask_tmux", lambda env: TmuxFacts("foot(1.2)", True, True))
    name, black = b"\x1bP>|foot(1.2)\x1b\\", b"\x1b]11;rgb:0000/0000/0000\x1b\\"

    def answers(own: bytes) -> tuple[bool | None, list[bytes]]:
        def answer(question: bytes) -> bytes:
            if b"\x1bPtmux;" not in question:
                return own + TMUX
            return (black if b"\x1b\x1b]11;?" in question else b"") + name

        with fake_terminal(answer) as (device, questions):
            return probe(5, device=device, env={"TERM": "tmux-256color", "TMUX": "x"}).light, questions

    light, questions = answers(WHITE)
    assert light is True
    assert b"]11;?" not in questions[1]
    light, questions = answers(b"")
    assert light is False
    assert b"\x1b\x1b]11;?" in questions[1]
