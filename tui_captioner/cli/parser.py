"""The command line's words."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from tui_captioner import __version__
from tui_captioner.domain.text import visible

COMMANDS = {
    "open": "open",
    "demo": "demo",
    "show": "show",
    "vocab": "vocab",
    "doctor": "doctor",
    "keys": "keys",
}
"""Command and the module that runs it."""

_EPILOG = """\
examples:
  tui-captioner photos/                 caption the images of a folder
  tui-captioner demo                    draw a small dataset and open it
  tui-captioner show photos/ --json     a line of JSON per image
  tui-captioner ./demo                  a folder that is named like a command

exit status: 0 fine, 1 findings or refused, 2 wrong use
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints repeat no control characters."""

    def error(self, message: str) -> NoReturn:
        super().error(visible(message))


def build_parser() -> argparse.ArgumentParser:
    """The parser for all commands."""
    parser = _Parser(
        prog="tui-captioner",
        usage="tui-captioner [-h] [--version] DATASET | COMMAND ...",
        description="Compose captions for image training sets, slot by slot, in the terminal.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"tui-captioner {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog="tui-captioner")

    composer = commands.add_parser("open", help="open the composer on a folder (the word may be left out)")
    composer.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    _add_preview(composer)

    demo = commands.add_parser("demo", help="draw a small dataset and open it")
    demo.add_argument("dataset", type=Path, nargs="?", metavar="DIR", default=Path("tui-captioner-demo"))
    demo.add_argument("--no-open", action="store_true", help="only draw it")
    _add_preview(demo)

    show = commands.add_parser("show", help="print captions")
    show.add_argument("dataset", type=Path, metavar="DATASET")
    show.add_argument("images", nargs="*", metavar="IMAGE", help="names below the dataset; all by default")
    show.add_argument("--json", action="store_true", help="a JSON object per line")

    vocab = commands.add_parser("vocab", help="list the vocabulary of a dataset, or import a list into it")
    vocab.add_argument("dataset", type=Path, metavar="DATASET")
    vocab.add_argument("what", nargs="?", choices=["list", "import"], default="list")
    vocab.add_argument("file", nargs="?", type=Path, metavar="FILE", help="csv of tagcomplete, a tag a line, or TOML")
    vocab.add_argument("--as", dest="name", metavar="NAME", help="name of the imported list (its file name by default)")
    vocab.add_argument("--keep-underscores", action="store_true", help="import tags with their underscores")
    vocab.add_argument("--json", action="store_true", help="a JSON object per line")

    doctor = commands.add_parser("doctor", help="say what this terminal can do, and versions")
    doctor.add_argument("--json", action="store_true", help="one JSON object")
    _add_preview(doctor)

    keys = commands.add_parser("keys", help="print the key map")
    keys.add_argument("--json", action="store_true", help="a JSON object per line")
    return parser


def _add_preview(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--preview",
        default="auto",
        metavar="HOW",
        help="how pictures are drawn: auto, kitty, blocks, blocks-256, blocks-16, off",
    )
