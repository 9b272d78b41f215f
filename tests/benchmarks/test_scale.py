"""The benchmark of scale leaves no command out."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.scale_commands import commands
from tui_captioner.cli.base_parser import COMMANDS


def test_every_command_of_the_program_is_measured() -> None:
    run = [command for _, command in commands(Path("set"), Path("out"), 1000)]
    measured = {str(command[3]) for command in run if command[2] == "tui_captioner"}
    # The benchmark opens the composer in a terminal of its own.
    assert measured | {"open"} == set(COMMANDS)
