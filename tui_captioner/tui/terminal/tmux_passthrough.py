"""Commands that tmux hands on to the terminal around it."""

from __future__ import annotations


def wrap_for_tmux(command: str) -> str:
    """A command as tmux hands it on to the outer terminal."""
    return "\x1bPtmux;" + command.replace("\x1b", "\x1b\x1b") + "\x1b\\"
