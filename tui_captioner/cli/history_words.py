"""The words of the commands about what was done: `log`, `undo`, `redo`, `outside`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

_UNDO_EXAMPLES = """\
examples:
  tui-captioner undo photos/                          the last step, over however many images
  tui-captioner undo photos/ 3                        the last three steps
  tui-captioner undo photos/ --to 12                  all that came after step 12; --to 0 takes back everything
  tui-captioner undo photos/ --image 0031 --step 12   what step 12 did to one image, whatever came after it

Steps have their numbers from: tui-captioner log photos/. An image that another program changed since is left as it
is, and named. exit status: 0 fine, 1 nothing to take back, refused or left out, 2 wrong use
"""

_LOG_EXAMPLES = """\
examples:
  tui-captioner log photos/               every step: number, when, images, what was done
  tui-captioner log photos/ 12            what step 12 did, image by image
  tui-captioner log photos/ --json        a JSON object per line
"""

_OUTSIDE_EXAMPLES = """\
examples:
  tui-captioner outside photos/                          after sed, git checkout, a tagger: which sidecars changed
  tui-captioner outside photos/ --take disk --dry-run    what taking their texts would change
  tui-captioner outside photos/ --take ours              write the project's captions over them

One step of undo, which brings the other texts back. exit status: 0 none or decided, 1 there are some, 2 wrong use
"""


def add_history(commands: Any) -> None:
    """Add the commands to argparse's."""
    log = _command(commands, "log", "list what was done, step by step, or the difference of one step", _LOG_EXAMPLES)
    log.add_argument("number", nargs="?", type=_number, metavar="N", help="number of a step, to see what it did")
    log.add_argument("--limit", type=_number, default=0, metavar="N", help="how many are listed; all without it")
    _json(log, "a JSON object per line")

    undo = _command(commands, "undo", "take back the last step, or several", _UNDO_EXAMPLES)
    _turning(undo, "take back")
    undo.add_argument("--image", default="", metavar="NAME", help="only what --step N did to this image")
    undo.add_argument("--step", type=_number, default=None, metavar="N", help="the step, with --image")

    redo = _command(commands, "redo", "do again what was taken back", _UNDO_EXAMPLES.replace(" undo ", " redo "))
    _turning(redo, "do again")

    does = "list sidecars that other programs changed, and decide for all which text stays"
    outside = _command(commands, "outside", does, _OUTSIDE_EXAMPLES)
    outside.add_argument("--take", choices=["disk", "ours"], help="the text on disk, or the project's, for all")
    outside.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    _json(outside, "one JSON object, with every name")


def _command(commands: Any, name: str, does: str, examples: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    return parser


def _turning(parser: argparse.ArgumentParser, does: str) -> None:
    parser.add_argument("steps", nargs="?", type=_number, metavar="N", help=f"how many steps to {does} (1)")
    parser.add_argument("--to", type=_number, default=None, metavar="N", help="so that all is as right after step N")
    _json(parser, "one JSON object")


def _json(parser: argparse.ArgumentParser, how: str) -> None:
    parser.add_argument("--json", action="store_true", help=how)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no number of 0 or more")
    return int(text)
