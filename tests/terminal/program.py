"""What the tests of the program in a terminal share: keys, tags typed, ways to end it."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.terminal.driver import (
    ENTER,
    ESCAPE,
    LEFT_ALTERNATE_SCREEN,
    Terminal,
)

CTRL_F, CTRL_G, CTRL_P = b"\x06", b"\x07", b"\x10"


ENTERED_ALTERNATE_SCREEN = b"\x1b[?1049h"
PROJECT = ".tui-captioner"
Start = Callable[..., Terminal]


def add_tag(terminal: Terminal, text: str) -> None:
    """Type a tag and keep it; when this returns the program has answered."""
    terminal.send(text)
    terminal.wait_for(f": {text}")
    terminal.send(ENTER)
    terminal.wait_for(lambda: not terminal.shows(f": {text}") and not terminal.shows(" 0 tags"))


def skip_first_run(terminal: Terminal) -> Terminal:
    """Skip what is asked once of a new dataset of some images: trigger word and profile."""
    terminal.wait_for("Trigger word")
    terminal.send(ESCAPE)
    terminal.wait_for(lambda: not terminal.shows("Trigger word"))
    return terminal


def go_to_slot(terminal: Terminal, number: int, title: str) -> None:
    """Go to a slot by its number."""
    terminal.send(CTRL_G, str(number))
    terminal.wait_for(f" {title}: ")


def stored_captions(folder: Path) -> dict[str, str]:
    """The records in the database as another process sees them, by image."""
    with closing(sqlite3.connect(f"file:{folder / PROJECT / 'captions.db'}?mode=ro", uri=True)) as connection:
        return dict(connection.execute("SELECT file_name, record FROM image"))


# --- endings ----------------------------------------------------------------------------------------------------------


def end_by_signal(number: int) -> Callable[[Terminal], None]:
    def end(terminal: Terminal) -> None:
        terminal.signal(number)
        assert terminal.wait_exit() == 0
        assert LEFT_ALTERNATE_SCREEN in terminal.raw

    return end


def drop(terminal: Terminal) -> None:
    terminal.drop_line()
    terminal.wait_exit()


ENDINGS = {
    "quit": Terminal.quit,
    "hangup": end_by_signal(signal.SIGHUP),
    "terminate": end_by_signal(signal.SIGTERM),
    "interrupt": end_by_signal(signal.SIGINT),
    "dropped-line": drop,
}
