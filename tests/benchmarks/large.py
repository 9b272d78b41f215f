"""What the composer does in a dataset of 100,000 images: opening, the catalogue behind it, the keys meanwhile, edits.

    python -m tests.benchmarks.large [--images 100000] [--keep FOLDER]

Makes 100 sub-folders of hard links to a few real pictures, 15 tags each, and runs the real program in a real
pseudo-terminal: from the start to the first answered key, how long keys take while the catalogue is filled, until it is
whole, then all of it once more for the second opening. Then, in this process: the next unfinished image, the title of
what undo would take back, counts, and what one edit costs beside one in a dataset of ten images.

Seconds of processors stand beside those of the clock: where other programs run too, only the former say something.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PIL import Image

from tests.benchmarks.catalogue import make
from tests.benchmarks.composer import percentile, resident_megabytes
from tests.terminal.driver import BACKSPACE, CTRL_Q, Terminal
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue import questions

_PICTURES = 8
_EDITS = 60
_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 300
"""Seconds that the largest dataset may take to open."""
_BETWEEN = 0.1
"""Seconds between two keys."""

Figures = dict[str, float]


def main() -> int:
    """Run the benchmark; print a line for each figure, then one of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.large", description=__doc__.split("\n")[0])
    parser.add_argument("--images", type=int, default=100_000, metavar="N", help="how many (100,000 by default)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where it is made, and left for the next run")
    parser.add_argument("--inside", action="store_true", help="only what needs no terminal")
    options = parser.parse_args()
    figures: Figures = {}
    with tempfile.TemporaryDirectory(prefix="large-") as work:
        home = Path(work) / "home"
        home.mkdir()
        root = options.keep or Path(work) / "set"
        if not root.exists():
            make(root, options.images, pictures(Path(work)))
        if not options.inside:
            for which in ("first", "second"):
                figures |= {f"{which} opening: {name}": value for name, value in opening(root, home).items()}
        os.environ["XDG_CACHE_HOME"] = str(home / "cache")
        small = Path(work) / "small"
        make(small, 10, pictures(Path(work)))
        figures |= questions_and_edits(root, small)
    for name, value in figures.items():
        print(f"{name:<66}{value:>10g}")
    print(json.dumps({"images": options.images, **figures}))
    return 0


def pictures(folder: Path) -> list[bytes]:
    """A few real, tiny pictures."""
    found: list[bytes] = []
    for number in range(_PICTURES):
        file = folder / "picture.png"
        Image.new("RGB", (64, 48), (30 * number, 90, 220 - 20 * number)).save(file)
        found.append(file.read_bytes())
    return found


# --- the program in a terminal ----------------------------------------------------------------------------------------


def opening(root: Path, home: Path) -> Figures:
    """Open, type until the catalogue is whole, and quit."""
    with Terminal(root, home=home, rows=36, columns=120, screen=False) as terminal:
        process = terminal.process.pid
        first = until_slots(terminal)
        keys, children = keys_until_whole(terminal)
        whole = {
            "until the catalogue is whole (s)": time.perf_counter() - terminal.started,
            "processors that filled it (s)": children,
            "processors of the program meanwhile (s)": processors(process)
            - first["processors of the program until then (s)"],
            "keys meanwhile": float(len(keys)),
            "key to first byte, median (ms)": statistics.median(keys) * 1000 if keys else 0.0,
            "key to first byte, 95 of 100 (ms)": percentile(keys, 95) * 1000 if keys else 0.0,
            "key to first byte, worst (ms)": max(keys, default=0.0) * 1000,
            "memory at the end (MB)": resident_megabytes(process),
        }
        terminal.send(CTRL_Q)
        terminal.wait_exit()
    return {name: round(value, 2) for name, value in {**first, **whole}.items()}


def until_slots(terminal: Terminal) -> Figures:
    """Wait until a program that was just started shows the slots; what that took."""
    process = terminal.process.pid
    terminal.wait_for(lambda: b"\x1b[?1049h" in terminal.raw, timeout=_PATIENCE)
    count = len(terminal.arrivals)
    terminal.send("z")
    terminal.wait_for(lambda: b"ssociations" in terminal.raw, timeout=_PATIENCE)
    slots = terminal.arrivals[-1][0] - terminal.started
    terminal.wait_for(lambda: len(terminal.arrivals) > count)
    terminal.send(BACKSPACE)
    return {
        "until the slots are there (s)": slots,
        "processors of the program until then (s)": processors(process),
        "memory then (MB)": resident_megabytes(process),
    }


