"""What the manual says of commands is what the program has."""

from __future__ import annotations

from tests.support.manual_pages import PAGES
from tui_captioner.cli.parser import COMMANDS, build_parser


def test_every_command_is_on_its_page_and_has_help() -> None:
    helped = build_parser().format_help()
    for command in COMMANDS:
        assert command in helped
        assert command == "open" or f"tui-captioner {command}" in PAGES["commands"]
