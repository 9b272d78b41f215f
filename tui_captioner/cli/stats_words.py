"""The words of `stats`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

_EXAMPLES = """\
examples:
  tui-captioner stats photos/                               what is in the captions, in numbers
  tui-captioner stats photos/ --filter "background:empty"   of these images alone
  tui-captioner stats photos/ --csv > numbers.csv           a row per figure, for a spreadsheet

Tags and lengths are those of first captions, which sidecars get. exit status: 0 fine, 1 no image fits, 2 wrong use
"""


def add_stats(
    commands: Any, add_filter: Callable[[argparse.ArgumentParser], None], count: Callable[[str], int]
) -> None:
    """Add the command.

    Args:
        commands: Those of argparse.
        add_filter: Adds the option that filters.
        count: Reads a number of 0 or more.
    """
    stats = commands.add_parser(
        "stats",
        help="numbers: tags per slot, most used tags, lengths, what always goes together, how far it is",
        description="Numbers about captions: tags per slot, the most used tags, lengths, tags on nearly all images or "
        "on one, tags that never stand apart, framings, angles, light and places, how far it is.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    stats.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    add_filter(stats)
    stats.add_argument("--limit", type=count, default=20, metavar="N", help="tags listed for people; 0 for all (20)")
    shape = stats.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="one JSON object, with every tag")
    shape.add_argument("--csv", action="store_true", help="a row per figure, with every tag")
