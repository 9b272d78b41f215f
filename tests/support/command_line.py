"""The program run as a user does, without a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "tui_captioner", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, **(env or {})},
        timeout=60,
    )


def is_safe(text: str) -> bool:
    """Whether nothing in it could steer a terminal: no C0 or C1 control but line feeds, no direction override."""
    return not any(
        (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160 or char in "\u202a\u202b\u202d\u202e\u2066\u2067"
        for char in text
    )
