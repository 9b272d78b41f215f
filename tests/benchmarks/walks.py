"""How long it takes to go over a whole dataset that was never edited: check, exports, order, undo.

    python -m tests.benchmarks.walks [--images 20000] [--before CHECKOUT]

Makes a folder of tiny images with sidecars, and runs each command as a program of its own: once where no catalogue is
kept, once more where the first run left one. With another checkout each is run there too, just before, and the ratio is
printed: the machine is as busy for both. Seconds of wall-clock time, and of CPU with children.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import PNG

_HERE = Path(__file__).resolve().parents[2]
_WORDS = (
    ["photograph", "illustration", "oil painting"],
    ["of a woman", "of a man", "of a dog"],
    ["standing", "sitting", "running", "looking at viewer"],
    ["red hat", "blue coat", "long hair", "freckles", "silver ring", "zebra stripes"],
    ["rim lighting", "soft shadows", "lens flare"],
    ["beach", "kitchen", "mountains at sunrise", "white background", "park"],
    ["calm", "joyful", "lonely"],
)
_ORDER = """
import sys, time
from pathlib import Path
from tui_captioner.services.bulk.ordering import Ordering
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
session = Session.open(Path(sys.argv[1]))
times = [time.perf_counter()]
change = Ordering(session)
for job in (change.look_through, change.carry_out, session.undo, session.redo, session.undo):
    finish(job())
    times.append(time.perf_counter())
print(len(change.names), *(round(b - a, 2) for a, b in zip(times, times[1:])))
session.close()
"""


def main() -> int:
    """Run the benchmark; print a line for each command, then one of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.walks", description=__doc__.split("\n")[0])
    parser.add_argument("--images", type=int, default=20_000, metavar="N", help="how many (20,000 by default)")
    parser.add_argument("--before", type=Path, metavar="CHECKOUT", help="another version to compare with")
    options = parser.parse_args()
    checkouts = [*([options.before.resolve()] if options.before else []), _HERE]
    with tempfile.TemporaryDirectory(prefix="walks-") as work:
        result = _measure(Path(work), options.images, checkouts)
    print(json.dumps({"images": options.images, "seconds": result}))
    return 0


def _measure(work: Path, count: int, checkouts: Sequence[Path]) -> dict[str, list[list[float]]]:
    result: dict[str, list[list[float]]] = {}
    sets = []
    for number, _ in enumerate(checkouts):
        sets.append(work / f"{number}" / "set")
        _make(sets[-1], count)

    def run(name: str, *words: str, allowed: Sequence[int] = (0,)) -> None:
        result[name] = [
            _run(checkout, dataset, words, allowed) for checkout, dataset in zip(checkouts, sets, strict=True)
        ]
        shown = "  ".join(f"{wall:7.2f} s ({cpu:6.2f} CPU)" for wall, cpu in result[name])
        first, last = result[name][0], result[name][-1]
        ratios = f"  {last[0] / first[0]:5.2f} ({last[1] / first[1]:5.2f} CPU)" if len(checkouts) > 1 else ""
        print(f"{name:28} {shown}{ratios}", flush=True)

    run("check, nothing kept", "check", "SET", allowed=(0, 1))
    run("check", "check", "SET", allowed=(0, 1))
    run("check --for sd-scripts", "check", "SET", "--for", "sd-scripts", allowed=(0, 1))
    run("export sidecars", "export", "SET", "--to", "sidecars", "-o", "OUT")
    run("export kohya-jsonl", "export", "SET", "--to", "kohya-jsonl", "-o", "OUT.jsonl")
    run("export slots-jsonl", "export", "SET", "--to", "slots-jsonl", "-o", "OUT.slots.jsonl")
    run("show --json", "show", "SET", "--json")
    for dataset, checkout in zip(sets, checkouts, strict=True):
        done = subprocess.run(
            [sys.executable, "-c", _ORDER, str(dataset)],
            env=_environment(checkout, dataset),
            cwd=checkout,
            capture_output=True,
            text=True,
            check=True,
        )
        changed, *times = map(float, done.stdout.split())
        for name, seconds in zip(("look through", "carry out", "undo", "redo", "undo again"), times, strict=True):
            result.setdefault(f"order {changed:.0f}: {name}", []).append([seconds])
    for name, seen in result.items():
        if name.startswith("order"):
            ratio = f"  {seen[-1][0] / max(0.01, seen[0][0]):5.2f}" if len(seen) > 1 else ""
            print(f"{name:28} {'  '.join(f'{one[0]:7.2f} s' for one in seen)}{ratio}")
    return result


def _environment(checkout: Path, dataset: Path) -> dict[str, str]:
    """A cache folder of its own for each version, and no user's settings."""
    home = str(dataset.parent / "home")
    paths = {"PYTHONPATH": str(checkout), "HOME": home, "XDG_CACHE_HOME": f"{home}/cache"}
    return {**os.environ, **paths, "XDG_CONFIG_HOME": f"{home}/config", "XDG_STATE_HOME": f"{home}/state"}


def _run(checkout: Path, dataset: Path, words: Sequence[str], allowed: Sequence[int]) -> list[float]:
    out = dataset.parent / "out"
    shutil.rmtree(out, ignore_errors=True)
    given = [word.replace("SET", str(dataset)).replace("OUT", str(out)) for word in words]
    cpu = _cpu()
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tui_captioner", *given],
        env=_environment(checkout, dataset),
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - began
    if done.returncode not in allowed:
        raise SystemExit(f"{' '.join(given)}: exit status {done.returncode}\n{done.stdout[-500:]}{done.stderr[-500:]}")
    return [round(seconds, 2), round(_cpu() - cpu, 2)]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _make(dataset: Path, count: int) -> None:
    """Captions of which half stand in no order, as files that are older than any clock's step."""
    dataset.mkdir(parents=True)
    choose = random.Random(0)
    for number in range(count):
        (dataset / f"{number:06}.png").write_bytes(PNG)
        tags = [choose.choice(words) for words in _WORDS] + [f"thing {choose.randrange(3000)}"]
        if number % 2:
            choose.shuffle(tags)
        sidecar = dataset / f"{number:06}.txt"
        sidecar.write_text(", ".join(dict.fromkeys(tags)), encoding="utf-8")
        os.utime(sidecar, (10**9, 10**9))


if __name__ == "__main__":
    sys.exit(main())
