"""Terminals that call themselves dumb, and users who want no colours: the composer works, with what they allow."""

from __future__ import annotations

import re
from pathlib import Path

from tests.terminal.driver import Terminal
from tests.terminal.program import Start, add_tag, go_to_slot

_COLOUR = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")


def compose(dataset: Path, terminal: Terminal) -> None:
    go_to_slot(terminal, 3, "Action")
    add_tag(terminal, "arms crossed")
    assert (dataset / "a.txt").read_bytes() == b"arms crossed"
    terminal.quit()
    assert b"Traceback" not in terminal.raw


def test_a_dumb_terminal_gets_no_more_than_sixteen_colours(dataset: Path, start: Start) -> None:
    terminal = start(dataset, environment={"TERM": "dumb", "COLORTERM": ""})
    compose(dataset, terminal)
    assert not re.search(rb"[34]8;[25];", terminal.raw)


def test_without_colours_and_without_a_language_there_are_greys(dataset: Path, start: Start) -> None:
    terminal = start(dataset, environment={"NO_COLOR": "1", "LANG": "C", "LC_ALL": "C"})
    assert terminal.shows("───")
    compose(dataset, terminal)
    colours = [[int(part) for part in colour] for colour in _COLOUR.findall(terminal.raw)]
    assert colours
    # The ground of a picture is as good as grey.
    assert max(max(colour) - min(colour) for colour in colours) <= 6
