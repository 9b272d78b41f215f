"""Shows pictures in real terminals under Xvfb and checks them by their pixels.

Run with `python -m tests.terminal.real_terminals [NAME...]`; `--all` fails where a program is missing, `--keep DIR`
keeps what was seen. In each terminal: the picture is there, where it should be, in its colours and as sharp as the
protocol says; the help screen covers it; it comes back; the next one takes its place, also after quick paging; a closer
look has it in the middle of the window, and it comes back from there; nothing of it is left after quitting.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageStat

from tests.terminal.x11 import (
    NEEDED,
    SIZE,
    Display,
    TerminalError,
    differs_from,
    display,
    in_foot,
    in_kitty,
    in_konsole,
    in_mlterm,
    in_st,
    in_tmux,
    in_xterm,
    terminal,
)

SOURCE = (900, 1200)
STRIPES = (0.25, 0.55, 0.75, 0.85)
"""Part of each picture with thin stripes, as fractions: only real pixels can show them."""
_COLOURFUL = 70
"""Least difference between the colour channels of a pixel that counts as part of a picture; the program's own colours
have less, but for a few letters."""
_LEFT, _TOP = 0.5, 0.95
"""Fractions of the window that the picture stays in; below are the letters of the status line."""
_MOST_BYTES_LEFT = 400
"""Colourful pixels that letters may make up in a region where no picture is."""
_ANSWERED = """
import os, tty
tty.setcbreak(0)
os.write(1, b"\\33[6n")
while os.read(0, 1) != b"R": pass
"""
"""Ends once the terminal answers: nobody types a command before there is a prompt, which may take long to come up."""


@dataclass(frozen=True)
class Case:
    """A terminal and what is expected of it.

    Args:
        name: Its name for the command line.
        programs: Programs it needs.
        command: Gives the command line from that of the program and a folder.
        sharp: Whether the pixels of the picture are shown, not blocks.
        error: Largest mean difference of colours between the shown picture and the source, of 255.
        environment: Variables for the terminal.
        options: Options for the program.
    """

    name: str
    programs: tuple[str, ...]
    command: Callable[[Sequence[str], Path], list[str]]
    sharp: bool
    error: float
    environment: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()


CASES = (
    Case("kitty", ("kitty",), lambda words, _: in_kitty(words), True, 10),
    Case("kitty-blocks", ("kitty",), lambda words, _: in_kitty(words), False, 18, options=("--preview", "blocks")),
    Case("xterm-sixel", ("xterm",), lambda words, _: in_xterm(words, sixel=True), True, 12),
    Case("xterm", ("xterm",), lambda words, _: in_xterm(words), False, 18),
    Case("st", ("st",), lambda words, _: in_st(words), False, 18, {"COLORTERM": "truecolor"}),
    Case(
        "st-quadrants",
        ("st",),
        lambda words, _: in_st(words),
        False,
        18,
        {"COLORTERM": "truecolor"},
        ("--preview", "quadrants"),
    ),
    Case("mlterm-sixel", ("mlterm",), lambda words, _: in_mlterm(words), True, 12, options=("--preview", "sixel")),
    Case("mlterm-iterm2", ("mlterm",), lambda words, _: in_mlterm(words), True, 12, options=("--preview", "iterm2")),
    Case("foot", ("foot", "weston"), in_foot, True, 12),
    Case("konsole", ("konsole",), lambda words, _: in_konsole(words), True, 10),
    Case("tmux-in-xterm", ("tmux", "xterm"), lambda words, folder: in_xterm(in_tmux(words, folder)), False, 18),
    Case(
        "tmux-in-xterm-sixel",
        ("tmux", "xterm"),
        lambda words, folder: in_xterm(in_tmux(words, folder), sixel=True),
        False,
        18,
    ),
    Case("tmux-in-kitty", ("tmux", "kitty"), lambda words, folder: in_kitty(in_tmux(words, folder)), False, 18),
)


def draw_picture(path: Path, turned: int) -> Image.Image:
    """A picture whose every part can be told from every other, saturated all over, with stripes three pixels thin."""
    width, height = SOURCE
    across = Image.linear_gradient("L").rotate(90).resize(SOURCE)
    down = Image.linear_gradient("L").resize(SOURCE)
    image = Image.merge("RGB", (across, down, ImageChops.invert(across)))
    pen = ImageDraw.Draw(image)
    colours = [(255, 40, 0), (0, 90, 255), (255, 220, 0), (0, 200, 60)]
    for number, colour in enumerate(colours[turned % 4 :] + colours[: turned % 4]):
        left, top = (number % 2) * width // 2, (number // 2) * height // 2
        pen.ellipse((left + 90, top + 80, left + 360, top + 350), fill=colour)
    box = [round(part * size) for part, size in zip(STRIPES, SOURCE * 2, strict=True)]
    for x in range(box[0], box[2], 12):
        pen.rectangle((x, box[1], x + 5, box[3]), fill=(255, 0, 255))
        pen.rectangle((x + 6, box[1], x + 11, box[3]), fill=(0, 60, 0))
    image.save(path)
    return image


def colourful(screen: Image.Image) -> Image.Image:
    """White where a pixel can be of no colour but a picture's."""
    red, green, blue = screen.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    return ImageChops.subtract(most, least).point(lambda value: 255 if value >= _COLOURFUL else 0)


