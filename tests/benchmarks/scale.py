"""Time and memory of every command as a dataset grows: whether anything is quadratic, or holds everything at once.

    python -m tests.benchmarks.scale [--images 1000 10000 100000] [--keep FOLDER] [--only WORD ...]

Makes datasets of hard links, 15 tags an image, and runs the real program on each, a process for each command: the
composer in a pseudo-terminal until its catalogue is whole, 60 edits, and every command that goes over a dataset. Of
each it prints seconds, seconds of processors, the memory of its largest process in MB, and how much longer one image
keeps processors busy than in the dataset before. The last line is the result as JSON; exit 1 if a command had more than
`--most` MB in the largest dataset.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.scale_commands import commands, make_command

_TITLE = "Time and memory of every command as a dataset grows."
_MOST = 300
"""MB that a command may have."""


class Cost(NamedTuple):
    """What a command took."""

    seconds: float
    processors: float
    megabytes: float


def main() -> int:
    """Run the benchmark; see above."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.scale", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--images", type=int, nargs="+", default=[1000, 10_000, 100_000], metavar="N", help="sizes")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where they are made, and left for the next run")
    parser.add_argument("--only", nargs="+", default=[""], metavar="WORD", help="parts of the names of commands")
    parser.add_argument("--most", type=float, default=_MOST, metavar="MB", help=f"memory of a command ({_MOST})")
    options = parser.parse_args()
    costs: dict[int, dict[str, Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="scale-") as work:
        folder = options.keep or Path(work)
        for images in sorted(options.images):
            before = costs.get(max(costs, default=0), {})
            costs[images] = dict(_measured(folder, images, options.only, before, max(costs, default=1)))
    largest = costs[max(costs)]
    over = {name: cost.megabytes for name, cost in largest.items() if cost.megabytes > options.most}
    told = {number: {name: list(cost) for name, cost in of.items()} for number, of in costs.items()}
    print(json.dumps({"images": told, "over": over}))
    return 1 if over else 0


def _measured(
    folder: Path, images: int, only: Sequence[str], before: dict[str, Cost], few: int
) -> Iterator[tuple[str, Cost]]:
    """The cost of each command in a dataset of so many images; printed beside what it was in a smaller one."""
    root = folder / f"set-{images}"
    home = folder / f"home-{images}"
    home.mkdir(parents=True, exist_ok=True)
    print(f"\n{images} images{'':<30}{'s':>10}{'busy s':>10}{'MB':>8}{'x per image':>14}", flush=True)
    if not root.exists():
        _cost(make_command(root, images), home)
    for name, command in commands(root, folder / f"out-{images}", images):
        if not any(word in name for word in only):
            continue
        cost = _cost(command, home)
        then = before.get(name)
        ratio = f"{cost.processors / images / (then.processors / few):>14.2f}" if then and then.processors else ""
        print(f"{name:<44}{cost.seconds:>10.2f}{cost.processors:>10.2f}{cost.megabytes:>8.0f}{ratio}", flush=True)
        yield name, cost


def _cost(command: Sequence[object], home: Path) -> Cost:
    """What a command takes, and the memory of the largest of its processes."""
    environment = {**os.environ, "HOME": str(home)}
    for variable in ("CONFIG", "STATE", "CACHE"):
        environment[f"XDG_{variable}_HOME"] = str(home / variable.lower())
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=environment,
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            said.seek(0)
            print(f"  exit {process.returncode}: {said.read()[-300:].decode()}", flush=True)
    return Cost(round(seconds, 2), round(used.ru_utime + used.ru_stime, 2), round(used.ru_maxrss / 1024, 1))


if __name__ == "__main__":
    sys.exit(main())
