"""The words of `tui-captioner help`."""

from __future__ import annotations

import argparse
from typing import Any

_EXAMPLES = """\
examples:
  tui-captioner help              all topics
  tui-captioner help checks       a page of the manual; in a pager where it is longer than the terminal ($PAGER)
  tui-captioner help export       the options of a command
  tui-captioner help checks | less    the same page as plain Markdown
"""


def add_help(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "help",
        help="show a page of the manual",
        description="Show a page of the manual, or the options of a command. Without TOPIC all topics are listed.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("topic", nargs="?", default="", metavar="TOPIC", help="a page of the manual, or a command")