def count(mask: Image.Image) -> int:
    """White pixels."""
    return mask.histogram()[255]


def picture_box(screen: Image.Image) -> tuple[int, int, int, int] | None:
    """Where the picture is: the rows and columns of which a good part is colourful; None if there is none."""
    left = colourful(screen).crop((0, 0, round(SIZE[0] * _LEFT), round(SIZE[1] * _TOP)))
    full = left.resize((left.width, 1), Image.Resampling.BOX).point(lambda value: 255 if value > 60 else 0).getbbox()
    high = left.resize((1, left.height), Image.Resampling.BOX).point(lambda value: 255 if value > 60 else 0).getbbox()
    return (full[0], high[1], full[2], high[3]) if full and high else None


def has_picture(screen: Image.Image) -> bool:
    """Whether a picture fills a fair part of the left side."""
    box = picture_box(screen)
    return box is not None and box[2] - box[0] > 250 and box[3] - box[1] > 350


def is_in_the_middle(screen: Image.Image) -> bool:
    """Whether one picture is in the middle of the window, nearly as high as that, and nothing is beside it."""
    upper = colourful(screen).crop((0, 0, SIZE[0], round(SIZE[1] * 0.75)))
    full = upper.resize((upper.width, 1), Image.Resampling.BOX).point(lambda value: 255 if value > 60 else 0)
    box = full.getbbox()
    return box is not None and box[2] - box[0] > 350 and abs(box[0] + box[2] - SIZE[0]) < 40


