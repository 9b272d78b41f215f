"""What `tests.benchmarks.scale` runs beside commands, each in a process of its own: `make`, `open`, `edit`,
`touch`; and by hand, for a dataset whose catalogue takes too long to be filled:

    python -m tests.benchmarks.scale_parts make FOLDER 1000000
    HOME=/tmp/home python -m tests.benchmarks.scale_parts glance FOLDER

which opens it, presses keys while the catalogue is being filled, and prints what they took.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.catalogue import make
from tests.benchmarks.composer import resident_megabytes
from tests.benchmarks.large import Figures, descendants, edit_cost, key_seconds, opening, pictures, until_slots
from tests.terminal.driver import BACKSPACE, CTRL_Q, ENTER, PAGE_DOWN, Terminal
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

_CTRL_N, _CTRL_END, _F5, _END = b"\x0e", b"\x1b[1;5F", b"\x1b[15~", b"\x1b[F"


def main(what: str, root: Path, images: int = 0) -> None:
    """Make a dataset, open it until its catalogue is whole, edit 60 of its captions, write to all as others
    do, or open it for a glance."""
    if what == "make":
        with tempfile.TemporaryDirectory() as work:
            make(root, images, pictures(Path(work)))
    elif what == "open":
        opening(root, Path(os.environ["HOME"]))
    elif what == "glance":
        for name, value in glance(root, Path(os.environ["HOME"])).items():
            print(f"{name:<44}{value:>10.2f}", flush=True)
    elif what == "touch":
        for path in root.rglob("*.txt"):
            path.write_bytes(path.read_bytes() + b", by others")
    else:
        session = Session.open(root)
        finish(catalogue_of(session).fill())
        edit_cost(session)
        session.close()


def glance(root: Path, home: Path) -> Figures:
    """What opening takes, and keys before the catalogue is whole: letters, going on, the list, a filter in it."""
    keys = {
        "a letter, worst of 20 (ms)": ("s", BACKSPACE) * 10,
        "the next image, worst of 5 (ms)": (PAGE_DOWN,) * 5,
        "the next unfinished one, worst of 5 (ms)": (_CTRL_N,) * 5,
        "the last image (ms)": (_CTRL_END,),
        "all images in a list (ms)": (_F5,),
        "a page down there, worst of 5 (ms)": (PAGE_DOWN,) * 5,
        "its end (ms)": (_END,),
        "a letter of a filter, worst (ms)": ("/", *"name:77"),
        "the filter (ms)": (ENTER,),
    }
    with Terminal(root, home=home, rows=36, columns=120, screen=False) as terminal:
        figures = until_slots(terminal)
        for name, pressed in keys.items():
            figures[name] = max(key_seconds(terminal, key) for key in pressed) * 1000
        figures["memory at the end (MB)"] = resident_megabytes(terminal.process.pid)
        feeders = descendants(terminal.process.pid, "feeder")
        figures["memory of what fills the catalogue (MB)"] = max(map(resident_megabytes, feeders), default=0)
        began = time.perf_counter()
        terminal.send(CTRL_Q)
        terminal.wait_exit()
        figures["quitting (s)"] = time.perf_counter() - began
    return figures


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
