"""The words of `profile`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from tui_captioner.domain.tokens import MODELS

_EXAMPLES = """\
examples:
  tui-captioner profile photos/                              what is set, and which profiles there are
  tui-captioner profile photos/ character --trigger annika   set both; no caption changes by that
  tui-captioner profile photos/ character --dry-run          show what --apply would change, and set nothing
  tui-captioner profile photos/ --apply                      leave out of all captions what the profile leaves out

A caption goes by the profile from its next edit in the composer on; --apply has all do so, as one step of undo. What is
left out is kept in the project. exit status: 0 fine, 1 refused, 2 wrong use
"""


def add_profile(commands: Any) -> None:
    """Add the command.

    Args:
        commands: Those of argparse.
    """
    profile = commands.add_parser(
        "profile",
        help="what kind of LoRA the captions are for: show it, set it",
        description="Show or set what is taught (plain, character, style, motion, object, or one of [profiles] in "
        "project.toml), its trigger word and the model.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    profile.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    profile.add_argument("name", nargs="?", metavar="NAME", help="the profile; as it is without it")
    profile.add_argument("--trigger", metavar="WORD", help="the trigger word; '' for none")
    profile.add_argument("--model", choices=list(MODELS), metavar="MODEL", help=f"{', '.join(MODELS)}")
    profile.add_argument("--apply", action="store_true", help="write all captions as the profile wants them, one step")
    profile.add_argument("--dry-run", action="store_true", help="say what --apply would change, and change nothing")
    profile.add_argument("--json", action="store_true", help="one JSON object")
