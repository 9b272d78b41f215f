"""How soon keys are answered while somebody pages through large pictures, in a real pseudo-terminal.

Run with `python -m tests.benchmarks.paging [--images 100] [--dwell 0.25] [--preview sixel]`. For each picture a page
key is pressed and, while it is being decoded, a letter; both are timed until they are on the screen. The last line is
the result as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

from PIL import Image

from tests.benchmarks.composer import draw_picture, percentile
from tests.terminal.driver import CTRL_Q, PAGE_DOWN, Drawing, Terminal, program_command

AIM_MS = 50.0
"""What the 95th percentile should stay below, all the while."""
_SIZE = (6000, 4000)
_DIFFERENT = 6
_BEFORE_TYPING = 0.06
"""Seconds between the page key and the letter: in the middle of decoding."""

Pressed = list[tuple[float, str]]
"""When a key was pressed, and what the screen shows once it has been answered."""


def make_dataset(root: Path, amount: int) -> None:
    """Pictures of 24 megapixels as a camera writes them; the same few under many names."""
    chance = random.Random(5)
    for number in range(amount):
        path = root / f"{number:04d}.jpg"
        if number < _DIFFERENT:
            grain = Image.effect_noise((1500, 1000), 40).resize(_SIZE).convert("RGB")
            Image.blend(draw_picture(chance).resize(_SIZE), grain, 0.2).save(path, quality=88)
        else:
            os.link(root / f"{number % _DIFFERENT:04d}.jpg", path)


def page_through(terminal: Terminal, amount: int, dwell: float) -> Pressed:
    """Page through all pictures, typing a letter on each."""
    pressed: Pressed = []
    terminal.wait_quiet(1.0)
    for number in range(2, amount + 1):
        pressed.append((time.perf_counter(), f" {number}/{amount} "))
        terminal.send(PAGE_DOWN)
        read_for(terminal, _BEFORE_TYPING)
        pressed.append((time.perf_counter(), ": z"))
        terminal.send("z")
        read_for(terminal, dwell)
    return pressed


def read_for(terminal: Terminal, seconds: float) -> None:
    """Read what the program writes for so long."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        terminal.read(left)


def answers(terminal: Terminal, pressed: Pressed, size: tuple[int, int]) -> list[float]:
    """Seconds from each key to the screen that shows it, by drawing the output once more."""
    drawing, waiting, found = Drawing(*size), list(pressed), []
    done = 0
    for at, length in terminal.arrivals:
        drawing.feed(bytes(terminal.raw[done:length]))
        done = length
        while waiting and at >= waiting[0][0] and drawing.shows(waiting[0][1]):
            found.append(at - waiting.pop(0)[0])
    if waiting:
        raise RuntimeError(f"{waiting[0][1]!r} never came; the screen was:\n" + "\n".join(drawing.lines))
    return found


def run(amount: int, dwell: float, preview: str, size: tuple[int, int]) -> dict[str, float | str]:
    """Measure on fresh pictures."""
    with tempfile.TemporaryDirectory() as folder:
        root, home = Path(folder) / "set", Path(folder) / "home"
        root.mkdir()
        home.mkdir()
        make_dataset(root, amount)
        rows, columns = size
        command = program_command("open", "--preview", preview, str(root))
        with Terminal(home=home, command=command, rows=rows, columns=columns, screen=False) as terminal:
            pressed = page_through(terminal, amount, dwell)
            terminal.send(CTRL_Q)
            terminal.wait_exit()
        found = [seconds * 1000 for seconds in answers(terminal, pressed, size)]
        result: dict[str, float | str] = {"preview": preview, "images": float(amount), "dwell_s": dwell}
        for name, values in (("page", found[::2]), ("letter", found[1::2])):
            result[f"{name}_ms_p50"] = round(statistics.median(values), 1)
            result[f"{name}_ms_p95"] = round(percentile(values, 95), 1)
            result[f"{name}_ms_max"] = round(max(values), 1)
        result["bytes_per_image"] = round(terminal.bytes_received / amount)
        return result


def main() -> int:
    """Print the figures; the result as JSON comes last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--images", type=int, default=100)
    parser.add_argument("--dwell", type=float, default=0.25, help="seconds on a picture after the letter")
    parser.add_argument("--preview", default="auto")
    parser.add_argument("--rows", type=int, default=36)
    parser.add_argument("--columns", type=int, default=120)
    options = parser.parse_args()
    result = run(options.images, options.dwell, options.preview, (options.rows, options.columns))
    for name, value in result.items():
        note = f"   aim < {AIM_MS:g}: {'met' if float(value) < AIM_MS else 'MISSED'}" if name.endswith("p95") else ""
        print(f"{name:<20}{value:>12}{note}")
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
