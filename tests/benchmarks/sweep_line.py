"""How soon answers of a yes/no sweep are on the screen, and on disk, over a slow line.

    python -m tests.benchmarks.sweep_line [--line 64] [--images 30] [--dwell 0.7] [--preview sixel]

The real program in a pseudo-terminal from which no more than so many kB a second are read; pictures of 1 megapixel. A
key is answered when the count in the header has moved on; that it was carried out is seen by its sidecar. The first
answer, which makes the project, is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.composer import draw_picture, percentile
from tests.benchmarks.paging import Pressed, answers, read_for
from tests.terminal.driver import CTRL_Q, ENTER, Terminal, program_command

AIM_MS = 50.0
_SIZE = (30, 100)
_PICTURE = (1200, 900)
_PIECE = 512
_F5 = b"\x1b[15~"


class SlowTerminal(Terminal):
    """A terminal that takes no more than so many bytes a second.

    `read` waits for its turn, and gives a piece at a time.
    """

    rate = 64_000.0
    _next = 0.0

    def read(self, timeout: float) -> bool:
        """See `Terminal.read`."""
        wait = self._next - time.perf_counter()
        if wait > timeout:
            time.sleep(max(0.0, timeout))
            return False
        time.sleep(max(0.0, wait))
        if self._master is None or not select.select([self._master], [], [], max(0.0, timeout - max(0.0, wait)))[0]:
            return False
        try:
            data = os.read(self._master, _PIECE)
        except OSError:
            return False
        self._next = max(self._next, time.perf_counter() - 0.01) + len(data) / self.rate
        self.raw += data
        self.arrivals.append((time.perf_counter(), len(self.raw)))
        self._answer()
        if self._drawing is not None:
            self._drawing.feed(data)
        return bool(data)


def make_dataset(root: Path, amount: int) -> None:
    """Pictures with a caption each."""
    chance = random.Random(5)
    for number in range(amount):
        draw_picture(chance).resize(_PICTURE).save(root / f"{number:04d}.jpg", quality=85)
        # Each another one: what stands in all of them is offered as globals, over the picture.
        (root / f"{number:04d}.txt").write_text(f"standing, house {number}", encoding="utf-8")


def answer_all(terminal: SlowTerminal, root: Path, amount: int, dwell: float) -> tuple[Pressed, list[float]]:
    """Answer for all images but the last; when each key was pressed, and the seconds until a yes was on disk."""
    pressed: Pressed = []
    on_disk: list[float] = []
    paths = sorted(root.glob("*.txt"))
    for number in range(1, amount):
        pressed.append((time.perf_counter(), f" {number + 1}/{amount} "))
        terminal.send("y")
        end = time.perf_counter() + dwell
        written = False
        while time.perf_counter() < end:
            terminal.read(0.001)
            if not written and b"hat" in paths[number - 1].read_bytes():
                written = True
                on_disk.append(time.perf_counter() - pressed[-1][0])
    read_for(terminal, 3.0)
    return pressed, on_disk


def run(line: float, amount: int, dwell: float, preview: str) -> dict[str, float]:
    """Measure one pace."""
    with tempfile.TemporaryDirectory() as folder:
        root, home = Path(folder) / "set", Path(folder) / "home"
        root.mkdir()
        home.mkdir()
        make_dataset(root, amount)
        command = program_command("open", "--preview", preview, str(root))
        with SlowTerminal(home=home, command=command, rows=_SIZE[0], columns=_SIZE[1]) as terminal:
            terminal.rate = line * 1000
            terminal.wait_for("F1 keys")
            read_for(terminal, 4.0)
            terminal.send(_F5)
            terminal.wait_for("state")
            terminal.send("y")
            terminal.wait_for("yes/no for tag:")
            terminal.send("straw hat")
            terminal.wait_for("tag: straw hat")
            terminal.send(ENTER)
            terminal.wait_for(f" 1/{amount} ")
            read_for(terminal, 4.0)
            pressed, on_disk = answer_all(terminal, root, amount, dwell)
            terminal.send(CTRL_Q)
            terminal.wait_exit()
        shown = [seconds * 1000 for seconds in answers(terminal, pressed, _SIZE)[1:]]
        disk = [seconds * 1000 for seconds in on_disk[1:]]
        return {
            "shown_ms_p50": round(median(shown), 1),
            "shown_ms_p95": round(percentile(shown, 95), 1),
            "disk_ms_p50": round(median(disk), 1),
            "disk_ms_p95": round(percentile(disk, 95), 1),
            "answered": len(shown),
            "bytes_per_image": round(terminal.bytes_received / amount),
        }


def main() -> int:
    """Print the figures; the result as JSON comes last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--line", type=float, default=64.0, help="kB a second")
    parser.add_argument("--images", type=int, default=20)
    parser.add_argument("--dwell", type=float, nargs="+", default=[0.3, 1.5], help="seconds from a key to the next")
    parser.add_argument("--preview", default="auto")
    options = parser.parse_args()
    result = {f"{dwell:g} s": run(options.line, options.images, dwell, options.preview) for dwell in options.dwell}
    for pace, figures in result.items():
        print(f"a key each {pace:<8}" + "  ".join(f"{name} {value:g}" for name, value in figures.items()))
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
