"""What the list of images shows: from what is known of an image to cells and lines. Pure: no terminal is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.rule_names import NEAR_DUPLICATE, UNSURE
from tui_captioner.domain.slot_states import STATES
from tui_captioner.domain.structure import GLOBALS, Structure
from tui_captioner.domain.text import visible
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.browsing import ListedImage
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.tui.widgets.caption_text import machine_text, tag_text
from tui_captioner.tui.widgets.columns import Column
from tui_captioner.tui.widgets.lines import Line, Piece, cut, end_of, wrap
from tui_captioner.tui.widgets.severity import sign_of, sign_of_rule

_BARS = "·▁▂▃▄▅▆▇█"
SIGNS: Mapping[str, Piece] = {
    "empty": (" ", "faint"),
    "draft": ("✎", "dim"),
    "done": ("✔", "good"),
    "reviewed": ("✔", "good"),
    "flagged": ("⚑", "warn"),
}
"""The sign of each state, with its style."""
_UNSURE: Piece = ("?", "unsure")
_LEAST_NAME, _LONGEST_NAME = 8, 40
LONGEST_SIGN = 6
"""Cells of the sign of look-alikes with the number of its group, for thousands of them."""
_LABEL = 14
SLOTS = "slots"


def columns(structure: Structure, name_width: int, width: int) -> list[Column]:
    """The columns of the list.

    Args:
        structure: The slots of the dataset.
        name_width: Cells of the longest name.
        width: Cells of a row.
    """
    name = max(_LEAST_NAME, min(name_width, _LONGEST_NAME, width // 4))
    letters = slot_letters(structure)
    return [
        Column("mark", "", 1),
        Column("name", "name", name),
        Column("state", "  state", 10, rank=2),
        Column(SLOTS, " ".join(letters), 2 * len(letters) - 1, rank=5),
        Column("tags", "tags", 6, right=True, rank=4),
        Column("tokens", "tok", 5, right=True, rank=3),
        Column("findings", "findings", 18, rank=6),
        Column("caption", "caption", 12, grows=True),
    ]


def slot_letters(structure: Structure) -> list[str]:
    """A letter for each slot: the first of its title, or its number where another one has that."""
    letters: list[str] = []
    for key in structure.own_keys:
        first = visible(structure.title(key))[:1].upper()
        wide = cell_len(first) != 1
        letters.append(str((structure.index(key) + 1) % 10) if first in letters or wide else first)
    return letters


def bar(count: int) -> str:
    """A sign for so many tags."""
    return _BARS[min(count, len(_BARS) - 1)]


def cells(
    image: ListedImage | None, name: str, structure: Structure, name_width: int, *, numbered: bool = False
) -> dict[str, list[Piece]]:
    """What stands in the columns of an image; only its name where nothing is known of it yet.

    Args:
        image: What is known of it.
        name: Its name.
        structure: The slots of the dataset.
        name_width: Cells for the name.
        numbered: Whether the number of its group of look-alikes stands before the name.
    """
    sign = alike_sign(image, numbered=True) if numbered else ""
    shown: dict[str, list[Piece]] = {"name": [(sign, "accent"), (end_of(name, name_width - cell_len(sign)), "")]}
    if image is None:
        return {**shown, "caption": [("…", "faint")]}
    state = STATES[image.state]
    state_sign = _UNSURE if image.unsure else SIGNS[state]
    bars: list[Piece] = []
    for number, key in enumerate(structure.own_keys):
        count = image.slots.get(key, 0)
        bars += [(" ", "")] if number else []
        bars.append(SIGNS["flagged"] if key in image.flags else (bar(count), "dim" if count else "faint"))
    return {
        **shown,
        "state": [state_sign, (" ", ""), (state, SIGNS[state][1])],
        SLOTS: bars,
        "tags": [(f"{image.tags:,}", "")] if image.tags else [],
        "tokens": [(f"{image.tokens:,}", "dim")] if image.tokens else [],
        "findings": finding_pieces(image),
        "caption": [(image.problem, "error")] if image.problem else [(image.caption, "dim")],
    }


def finding_pieces(image: ListedImage) -> list[Piece]:
    """What was found on a caption, and the notes, in a few words."""
    pieces: list[Piece] = []
    for note in filter(None, (image.note, *image.flags.values())):
        pieces += [(", ", "faint")] if pieces else []
        pieces.append((f'"{note}"', "accent"))
    for rule, count in image.findings.items():
        pieces += [(", ", "faint")] if pieces else []
        sign, style = sign_of_rule(rule)
        # Behind another one its name has no room; `~` is its sign among the tags too.
        short = f"~ {count}" if rule == NEAR_DUPLICATE and pieces else f"{sign} {count} {rule.replace('-', ' ')}"
        pieces.append((short, style))
    return pieces


def alike_sign(image: ListedImage | None, *, numbered: bool) -> str:
    """Before the name of an image that looks like others: `=` if it is the same picture as another, else `~`.

    Args:
        image: What is known of it.
        numbered: Whether the number of its group follows, and a blank.
    """
    if image is None or image.alike is None:
        return ""
    sign = "=" if image.alike.same > 1 else "~"
    return f"{sign}{image.alike.number} " if numbered else sign


def thumbnail_line(image: ListedImage | None, name: str, mark: Piece, width: int, *, numbered: bool = False) -> Line:
    """What stands below a thumbnail: whether it is chosen, the sign of its state, that of look-alikes, its name.

    Args:
        image: What is known of it.
        name: Its name.
        mark: The sign of what is chosen, and the style of the line; its parts have their own where that is empty.
        width: Cells of the line.
        numbered: See `alike_sign`.
    """
    sign = (" ", "") if image is None else _UNSURE if image.unsure else SIGNS[STATES[image.state]]
    alike = alike_sign(image, numbered=numbered)
    shown = end_of(name, max(1, width - 3 - cell_len(alike)))
    blank = " " * max(0, width - 3 - cell_len(alike) - cell_len(shown))
    chosen, style = mark
    pieces = ((chosen, "accent"), sign, (" ", ""), (alike, "accent"), (f"{shown}{blank}", ""))
    return tuple((text, style or own) for text, own in pieces if text)


def alike_pieces(image: ListedImage | None) -> Line:
    """How an image looks beside others; nothing where it looks like none."""
    alike = None if image is None else image.alike
    if alike is None:
        return ()
    others = alike.size - 1
    text = f"{others:,} look-alike{'' if others == 1 else 's'}"
    if alike.same > 1:
        text += ", same picture" if alike.same == alike.size else f", {alike.same - 1:,} same picture"
    if alike.differs:
        return ((f"⚠ {text}, other caption", "warn"),)
    return ((f"{'=' if alike.same > 1 else '~'} {text}", "dim"),)


def fact_lines(
    name: str, record: ImageRecord, pixels: str, findings: Sequence[Finding], problem: str, width: int, alike: Line = ()
) -> list[Line]:
    """What is known of an image, beside its picture."""
    state: Piece = (record.state, SIGNS[record.state][1])
    lines: list[Line] = [
        ((end_of(name, width), "strong"),),
        (state, ("  ", ""), (pixels, "dim")),
    ]
    lines += wrap(alike, width) if alike else []
    if record.note:
        lines += wrap(((f'"{record.note}"', "accent"),), width)
    if problem:
        lines += wrap(((problem, "error"),), width)
    for finding in findings:
        sign, style = sign_of(finding)
        text = f"{finding.tag}: slot only guessed" if finding.rule == UNSURE else finding.message
        lines.append(((cut(f"{sign} {text}", width), style),))
    return lines


def slot_lines(session: Session, record: ImageRecord, width: int) -> list[Line]:
    """The slots of an image with their tags, a line each; machine tags behind them, shown apart."""
    lines: list[Line] = []
    for key in session.structure.keys:
        tags = session.globals if key == GLOBALS else record.caption.tags(key)
        label = f"{cut(session.structure.title(key), _LABEL - 2):<{_LABEL}}"
        pieces: list[Piece] = [(label, "dim")]
        shown = [_tag_piece(key, tag) for tag in tags]
        shown += [(machine_text(one), "machine") for one in record.drafted if one.slot == key]
        for number, piece in enumerate(shown):
            pieces += [(" · ", "faint"), piece] if number else [piece]
        mark = record.marks.get(key)
        if mark is not None:
            note = f': "{mark.note}"' if mark.note else ""
            pieces.append((f"  {SIGNS[mark.state][0]} {mark.state}{note}", SIGNS[mark.state][1]))
        lines.append(_cut_line(pieces, width))
    return lines


def _tag_piece(key: str, tag: Tag) -> Piece:
    style = "globals" if key == GLOBALS else "unsure" if tag.unsure else ""
    return f"{tag_text(tag)} ?" if tag.unsure else tag_text(tag), "faint" if tag.is_left_out else style


def _cut_line(pieces: Sequence[Piece], width: int) -> Line:
    kept: list[Piece] = []
    for text, style in pieces:
        shown = cut(text, width)
        width -= cell_len(shown)
        if shown:
            kept.append((shown, style))
    return tuple(kept)
