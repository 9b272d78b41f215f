"""The words of the commands that tell of the program itself: `keys`, `completion` and `help`."""

from __future__ import annotations

import argparse
from typing import Any

_HELP_EXAMPLES = """\
examples:
  tui-captioner help              all topics
  tui-captioner help checks       a page of the manual; in a pager where it is longer than the terminal ($PAGER)
  tui-captioner help export       the options of a command
  tui-captioner help checks | less    the same page as plain Markdown
"""


_COMPLETION_EXAMPLES = """\
examples:
  tui-captioner completion bash > ~/.local/share/bash-completion/completions/tui-captioner
  tui-captioner completion zsh > ~/.zfunc/_tui-captioner    with fpath+=(~/.zfunc) before compinit in ~/.zshrc
  tui-captioner completion fish > ~/.config/fish/completions/tui-captioner.fish
"""


def add_help(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the commands."""
    keys = commands.add_parser("keys", help="print the key map")
    keys.add_argument("--json", action="store_true", help="a JSON object per line")

    does = "print what a shell needs to complete commands, options and values"
    completion = commands.add_parser(
        "completion",
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=_COMPLETION_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    completion.add_argument("shell", choices=["bash", "zsh", "fish"], help="the shell")

    parser = commands.add_parser(
        "help",
        help="show a page of the manual",
        description="Show a page of the manual, or the options of a command. Without TOPIC all topics are listed.",
        epilog=_HELP_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("topic", nargs="?", default="", metavar="TOPIC", help="a page of the manual, or a command")
