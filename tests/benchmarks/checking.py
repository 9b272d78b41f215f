"""How long checks take: one caption at the keyboard, all captions of a dataset from its catalogue.

    python -m tests.benchmarks.checking [--images 10000] [--keep FOLDER]

Makes a dataset of 15 tags a caption. Figures: microseconds of the rules for a caption; seconds until the catalogue is
filled for the first time, of what `check` has of captions and of the set, of all of `check`, each with the catalogue as
it is left then, of the whole command in a process of its own, and of captions after a rule was tuned. 10,000 images are
to take less than 3 s, 100,000 less than 20. Seconds of processors stand beside those of the clock: where other programs
run too, only the former say something.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.catalogue import make
from tui_captioner.domain.checks.caption_checks import findings_of
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.checking.caption_findings import caption_findings
from tui_captioner.services.checking.rule_settings import turn_rule
from tui_captioner.services.checking.set_checks import set_findings
from tui_captioner.services.checking.target_checks import check_dataset
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session

_CAPTIONS = 500

Figures = dict[str, float]


def main() -> int:
    """Run the benchmark; print a line for each figure, then one of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.checking", description=__doc__.split("\n")[0])
    parser.add_argument("--images", type=int, default=10_000, metavar="N", help="how many (10,000 by default)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where it is made, and left for the next run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = options.keep or Path(folder) / "dataset"
        if not root.exists():
            make(root, options.images)
        figures = {**captions(root), **dataset(root)}
    for name, value in figures.items():
        print(f"{value:12.3f}  {name}")
    print(json.dumps(figures))
    return 0


def captions(root: Path) -> Figures:
    """What the rules take for one caption, the slowest of a hundred left out."""
    session = Session.open(root, writable=False)
    try:
        own = session.checks.seen
        seen = [own.of(session.peek(name).caption) for name in session.names[:_CAPTIONS]]
        for one in seen:
            findings_of(one)
        times: list[float] = []
        for one in seen:
            caption = own.of(one.caption)
            begun = time.process_time()
            findings_of(caption)
            times.append(time.process_time() - begun)
    finally:
        session.close()
    times.sort()
    return {"caption, median (us)": times[len(times) // 2] * 1e6, "caption, p99 (us)": times[-len(times) // 100] * 1e6}


def dataset(root: Path) -> Figures:
    """What all captions take."""
    figures: Figures = {}

    def timed(name: str, act: Callable[[], object]) -> None:
        begun, worked = time.monotonic(), time.process_time()
        act()
        figures[f"{name} (s)"] = time.monotonic() - begun
        figures[f"{name}, of this process alone (s of processors)"] = time.process_time() - worked

    def opened(name: str, act: Callable[[Session], object], *, writable: bool = False) -> None:
        session = Session.open(root, writable=writable)
        try:
            timed(name, lambda: act(session))
        finally:
            session.close()

    opened("catalogue filled", lambda session: result_of(catalogue_of(session).answer(lambda _: True)))
    opened("captions", lambda session: result_of(caption_findings(session)))
    opened("set", lambda session: result_of(set_findings(session)))
    opened("check", lambda session: list(check_dataset(session)))
    begun, worked = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "tui_captioner", "check", str(root)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    figures["the command (s)"] = time.monotonic() - begun
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures["the command (s of processors)"] = sum(spent[:2]) - sum(worked[:2])

    def tuned(session: Session) -> None:
        turn_rule(session, "too-few-tags", on=False)
        result_of(caption_findings(session))

    opened("captions after a rule was tuned", tuned, writable=True)
    return figures


if __name__ == "__main__":
    raise SystemExit(main())
