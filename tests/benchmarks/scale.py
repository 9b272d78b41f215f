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

from tui_captioner.formats.names import CIVITAI_ZIP, EXPORTS

_TITLE = "Time and memory of every command as a dataset grows."
_MOST = 300
"""MB that a command may have."""
_CIVITAI = 1000
"""Images that its zip may have."""
_PROGRAM = (sys.executable, "-m", "tui_captioner")
_PART = (sys.executable, "-m", "tests.benchmarks.scale_parts")


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
        _cost([*_PART, "make", root, images], home)
    for name, command in _commands(root, folder / f"out-{images}", images):
        if not any(word in name for word in only):
            continue
        cost = _cost(command, home)
        then = before.get(name)
        ratio = f"{cost.processors / images / (then.processors / few):>14.2f}" if then and then.processors else ""
        print(f"{name:<44}{cost.seconds:>10.2f}{cost.processors:>10.2f}{cost.megabytes:>8.0f}{ratio}", flush=True)
        yield name, cost


def _commands(root: Path, out: Path, images: int) -> Iterator[tuple[str, list[object]]]:
    """What is run, in this order: opening first, as the catalogue is made with it."""
    yield "open, the first time", [*_PART, "open", root]
    yield "open again", [*_PART, "open", root]
    yield "60 edits", [*_PART, "edit", root]
    for text in _READING:
        command, *rest = text.split()
        yield text, [*_PROGRAM, command, root, *rest]
        if text in _FILTERS:
            yield f"{text} --filter", [*_PROGRAM, command, root, *rest, "--filter", _FILTERS[text]]
    tags = [*_PROGRAM, "tags", root]
    yield "tags rename, shown", [*tags, "rename", "standing", "walking~", "--dry-run"]
    yield "tags delete, shown", [*tags, "delete", "standing", "--dry-run"]
    yield "tags add, to all", [*tags, "add", "a thing~", "details"]
    yield "undo of that", [*_PROGRAM, "undo", root]
    yield "redo of that", [*_PROGRAM, "redo", root]
    yield "tags rename, in all", [*tags, "rename", "a thing~", "another thing~"]
    yield "tags delete, from all", [*tags, "delete", "another thing~"]
    yield "log", [*_PROGRAM, "log", root]
    yield "log --json", [*_PROGRAM, "log", root, "--json"]
    for form in EXPORTS:
        if form != CIVITAI_ZIP or images <= _CIVITAI:
            where = ["-o", out / form, "--force", *_OPTIONS.get(form, ())]
            yield f"export {form}", [*_PROGRAM, "export", root, "--to", form, *where]
    read = [*_PROGRAM, "import", root, "--from", "kohya-jsonl", out / "kohya-jsonl"]
    yield "import, shown", [*read, "--mode", "replace", "--dry-run"]
    yield "import", [*read, "--mode", "alternatives"]
    yield "repair", [*_PROGRAM, "repair", root]


_READING = (
    "show",
    "show --json",
    "show --dialect prose",
    "show --dialect ideogram4",
    "stats",
    "stats --json",
    "tags",
    "tags --json",
    "tags similar",
    "check",
    "check --json",
    "check --for sd-scripts",
    "check --for ai-toolkit",
    "profile",
    "structure",
    "template",
    "prompt",
    "vocab list",
    "outside",
    "refused",
    "backup",
    "backup --list",
)
"""Commands that change nothing in a dataset."""
_FILTERS = {"show": "tag:*hat*", "show --json": "unsure:yes", "tags": "tokens>60"}
_OPTIONS: dict[str, Sequence[str]] = {
    "sidecars": ("--images", "none"),
    "hf-imagefolder": ("--images", "none"),
    "webdataset": ("--shard-size", "10000"),
}


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
