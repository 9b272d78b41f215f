"""What the command line prints: JSON, and the gate that all text passes on its way to a terminal or a pipe."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, TextIO, cast

from tui_captioner.domain.text import shown_characters, visible, visible_lines
from tui_captioner.storage.gated_stream import GatedStream


def warn(message: str) -> None:
    """Say on standard error what went wrong, or what somebody should know."""
    print(f"tui-captioner: {visible(message)}", file=sys.stderr)


def json_line(value: Any) -> str:
    """A value as one line of JSON that is safe to print on a terminal: `json` leaves C1 controls and overrides raw."""
    plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=plain)
    if visible(text) == text:
        return text
    safe = _escaped(text, shown_characters(text))
    # What was written out may have been what a joiner stood behind: then each is judged alone.
    return safe if visible(safe) == safe else _escaped(text, map(visible, text))


def _escaped(text: str, shown: Iterable[str]) -> str:
    """JSON whose characters are written as escapes where they are not shown as they are."""
    return "".join(char if char == drawn else json.dumps(char)[1:-1] for char, drawn in zip(text, shown, strict=True))


@contextmanager
def gated_output() -> Iterator[None]:
    """Have all that is printed, complaints of the parser and of Python itself too, pass the gate."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _gated(before[0]), _gated(before[1])
    sys.excepthook = _print_exception
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def _gated(stream: TextIO | None) -> TextIO:
    """A stream behind the gate; one that was closed when the program began (`>&-`) takes all and keeps nothing."""
    if stream is None:
        stream = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - to the end of the program
    return cast(TextIO, GatedStream(stream))


def _print_exception(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """Say where it is noted; where it can't be, print it, though a traceback may quote any text."""
    # Here, not above: hardly a command fails.
    from tui_captioner.storage.user_log import note_crash

    told = note_crash(error)
    if told:
        sys.stderr.write(f"{told}\n")
        return
    for part in traceback.format_exception(kind, error, at):
        sys.stderr.write(visible_lines(part))
