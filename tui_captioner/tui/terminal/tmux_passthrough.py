"""Commands that tmux hands on to the terminal around it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

_PATIENCE = 2.0
"""Seconds for an answer of the tmux server, which may be behind with its work just when it is asked."""


def wrap_for_tmux(command: str) -> str:
    """A command as tmux hands it on to the outer terminal."""
    return "\x1bPtmux;" + command.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def thrown_away_by_tmux(env: Mapping[str, str]) -> int | None:
    """Bytes that tmux has thrown away because the terminals around it could not take them in time.

    It counts them when it looks whether a terminal has caught up, every 100 ms (`TTY_BLOCK_INTERVAL` in its tty.c).

    Args:
        env: The environment; TMUX and TMUX_PANE matter.

    Returns:
        Bytes since its clients were attached, of all of them; none where no tmux can be asked.
    """
    if not env.get("TMUX"):
        return None
    command = ["tmux", "list-clients", "-F", "#{client_discarded}"]
    if pane := env.get("TMUX_PANE"):
        command += ["-t", pane]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, env=dict(env), check=True)
        return sum(int(line) for line in done.stdout.split())
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
