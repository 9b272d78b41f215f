"""The line of progress."""

from __future__ import annotations

import sys

import pytest

from tui_captioner.cli import meter as module
from tui_captioner.cli.meter import Meter


@pytest.mark.parametrize("tty", [False, True])
def test_a_long_command_says_how_far_it_is_on_a_terminal_only(
    tty: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: tty)
    meter = Meter("Exporting")
    for done in (1, 2, 3):
        meter.show(done, 9)
        now[0] += 0.4
    meter.clear()
    meter.clear()
    assert capsys.readouterr().err == ("\rExporting ... 33%\x1b[K\r\x1b[K" if tty else "")


def test_no_more_than_ten_times_a_second_and_a_number_where_the_end_is_not_known(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    meter = Meter("Reading")
    for done in range(1000):
        meter.show(done)
        now[0] += 0.001
    shown = capsys.readouterr().err.split("\r")[1:]
    assert 4 <= len(shown) <= 5
    assert shown[0].startswith("Reading ... 50")
