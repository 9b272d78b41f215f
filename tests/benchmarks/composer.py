"""How fast the composer starts and answers, and how many bytes that costs, in a real pseudo-terminal.

    python -m tests.benchmarks.composer [--images 1000] [--runs 7] [--idle 60]

The last line is the result as JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from tests.terminal.driver import (
    BACKSPACE,
    CTRL_Q,
    ENTER,
    PAGE_DOWN,
    TAB,
    Drawing,
    Terminal,
    program_command,
)

AIMS = {
    "first_screen_s": 0.7,
    "key_p95_ms": 30.0,
    "key_bytes_median": 600.0,
    "key_bytes_p95": 1300.0,
    "idle_bytes": 1.0,
}
"""What the figures should stay below."""

_SIDE = 1024
_DIFFERENT = 16
"""Pictures that are really drawn; the others are copies, which cost a start just as much."""
_SILENCE = 0.12
"""Seconds without output after which an answer is taken to be complete; not counted."""
_TAGS = (
    "photograph",
    "of a woman",
    "full body shot",
    "from side",
    "standing",
    "looking at viewer",
    "smiling",
    "long hair",
    "red dress",
    "soft light",
    "city street at night",
    "park bench",
    "window",
    "wooden floor",
    "calm",
    "dreary environment",
    "arms crossed",
    "holding a phone",
    "black shoes",
    "hat",
    "clock on wall",
    "trees in background",
    "from above",
    "sitting",
    "close up",
)
_TYPED = ("looking at the camera", "red scarf", "holding a cup", "wooden table", "long brown hair", "soft window light")

Summary = dict[str, float]


def make_dataset(root: Path, amount: int) -> None:
    """Draw pictures of about 1024 pixels, JPEG and PNG, and give nine of ten a caption; the same ones each time."""
    chance = random.Random(11)
    for number in range(amount):
        suffix = ".png" if number % 2 else ".jpg"
        path = root / f"{number:05d}{suffix}"
        if number < _DIFFERENT:
            draw_picture(chance).save(path)
        else:
            shutil.copyfile(root / f"{number % _DIFFERENT:05d}{suffix}", path)
        if number % 10:
            caption = ", ".join(chance.sample(_TAGS, chance.randint(6, 14)))
            path.with_suffix(".txt").write_text(caption, encoding="utf-8")


def draw_picture(chance: random.Random) -> Image.Image:
    """A picture with soft and hard edges, so that it is neither one colour nor noise."""
    size = (_SIDE, chance.choice((768, 1024, 1344)))
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, reach = chance.randrange(size[0]), chance.randrange(size[1]), chance.randrange(20, 260)
        colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)
    return picture.filter(ImageFilter.GaussianBlur(3))


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def seconds_until(terminal: Terminal, size: tuple[int, int], met: Callable[[Drawing], object]) -> float:
    """Seconds from the start of the program until the screen was so, by drawing its output once more."""
    drawing = Drawing(*size)
    done = 0
    for at, length in terminal.arrivals:
        drawing.feed(bytes(terminal.raw[done:length]))
        done = length
        if met(drawing):
            return at - terminal.started
    raise RuntimeError("the screen never came; it was:\n" + "\n".join(drawing.lines))


def has_picture(drawing: Drawing) -> bool:
    """Whether slots and picture are there: a picture of half blocks fills many cells."""
    return drawing.shows("7 Associations") and sum(line.count("▀") + line.count("▄") for line in drawing.lines) > 100


def measure_start(folder: Path, home: Path, size: tuple[int, int]) -> tuple[float, float, float]:
    """Seconds to the slots, to slots and picture, and to the first answered key, which is typed before."""
    with Terminal(folder, home=home, rows=size[0], columns=size[1], screen=False) as terminal:
        terminal.wait_for(lambda: b"\x1b[?1049h" in terminal.raw)
        terminal.send("z")
        terminal.wait_quiet(0.5)
        terminal.send(BACKSPACE, CTRL_Q)
        terminal.wait_exit()
        slots = seconds_until(terminal, size, lambda drawing: drawing.shows("7 Associations"))
        picture = seconds_until(terminal, size, has_picture)
        key = seconds_until(terminal, size, lambda drawing: drawing.shows(": z"))
    return slots, picture, key


class Answers:
    """What came back for keys: seconds to the first byte, to the last one, and bytes."""

    def __init__(self) -> None:
        self.first: list[float] = []
        self.last: list[float] = []
        self.sizes: list[int] = []

    def take(self, terminal: Terminal, key: bytes | str) -> None:
        """Press a key and wait until what it draws is there."""
        count, before = len(terminal.arrivals), terminal.bytes_received
        pressed = time.perf_counter()
        terminal.send(key)
        terminal.wait_for(lambda: len(terminal.arrivals) > count)
        terminal.wait_quiet(_SILENCE)
        self.first.append(terminal.arrivals[count][0] - pressed)
        self.last.append(terminal.arrivals[-1][0] - pressed)
        self.sizes.append(terminal.bytes_received - before)

    def summary(self, name: str) -> Summary:
        """Median and 95th percentile of each."""
        rows: Summary = {}
        for what, values in (("first_ms", self.first), ("last_ms", self.last)):
            rows[f"{name}_{what}_p50"] = round(statistics.median(values) * 1000, 1)
            rows[f"{name}_{what}_p95"] = round(percentile(values, 95) * 1000, 1)
        rows[f"{name}_bytes_median"] = float(statistics.median(self.sizes))
        rows[f"{name}_bytes_p95"] = float(percentile(self.sizes, 95))
        return rows


def measure_keys(folder: Path, home: Path, size: tuple[int, int], idle: float) -> Summary:
    """What typed keys, taking a tag and going to the next image cost."""
    typed, kept, taken, images = Answers(), Answers(), Answers(), Answers()
    with Terminal(folder, home=home, rows=size[0], columns=size[1], screen=False) as terminal:
        terminal.wait_quiet(1.5)
        # Not the globals: a tag in there changes every caption of the set.
        for _ in range(3):
            terminal.send(ENTER)
            terminal.wait_quiet(_SILENCE)
        for place, text in enumerate(_TYPED):
            for char in text:
                typed.take(terminal, char)
            kept.take(terminal, ENTER)
            for char in text[:3]:
                typed.take(terminal, char)
            taken.take(terminal, TAB)
            if place % 2:
                images.take(terminal, PAGE_DOWN)
                terminal.wait_quiet(0.5)
        memory = resident_megabytes(terminal.process.pid)
        before, until = terminal.bytes_received, time.monotonic() + idle
        while (left := until - time.monotonic()) > 0:
            terminal.read(left)
        idle_bytes = terminal.bytes_received - before
        terminal.send(CTRL_Q)
        terminal.wait_exit()
    rows = {**typed.summary("key"), **kept.summary("keep"), **taken.summary("take"), **images.summary("image")}
    return {**rows, "resident_mb": memory, **({"idle_bytes": float(idle_bytes)} if idle else {})}


def resident_megabytes(process: int) -> float:
    """Memory of a process in use, 0 where the system does not tell."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
        return round(int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024, 1)
    return 0.0


