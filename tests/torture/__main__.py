"""Kill the program again and again: `python -m tests.torture --rounds N --seed S`.

Each round is one run of the program, ended by force while it does something; several of them are the story of one
dataset. On a loss it prints the number of the story with all its steps, goes on with the next one, and ends with 1;
`--story NUMBER` goes through that story alone. Several seeds may run side by side.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.torture.faults import small_disk
from tests.torture.figures import Figures
from tests.torture.known_faults import FAULTS, can_be_made
from tests.torture.plot import KILLS, go_through
from tests.torture.story import Story
from tests.torture.verdict import LossError

_MOST = 5
"""Stories that may go wrong before no more are begun: there is enough to find out by then."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, metavar="N", help="kills, at least (200)")
    parser.add_argument("--seed", default="1", metavar="S", help="decides all that is decided by chance (1)")
    parser.add_argument(
        "--story", type=int, metavar="NUMBER", help=f"only this one of the stories, of {KILLS} kills each"
    )
    parser.add_argument(
        "--first", type=int, default=0, metavar="NUMBER", help="begin with this story: a run that was ended goes on"
    )
    parser.add_argument("--no-faults", dest="faults", action="store_false", help="kills alone")
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="where the datasets are made")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="where a dataset that lost something is copied to, as SEED-NUMBER"
    )
    options = parser.parse_args()
    # Each start would compile the program anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    figures, begun = Figures(), time.monotonic()
    numbers = itertools.count(options.first) if options.story is None else [options.story]
    # Stopped, it says what it has done.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    lost: list[int] = []
    with suppress(KeyboardInterrupt):
        for number in numbers:
            if not _goes_well(number, options, figures):
                lost.append(number)
            print(
                f"story {number}: {figures.kills} kills, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True
            )
            if figures.kills >= options.rounds or len(lost) >= _MOST:
                break
    print(figures.told(), f"{time.monotonic() - begun:.0f} s; losses: {len(lost) or 'none'}", sep="\n")
    return 1 if lost else 0


def _goes_well(number: int, options: argparse.Namespace, figures: Figures) -> bool:
    """Go through a story; whether nothing was lost in it."""
    with TemporaryDirectory(dir=options.folder) as folder, small_disk(Path(folder) / "disk") as mounted:
        faults = [fault for fault in FAULTS if can_be_made(fault, mounted=mounted)]
        figures.not_made.update(f"{fault.name} (needs {fault.needs})" for fault in FAULTS if fault not in faults)
        story = Story(f"{options.seed} {number}", Path(folder), Path(folder) / "disk")
        try:
            go_through(story, faults if options.faults else ())
        except (LossError, pytest.fail.Exception, AssertionError, OSError) as loss:
            if options.keep is not None:
                shutil.copytree(folder, options.keep / f"{options.seed}-{number}", symlinks=True, dirs_exist_ok=True)
            said = f"{type(loss).__name__}: {loss}"
            print(
                f"LOST in story {number} of seed {options.seed}: {said}",
                "its steps:",
                *story.steps,
                sep="\n  ",
                flush=True,
            )
            return False
        finally:
            figures.add(story.figures)
    return True


if __name__ == "__main__":
    sys.exit(main())
