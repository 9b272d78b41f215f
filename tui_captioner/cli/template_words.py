"""The words of `template`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from tui_captioner.domain.caption_prose import PLACES

_EXAMPLES = """\
examples:
  tui-captioner template photos/                          which templates there are, and which one holds
  tui-captioner template photos/ sentence                 write sentences from now on; no caption changes by that
  tui-captioner template photos/ sentence --dry-run       show what --apply would change, and set nothing
  tui-captioner template photos/ sentence --apply         write all captions by it, as one step of undo
  tui-captioner template photos/ sentence --place before  the sentence, then the tags
  tui-captioner template photos/ tags --apply             back to tags

The tags stay what is kept: sentences are made of them, anew with each edit. A caption goes by the template from its
next edit on; --apply has all do so. A sentence that somebody wrote or changed by hand is kept as it is.
exit status: 0 fine, 1 refused, 2 wrong use
"""


def add_template_command(commands: Any) -> None:
    """Add the command.

    Args:
        commands: Those of argparse.
    """
    template = commands.add_parser(
        "template",
        help="write captions as sentences made of the tags: show it, set it",
        description="Show or set the template that captions are written by: tags, sentence, sentence-plus-tags, or one "
        "of [templates] in project.toml.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    template.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    template.add_argument("name", nargs="?", metavar="NAME", help="the template; as it is without it")
    template.add_argument("--place", choices=PLACES, help=f"where sentences stand to the tags: {', '.join(PLACES)}")
    template.add_argument("--apply", action="store_true", help="write all captions by the template, one step")
    template.add_argument("--dry-run", action="store_true", help="say what --apply would change, and change nothing")
    template.add_argument("--json", action="store_true", help="one JSON object")
