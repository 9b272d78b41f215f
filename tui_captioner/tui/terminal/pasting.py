"""Pasted text is text, whatever stands in it.

Textual takes an escape inside of a bracketed paste for the start of a key: what follows it would be pressed, commands
too, before the rest is pasted. Most terminals take escapes out of what they paste; tmux does not.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.message import Message

from tui_captioner.tui.terminal.textual_parts import InputParser, read_terminal_with

_ESCAPE = "\x1b"
_START, _END = "\x1b[200~", "\x1b[201~"


class PasteFilter:
    """Takes escapes out of what is pasted, and out of nothing else, in whatever pieces it comes."""

    def __init__(self) -> None:
        self._pasting = False
        self._before = ""  # the end of what has passed, which may be part of the mark of a paste
        self._held = ""  # what may be the beginning of a paste's end

    def clean(self, data: str) -> str:
        """The input without the escapes of pastes; the end of a piece may be kept until it is clear what it is.

        Args:
            data: What the terminal sent, anything from nothing to several pastes.
        """
        passed: list[str] = []
        while data:
            if not self._pasting:
                piece, data = self._up_to_start(data)
            elif data := self._held + data:
                self._held = ""
                piece, data = self._up_to_end(data)
            passed.append(piece)
        return "".join(passed)

    def _up_to_start(self, data: str) -> tuple[str, str]:
        seen = self._before + data
        at = seen.find(_START)
        if at < 0:
            self._before = seen[1 - len(_START) :]
            return data, ""
        self._pasting, self._before = True, ""
        size = at + len(_START) - (len(seen) - len(data))
        return data[:size], data[size:]

    def _up_to_end(self, data: str) -> tuple[str, str]:
        at = data.find(_END)
        if at >= 0:
            self._pasting = False
            size = at + len(_END)
            return data[:at].replace(_ESCAPE, "") + _END, data[size:]
        kept = max(size for size in range(len(_END)) if data.endswith(_END[:size]))
        self._held = data[len(data) - kept :]
        return data[: len(data) - kept].replace(_ESCAPE, ""), ""


class PasteParser(InputParser):
    """Textual's parser, behind the filter."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._filter = PasteFilter()

    def keys_of(self, keys: Iterable[events.Key], *, alt: bool) -> Iterable[events.Key]:
        """The keys of a sequence; a sign with Alt is not the sign."""
        for event in keys:
            if alt and event.is_printable and "alt+" not in event.key:
                yield events.Key(f"alt+{event.key}", event.character)
            else:
                yield event

    def feed(self, data: str) -> Iterable[Message]:
        """The keys and pastes in what the terminal sent; without data, those that time has decided."""
        cleaned = self._filter.clean(data)
        # Of nothing it would conclude that the input has ended.
        return super().feed(cleaned) if cleaned or not data else ()


def mend_pasting() -> None:
    """Have Textual read the terminal through the filter."""
    read_terminal_with(PasteParser)
