"""Captions beside each other, those of one image or of several, as lines of styled text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from tui_captioner.domain.alternatives import Captions, common_texts
from tui_captioner.domain.caption import OutputRules, Tags
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.text import visible
from tui_captioner.domain.writing import written_text
from tui_captioner.tui.widgets.caption_text import tag_text, text_pieces
from tui_captioner.tui.widgets.lines import Line, Piece, cut, flow, wrap

_LABEL, _LONGEST_LABEL = 14, 30
Marked = tuple[int, Line]
"""The index of the caption that a line belongs to, -1 for none, and the line."""


def by_slot(
    captions: Captions, structure: Structure, chosen: int, width: int, names: Sequence[str] = ()
) -> list[Marked]:
    """Each slot with the tags of every caption; where they are all alike the tags stand once.

    Args:
        captions: The captions.
        structure: The slots of the dataset.
        chosen: The index of the one that the cursor is at.
        width: Cells of a line.
        names: The image of each, where they are of several.
    """
    common = common_texts(captions)
    lines: list[Marked] = []
    longest = max((cell_len(visible(name)) for name in names), default=0)
    label_width = max(_LABEL, min(longest + 3, _LONGEST_LABEL, width // 3)) if names else _LABEL
    for key in structure.own_keys:
        texts = [[tag.text for tag in caption.tags(key)] for caption in captions]
        if not any(texts):
            continue
        lines.append((-1, ((structure.title(key), "strong"),)))
        if all(other == texts[0] for other in texts):
            row = _row(set_cell_size("  all alike", label_width), "faint", captions[0].tags(key), None, width)
            lines += [(-1, line) for line in row]
            continue
        for index, caption in enumerate(captions):
            label, style = _label(index, chosen, names, label_width - 1)
            row = _row(set_cell_size(label, label_width), style, caption.tags(key), common.get(key, frozenset()), width)
            lines += [(index, line) for line in row]
    return lines


def _row(label: str, style: str, tags: Tags, common: frozenset[str] | None, width: int) -> list[Line]:
    pieces: list[Piece] = [(tag_text(tag), "dim" if common is None or tag.text in common else "accent") for tag in tags]
    rows = flow(pieces or [("nothing", "faint")], max(4, width - cell_len(label)))
    return [((label if number == 0 else " " * cell_len(label), style), *row) for number, row in enumerate(rows)]


def _label(index: int, chosen: int, names: Sequence[str], width: int) -> tuple[str, str]:
    """The mark of the chosen one, and which it is: of images the end of the name, which tells them apart."""
    mark = ">" if index == chosen else " "
    shown = visible(names[index]) if names else f"caption {index + 1}"
    if cell_len(shown) > width - 2:
        shown = f"…{set_cell_size(shown[::-1], width - 3)[::-1]}"
    return f"{mark} {shown}", "accent" if index == chosen else "dim"


def as_text(
    captions: Captions,
    structure: Structure,
    rules: OutputRules,
    globals_: Tags,
    chosen: int,
    width: int,
    names: Sequence[str] = (),
) -> list[Marked]:
    """Each caption as the trainer would read it; what is not in all of them stands out."""
    texts = [written_text(structure, rules, globals_, caption) for caption in captions]
    common = frozenset.intersection(*(frozenset(tag.text for tag in text.tags) for text in texts))
    lines: list[Marked] = []
    for index, text in enumerate(texts):
        label, style = _label(index, chosen, names, width)
        first = "  the file has this one" if index == 0 and not names else ""
        lines.append((index, ((label, style), (cut(first, width - cell_len(label)), "faint"))))
        pieces = text_pieces(text, lambda tag: "dim" if tag in common else "accent")
        rows = wrap(pieces or (("nothing", "faint"),), max(1, width - 2))
        lines += [(index, (("  ", ""), *row)) for row in rows]
        lines.append((-1, ()))
    return lines[:-1]
