"""The long run: inputs for every reader, until the time is up.

    python -m tests.fuzzing [--minutes 10] [--seed 1] [--keep FOLDER] [TARGET ...]

With atheris (`pip install --group fuzzing`, Linux on x86-64) inputs are led by the lines that they reach; without it
they are the corpus damaged by chance, and hypothesis's. Each target has a process of its own and an equal share of the
time, and is named as its folder in `corpus/` is; `TARGET` may be the beginning of a name. What a reader stumbles over
is kept in a folder, made as small as can be: mend the reader, and put it into `corpus/TARGET/`. The last line is the
result as JSON; exit 1 if there was a fault.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from tests.fuzzing import searching
from tests.fuzzing.target import Target
from tests.fuzzing.trying import CURRENT, Trial, kept

with searching.watched_imports():
    from tests.fuzzing.targets.all_targets import TARGETS

_PATIENCE = 90
"""Seconds beyond its share after which a process is taken to hang."""
_MEMORY = 6 << 30
"""Bytes that a process may have; what needs more for some 100 kB is a fault."""


def main() -> int:
    """Run as a command; see above."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="beginnings of names; all if none is given")
    parser.add_argument("--minutes", type=float, default=10.0, metavar="N", help="for all of them together")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where faults go; a new folder if not given")
    options = parser.parse_args()
    wanted = [one for name, one in TARGETS.items() if not options.targets or name.startswith(tuple(options.targets))]
    if not wanted:
        parser.error(f"there is no such target; they are {', '.join(TARGETS)}")
    keep = options.keep or Path(tempfile.mkdtemp(prefix="faults-"))
    how = "led by atheris" if searching.has_atheris() else "by chance (atheris is not installed)"
    print(f"{len(wanted)} targets, {options.minutes:g} minutes, {how}; faults go to {keep}", flush=True)
    began, tried, faults = time.monotonic(), 0, 0
    for target in wanted:
        count, found = run_apart(target, options.minutes * 60 / len(wanted), options.seed, keep / target.name)
        tried, faults = tried + count, faults + len(found)
        print(f"{target.name:<24}{count:>10} inputs{len(found):>6} faults", flush=True)
        for fault, path in found.items():
            print(f"    {fault}: {path}", flush=True)
    seconds = round(time.monotonic() - began)
    print(json.dumps({"targets": len(wanted), "seed": options.seed, "s": seconds, "inputs": tried, "faults": faults}))
    return 1 if faults else 0


def run_apart(target: Target, seconds: float, seed: int, folder: Path) -> tuple[int, dict[str, str]]:
    """Try a target in a process of its own, so that a crash or a hang ends that alone.

    Args:
        target: The target.
        seconds: How long.
        seed: The same seed makes the same inputs.
        folder: Where faults go.

    Returns:
        How many inputs were tried, and the file of each fault.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mine, its = multiprocessing.Pipe(duplex=False)
    trial = Trial(target, folder, time.monotonic() + seconds)
    with tempfile.TemporaryDirectory(prefix="fuzzing-") as work:
        process = multiprocessing.get_context("fork").Process(target=_try, args=(trial, seed, work, its))
        process.start()
        its.close()
        process.join(seconds + _PATIENCE)
        hung = process.is_alive()
        if hung:
            process.kill()
            process.join()
    try:
        told: tuple[int, dict[str, str]] = mine.recv()
    except EOFError:
        why = "it hung" if hung else f"its process ended with {process.exitcode}"
        told = 0, {why: str(kept(folder, (folder / CURRENT).read_bytes()))}
    (folder / CURRENT).unlink(missing_ok=True)
    return told


def _try(trial: Trial, seed: int, work: str, told: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    tempfile.tempdir = work
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        os.environ[variable] = work
    searching.search()(trial, seed, partial(_tell, trial, told))


def _tell(trial: Trial, told: Connection) -> None:
    told.send((trial.tried, {fault: str(path) for fault, path in trial.faults.items()}))


if __name__ == "__main__":
    sys.exit(main())
