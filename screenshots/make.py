"""Makes the screenshots of the README from the running program, in real terminals on a display of their own.

Run with `python screenshots/make.py`; `--check` makes them in a temporary folder and only says whether that worked.
Needs Xvfb, kitty, xterm, xdotool and ImageMagick's `import`.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageChops

HERE = Path(__file__).resolve().parent
SIZE = (1280, 800)
FONT = "DejaVu Sans Mono"
BACKGROUND, FOREGROUND = "#16181c", "#d4d4d4"
PATIENCE = 20.0
"""Seconds until a terminal counts as not coming up, or not changing."""
MOST_BYTES = 400_000

_KITTY = {
    "font_family": FONT,
    "font_size": "12",
    "background": BACKGROUND,
    "foreground": FOREGROUND,
    "initial_window_width": str(SIZE[0]),
    "initial_window_height": str(SIZE[1]),
    "remember_window_size": "no",
    "window_padding_width": "0",
    "cursor_blink_interval": "0",
    "update_check_interval": "0",
    "enable_audio_bell": "no",
    "confirm_os_window_close": "0",
    "shell_integration": "disabled",
}
_XTERM = ("-fa", FONT, "-fs", "12", "-bg", BACKGROUND, "-fg", FOREGROUND, "-b", "0", "-bw", "0", "+sb")


class ScreenshotError(Exception):
    """A terminal did not show what it should."""


class Display:
    """An X display of its own.

    Args:
        name: Its name, such as `:99`.
        home: Folder for settings and state of everything that runs on it.
    """

    def __init__(self, name: str, home: Path) -> None:
        folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "STATE", "CACHE", "DATA")}
        kept = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV") if key in os.environ}
        self.environment = {
            **kept,
            **folders,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "LANG": "C.UTF-8",
            "DISPLAY": name,
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }

    def run(self, *command: str) -> bytes:
        """Run a small program on the display; what it prints."""
        done = subprocess.run(command, env=self.environment, capture_output=True, timeout=PATIENCE)
        if done.returncode:
            raise ScreenshotError(f"{command[0]}: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout

    def grab(self) -> Image.Image:
        """What the display shows."""
        return Image.open(io.BytesIO(self.run("import", "-window", "root", "png:-"))).convert("RGB")

    def settled(self, met: Callable[[Image.Image], bool], what: str) -> Image.Image:
        """The display, once it is as it should be and has stopped changing."""
        deadline = time.monotonic() + PATIENCE
        before = self.grab()
        while time.monotonic() < deadline:
            # A picture is drawn in steps with a rest between them; half a second outlasts it.
            time.sleep(0.5)
            now = self.grab()
            if met(now) and same(before, now):
                return now
            before = now
        raise ScreenshotError(f"no {what} within {PATIENCE:g} s")

    def press(self, *keys: str) -> None:
        """Press keys by their X names, slowly: an escape with a key right after it is Alt with that key."""
        self.run("xdotool", "key", "--delay", "150", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.run("xdotool", "type", "--delay", "30", text)


def same(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures are equal in every pixel."""
    return ImageChops.difference(one, other).getbbox() is None


def differs_from(before: Image.Image) -> Callable[[Image.Image], bool]:
    """A check that the display has changed."""
    return lambda now: not same(before, now)


