"""The program run as a user does, without a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import TextIOWrapper
from pathlib import Path
from typing import Never

from tui_captioner.cli.main import main

_PATIENCE = 60
"""Seconds until a command counts as one that never ends."""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in this process: to load the program anew takes longer than most of what commands do."""
    given = [str(argument) for argument in arguments]
    with _file() as output, _file() as errors:
        with redirect_stdout(output), redirect_stderr(errors), _an_end():
            try:
                code = main(given)
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else 1
        return subprocess.CompletedProcess(given, code, _text(output), _text(errors))


def _file() -> TextIOWrapper:
    """A file as standard output is one: with a number, and writing UTF-8."""
    return TextIOWrapper(tempfile.TemporaryFile(), encoding="utf-8", errors="backslashreplace")


def _text(file: TextIOWrapper) -> str:
    file.seek(0)
    return file.read()


@contextmanager
def _an_end() -> Iterator[None]:
    """Fail where something is waited for that never comes."""

    def fail(*_: object) -> Never:
        raise AssertionError("it waits for ever")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(_PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def run_process(*arguments: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "tui_captioner", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, **(env or {})},
        timeout=_PATIENCE,
    )


def is_safe(text: str) -> bool:
    """Whether nothing in it could steer a terminal: no C0 or C1 control but line feeds, no direction override."""
    return not any(
        (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160 or char in "\u202a\u202b\u202d\u202e\u2066\u2067"
        for char in text
    )
