"""The last line of the composer: what was just done, what the caption is and lacks, and the most useful keys."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.rule_names import UNSURE
from tui_captioner.domain.slot_states import empty_slots
from tui_captioner.tui.composer.caption_findings import findings_here
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.marking import told
from tui_captioner.tui.composer.token_views import token_pieces
from tui_captioner.tui.tagging.tag_taking import used_words
from tui_captioner.tui.widgets.frame_lines import WARNING, Key, last_line
from tui_captioner.tui.widgets.lines import Line, Piece, cut, width_of
from tui_captioner.tui.widgets.severity import sign_of


def status(
    state: Composing, keys: Sequence[Key], width: int, take_used: str = "", details: str = "", answer: str = ""
) -> Line:
    """What was just done, or the caption's length; what the caption lacks; at the right what fits of the keys.

    Args:
        state: What the composer is at.
        keys: The last one is the last to go where room is short, the one before it the first.
        width: Columns of the line.
        take_used: The key that takes the used spelling of what was typed.
        details: The key that shows what was found on the caption.
        answer: The key that leads to what a model proposed.
    """
    if not state.name:
        return last_line([(state.message, "")] if state.message else [], keys, width)
    unsaved = state.session.save_state(state.name)
    said: Piece = (f"{WARNING} {state.message}", "warn") if state.warning else (state.message, "")
    if not state.message and unsaved.startswith("NOT SAVED"):
        said = (f"{WARNING} {unsaved}", "warn")
    elif not state.message and state.near is not None:
        said = (f"~ {used_words(state.near)}{f': {take_used} takes it' if take_used else ''}", "warn")
    proposed = state.machine.here
    if proposed is not None and not said[0]:
        new = "" if proposed.known else ", a word that is new here"
        said = (f"Is '{proposed.text}' right? {proposed.by} proposed it{new}", "machine")
    if state.mode in ("marking", "proposed"):
        return last_line([said], keys, width)
    if said[0]:
        lacks = _lacks_in_short(state)
        while lacks and width_of((said, *lacks)) >= width:
            # Then there is room for a key less than ever.
            lacks, keys = lacks[:-1], ()
        return last_line([said, *lacks], keys, width)
    tags = len(state.written.tags)
    tokens = token_pieces(state.session.tokens.counts(state.session.caption_text(state.caption)))
    left: list[Piece] = [(f"{tags} tag{'' if tags == 1 else 's'}  ", "dim"), *tokens]
    left += told(state)
    if state.machine.told:
        left += [(f"  ‹{state.machine.told}›", "machine"), (f" {answer}" if answer else "", "dim")]
    lacks, is_whole = _lacks(state, details, width - width_of(tuple(left)))
    # What is cut for want of room leaves none for a key.
    return last_line([*left, *lacks], keys if is_whole else (), width)


def _lacks(state: Composing, details_key: str, room: int) -> tuple[list[Piece], bool]:
    """Unsure tags, findings and empty slots, and whether they are told whole; before the first tag no slot is empty.

    Of several findings the worst is told, and cut so that the empty slots have room: all stand in the details.
    """
    unsure, findings, missing = _counted(state)
    pieces: list[Piece] = [(f"  ? {unsure} unsure", "unsure")] if unsure else []
    last: list[Piece] = [(f"  empty: {', '.join(missing).lower()}", "faint")] if missing else []
    is_whole = True
    if findings:
        sign, style = sign_of(findings[0])
        count = f" {len(findings)}" if len(findings) > 1 else ""
        pieces += [(f"  {sign}{count}", style), (f" {details_key}" if details_key else "", "dim")]
        message, others = findings[0].message, width_of((*pieces, *last)) + 1
        is_whole = others + width_of(((message, ""),)) <= room
        if not is_whole:
            last = [(f"  {len(missing)} empty", "faint")] if missing else []
            message = cut(message, max(0, room - width_of((*pieces, *last)) - 1))
        pieces.append((f" {message}", style))
    return [*pieces, *last], is_whole


def _lacks_in_short(state: Composing) -> list[Piece]:
    """The same by number, to stand beside a message."""
    unsure, findings, missing = _counted(state)
    counts = [
        (unsure, "? ", "unsure", "unsure"),
        (len(state.machine.all), "‹› ", "proposed", "machine"),
        (len(findings), f"{WARNING} ", "to mend", "warn"),
        (len(missing), "", "empty", "faint"),
    ]
    return [(f"  {sign}{count} {word}", style) for count, sign, word, style in counts if count]


def _counted(state: Composing) -> tuple[int, list[Finding], list[str]]:
    """How many tags are unsure; the other findings; titles of the empty slots, where some slot has tags."""
    structure, caption = state.session.structure, state.caption
    findings = [found for found in findings_here(state) if found.rule != UNSURE]
    # What is left out may be empty.
    spared = {structure.title(key) for key in structure.own_keys if state.session.project.leaving_out.has_slot(key)}
    missing = [title for title in empty_slots(structure, caption) if title not in spared]
    return len(state.unsure_spots), findings, missing if len(missing) < len(structure.own_keys) else []
