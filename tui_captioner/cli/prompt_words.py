"""The words of `prompt`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from tui_captioner.domain.drafting.prompt import MEDIA

_EXAMPLES = """\
The prompt has the rules of the profile, the slots that it asks for, words that this dataset uses, and up to three of
its finished captions. Own rules take the place of the profile's: write them into .tui-captioner/prompt.txt, or have
prompt under [draft] in project.toml name a file of the dataset. Nothing is sent, and nothing is written.

examples:
  tui-captioner prompt photos/                      the system prompt, for a captioning script
  tui-captioner prompt photos/ --profile style      as another profile would have it
  tui-captioner prompt photos/ --json | jq .schema  system, user, and the JSON schema of the answer

exit status: 0 fine, 1 the own rules can't be used, 2 wrong use
"""


def add_prompt(commands: Any) -> None:
    """Add the command.

    Args:
        commands: Those of argparse.
    """
    prompt = commands.add_parser(
        "prompt",
        help="print the prompt with which a vision model would caption as this dataset does",
        description="Print the system prompt with which a vision model would caption in the structure, the words and "
        "by the profile of this dataset.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    prompt.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    prompt.add_argument(
        "--for", dest="medium", default="", choices=MEDIA, help="what is described (what the dataset holds by default)"
    )
    prompt.add_argument("--profile", metavar="NAME", help="another profile than the project's")
    prompt.add_argument("--json", action="store_true", help="one JSON object: system, user, schema")
