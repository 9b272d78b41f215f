"""The words of `refused`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

_EXAMPLES = """\
What was refused is not proposed for its image again, by no model and in no spelling. Forgiving is one step of undo.

examples:
  tui-captioner refused photos/                            list what was refused
  tui-captioner refused photos/ --by wd14 --json           of one model, for programs
  tui-captioner refused photos/ --tag "red hat" --forgive  have it proposed again

exit status: 0 fine, 1 nothing fits, 2 wrong use
"""


def add_refused(commands: Any, add_filter: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the command.

    Args:
        commands: Those of argparse.
        add_filter: Adds `--filter` to a command.
    """
    refused = commands.add_parser(
        "refused",
        help="list the proposed tags that were refused, or forgive some",
        description="List the tags that models proposed and somebody refused, or have them proposed again.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    refused.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    refused.add_argument("--tag", default="", metavar="TAG", help="only this tag, in any spelling")
    refused.add_argument("--by", default="", metavar="MODEL", help="only what this model proposed")
    add_filter(refused)
    refused.add_argument("--forgive", action="store_true", help="what would be listed may be proposed again")
    refused.add_argument("--json", action="store_true", help="a JSON object per line")
