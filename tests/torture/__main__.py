"""Kill the program again and again: `python -m tests.torture --rounds N --seed S`.

Each round is one run of the program, ended by force while it does something. On a loss it prints the seed of the
dataset's story with all its steps, and ends with 1; `--story NUMBER` goes through that story alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.torture.faults import faults_here, small_disk
from tests.torture.plot import RUNS, go_through
from tests.torture.story import Figures, Story
from tests.torture.verdict import LossError


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, metavar="N", help="kills (200)")
    parser.add_argument("--seed", default="1", metavar="S", help="decides all that is decided by chance (1)")
    parser.add_argument(
        "--story", type=int, metavar="NUMBER", help=f"only this one of the stories, of {RUNS} rounds each"
    )
    parser.add_argument("--no-faults", dest="faults", action="store_false", help="kills alone")
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="where the datasets are made")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where a dataset that lost something is copied to")
    options = parser.parse_args()
    # Each start would compile the program anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    figures, begun = Figures(), time.monotonic()
    stories = range(-(-options.rounds // RUNS)) if options.story is None else [options.story]
    # Stopped, it says what it has done.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    lost = False
    with suppress(KeyboardInterrupt):
        for number in stories:
            if lost := not _goes_well(number, options, figures):
                break
            print(f"{figures.kills} kills, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    _print(figures, time.monotonic() - begun)
    return 1 if lost else 0


def _goes_well(number: int, options: argparse.Namespace, figures: Figures) -> bool:
    """Go through a story; whether nothing was lost in it."""
    with TemporaryDirectory(dir=options.folder) as folder, small_disk(Path(folder) / "disk") as mounted:
        faults = faults_here(mounted=mounted) if options.faults else ()
        story = Story(f"{options.seed} {number}", Path(folder), Path(folder) / "disk")
        try:
            go_through(story, faults)
        except (LossError, pytest.fail.Exception) as loss:
            if options.keep is not None:
                shutil.copytree(folder, options.keep, symlinks=True)
            print(f"LOST in story {number} of seed {options.seed}: {loss}", "its steps:", *story.steps, sep="\n  ")
            return False
        finally:
            figures.add(story.figures)
    return True


def _print(figures: Figures, seconds: float) -> None:
    print(f"{figures.kills} kills in {seconds:.0f} s, {figures.inside} of them inside of what was being done")
    print(f"{figures.accepted} edits accepted on the screen before them")
    for title, counted in (("by kind", figures.kinds), ("by screen", figures.screens), ("faults", figures.faults)):
        print(f"{title}: " + ", ".join(f"{name} {count}" for name, count in counted.most_common()))


if __name__ == "__main__":
    sys.exit(main())
