"""The keys of a screen as lines: by what one does, in one column or two, filtered by words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from rich.cells import cell_len

from tui_captioner.tui.action import Action, by_heading
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.lines import Line, cut, width_of, wrap

TWO_COLUMNS = 96
"""Columns from which two columns stand side by side."""
_GAP = 4
_KEYS = 20
"""Cells of a key; longer ones push their sentence to the next line."""
_KEYLESS = "Without a key, in the palette"
_ELSEWHERE = "On other screens"
_SAME = ("help_empty",)
"""Actions that are another one's second key."""


@dataclass(frozen=True, slots=True)
class Row:
    """A key, or several, and what they do.

    Args:
        keys: As a person reads them; the title where there is no key.
        text: What they do; of one key in several modes, sentence after sentence.
    """

    keys: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and its rows.

    Args:
        heading: What one does.
        rows: The keys for it.
        elsewhere: Whether they count on another screen only.
    """

    heading: str
    rows: tuple[Row, ...]
    elsewhere: bool = False


def help_blocks(keymap: ScreenKeymap, here: Sequence[Action] = ()) -> list[Block]:
    """All keys by heading: first those of the screen one is on, then what it does without a key, then the rest.

    Args:
        keymap: Which key does what.
        here: The actions of the screen one is on; without them all are alike.
    """
    own = [action for action in keymap.actions if action in here]
    others = [action for action in keymap.actions if action not in here]
    keyless = tuple(Row(action.title, action.help) for action in own if action.palette and not keymap.keys[action.id])
    blocks = [*_blocks(keymap, own), Block(_KEYLESS, keyless), *_blocks(keymap, others, elsewhere=bool(own))]
    return [block for block in blocks if block.rows]


def _blocks(keymap: ScreenKeymap, actions: Iterable[Action], *, elsewhere: bool = False) -> list[Block]:
    return [Block(heading, _rows(keymap, listed), elsewhere) for heading, listed in by_heading(actions).items()]


def _rows(keymap: ScreenKeymap, actions: Iterable[Action]) -> tuple[Row, ...]:
    """One row for each set of keys, whatever it does in several modes."""
    texts: dict[str, list[str]] = {}
    for action in actions:
        if keymap.keys[action.id] and action.id not in _SAME:
            texts.setdefault(keymap.shown(action.id), []).append(action.help)
    return tuple(Row(keys, " ".join(helps)) for keys, helps in texts.items())


def filtered(blocks: Sequence[Block], query: str) -> list[Block]:
    """The rows that hold all words of a query, in key, sentence or heading; blocks without any are left out."""
    words = query.casefold().split()

    def fits(block: Block, row: Row) -> bool:
        text = f"{block.heading} {row.keys} {row.text}".casefold()
        return all(word in text for word in words)

    found = [replace(block, rows=tuple(row for row in block.rows if fits(block, row))) for block in blocks]
    return [block for block in found if block.rows]


def help_lines(blocks: Sequence[Block], width: int) -> list[Line]:
    """Blocks on lines of so many cells, in two columns where there is room for them; those of other screens below."""
    here, elsewhere = ([block for block in blocks if block.elsewhere is other] for other in (False, True))
    lines = _laid_out(here, width) if here else []
    if elsewhere:
        lines += [*([(), ()] if lines else []), ((cut(_ELSEWHERE, width), "faint"),), ()]
        lines += _laid_out(elsewhere, width)
    return lines


def _laid_out(blocks: Sequence[Block], width: int) -> list[Line]:
    if width < TWO_COLUMNS:
        return _column(blocks, width)[:-1]
    room = (width - _GAP) // 2
    heights = list(accumulate(len(_column([block], room)) for block in blocks))
    # The first column takes blocks as long as it stays the shorter half; a block is never torn.
    first = next((place for place, height in enumerate(heights, 1) if height * 2 >= heights[-1]), 0)
    left, right = _column(blocks[:first], room), _column(blocks[first:], room)
    rows = max(len(left), len(right))
    left, right = [*left, *([()] * (rows - len(left)))], [*right, *([()] * (rows - len(right)))]
    return [(*one, (" " * (room - width_of(one) + _GAP), ""), *other) for one, other in zip(left, right, strict=True)]


def _column(blocks: Sequence[Block], width: int) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        lines.append(((cut(block.heading, width), "strong"),))
        for row in block.rows:
            lines += _hang(row, width)
        lines.append(())
    return lines


def _hang(row: Row, width: int) -> list[Line]:
    """A key and its sentence, the sentence wrapped under itself."""
    keys = min(_KEYS, width // 3)
    rows = wrap(((row.text, ""),), max(1, width - keys - 2))
    if cell_len(row.keys) >= keys:
        head: list[Line] = [((f"  {cut(row.keys, width - 2)}", "dim"),)]
        return [*head, *(((" " * (keys + 2), ""), *line) for line in rows)]
    first = (f"  {row.keys}{' ' * (keys - cell_len(row.keys))}", "dim")
    return [(first, *rows[0]), *(((" " * (keys + 2), ""), *line) for line in rows[1:])]
