"""The captions of one image beside each other, as lines of styled text."""

from __future__ import annotations

from rich.cells import cell_len

from tui_captioner.domain.alternatives import Captions, common_texts
from tui_captioner.domain.caption import OutputRules, Tags
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.writing import written
from tui_captioner.tui.widgets.caption_text import tag_text, text_pieces
from tui_captioner.tui.widgets.lines import Line, Piece, cut, flow, wrap

_LABEL = 14
Marked = tuple[int, Line]
"""The index of the caption that a line belongs to, -1 for none, and the line."""


def by_slot(captions: Captions, structure: Structure, chosen: int, width: int) -> list[Marked]:
    """Each slot with the tags of every caption; where they are all alike the tags stand once."""
    common = common_texts(captions)
    lines: list[Marked] = []
    for key in structure.own_keys:
        texts = [[tag.text for tag in caption.tags(key)] for caption in captions]
        if not any(texts):
            continue
        lines.append((-1, ((structure.title(key), "strong"),)))
        if all(other == texts[0] for other in texts):
            lines += [(-1, line) for line in _row("  all alike", "faint", captions[0].tags(key), None, width)]
            continue
        for index, caption in enumerate(captions):
            label, style = _label(index, chosen)
            tags = caption.tags(key)
            lines += [(index, line) for line in _row(label, style, tags, common.get(key, frozenset()), width)]
    return lines


def _row(label: str, style: str, tags: Tags, common: frozenset[str] | None, width: int) -> list[Line]:
    pieces: list[Piece] = [(tag_text(tag), "dim" if common is None or tag.text in common else "accent") for tag in tags]
    rows = flow(pieces or [("nothing", "faint")], max(4, width - _LABEL))
    return [((label.ljust(_LABEL) if number == 0 else " " * _LABEL, style), *row) for number, row in enumerate(rows)]


def _label(index: int, chosen: int) -> tuple[str, str]:
    mark = ">" if index == chosen else " "
    return f"{mark} caption {index + 1}", "accent" if index == chosen else "dim"


def as_text(
    captions: Captions, structure: Structure, rules: OutputRules, globals_: Tags, chosen: int, width: int
) -> list[Marked]:
    """Each caption as the trainer would read it; what is not in all of them stands out."""
    texts = [written(structure, rules, globals_, caption) for caption in captions]
    common = frozenset.intersection(*(frozenset(tag.text for tag in text.tags) for text in texts))
    lines: list[Marked] = []
    for index, text in enumerate(texts):
        label, style = _label(index, chosen)
        first = "  the file has this one" if index == 0 else ""
        lines.append((index, ((label, style), (cut(first, width - cell_len(label)), "faint"))))
        pieces = text_pieces(text, lambda tag: "dim" if tag in common else "accent")
        rows = wrap(pieces or (("nothing", "faint"),), max(1, width - 2))
        lines += [(index, (("  ", ""), *row)) for row in rows]
        lines.append((-1, ()))
    return lines[:-1]
