"""Asking the terminal what it can do: once, before the app owns it.

Answers that arrive while the app runs would be taken for typed text. So everything is asked before, on a file
descriptor of our own, and the last question of each round is one that every terminal answers: when that answer is
there, no other will follow.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import struct
import subprocess
import termios
import time
import tty
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import NamedTuple

from tui_captioner.tui.terminal.picture_support import is_worth_asking
from tui_captioner.tui.terminal.terminal_hints import light_by_environment
from tui_captioner.tui.terminal.terminal_replies import (
    KITTY_QUERY_ID,
    TerminalCaps,
    answers_graphics,
    is_complete,
    names_terminal,
    parse_replies,
    tells_background,
)
from tui_captioner.tui.terminal.tmux_passthrough import wrap_for_tmux

__all__ = [
    "TerminalCaps",
    "TmuxFacts",
    "ask_tmux",
    "cell_pixels",
    "export_colours",
    "has_terminal",
    "parse_replies",
    "probe",
]

_NAME = "\x1b[>0q"
_KITTY = f"\x1b_Gi={KITTY_QUERY_ID},s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
_SIZES = "\x1b[16t\x1b[14t"
_SYNCHRONIZED = "\x1b[?2026$p"
_BACKGROUND = "\x1b]11;?\x1b\\"
_SIXEL = "\x1b[?1;1;0S\x1b[?2;4;0S"
"""Colour registers as they are, and the largest picture there may be: the present limit follows the window's size."""
_COLOUR = "\x1b[48;2;1;2;3m\x1bP$qm\x1b\\\x1b[0m"
_END = "\x1b[c"
_CLEAN = "\r\x1b[K"
"""Wipes what a terminal that does not understand a question has printed of it."""

_SIMPLE = ("", "dumb", "linux", "vt100", "vt220", "ansi")
_GRACE = 0.05
"""How long to go on reading after the last answer: keys typed ahead may hang on it."""
_UNSURE = 0.5
"""The least time for an answer through a tmux that may or may not hand on the question."""


class TmuxFacts(NamedTuple):
    """What the tmux server says about itself and its client.

    Attributes:
        terminal: How the outer terminal calls itself, such as "kitty(0.41.1)".
        truecolor: Whether it hands on 24-bit colours.
        passthrough: Whether it hands on graphics commands; `None` if it is too old to have the option (then it does).
        sixel: Whether its client's terminal shows Sixel graphics; a tmux that can draw them writes a line of text
            instead where the terminal can't.
    """

    terminal: str
    truecolor: bool
    passthrough: bool | None
    sixel: bool = False


def probe(timeout: float = 2.0, *, device: str = "/dev/tty", env: Mapping[str, str] | None = None) -> TerminalCaps:
    """Ask the terminal; safe to call where there is none.

    Args:
        timeout: Seconds to wait for answers, altogether.
        device: The terminal.
        env: The environment, of this process if not given.
    """
    env = os.environ if env is None else env
    known = light_by_environment(env)
    caps = TerminalCaps(term=env.get("TERM", ""), light=known, no_color=bool(env.get("NO_COLOR")))
    started = time.monotonic()
    try:
        with _conversation(device, started + timeout) as talk:
            caps = caps._replace(tty=True) if caps.term in _SIMPLE else _ask_everything(talk, env)
            if cell := cell_pixels(talk.fd):
                caps = caps._replace(cell=cell, cell_source="ioctl")
    except (OSError, termios.error):
        return caps
    return caps._replace(elapsed=time.monotonic() - started)


def _ask_everything(talk: _Conversation, env: Mapping[str, str]) -> TerminalCaps:
    """Round one: name, sizes, background. Round two, where nothing is in between: colours and graphics."""
    columns, rows = talk.size()
    began = time.monotonic()
    # Nothing more yet: tmux would take a graphics query for a pane title and the one for colours for a Sixel image.
    data = talk.ask(_NAME + _SIZES + _SYNCHRONIZED + _BACKGROUND + _END, is_complete)
    round_trip = time.monotonic() - began
    caps = parse_replies(data, env, columns=columns, rows=rows)
    if not caps.answered:
        return caps
    if caps.multiplexer == "tmux":
        return _ask_in_tmux(talk, env, data, max(_UNSURE, 3 * round_trip))
    questions = _SIXEL if caps.sixel else ""
    if not caps.multiplexer:
        questions += "" if caps.truecolor else _COLOUR
        questions += _KITTY if is_worth_asking(caps.name, "") else ""
    if questions:
        data += talk.ask(questions + _END, is_complete)
    return parse_replies(data, env, columns=columns, rows=rows)


def _ask_in_tmux(talk: _Conversation, env: Mapping[str, str], data: bytes, patience: float) -> TerminalCaps:
    """Ask the tmux server, and through it the terminal; `data` is what came so far."""
    columns, rows = talk.size()
    facts = ask_tmux(env)
    data += _ask_through_tmux(talk, env, facts, patience, wants_background=not tells_background(data))
    sixel = bool(facts and facts.sixel) and parse_replies(data, env).sixel
    if sixel:
        data += talk.ask(_SIXEL + _END, is_complete)
    caps = parse_replies(data, env, columns=columns, rows=rows)
    passes = bool(caps.name) if facts is None or facts.passthrough is None else facts.passthrough
    truecolor = caps.truecolor or bool(facts and facts.truecolor)
    return caps._replace(passthrough=passes, truecolor=truecolor, sixel=sixel)


