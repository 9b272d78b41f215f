"""From what terminals send back to the way pictures are drawn, and why.

The answers of kitty 0.26, xterm, mlterm and tmux were recorded from the programs; those of the others are put together
from what their sources and manuals say.
"""

from __future__ import annotations

import pytest

from tests.support.protocol_cases import CASES, IN_TMUX, NO_GRAPHICS, TMUX_33, Case, name
from tui_captioner.tui.graphics.protocol import Protocol, choose_protocol
from tui_captioner.tui.terminal.terminal import TerminalCaps, parse_replies


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_choice_and_its_reason(case: Case) -> None:
    caps = case.caps()
    choice = choose_protocol(caps)
    assert choice.protocol is case.protocol
    assert case.reason in choice.reason
    assert choice.through_tmux is (choice.protocol is Protocol.KITTY and caps.multiplexer == "tmux")
    assert choice.reason.isprintable()


def test_what_the_user_can_do_is_said_on_its_own() -> None:
    remedies = {case.title: choose_protocol(case.caps()).remedy for case in CASES}
    assert remedies["tmux in kitty, passthrough off"] == 'sharper pictures in tmux: "set -g allow-passthrough on"'
    assert "vt340" in remedies["xterm as it comes"]
    assert not remedies["tmux in kitty, passthrough on"]
    old = TMUX_33 + name("kitty(0.26.5)")
    assert not choose_protocol(Case("", old, Protocol.OFF, "", IN_TMUX, passthrough=False).caps()).remedy
    assert not choose_protocol(TerminalCaps(tty=True, term="xterm", multiplexer="screen")).remedy
    for case in CASES:
        choice = choose_protocol(case.caps())
        lead, _, remedy = choice.remedy.partition(": ")
        assert remedy in choice.reason
        assert lead in ("", "sharper pictures", "sharper pictures in tmux")
        assert not choose_protocol(case.caps(), "blocks").remedy


@pytest.mark.parametrize(
    ("caps", "protocol", "reason"),
    [
        (TerminalCaps(), Protocol.OFF, "there is no terminal"),
        (TerminalCaps(tty=True, term="dumb"), Protocol.TEXT, "TERM is dumb, a terminal without colours"),
        (TerminalCaps(tty=True), Protocol.TEXT, "TERM is not set, a terminal without colours"),
        (TerminalCaps(tty=True, term="linux"), Protocol.BLOCKS_16, "TERM is linux, a terminal without pictures"),
    ],
)
def test_terminals_that_are_not_asked(caps: TerminalCaps, protocol: Protocol, reason: str) -> None:
    choice = choose_protocol(caps)
    assert choice.protocol is protocol
    assert choice.reason.startswith(reason)


def test_a_refused_graphics_query_is_no_picture() -> None:
    caps = parse_replies(name("Konsole 25.04.2") + b"\x1b[?62;1c" + NO_GRAPHICS, {"TERM": "xterm-256color"})
    assert caps.kitty_graphics is False
    assert choose_protocol(caps).protocol is Protocol.BLOCKS_TRUECOLOR
