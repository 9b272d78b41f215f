"""How long a change of many captions takes, and what is asked of the history afterwards.

    python -m tests.benchmarks.many_sidecars [--images 20000] [--folder FOLDER]

Every caption is put into slot order, as one step, and that is undone. Most of it is waiting for the disk, so the
folder should lie on the one in question, and figures of two programs are only comparable if they ran one right after
the other. Beside them stand the seconds of the processor, which are steadier.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from tests.conftest import PNG
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


def main() -> int:
    """Run the benchmark; print a line for each part of it, then one of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.many_sidecars")
    parser.add_argument("--images", type=int, default=20_000, metavar="N", help="how many (20,000 by default)")
    parser.add_argument("--folder", type=Path, help="where the dataset is made; among temporary files by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sidecars-", dir=options.folder) as folder:
        result = _measure(Path(folder), options.images)
    print(json.dumps({"images": options.images, **result}))
    return 0


def _measure(root: Path, images: int) -> dict[str, float]:
    for number in range(images):
        (root / f"{number:06}.png").write_bytes(PNG)
        (root / f"{number:06}.txt").write_bytes(b"standing, photograph, beach")
    session = Session.open(root)
    result: dict[str, float] = {}

    def run(name: str, act: Callable[[], object]) -> None:
        began, worked = time.perf_counter(), time.process_time()
        act()
        result[name] = round(time.perf_counter() - began, 4)
        result[f"{name}, processor"] = round(time.process_time() - worked, 4)
        print(f"{name:20} {result[name]:9.4f} {result[f'{name}, processor']:9.4f}", flush=True)

    def ordered() -> Iterator[tuple[str, ImageRecord]]:
        for name in session.names:
            record = session.peek(name)
            yield name, replace(record, caption=record.caption.edited())

    last = session.names[-1]
    run("put in order", lambda: finish(session.change_many("put in order", ordered())))
    run("title of undo", session.undo_title)
    run("undo", lambda: finish(session.undo()))
    run("redo", lambda: finish(session.redo()))
    run("how many are done", lambda: session.finished.count)
    run("next unfinished", lambda: session.finished.next_unfinished(last))
    session.close()
    return result


if __name__ == "__main__":
    raise SystemExit(main())