def seconds_for_nothing(home: Path) -> float:
    """Seconds that the program takes to do nothing: the share of the start that is not the composer's."""
    with Terminal(home=home, command=program_command("--version"), screen=False) as terminal:
        terminal.wait_exit()
        return time.perf_counter() - terminal.started


def run(amount: int, runs: int, rows: int, columns: int, idle: float) -> Summary:
    """Measure everything on a fresh dataset."""
    with tempfile.TemporaryDirectory() as folder:
        root, home = Path(folder) / "set", Path(folder) / "home"
        root.mkdir()
        home.mkdir()
        make_dataset(root, amount)
        size = (rows, columns)
        measure_start(root, home, size)
        starts = [measure_start(root, home, size) for _ in range(runs)]
        slots, pictures, keys = (statistics.median(column) for column in zip(*starts, strict=True))
        return {
            "images": float(amount),
            "nothing_s": round(statistics.median(seconds_for_nothing(home) for _ in range(runs)), 3),
            "first_slots_s": round(slots, 3),
            "first_screen_s": round(pictures, 3),
            "first_key_s": round(keys, 3),
            **measure_keys(root, home, size, idle),
        }


def main() -> int:
    """Print the table; the result as JSON comes last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--rows", type=int, default=36)
    parser.add_argument("--columns", type=int, default=120)
    parser.add_argument(
        "--idle", type=float, default=0.0, help="seconds without a key, at the end; what comes is counted"
    )
    options = parser.parse_args()
    result = run(options.images, options.runs, options.rows, options.columns, options.idle)
    result["key_p95_ms"] = result["key_first_ms_p95"]
    for name, value in result.items():
        aim = AIMS.get(name)
        note = "" if aim is None else f"   aim < {aim:g}: {'met' if value < aim else 'MISSED'}"
        print(f"{name:<24}{value:>12g}{note}")
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
