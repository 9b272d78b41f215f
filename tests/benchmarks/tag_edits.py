"""How long a tag takes to be renamed in many captions, and how late keys are meanwhile; beside it, a plain rewrite.

    python -m tests.benchmarks.tag_edits [--images 1000 10000 100000] [--folder FOLDER]

Each caption has 15 tags; every third or so has the one that is renamed. What is timed, in seconds: counting all tags,
the rename from agreeing to the last sidecar, its undo; and the way of other tools: every file is read, and written anew
without care if it holds the tag. `key` is how late a timer of 5 ms was at worst, in milliseconds, while the rename ran
in slices as on the screen, `key cpu` how long the loop worked without a look at the keyboard. Much of it is waiting for
the disk: figures of two runs are only comparable where that was as busy.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.conftest import PNG
from tui_captioner.services.bulk.tag_edits import renaming
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import Job, finish, result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.tag_questions import images_with, tag_uses
from tui_captioner.tui.lists.work import in_slices

_SHARE = 0.3
"""Part of the captions that have the tag."""
_TAGS = 15
_TEXTS = 3000
"""Different tags besides."""
_TICK = 0.005


def main() -> int:
    """Run the benchmark; print a line for each size, then one of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.tag_edits")
    parser.add_argument("--images", type=int, nargs="+", default=[1000, 10_000], metavar="N")
    parser.add_argument("--folder", type=Path, help="where the datasets are made; among temporary files by default")
    options = parser.parse_args()
    results = []
    for images in options.images:
        with tempfile.TemporaryDirectory(prefix="tags-", dir=options.folder) as folder:
            results.append({"images": images, **_measure(Path(folder), images)})
        print("  ".join(f"{name} {value}" for name, value in results[-1].items()), flush=True)
    print(json.dumps(results))
    return 0


def _make(root: Path, images: int) -> int:
    """Make the captions; gives how many have the tag."""
    choose = random.Random(0)
    count = 0
    for number in range(images):
        folder = root / f"{number // 1000:03}"
        folder.mkdir(exist_ok=True)
        tags = [f"tag {choose.randrange(_TEXTS)}" for _ in range(_TAGS)]
        if choose.random() < _SHARE:
            tags[choose.randrange(_TAGS)] = "red hats"
            count += 1
        (folder / f"{number:06}.png").write_bytes(PNG)
        (folder / f"{number:06}.txt").write_text(", ".join(tags))
    return count


def _measure(root: Path, images: int) -> dict[str, float]:
    result: dict[str, float] = {"captions": _make(root, images)}

    def timed(name: str, act: Callable[[], object]) -> object:
        began, worked = time.perf_counter(), time.process_time()
        found = act()
        result[name] = round(time.perf_counter() - began, 3)
        result[f"{name} cpu"] = round(time.process_time() - worked, 3)
        return found

    timed("rewrite", lambda: _rewrite(root, "red hats", "red caps"))
    _rewrite(root, "red caps", "red hats")
    session = Session.open(root)
    try:
        catalogue = catalogue_of(session)
        timed("catalogue filled", lambda: finish(catalogue.fill()))
        timed("tags counted", lambda: result_of(catalogue.answer(tag_uses)))
        names = result_of(catalogue.answer(lambda store: images_with(store, ["red hats"])))
        proposal = renaming(session, "red hats", "red hat").narrowed(names)
        timed("rename", lambda: result.update(_run(proposal.carry_out())))
        timed("undo", lambda: result.update({f"undo {name}": late for name, late in _run(session.undo()).items()}))
    finally:
        session.close()
    return result


def _rewrite(root: Path, old: str, new: str) -> None:
    """The way of other tools: read every file, write those that have it, one after the other, without a sync."""
    for path in root.rglob("*.txt"):
        tags = path.read_text().split(", ")
        if old in tags:
            path.write_text(", ".join(new if tag == old else tag for tag in tags))


def _run(job: Job) -> dict[str, float]:
    """Carry a job out in slices; gives how late the timer was at worst, and how busy the loop was, in milliseconds."""

    async def run() -> tuple[float, float]:
        worst = busy = 0.0
        over = asyncio.Event()

        async def tick() -> None:
            nonlocal worst, busy
            while not over.is_set():
                began, worked = time.perf_counter(), time.thread_time()
                await asyncio.sleep(_TICK)
                worst = max(worst, time.perf_counter() - began - _TICK)
                busy = max(busy, time.thread_time() - worked)

        ticking = asyncio.create_task(tick())
        await in_slices(job)
        over.set()
        await ticking
        return worst, busy

    # As in the app, which collects garbage between keys: see `tui/composer/collecting.py`.
    gc.freeze()
    gc.disable()
    worst, busy = asyncio.run(run())
    gc.enable()
    return {"key": round(1000 * worst, 1), "key cpu": round(1000 * busy, 1)}


if __name__ == "__main__":
    raise SystemExit(main())
