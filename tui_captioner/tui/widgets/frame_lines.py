"""The first and the last line of every screen: where one is and how far; what is at hand and the keys that help now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events

from tui_captioner.services.session.open_images import OpenImages
from tui_captioner.tui.widgets.lines import Line, Lines, Piece, width_of
from tui_captioner.tui.widgets.two_ended_lines import spread

Key = tuple[str, str]
"""A key as a person reads it, and a word for what it does."""

WARNING = "⚠"
"""The sign beside whatever has the colour of a warning or an error."""
_GAP: Piece = ("  ", "")
_LONGEST_BAR = 16
_SHORTEST_BAR = 6
_COUNT_RANK, _BAR_RANK = 2, 9


class Part(NamedTuple):
    """Pieces of a header that come and go together.

    Args:
        pieces: What is drawn.
        rank: Where room is short, parts of the highest rank go first; those of rank 0 stay, and are cut at last.
    """

    pieces: Line
    rank: int = 0


class Progress(NamedTuple):
    """How far one is.

    Args:
        done: Images that need no more work.
        total: All images.
    """

    done: int
    total: int


def outside_word(session: OpenImages) -> str:
    """How many sidecars other programs changed that nobody has decided about; empty for none."""
    count = len(session.changed_outside)
    return f"{WARNING} {count:,} changed outside" if count and not session.project.read_only else ""


def part(text: str, style: str = "", rank: int = 0) -> Part:
    """A part of one piece; empty text makes one that is left out.

    Args:
        text: What is drawn.
        style: Its style, as in `Lines`.
        rank: When it goes, as in `Part`.
    """
    return Part(((text, style),) if text else (), rank)


def header_line(left: Sequence[Part], right: Sequence[Part], progress: Progress | None, width: int) -> Line:
    """Where one is and what, to the left; its state and the dataset's progress, quietly, to the right.

    Args:
        left: Such as dataset, screen, place, name.
        right: Such as the state of the image.
        progress: Shown as `done 12/39` and a thin bar; none: not shown.
        width: Columns of the line.
    """
    parts = [*left, *right, *_progress_parts(progress, width)]
    kept = [place for place, each in enumerate(parts) if each.pieces]
    # One blank at least stands between both ends.
    while _width([parts[place] for place in kept]) > width - 1:
        least = max(kept, key=lambda place: (parts[place].rank, place))
        if not parts[least].rank:
            break
        kept.remove(least)
    beginning = [parts[place] for place in kept if place < len(left)]
    end = [parts[place] for place in kept if place >= len(left)]
    return spread(_joined(beginning), _joined(end), width)


def _progress_parts(progress: Progress | None, width: int) -> list[Part]:
    if progress is None or not progress.total:
        return []
    count = f"done {progress.done:,}/{progress.total:,}"
    return [Part(((count, "dim"),), _COUNT_RANK), Part(bar(progress, _bar_cells(width)), _BAR_RANK)]


def _bar_cells(width: int) -> int:
    return max(_SHORTEST_BAR, min(_LONGEST_BAR, width // 8))


def bar(progress: Progress, cells: int) -> Line:
    """A thin bar; nothing is done only where it is empty, and all only where it is full.

    Args:
        progress: How far one is.
        cells: Columns of the bar.
    """
    filled = cells * progress.done // max(1, progress.total)
    if progress.done and cells > 1:
        filled = max(1, filled)
    return tuple(piece for piece in (("━" * filled, "dim"), ("─" * (cells - filled), "line")) if piece[0])


def _width(parts: Sequence[Part]) -> int:
    return sum(width_of(each.pieces) for each in parts) + len(_GAP[0]) * max(0, len(parts) - 1)


def _joined(parts: Sequence[Part]) -> list[Piece]:
    pieces: list[Piece] = []
    for each in parts:
        pieces += [_GAP, *each.pieces] if pieces else each.pieces
    return pieces


def last_line(left: Sequence[Piece], keys: Sequence[Key], width: int, *, least: int = 0) -> Line:
    """What is at hand, to the left, and whole; to the right as many keys as leave room for it.

    Args:
        left: What was just said, or what is chosen, found, missing.
        keys: The most useful ones first; the last one, such as that of the help, is the last to go.
        width: Columns of the line.
        least: Keys that stay even if the left has to be cut for them.
    """
    kept = list(keys)
    room = width - width_of(tuple(left)) - len(_GAP[0])
    while len(kept) > least and width_of(tuple(_key_pieces(kept))) > room:
        kept.pop(-2 if len(kept) > 1 else -1)
    return spread(left, _key_pieces(kept), width)


def _key_pieces(keys: Sequence[Key]) -> list[Piece]:
    pieces: list[Piece] = []
    for key, word in keys:
        pieces += [_GAP] if pieces else []
        pieces += [(key, "dim"), (f" {word}", "faint")]
    return pieces


class FrameLine(Lines):
    """A line over the whole width of the screen, with a blank at either end."""

    DEFAULT_CSS = "FrameLine { height: 1; padding: 0 1; }"

    def line_at(self, width: int) -> Line:
        """What is drawn on so many columns."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw the line anew, as far as it changed."""
        if self.size.width:
            self.show_lines([self.line_at(self.size.width)])

    def on_resize(self, _: events.Resize) -> None:
        """Lay the line out anew."""
        self.draw()


class HeaderLine(FrameLine):
    """The first line of a screen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Sequence[Part] = ()
        self._right: Sequence[Part] = ()
        self._progress: Progress | None = None

    def tell(self, left: Sequence[Part], right: Sequence[Part] = (), progress: Progress | None = None) -> None:
        """Say where one is; see `header_line`."""
        self._left, self._right, self._progress = left, right, progress
        self.draw()

    def line_at(self, width: int) -> Line:
        """Where one is, how far the dataset is."""
        return header_line(self._left, self._right, self._progress, width)


class LastLine(FrameLine):
    """The last line of a screen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Sequence[Piece] = ()
        self._keys: Sequence[Key] = ()
        self._least = 0

    def tell(self, left: Sequence[Piece], keys: Sequence[Key], *, least: int = 0) -> None:
        """Say what is at hand; see `last_line`."""
        self._left, self._keys, self._least = left, keys, least
        self.draw()

    def line_at(self, width: int) -> Line:
        """What is at hand, and keys."""
        return last_line(self._left, self._keys, width, least=self._least)
