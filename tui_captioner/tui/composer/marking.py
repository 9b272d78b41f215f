"""The states of the image and of the slot at hand: what the keys do to them, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from tui_captioner.domain.slot_states import FINISHED, SlotMark, with_mark
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.widgets.lines import Piece

SIGNS: Mapping[str, Piece] = {
    "draft": ("✎", "dim"),
    "done": ("✔", "good"),
    "reviewed": ("●", "good"),
    "flagged": ("⚑", "warn"),
}
"""The sign of each state that a slot may be given, with its style."""

AskNote = Callable[[str, str, Callable[[str], None]], None]
"""Asks for a note: what for, the text so far, and who takes the new one."""


class Marking:
    """Gives the image, or the slot at hand, a state. Each is one step.

    Args:
        state: What the composer is at.
        ask: Asks for a note.
    """

    def __init__(self, state: Composing, ask: AskNote) -> None:
        self._state, self._ask = state, ask

    def table(self) -> Mapping[str, Callable[[], None]]:
        """What each action does."""
        acts: dict[str, Callable[[], None]] = {
            "mark_done": lambda: self._mark_image("done", self._again),
            "mark_reviewed": lambda: self._mark_image("reviewed", "done"),
            "mark_open": lambda: self._mark_image(self._again, self._again),
            "mark_flagged": self._flag_image,
            "mark_note": self._note_image,
            "slot_done": lambda: self._mark_slot("done"),
            "slot_reviewed": lambda: self._mark_slot("reviewed"),
            "slot_flagged": self._flag_slot,
            "slot_open": self._open_slot,
            "mark_none": lambda: None,
        }
        return {"mark": self._begin, **{name: self._last(act) for name, act in acts.items()}}

    def _last(self, act: Callable[[], None]) -> Callable[[], None]:
        """An action that ends the choice."""

        def done() -> None:
            self._state.marking = False
            act()

        return done

    def _begin(self) -> None:
        self._state.marking = True
        slot = "" if self._state.slot == GLOBALS else f" (capital: {self._title})"
        self._state.say(f"Image{slot}")

    @property
    def _title(self) -> str:
        return self._state.session.structure.title(self._state.slot)

    @property
    def _record(self) -> ImageRecord:
        return self._state.session.record(self._state.name)

    def _put(self, title: str, record: ImageRecord) -> bool:
        return self._state.session.edit_record(self._state.name, title, record)

    # --- the image ------------------------------------------------------------------------------------------------

    @property
    def _again(self) -> str:
        """The state of an image that is to be worked at again."""
        return "empty" if self._record.caption.is_empty else "draft"

    def _mark_image(self, wanted: str, otherwise: str) -> None:
        record = self._record
        to = otherwise if record.state == wanted else wanted
        if self._put(f"mark {to}", replace(record, state=to)):
            left = f". {self._state.unconfirmed}" if to in FINISHED and self._state.unconfirmed else ""
            self._state.say(f"The image is {to} now{left}")
        else:
            self._state.say(f"The image is {to} already")

    def _flag_image(self) -> None:
        def noted(text: str) -> None:
            self._put("flag the image", replace(self._record, state="flagged", note=_one_line(text)))
            self._state.say("The image is flagged now")

        self._ask("Flag the image. Why?", self._record.note, noted)

    def _note_image(self) -> None:
        def noted(text: str) -> None:
            note = _one_line(text)
            changed = self._put(f"note '{note}'" if note else "take the note away", replace(self._record, note=note))
            self._state.say("Noted" if changed and note else "The note is gone" if changed else "The note stays")

        self._ask("Note on the image", self._record.note, noted)

    # --- the slot -------------------------------------------------------------------------------------------------

    def _own(self) -> SlotMark | None:
        return self._record.marks.get(self._state.slot)

    def _set_slot(self, mark: SlotMark | None) -> None:
        state, record, title = self._state, self._record, self._title
        said = "as its image" if mark is None else mark.state
        if self._put(f"{title}: {said}", replace(record, marks=with_mark(record.marks, state.slot, mark))):
            state.say(f"{title} follows its image again" if mark is None else f"{title} is {mark.state} now")
        else:
            state.say(f"{title} has no state of its own" if mark is None else f"{title} is {said} already")

    def _has_state(self) -> bool:
        if self._state.slot == GLOBALS:
            self._state.say("The globals are in every caption: they have no state")
        return self._state.slot != GLOBALS

    def _mark_slot(self, wanted: str) -> None:
        if self._has_state():
            own = self._own()
            is_so = own is not None and own.state == wanted
            self._set_slot(None if is_so else SlotMark(wanted, "" if own is None else own.note))

    def _flag_slot(self) -> None:
        if self._has_state():
            own = self._own()
            text = "" if own is None else own.note
            self._ask(
                f"Flag {self._title}. Why?", text, lambda note: self._set_slot(SlotMark("flagged", _one_line(note)))
            )

    def _open_slot(self) -> None:
        if self._has_state():
            self._set_slot(None)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def own_sign(state: Composing, slot: str) -> list[Piece]:
    """The sign of the state that a slot was given, on one cell; nothing for none."""
    mark = state.session.record(state.name).marks.get(slot) if state.name else None
    return [] if mark is None else [SIGNS[mark.state]]


def told(state: Composing) -> list[Piece]:
    """What is to be said of the states: the note on the image, and the state of the slot at hand with its note."""
    record = state.session.record(state.name)
    pieces: list[Piece] = []
    if record.note:
        pieces.append((f'  {SIGNS["flagged"][0] if record.state == "flagged" else "✎"} "{record.note}"', "warn"))
    mark = record.marks.get(state.slot)
    if mark is not None:
        sign, style = SIGNS[mark.state]
        note = f': "{mark.note}"' if mark.note else ""
        pieces.append((f"  {sign} {state.session.structure.title(state.slot)} {mark.state}{note}", style))
    return pieces
