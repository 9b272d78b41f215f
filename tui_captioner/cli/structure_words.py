"""The words of `structure`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

_EXAMPLES = """\
examples:
  tui-captioner structure photos/                      the slots of this dataset, and the structures to start from
  tui-captioner structure photos/ pony --dry-run       show what becomes of the captions, and set nothing
  tui-captioner structure photos/ pony --apply         choose it; tags go into its slots, as one step of undo

Where no caption was edited yet, the name alone chooses it. A slot that stays keeps its tags; 1girl goes into Count,
masterpiece into Quality, a shot into Camera; nothing is lost. undo brings the structure back too.
exit status: 0 fine, 1 refused, 2 wrong use
"""


def add_structure(commands: Any) -> None:
    """Add the command.

    Args:
        commands: Those of argparse.
    """
    structure = commands.add_parser(
        "structure",
        help="the slots that captions are written in: show them, start from others",
        description="Show the slots, or start from those of guide, illustrious, pony, anima, prose or wan.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    structure.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    structure.add_argument("name", nargs="?", metavar="NAME", help="the structure; as it is without it")
    structure.add_argument("--apply", action="store_true", help="choose it, and move the tags of edited captions")
    structure.add_argument("--dry-run", action="store_true", help="say what --apply would change, and change nothing")
    structure.add_argument("--json", action="store_true", help="one JSON object")
