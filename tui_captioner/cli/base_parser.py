"""What the words of all commands begin with, and those of the composer: all that its start needs."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from tui_captioner import __version__
from tui_captioner.domain.nearest import did_you_mean, nearest
from tui_captioner.domain.text import visible

COMMANDS = {
    "open": "open",
    "demo": "demo",
    "show": "show",
    "check": "check",
    "vocab": "vocab",
    "tags": "tags",
    "stats": "stats",
    "profile": "profile",
    "template": "template",
    "structure": "structure",
    "prompt": "prompt",
    "refused": "refused",
    "draft": "draft",
    "alike": "alike",
    "log": "log",
    "undo": "turn",
    "redo": "turn",
    "outside": "outside",
    "import": "import_",
    "export": "export",
    "backup": "backup",
    "restore": "restore",
    "repair": "repair",
    "doctor": "doctor",
    "keys": "keys",
    "completion": "completion",
    "help": "help",
}
"""Command and the module that runs it."""

_EPILOG = """\
examples:
  tui-captioner photos/                 caption the images of a folder
  tui-captioner demo                    make a small dataset and open it
  tui-captioner show photos/ --json     a line of JSON per image
  tui-captioner import photos/ m.jsonl  take over captions of another program
  tui-captioner check photos/ --for sd-scripts    what would go wrong there
  tui-captioner ./demo                  a folder that is named like a command

exit status of all commands: 0 fine, 1 findings or refused, 2 wrong use: an option, a path or a name that is not there
"""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints repeat no control characters, say what was meant, and have no colours: the gate would
    write those out."""

    @property
    def color(self) -> bool:
        """Whether help is coloured, which newer Pythons do by themselves: never."""
        return False

    @color.setter
    def color(self, value: bool) -> None:
        pass

    def error(self, message: str) -> NoReturn:
        """Complain, and end with 2; an option that is not known is told the nearest one."""
        unknown, _, words = message.partition("unrecognized arguments: ")
        if not unknown and words.startswith("-"):
            word = words.split()[0].partition("=")[0]
            near = nearest(word, self.options)
            hint = f"Did you mean {near}?" if near else f"See {self.prog} --help"
            message = f"there is no option {word}. {hint}"
        super().error(visible(message))

    @property
    def options(self) -> list[str]:
        """All options, those of the commands too."""
        own = [option for action in self._actions for option in action.option_strings]
        return own + [option for parser in self._commands.values() for option in parser.options]

    def options_of(self, command: str) -> dict[str, bool]:
        """The options of a command, and whether each takes a value; none whose value may be left out."""
        found = self._commands.get(command)
        actions = [] if found is None else [action for action in found._actions if action.nargs in (None, 0)]
        return {option: action.nargs is None for action in actions for option in action.option_strings}

    @property
    def _commands(self) -> Mapping[str, Parser]:
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                return action.choices
        return {}

    def _check_value(self, action: argparse.Action, value: object) -> None:
        # argparse's own message lists all that may stand there, and does not say what is near.
        if action.choices is not None and value not in action.choices:
            hint = did_you_mean(str(value), map(str, action.choices))
            raise argparse.ArgumentError(action, f"{visible(str(value)[:80])!r} is not known. {hint}")


def new_parser() -> tuple[Parser, argparse._SubParsersAction[Parser]]:
    """A parser without commands, and what they are added to."""
    parser = Parser(
        prog="tui-captioner",
        usage="tui-captioner [-h] [--version] DATASET | COMMAND ...",
        description="Compose captions for image training sets, slot by slot, in the terminal.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"tui-captioner {__version__}")
    return parser, parser.add_subparsers(dest="command", metavar="COMMAND", prog="tui-captioner")


def composer_parser() -> Parser:
    """The parser for `open` alone: what the other commands understand takes time to say."""
    parser, commands = new_parser()
    add_open(commands)
    return parser


def add_open(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the composer."""
    composer = commands.add_parser("open", help="open the composer on a folder (the word may be left out)")
    composer.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    add_preview(composer)
    add_take_over(composer)


def add_take_over(parser: argparse.ArgumentParser) -> None:
    """Add the option of commands that change a dataset."""
    said = "take the dataset over from a session that is there no more, where that can't be known from here"
    parser.add_argument("--take-over", action="store_true", help=said)


def add_preview(parser: argparse.ArgumentParser) -> None:
    """Add the options for pictures. What they may be is checked where it is known: with the settings, which say it
    too."""
    parser.add_argument(
        "--quality",
        default="",
        metavar="HOW",
        help="how good pictures are: full, normal, low (for slow lines)",
    )
    parser.add_argument(
        "--preview",
        default="auto",
        metavar="HOW",
        help="how pictures are drawn: auto, kitty, kitty-direct, iterm2, sixel, quadrants, blocks, "
        "term-image, blocks-256, blocks-16, text, off",
    )