def is_drawn(screen: Image.Image) -> bool:
    """Whether the composer is there: many colours in the picture at the left, letters at the right."""
    left = screen.crop((0, SIZE[1] // 5, SIZE[0] * 2 // 5, SIZE[1] * 4 // 5))
    right = screen.crop((SIZE[0] // 2, 0, *SIZE)).convert("L")
    bright = sum(right.histogram()[120:]) / (right.width * right.height)
    return len(left.getcolors(left.width * left.height) or ()) > 200 and 0.005 < bright < 0.5


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that this script started."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def display(home: Path) -> Iterator[Display]:
    """A display that takes a free number, and is gone afterwards."""
    reader, writer = os.pipe()
    screen = f"{SIZE[0]}x{SIZE[1]}x24"
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        if not number:
            raise ScreenshotError("Xvfb did not start")
        yield Display(f":{number}", home)
    finally:
        stop(process)


@contextmanager
def terminal(on: Display, command: Sequence[str]) -> Iterator[None]:
    """A terminal with the program in it, in front and with the keyboard."""
    process = subprocess.Popen(
        command, env=on.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        window = on.run("xdotool", "search", "--sync", "--onlyvisible", "--class", Path(command[0]).name).split()[-1]
        on.run("xdotool", "windowfocus", "--sync", window.decode())
        on.settled(is_drawn, f"composer in {command[0]}")
        yield
        if process.poll() is not None:
            raise ScreenshotError(f"{command[0]} ended with {process.returncode}")
    finally:
        stop(process)


def in_kitty(program: Sequence[str]) -> list[str]:
    """The command for kitty with the program in it."""
    options = [part for key, value in _KITTY.items() for part in ("-o", f"{key}={value}")]
    return ["kitty", "--config", "NONE", *options, *program]


def in_xterm(program: Sequence[str]) -> list[str]:
    """The command for xterm with the program in it."""
    return ["xterm", *_XTERM, "-geometry", "128x40+0+0", "-e", *program]


def save(screen: Image.Image, path: Path) -> None:
    """Write a PNG, with 256 colours if it were too large otherwise; they would shift the few colours of the text."""
    if len(screen.getcolors(SIZE[0] * SIZE[1]) or ()) < 50:
        raise ScreenshotError(f"{path.name} would be blank")
    screen.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        screen.quantize(256).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise ScreenshotError(f"{path.name} is too large: {path.stat().st_size} bytes")


def type_and_grab(on: Display) -> Image.Image:
    """Go to the picture whose subject is still to be described and begin a tag, so that suggestions show."""
    before = on.grab()
    on.press("ctrl+Home")
    before = on.settled(differs_from(before), "first picture")
    on.press(*["Next"] * 5)
    before = on.settled(differs_from(before), "sixth picture")
    on.press("Escape", "ctrl+g", "4")
    on.type("short a")
    return on.settled(differs_from(before), "suggestions")


def make(folder: Path, work: Path) -> None:
    """Make all screenshots.

    Args:
        folder: Where they go.
        work: An empty folder for everything else.
    """
    home = work / "home"
    home.mkdir()
    program = [sys.executable, "-m", "tui_captioner"]
    with display(home) as on:

        def demo(name: str) -> list[str]:
            """The program on a demo of its own, so that no draft is left from the terminal before."""
            path = work / name / "demo"
            path.parent.mkdir()
            draw = [*program, "demo", str(path), "--no-open"]
            subprocess.run(draw, env=on.environment, check=True, capture_output=True)
            return [*program, str(path)]

        with terminal(on, in_kitty(demo("kitty"))):
            screen = type_and_grab(on)
            save(screen, folder / "composer.png")
            on.press("F1")
            save(on.settled(differs_from(screen), "help"), folder / "help.png")
        with terminal(on, in_xterm(demo("xterm"))):
            save(type_and_grab(on), folder / "xterm.png")


def main() -> int:
    """Make the screenshots; 1 if that failed."""
    parser = argparse.ArgumentParser(description="Make the screenshots from the running program.")
    parser.add_argument("--check", action="store_true", help="only see whether they can be made")
    options = parser.parse_args()
    missing = [name for name in ("Xvfb", "kitty", "xterm", "xdotool", "import") if shutil.which(name) is None]
    if missing:
        print(f"needs {', '.join(missing)}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "made"
        folder.mkdir()
        try:
            make(folder, Path(work))
        except (ScreenshotError, subprocess.SubprocessError) as error:
            print(f"no screenshots: {error}", file=sys.stderr)
            return 1
        for path in sorted(folder.iterdir()):
            print(f"{path.name}  {path.stat().st_size // 1000} kB")
            if not options.check:
                shutil.copyfile(path, HERE / path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