def _ask_through_tmux(
    talk: _Conversation, env: Mapping[str, str], facts: TmuxFacts | None, patience: float, *, wants_background: bool
) -> bytes:
    """The outer terminal's name and, only if that is worth it and no second tmux, whether it shows pictures.

    A tmux that hands nothing on does not say so. Where it can be asked, and says that it hands on, the answer is
    certain and is waited for; else `patience` has to do.
    """
    if facts is not None and facts.passthrough is False:
        return f"\x1bP>|{facts.terminal}\x1b\\".encode() if facts.terminal else b""
    limit = None if facts is not None else patience
    # Answers come in the order of the questions. Most tmux answer for the background themselves.
    questions = _BACKGROUND + _NAME if wants_background else _NAME
    data = talk.ask(wrap_for_tmux(questions), names_terminal, limit)
    if is_worth_asking(parse_replies(data, env).name, "tmux"):
        data += talk.ask(wrap_for_tmux(_KITTY), answers_graphics, limit)
    return data


def ask_tmux(env: Mapping[str, str]) -> TmuxFacts | None:
    """Ask the tmux server around this process; `None` without one, or where it does not answer."""
    if not env.get("TMUX"):
        return None
    fields = "#{client_termtype}\t#{client_termfeatures}\t#{allow-passthrough}"
    try:
        command = ["tmux", "display-message", "-p", fields]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=0.5, env=dict(env), check=True).stdout
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    terminal, features, passthrough = [*answer.rstrip("\n").split("\t"), "", ""][:3]
    known = features.split(",")
    passes = passthrough in ("on", "all", "1") if passthrough else None
    return TmuxFacts(terminal, "RGB" in known, passes, "sixel" in known)


def has_terminal(fd: int = 0) -> bool:
    """Whether there is a terminal, and still somebody at its other end.

    Args:
        fd: Where it is open.
    """
    poll = select.poll()
    try:
        poll.register(fd, 0)
        # What is gone is no terminal any more to the kernel either, but neither is a pipe.
        return not poll.poll(0) and os.isatty(fd)
    except (OSError, ValueError):
        return False


def cell_pixels(fd: int | None = None) -> tuple[int, int] | None:
    """Width and height of a cell in pixels, as the kernel knows it; `None` where it does not.

    It is carried over ssh and through tmux, costs nothing and asks the terminal nothing, so it may be called again
    whenever the size changes.
    """
    for candidate in (fd,) if fd is not None else (0, 1, 2):
        with contextlib.suppress(OSError):
            rows, columns, width, height = struct.unpack("HHHH", fcntl.ioctl(candidate, termios.TIOCGWINSZ, b"\0" * 8))
            if rows and columns and width >= columns and height >= rows:
                return width // columns, height // rows
    return None


def export_colours(caps: TerminalCaps, environ: MutableMapping[str, str]) -> None:
    """Tell Textual, before it is imported, how many colours there are: ssh drops the variable it goes by."""
    if caps.truecolor:
        environ.setdefault("COLORTERM", "truecolor")
    elif caps.colours == 256 and "256color" not in caps.term and "kitty" not in caps.term:
        environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256")
    elif caps.tty and not caps.colours:
        # Where it believes that there are none, it sends those that the fewest terminals understand.
        environ.setdefault("TEXTUAL_COLOR_SYSTEM", "standard")


class _Conversation:
    """Questions and answers on an open terminal, until a point in time."""

    def __init__(self, fd: int, deadline: float) -> None:
        self.fd = fd
        self._deadline = deadline

    def size(self) -> tuple[int, int]:
        """Columns and rows; zeros if not known."""
        rows, columns, _, _ = struct.unpack("HHHH", fcntl.ioctl(self.fd, termios.TIOCGWINSZ, b"\0" * 8))
        return columns, rows

    def ask(self, question: str, complete: Callable[[bytes], bool], limit: float | None = None) -> bytes:
        """Write, then read until `complete` says that it is all there, or the time is up."""
        os.write(self.fd, question.encode())
        end = self._deadline if limit is None else min(self._deadline, time.monotonic() + limit)
        data = b""
        done = False
        while (left := end - time.monotonic()) > 0 and select.select([self.fd], [], [], left)[0]:
            chunk = os.read(self.fd, 4096)
            if not chunk:
                break
            data += chunk
            if not done and complete(data):
                done, end = True, time.monotonic() + _GRACE
        return data


@contextlib.contextmanager
def _conversation(device: str, deadline: float) -> Iterator[_Conversation]:
    """Open the terminal so that answers are neither echoed nor held back for a line end; restore it afterwards."""
    fd = os.open(device, os.O_RDWR | os.O_NOCTTY)
    try:
        before = termios.tcgetattr(fd)
        quiet = termios.tcgetattr(fd)
        quiet[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON)
        # TCSANOW: the other ways throw away what has been typed ahead.
        termios.tcsetattr(fd, termios.TCSANOW, quiet)
        try:
            yield _Conversation(fd, deadline)
            os.write(fd, _CLEAN.encode())
        finally:
            termios.tcsetattr(fd, termios.TCSANOW, before)
    finally:
        os.close(fd)
