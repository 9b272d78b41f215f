"""What the yes/no sweep says: from its state to lines of styled text. Pure: no terminal is needed to try them."""

from __future__ import annotations

from tui_captioner.domain.caption import CaptionText
from tui_captioner.domain.standing import same_text
from tui_captioner.domain.text import visible
from tui_captioner.domain.writing import written_text
from tui_captioner.services.sweeping.yes_no import NO, SKIP, YES, YesNo
from tui_captioner.tui.widgets.caption_text import text_pieces
from tui_captioner.tui.widgets.frame_lines import Part, part
from tui_captioner.tui.widgets.lines import Line, cut, end_of, wrap
from tui_captioner.tui.widgets.two_ended_lines import spread

SHOWN = 10
"""Answers in sight."""
_STYLES = {YES: "good", NO: "", SKIP: "dim"}
_FOLDER_RANK, _NAME_RANK = 5, 3


def header(sweep: YesNo, folder: str, width: int) -> tuple[list[Part], list[Part]]:
    """Dataset, question, how far; how often each answer was given."""
    place = min(sweep.place + 1, len(sweep))
    left = [
        part(cut(folder, width // 5), "dim", _FOLDER_RANK),
        part(f'"{cut(sweep.tag.text, width // 3)}"?', "accent"),
        part(f"{place:,}/{len(sweep):,}", "strong"),
        part(file_name(sweep.name, width // 3), "", _NAME_RANK),
    ]
    counts = sweep.counts
    skipped = part(f"skipped {counts[SKIP]:,}" if counts[SKIP] else "", "dim")
    return left, [*(part(f"{word} {counts[word]:,}", _STYLES[word]) for word in (YES, NO)), skipped]


def file_name(name: str, width: int) -> str:
    """The name of an image without its folders, on so many cells: its end, since there the numbers are."""
    return end_of(name.rsplit("/", 1)[-1], width)


def answer_lines(sweep: YesNo, width: int, undo: str) -> list[Line]:
    """The last answers, the latest first, and the key that takes them back one by one; always as many lines.

    Args:
        sweep: What is asked.
        width: Cells of a line.
        undo: The key.
    """
    shown = sweep.answers[: -SHOWN - 1 : -1]
    told = f"last answers; {undo} takes one back" if shown else "no answers yet"
    lines: list[Line] = [((cut(told, width), "faint"),)]
    for place, answer in enumerate(shown):
        style = _STYLES[answer.word]
        name = file_name(answer.name, max(4, width - 6))
        lines.append(((f"{answer.word:<5}", style), (name, style if not place else "dim")))
    return [*lines, *([()] * (SHOWN - len(shown)))]


def caption_lines(sweep: YesNo, width: int, rows: int) -> list[Line]:
    """The caption as the trainer reads it, what holds the tag's words standing out; cut where there is no room."""
    settings = sweep.session.project.settings
    text: CaptionText = written_text(settings.structure, settings.output, sweep.session.globals, sweep.caption)
    words = frozenset(sweep.tag.text.casefold().split())

    def style_of(tag: str) -> str:
        if same_text(tag, sweep.tag.text):
            return "strong"
        return "" if words <= frozenset(tag.casefold().split()) else "dim"

    lines = wrap(text_pieces(text, style_of), max(1, width))
    if len(lines) > rows:
        last = "".join(piece for piece, _ in lines[rows - 1])
        lines = [*lines[: rows - 1], ((cut(f"{last} …{'.' * width}", width), "dim"),)]
    return [*lines, *([()] * (rows - len(lines)))]


def landing_line(sweep: YesNo, width: int, sure: bool) -> Line:
    """Where a yes puts the tag, or where it stands already.

    Args:
        sweep: What is asked.
        width: Cells of the line.
        sure: Whether dataset or vocabulary say which slot it belongs to.
    """
    title, landing = sweep.session.structure.title, sweep.landing
    if not sweep.name:
        return ()
    if landing is None:
        standing = title(sweep.standing) if sweep.standing else "the globals"
        return spread([(f"has it in {standing}", "accent"), (": n takes it away", "dim")], [], width)
    where = f', behind "{visible(landing.behind)}"' if landing.behind else ", at the beginning"
    pieces = [("y ", "dim"), (f"into {title(landing.slot)}", "accent" if sure else "unsure"), (where, "dim")]
    if not sure:
        pieces.append((" (a guess)", "unsure"))
    if landing.reorders:
        pieces.append(("; puts the caption in slot order", "warn"))
    return spread(pieces, [], width)