def key_seconds(terminal: Terminal, key: bytes | str) -> float:
    """Seconds from a key to the first byte of its answer."""
    terminal.wait_quiet(_BETWEEN)
    count, pressed = len(terminal.arrivals), time.perf_counter()
    terminal.send(key)
    terminal.wait_for(lambda: len(terminal.arrivals) > count, timeout=_PATIENCE)
    return terminal.arrivals[count][0] - pressed


def keys_until_whole(terminal: Terminal) -> tuple[list[float], float]:
    """Type and delete a letter until no process fills the catalogue any more; seconds of each key, and of filling."""
    seconds: list[float] = []
    used: dict[int, float] = {}
    quiet = 0
    while quiet < 20:
        seconds += [key_seconds(terminal, key) for key in ("s", BACKSPACE)]
        feeders = descendants(terminal.process.pid, "feeder")
        used.update({one: processors(one) for one in feeders})
        quiet = 0 if feeders else quiet + 1
    return seconds, sum(used.values())


def descendants(process: int, word: str) -> list[int]:
    """The processes that one started, and those that they started, whose command has a word in it."""
    parents: dict[int, int] = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
    found: set[int] = {process}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return [one for one in found - {process} if word in command_of(one)]


def command_of(process: int) -> str:
    """How a process was started, empty for one that has ended."""
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().decode("utf-8", "replace")
    return ""


def processors(process: int) -> float:
    """Seconds of processors that a process has used, 0 for one that has ended."""
    with suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS
    return 0.0


# --- in this process --------------------------------------------------------------------------------------------------


def questions_and_edits(root: Path, small: Path) -> Figures:
    """What the session answers, and what an edit costs, in milliseconds of processors."""
    figures: Figures = {}
    began = time.process_time()
    session = Session.open(root)
    figures["the session: opened, processors (s)"] = round(time.process_time() - began, 2)
    catalogue = catalogue_of(session)
    began = time.process_time()
    finish(catalogue.fill())
    figures["the session: catalogue brought up to date, processors (s)"] = round(time.process_time() - began, 2)
    middle = session.names[len(session.names) // 2]
    asked: dict[str, Callable[[], object]] = {
        "next unfinished image": lambda: session.finished.next_unfinished(middle),
        "next unfinished image after the last one": lambda: session.finished.next_unfinished(session.names[-1]),
        "how many are finished": lambda: session.finished.count,
        "title of what undo takes back": session.undo_title,
        "all tags with counts": lambda: catalogue.ask(questions.tag_counts),
    }
    for name, ask in asked.items():
        first = milliseconds(ask)
        figures[f"{name}: first time (ms)"] = round(first, 3)
        figures[f"{name}: again (ms)"] = round(statistics.median(milliseconds(ask) for _ in range(5)), 3)
    many = edit_cost(session)
    session.close()
    other = Session.open(small)
    finish(catalogue_of(other).fill())
    few = edit_cost(other)
    other.close()
    figures |= {"one edit (ms)": round(many, 3), "one edit of ten images (ms)": round(few, 3)}
    return figures | {"one edit, ratio": round(many / few, 2)}


def edit_cost(session: Session) -> float:
    """Milliseconds of processors for an edit with its sidecar, and what the screen asks after it."""
    costs: list[float] = []
    for number in range(_EDITS):
        name = session.names[number % len(session.names)]
        session.record(name)
        caption = Caption({"action": (Tag("standing"), Tag(f"a tag of {time.time_ns()}"))})

        def edit(name: str = name, caption: Caption = caption) -> None:
            session.edit(name, "put", caption, "done")
            _ = session.finished.count
            session.undo_title()

        costs.append(milliseconds(edit))
    return statistics.median(costs)


def milliseconds(act: Callable[[], object]) -> float:
    """Milliseconds of processors that something takes."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
