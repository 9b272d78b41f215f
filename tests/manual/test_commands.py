"""What the manual says of commands is what the program understands."""

from __future__ import annotations

import argparse
import re
import shlex

import pytest

from tests.support.manual_pages import PAGES, blocks, spans
from tui_captioner.cli.base_parser import COMMANDS
from tui_captioner.cli.main import command_first, options_first
from tui_captioner.cli.parser import build_parser

PARSER = build_parser()
COMMAND = next(action for action in PARSER._actions if isinstance(action, argparse._SubParsersAction)).choices
STAND_INS = {"TRAINER": "sd-scripts", "FORMAT": "csv", "COMMAND": "show", "N": "3"}
"""What stands for a placeholder where only some words are taken."""


def whole_lines(block: str) -> list[str]:
    """The lines of a block, those that go on behind a backslash put together."""
    return block.replace("\\\n", "").splitlines()


def said_on(text: str) -> list[str]:
    """The commands on a page: in its text, in its blocks for a shell, and in those of other files."""
    lines = [
        *spans(text),
        *(line for kind in ("sh", "") for block in blocks(text, kind) for line in whole_lines(block)),
    ]
    found = (re.search(r"^(?:\S+: ; |exec )?(tui-captioner [^\[]*)$", line.strip()) for line in lines)
    return sorted({match[1] for match in found if match})


SAID = [(topic, line) for topic, text in PAGES.items() for line in said_on(text)]


def test_there_are_many() -> None:
    assert len(SAID) > 80


@pytest.mark.parametrize(("topic", "line"), SAID)
def test_a_command_is_understood(topic: str, line: str) -> None:
    words = [STAND_INS.get(word, word) for word in shlex.split(line, comments=True)[1:]]
    if "--help" not in words:
        PARSER.parse_args(options_first(command_first(words), PARSER))


@pytest.mark.parametrize("row", [row for row in PAGES["commands"].splitlines() if row.startswith("| `tui-captioner ")])
def test_options_told_of_a_command_are_its_own(row: str) -> None:
    name = row.split()[2].rstrip("`")
    if name != "FOLDER":
        options = {option for action in COMMAND[name]._actions for option in action.option_strings}
        assert set(re.findall(r"--[a-z-]+", row)) <= options


@pytest.mark.parametrize("topic", PAGES)
def test_options_are_those_of_some_command(topic: str) -> None:
    known = {option for command in COMMAND.values() for action in command._actions for option in action.option_strings}
    named = {found for span in spans(PAGES[topic]) for found in re.findall(r"^--[a-z-]+", span)}
    assert named - known == set()


def test_every_command_is_on_its_page_and_has_help() -> None:
    helped = PARSER.format_help()
    for command in COMMANDS:
        assert command in helped
        assert command == "open" or f"tui-captioner {command}" in PAGES["commands"]
