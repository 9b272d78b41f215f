"""A picture through a tmux whose terminal is far away: tmux throws away what its terminal can't take in time."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.terminal.driver import TIMEOUT, Terminal, need, program_command

_REST = 0.03
"""Seconds between two reads of what a pseudo-terminal holds, some 4 kB: a line of 1 Mbit/s."""
_COMMAND = re.compile(rb"\x1b_G([^;\x1b]*);([A-Za-z0-9+/=]*)\x1b\\")


@pytest.fixture
def far_away(tmp_path: Path) -> Iterator[Terminal]:
    """The program in a tmux in a slow terminal, with one picture whose blocks alone are more than tmux holds back."""
    need("tmux")
    dataset = tmp_path / "set"
    dataset.mkdir()
    Image.effect_noise((600, 600), 120).convert("RGB").save(dataset / "noise.png")
    settings = tmp_path / "tmux.conf"
    settings.write_text("set -g status off\nset -gq allow-passthrough on\nset -ga terminal-overrides ',*:RGB'\n")
    program = program_command("open", "--preview", "kitty", "--quality", "low", dataset)
    # Not below tmp_path: the path of a socket may have 107 characters at most.
    with tempfile.TemporaryDirectory(prefix="captioner-") as folder:
        tmux = [need("tmux"), "-S", f"{folder}/socket"]
        line = " ".join(f"'{word}'" for word in program)
        command = [*tmux, "-f", str(settings), "new-session", f"COLORTERM=truecolor {line}"]
        home = tmp_path / "home"
        home.mkdir()
        with Terminal(home=home, rows=40, columns=120, command=command, screen=False) as terminal:
            try:
                yield terminal
            finally:
                subprocess.run([*tmux, "kill-server"], capture_output=True, timeout=TIMEOUT, check=False)


def uploaded(raw: bytes) -> bytes | None:
    """The file that arrived in full at the terminal; none if there is none yet."""
    data = b""
    for keys, piece in _COMMAND.findall(raw):
        if b"a=t" in keys:
            data = b""
        data += piece
        if b"m=0" in keys and data:
            return base64.b64decode(data)
    return None


def test_the_whole_picture_arrives(far_away: Terminal) -> None:
    deadline = time.monotonic() + TIMEOUT
    while (png := uploaded(bytes(far_away.raw))) is None:
        assert time.monotonic() < deadline, "no picture came"
        far_away.read(_REST)
        time.sleep(_REST)  # the line itself is slow, nothing is waited for
    with Image.open(io.BytesIO(png)) as image:
        image.load()
        assert image.size == (400, 400)
