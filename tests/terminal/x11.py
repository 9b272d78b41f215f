"""Real terminals on an X display of their own, driven by keys and looked at by their pixels."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageChops

SIZE = (1280, 800)
FONT = "DejaVu Sans Mono"
BACKGROUND, FOREGROUND = "#16181c", "#d4d4d4"
PATIENCE = 60.0
"""Seconds until a terminal counts as not coming up, or not changing."""
NEEDED = ("Xvfb", "xdotool", "import")
"""Programs without which nothing here works."""

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
_GRAPHICS_LIMIT = "2000x2000"
_SIXEL = (
    *("-ti", "vt340", "-xrm", "XTerm*decGraphicsID: vt340", "-xrm", "XTerm*numColorRegisters: 256"),
    *("-xrm", f"XTerm*maxGraphicSize: {_GRAPHICS_LIMIT}"),
)


class TerminalError(Exception):
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
            raise TerminalError(f"{command[0]}: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout

    def grab(self) -> Image.Image:
        """What the display shows."""
        return Image.open(io.BytesIO(self.run("import", "-window", "root", "png:-"))).convert("RGB")

    def settled(self, met: Callable[[Image.Image], bool], what: str) -> Image.Image:
        """The display, once it is as it should be and has stopped changing.

        Raises:
            TerminalError: If that does not happen in time.
        """
        deadline = time.monotonic() + PATIENCE
        before = self.grab()
        while time.monotonic() < deadline:
            # A picture is drawn in steps with a rest between them; half a second outlasts it.
            time.sleep(0.5)
            now = self.grab()
            if met(now) and same(before, now):
                return now
            before = now
        raise TerminalError(f"no {what} within {PATIENCE:g} s")

    def press(self, *keys: str, delay: int = 150) -> None:
        """Press keys by their X names, slowly: an escape with a key right after it is Alt with that key."""
        self.run("xdotool", "key", "--delay", str(delay), *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.run("xdotool", "type", "--delay", "30", text)


def same(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures are equal in every pixel."""
    return ImageChops.difference(one, other).getbbox() is None


def differs_from(before: Image.Image) -> Callable[[Image.Image], bool]:
    """A check that the display has changed."""
    return lambda now: not same(before, now)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started here."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def display(home: Path, size: tuple[int, int] = SIZE) -> Iterator[Display]:
    """A display that takes a free number, and is gone afterwards.

    Args:
        home: Folder for settings and state of everything that runs on it.
        size: Its width and height in pixels.
    """
    reader, writer = os.pipe()
    screen = f"{size[0]}x{size[1]}x24"
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        if not number:
            raise TerminalError("Xvfb did not start")
        yield Display(f":{number}", home)
    finally:
        stop(process)


@contextmanager
def terminal(
    on: Display,
    command: Sequence[str],
    is_up: Callable[[Image.Image], bool],
    environment: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """A terminal with a program in it, in front and with the keyboard, once `is_up` says that it is drawn."""
    process = subprocess.Popen(
        command,
        env={**on.environment, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        window = on.run("xdotool", "search", "--sync", "--onlyvisible", "--name", ".*").split()[-1]
        on.run("xdotool", "windowfocus", "--sync", window.decode())
        on.settled(is_up, f"composer in {command[0]}")
        yield
        if process.poll() is not None:
            raise TerminalError(f"{command[0]} ended with {process.returncode}")
    finally:
        stop(process)


def in_kitty(program: Sequence[str], settings: Mapping[str, str] | None = None) -> list[str]:
    """The command for kitty with a program in it; settings go before those of all."""
    together = {**_KITTY, **(settings or {})}
    options = [part for key, value in together.items() for part in ("-o", f"{key}={value}")]
    return ["kitty", "--config", "NONE", *options, *program]


def in_xterm(program: Sequence[str], *, sixel: bool = False) -> list[str]:
    """The command for xterm with a program in it, with Sixel graphics if asked for."""
    return ["xterm", *_XTERM, *(_SIXEL if sixel else ()), "-geometry", "128x40+0+0", "-e", *program]


def in_st(program: Sequence[str]) -> list[str]:
    """The command for st: 24-bit colours, no graphics."""
    return ["st", "-f", f"{FONT}:size=12", "-g", "128x40+0+0", "-e", *program]


def in_mlterm(program: Sequence[str]) -> list[str]:
    """The command for mlterm: Sixel and iTerm2's images."""
    size = ("-g", "128x40", "-w", "16", "-b", BACKGROUND, "-f", FOREGROUND, "--sbmod=none")
    return ["mlterm", *size, "-e", *program]


def in_konsole(program: Sequence[str]) -> list[str]:
    """The command for Konsole: kitty's graphics at the cursor."""
    profile = {"TerminalColumns": "124", "TerminalRows": "36", "Font": f"{FONT},12", "ScrollBarPosition": "2"}
    options = [part for key, value in profile.items() for part in ("-p", f"{key}={value}")]
    return ["konsole", "--separate", "--hide-menubar", "--hide-tabbar", *options, "-e", *program]


def in_foot(program: Sequence[str], folder: Path) -> list[str]:
    """The command for foot, which has Sixel, on a Wayland compositor whose only window is on the X display."""
    colours = [f"colors.background={BACKGROUND[1:]}", f"colors.foreground={FOREGROUND[1:]}"]
    options = [part for setting in (f"font={FONT}:size=12", *colours) for part in ("-o", setting)]
    start = folder / "foot.sh"
    start.write_text(f"#!/bin/sh\nexec {shlex.join(['foot', *options, *program])}\n")
    start.chmod(0o755)
    settings = folder / "weston.ini"
    settings.write_text(
        f"[core]\nbackend=x11-backend.so\nshell=kiosk-shell.so\nidle-time=0\n[autolaunch]\npath={start}\n"
    )
    size = (f"--width={SIZE[0]}", f"--height={SIZE[1]}")
    return ["weston", f"--config={settings}", "--socket=wayland-test", *size]


def in_tmux(program: Sequence[str], folder: Path) -> list[str]:
    """The command for a tmux server of its own with a program in it, passthrough allowed; to be run in a terminal."""
    settings = folder / "tmux.conf"
    settings.write_text(
        "set -g status off\nset -g escape-time 0\nset -g default-terminal tmux-256color\n"
        'set -ga terminal-overrides ",*:RGB"\nset -gq allow-passthrough on\n'
    )
    line = " ".join(f"'{part}'" for part in program)
    return ["tmux", "-S", str(folder / "tmux.socket"), "-f", str(settings), "new-session", line]
