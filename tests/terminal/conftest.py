"""The program in a pseudo-terminal of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.driver import (
    Terminal,
)
from tests.terminal.program import Start


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program on a folder and waits for the composer; ends it after the test."""
    home = tmp_path / "home"
    home.mkdir()
    with ExitStack() as stack:

        def run(folder: Path, **options: object) -> Terminal:
            terminal = Terminal(folder, home=home, **options)  # type: ignore[arg-type]
            stack.enter_context(terminal)
            terminal.wait_for("F1 keys" if options.get("columns", 100) == 100 else "tokens")
            return terminal

        yield run
