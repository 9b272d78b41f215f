"""Standard output and standard error with a gate before them: no control code of user text reaches the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from tui_captioner.domain.text import visible_lines


class OutputError(Exception):
    """What is printed can't be written: it goes to a file on a full disk, say. No command goes on then."""


class GatedStream:
    """A text stream that writes control characters out, line breaks (U+000A) left; all else is the stream's own.

    Writing raises OutputError where it fails, and BrokenPipeError where the reader has gone.

    Args:
        stream: Where the text goes.
    """

    def __init__(self, stream: TextIO) -> None:
        self.ungated = stream

    def write(self, text: str) -> int:
        """Write a text; its length."""
        with _told():
            self.ungated.write(visible_lines(text))
        return len(text)

    def flush(self) -> None:
        """Write what waits."""
        with _told():
            self.ungated.flush()

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ungated, name)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        said = f"The output can't be written: {error.strerror or error}. Let it go elsewhere"
        raise OutputError(said) from error


def write_codes(stream: TextIO, text: str) -> None:
    """Write text of our own with control codes, past the gate, at once."""
    target = stream.ungated if isinstance(stream, GatedStream) else stream
    target.write(text)
    target.flush()
