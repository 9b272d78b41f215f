"""What one accepted tag goes through, from Enter to its sidecar.

    python -m tests.benchmarks.steps_to_sidecar [--images 50]

Prints how many calls of our own functions that takes, how many of our files they are in, how often the way goes from
one file to another, how many statements the database gets, how often the sidecar is opened and a record is decoded.
Counted, not timed: the numbers are the same on every machine. Measured for the second tag of an edited image that is
shown, so that nothing is done for the first time.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import tui_captioner
from tests.conftest import PNG
from tui_captioner.domain.caption import Tag
from tui_captioner.services.session.session import Session

_OURS = str(Path(tui_captioner.__file__).parent)


def main() -> int:
    """Run the benchmark; print a line for each figure, then one of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.steps_to_sidecar")
    parser.add_argument("--images", type=int, default=50, metavar="N", help="how many (50 by default)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="steps-") as folder:
        result = measure(Path(folder), options.images)
    for name, value in result.items():
        print(f"{name:20} {value:6}")
    print(json.dumps(result))
    return 0


def measure(root: Path, images: int) -> dict[str, int]:
    """The figures for a dataset that is made in `root`."""
    for number in range(images):
        (root / f"{number:03}.png").write_bytes(PNG)
        (root / f"{number:03}.txt").write_bytes(b"photograph, of a woman, standing, red hat, beach")
    session = Session.open(root)
    name = session.names[0]

    def add(text: str) -> None:
        """What the composer does with a tag that was typed."""
        caption = session.record(name).caption
        session.edit(name, f"add {text}", caption.added("action", (Tag(text),)))

    add("waving")
    session.caption(name)
    said: list[str] = []
    sql = session.project.ensure()._sql
    sql.set_trace_callback(said.append)
    counts, files, moves = _profiled(lambda: add("smiling"))
    sql.set_trace_callback(None)
    assert "smiling" in (root / "000.txt").read_text(encoding="utf-8")
    session.close()
    return {
        "calls": sum(counts.values()),
        "files": len(files),
        "moves between files": moves,
        "statements": len(said),
        "sidecar opened": counts["read_regular"],
        "records decoded": counts["load_record"],
        "records encoded": counts["dump_record"],
    }


def _profiled(act: Callable[[], None]) -> tuple[Counter[str], set[str], int]:
    """Calls of our functions by name, the files that they are in, and how often the way leaves one for another."""
    counts: Counter[str] = Counter()
    files: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        file = frame.f_code.co_filename
        if event == "call" and file.startswith(_OURS):
            counts[frame.f_code.co_name] += 1
            if files[-1:] != [file]:
                files.append(file)

    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)
    return counts, set(files), len(files)


if __name__ == "__main__":
    sys.exit(main())