class Check:
    """One terminal with the program in it.

    Args:
        case: The terminal.
        on: The display.
        folder: An empty folder.
        keep: Where to put what was seen, if anywhere.
        say: Takes a line about each picture.
    """

    def __init__(self, case: Case, on: Display, folder: Path, keep: Path | None, say: Callable[[str], None]) -> None:
        self._case, self._on, self._folder, self._keep, self._say = case, on, folder, keep, say
        dataset = folder / "set"
        dataset.mkdir()
        self._sources = [draw_picture(dataset / f"{number}.png", number) for number in range(3)]
        self._dataset = dataset

    def run(self) -> None:
        """Go through all of it.

        Raises:
            TerminalError: With what is wrong.
        """
        words = [sys.executable, "-m", "tui_captioner", "open", *self._case.options, str(self._dataset)]
        script = self._folder / "run.sh"
        started = " ".join(f"'{word}'" for word in words)
        # The terminal stays after the program, to see what is left in it.
        script.write_text(f"'{sys.executable}' -c '{_ANSWERED}'\n{started}\necho left\nexec cat\n")
        environment = {**self._case.environment, "PYTHONPATH": str(Path.cwd())}
        with terminal(self._on, self._case.command(["sh", str(script)], self._folder), has_picture, environment):
            first = self._shows("first", 0, has_picture)
            self._on.press("F1")
            self._seen("help", lambda screen: differs_from(first)(screen) and self._is_covered(screen))
            self._on.press("Escape")
            self._shows("again", 0, has_picture)
            self._on.press("Next")
            second = self._shows("second", 1, lambda screen: has_picture(screen) and differs_from(first)(screen))
            self._on.press(*["Next", "Prior"] * 4, "Next", delay=40)
            self._shows("third", 2, lambda screen: has_picture(screen) and differs_from(second)(screen))
            self._on.press("ctrl+o")
            self._seen("closer", is_in_the_middle)
            self._on.press("t")
            self._seen("larger", is_in_the_middle)
            self._on.press("Escape")
            self._shows("back", 2, has_picture)
            self._on.press("ctrl+q")
            self._seen("left", lambda screen: count(colourful(screen)) < _MOST_BYTES_LEFT)

    def _seen(self, name: str, met: Callable[[Image.Image], bool]) -> Image.Image:
        try:
            screen = self._on.settled(met, name)
        except TerminalError:
            self._save(self._on.grab(), f"{name}-failed")
            raise
        self._save(screen, name)
        return screen

    def _save(self, screen: Image.Image, name: str) -> None:
        if self._keep is not None:
            screen.save(self._keep / f"{self._case.name}-{name}.png")

    def _is_covered(self, screen: Image.Image) -> bool:
        """Whether the middle of the window, where the help is, shows letters alone."""
        width, height = SIZE
        middle = colourful(screen).crop((width // 4, height // 4, width * 3 // 4, height * 3 // 4))
        # The keys' names are of the accent colour.
        return count(middle) < 0.03 * middle.width * middle.height

    def _shows(self, name: str, number: int, met: Callable[[Image.Image], bool]) -> Image.Image:
        """The display, once it shows a picture as it should: on a busy machine cells stand there for a while."""
        faults: list[str] = []

        def is_right(screen: Image.Image) -> bool:
            faults[:] = self._faults(screen, number) if met(screen) else ["there is no picture"]
            return not faults

        try:
            screen = self._seen(name, is_right)
        except TerminalError as late:
            raise TerminalError(f"{late}: {faults[0] if faults else 'it goes on changing'}") from None
        box = picture_box(screen)
        assert box is not None
        error = _difference(screen.crop(box), self._sources[number])
        self._say(f"  picture {number} at {box}, colours off by {error:.1f}, contrast {_stripes(screen.crop(box)):.0f}")
        return screen

    def _faults(self, screen: Image.Image, number: int) -> list[str]:
        """What is wrong with place, proportions, colours and sharpness of what is shown."""
        box = picture_box(screen)
        if box is None:
            return ["there is no picture"]
        width, height = box[2] - box[0], box[3] - box[1]
        proportions = (width / height) / (SOURCE[0] / SOURCE[1])
        if not 0.92 < proportions < 1.08:
            return [f"the picture is {width}x{height}, its proportions are wrong by {proportions:.2f}"]
        outside = colourful(screen)
        outside.paste(0, box)
        if count(outside) > 0.01 * SIZE[0] * SIZE[1]:
            return [f"{count(outside)} pixels of a picture are outside of it"]
        shown = screen.crop(box)
        error = _difference(shown, self._sources[number])
        if error > self._case.error:
            return [f"its colours are off by {error:.1f} (at most {self._case.error})"]
        nearest = min(range(len(self._sources)), key=lambda other: _difference(shown, self._sources[other]))
        if nearest != number:
            return [f"it is picture {nearest}, not {number}"]
        contrast = _stripes(shown)
        if (contrast > 40) != self._case.sharp:
            return [f"thin stripes have a contrast of {contrast:.0f}; sharp: {self._case.sharp}"]
        return []


def _difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures' colours at the size of a thumbnail, of 255."""
    size = (45, 60)
    small = [image.resize(size, Image.Resampling.BOX) for image in (one, other)]
    # The border may be cut by part of a cell.
    inner = [image.crop((2, 2, size[0] - 2, size[1] - 2)) for image in small]
    return sum(ImageStat.Stat(ImageChops.difference(*inner)).mean) / 3


def _stripes(shown: Image.Image) -> float:
    """How far neighbouring columns differ where the stripes are: their mean difference in red."""
    left, top, right, bottom = (round(part * size) for part, size in zip(STRIPES, shown.size * 2, strict=True))
    red = shown.crop((left + 4, top + 4, right - 4, bottom - 4)).getchannel("R")
    row = red.resize((red.width, 1), Image.Resampling.BOX)
    return float(ImageStat.Stat(ImageChops.difference(row, ImageChops.offset(row, 2, 0))).mean[0])


def kitty_has_placeholders() -> bool:
    """Whether kitty is young enough to place pictures among text, through tmux too (0.28)."""
    answer = subprocess.run(["kitty", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"(\d+)\.(\d+)", answer)
    return version is not None and (int(version[1]), int(version[2])) >= (0, 28)


def check(case: Case, keep: Path | None) -> tuple[bool, list[str]]:
    """Check one terminal; whether it shows what it should, and what is said of it."""
    said: list[str] = [f"{case.name}:"]
    with tempfile.TemporaryDirectory(prefix="terminals-", ignore_cleanup_errors=True) as work:
        home = Path(work) / "home"
        home.mkdir()
        try:
            with display(home) as on:
                Check(expected(case), on, Path(work), keep, said.append).run()
        except (TerminalError, subprocess.SubprocessError) as error:
            return False, [*said, f"  WRONG: {error}"]
        finally:
            socket = Path(work) / "tmux.socket"
            if socket.exists():
                subprocess.run(["tmux", "-S", str(socket), "kill-server"], check=False, capture_output=True)
    return True, [*said, "  fine"]


def main() -> int:
    """Check the terminals that are there; 1 if one does not show what it should."""
    parser = argparse.ArgumentParser(description="Show pictures in real terminals and check them by their pixels.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(case.name for case in CASES))
    parser.add_argument("--all", action="store_true", help="fail where a program is missing")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep what was seen in this folder")
    parser.add_argument("--at-once", type=int, default=1, metavar="N", help="terminals at a time (1)")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    failed, cases = 0, []
    for case in CASES:
        if options.names and case.name not in options.names:
            continue
        missing = [name for name in (*NEEDED, *case.programs) if shutil.which(name) is None]
        if missing:
            print(f"{case.name}: not tried, {', '.join(missing)} missing")
            failed += options.all
        else:
            cases.append(case)
    with ThreadPoolExecutor(options.at_once) as pool:
        for fine, said in pool.map(lambda case: check(case, options.keep), cases):
            print("\n".join(said), flush=True)
            failed += not fine
    return 1 if failed else 0


def tmux_draws_sixel() -> bool:
    """Whether tmux was built with Sixel: it has the text then that stands in for a picture. Few packages are."""
    program = shutil.which("tmux")
    return program is not None and b"SIXEL IMAGE" in Path(program).read_bytes()


def expected(case: Case) -> Case:
    """The case as the programs of this machine make it: inside tmux it depends on both whether pictures are sharp."""
    if case.name == "tmux-in-kitty" and kitty_has_placeholders():
        return replace(case, sharp=True, error=10)
    if case.name == "tmux-in-xterm-sixel" and tmux_draws_sixel():
        return replace(case, sharp=True, error=12)
    return case


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parents[2])
    sys.exit(main())
