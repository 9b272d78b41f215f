"""A way to draw pictures that the user wished for."""

from __future__ import annotations

import pytest

from tests.support.protocol_cases import CASES, TMUX_33, Case
from tui_captioner.tui.graphics.protocol import OVERRIDES, Protocol, choose_protocol
from tui_captioner.tui.terminal.terminal import TerminalCaps, parse_replies

# -- what the user asks for --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("override", OVERRIDES[1:])
@pytest.mark.parametrize("case", CASES[::7], ids=lambda case: case.title)
def test_the_user_decides_whatever_the_terminal_is(override: str, case: Case) -> None:
    choice = choose_protocol(case.caps(), override)
    assert choice.protocol.value == override
    assert choice.reason.startswith(f"{override} was asked for")


def test_every_way_can_be_asked_for() -> None:
    assert ("auto", *(protocol.value for protocol in Protocol)) == OVERRIDES


@pytest.mark.parametrize(
    ("case", "claimed"),
    [
        ("kitty 0.41", {"kitty", "kitty-direct", "quadrants", "blocks", "term-image", "blocks-256", "blocks-16"}),
        (
            "Konsole",
            {"kitty-direct", "iterm2", "sixel", "quadrants", "blocks", "term-image", "blocks-256", "blocks-16"},
        ),
        ("iTerm2", {"iterm2", "sixel", "quadrants", "blocks", "term-image", "blocks-256", "blocks-16"}),
        ("xterm as it comes", {"quadrants", "blocks", "term-image", "blocks-256", "blocks-16"}),
        ("tmux in iTerm2, whose pictures would lose their place", {"blocks-256", "blocks-16"}),
        ("screen", {"blocks-256", "blocks-16"}),
        ("one without colours", set()),
    ],
)
def test_a_way_that_the_terminal_does_not_claim_is_used_and_said_so(case: str, claimed: set[str]) -> None:
    caps = next(one for one in CASES if one.title == case).caps()
    reasons = {way: choose_protocol(caps, way).reason for way in OVERRIDES[1:]}
    assert {way for way, reason in reasons.items() if reason == f"{way} was asked for"} == {*claimed, "text", "off"}
    assert all(
        reason.endswith("does not claim to have it") for way, reason in reasons.items() if " asked for," in reason
    )


def test_without_a_terminal_that_is_said() -> None:
    assert choose_protocol(TerminalCaps(), "sixel").reason == "sixel was asked for, though there is no terminal"
    assert choose_protocol(TerminalCaps(), "off").reason == "off was asked for"


def test_an_unknown_override_is_refused_with_what_is_known() -> None:
    with pytest.raises(ValueError, match=r"'sextants' \(one of auto, kitty, kitty-direct, iterm2, sixel"):
        choose_protocol(TerminalCaps(), "sextants")


@pytest.mark.parametrize(
    ("override", "wrapped"),
    [("kitty", True), ("kitty-direct", True), ("iterm2", True), ("sixel", False), ("text", False)],
)
def test_what_is_forced_in_tmux_is_wrapped_if_tmux_does_not_know_it(override: str, wrapped: bool) -> None:
    assert choose_protocol(parse_replies(TMUX_33, {"TERM": "tmux-256color"}), override).through_tmux is wrapped
