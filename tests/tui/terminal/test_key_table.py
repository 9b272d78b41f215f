"""What keys the bytes of a terminal are."""

from __future__ import annotations

import pytest

from tui_captioner.tui.terminal.key_table import keys_in, mend_key_table


@pytest.fixture(autouse=True)
def _mended() -> None:
    mend_key_table()


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1b\x1a", ["escape", "ctrl+z"]),
        ("\x1b\r", ["escape", "enter"]),
        ("\x1b\n", ["escape", "enter"]),
        ("\x1b\x08", ["escape", "backspace"]),
        ("\x1b\x07x", ["escape", "ctrl+g", "x"]),
        ("\x1b\x1a\x1b[A", ["escape", "ctrl+z", "up"]),
        ("\x1b\t", ["shift+tab"]),
        ("\x1b\x7f", ["ctrl+w"]),
        ("\x1bx", ["alt+x"]),
    ],
)
def test_escape_and_a_control_key_in_one_piece_are_both(sent: str, keys: list[str]) -> None:
    assert [event.key for event in keys_in(sent)] == keys
    assert not any(event.character == "^" for event in keys_in(sent))
