"""The words of `doctor`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

_ABOUT = """\
Say what this terminal can do, why pictures are drawn as they are, and versions.

examples:
  tui-captioner doctor                            what this terminal can do, and a test picture
  tui-captioner doctor --report                   print what helps to mend a fault
  tui-captioner doctor photos/ --report bug.txt   with the numbers of a dataset, into a new file

In a report there are versions, what the terminal answered, which settings are set, how many images, captions and steps
a dataset has, and the last lines of the log. No captions, tags, names, paths or keys are in it. Read it, then send it.
"""


def add_doctor(commands: Any) -> argparse.ArgumentParser:
    """Add the command, and give its parser.

    Args:
        commands: Those of argparse.
    """
    doctor: argparse.ArgumentParser = commands.add_parser(
        "doctor",
        help="say what this terminal can do, and versions; --report gathers what helps to mend a fault",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    doctor.add_argument(
        "dataset",
        type=Path,
        nargs="?",
        metavar="DATASET",
        help="say which tagger it has; --report counts what is in it",
    )
    doctor.add_argument("--report", nargs="?", const="-", metavar="FILE", help="print a report, or write it to a file")
    doctor.add_argument("--json", action="store_true", help="one JSON object")
    return doctor
