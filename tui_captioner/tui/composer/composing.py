"""What the composer is at: image, slot, typed text, suggestions, tag cursor. Keys become edits of the session here.

Nothing of Textual in here, so that every key can be tried on state alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from tui_captioner.domain.alternatives import Captions, first_change
from tui_captioner.domain.line_cutting.spoken import MOST_WORDS
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.typed_text import clean_text
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.catalogue.scope import scope_of
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.pasting import Pasted, from_line, pasted
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer.actions import Mode
from tui_captioner.tui.composer.machine_tags import MachineTags
from tui_captioner.tui.tagging.tag_taking import TagTaking
from tui_captioner.tui.tagging.typed_text import has_comma

if TYPE_CHECKING:
    from tui_captioner.services.catalogue.line_cutting import LineCutting

_FEW_WORDS = 5
"""Words from which a pasted text without commas looks like several tags."""


class Composing(TagTaking):
    """The state of the composer over one session: a slot of an image, and the way to others.

    Args:
        session: The open dataset.
        completer: Suggestions for it.
    """

    def __init__(self, session: Session, completer: Completer) -> None:
        super().__init__(session, completer)
        self.pasted: Pasted | None = None
        self.marking = False
        """Whether the next key gives a state."""
        self.knows_rules = True
        """Whether what the rules go by is at hand: else the first look at a caption would hold a key for it."""
        self._lines: LineCutting | None = None
        self.machine = MachineTags(self)
        """What models proposed for the image."""
        self.scope = scope_of(session)
        self._restore_draft()

    @property
    def lines(self) -> LineCutting:
        """Cuts what is typed in line mode."""
        if self._lines is None:
            # Here, not above: most people never type a line.
            from tui_captioner.services.catalogue.line_cutting import LineCutting

            self._lines = LineCutting(self.session)
        return self._lines

    @property
    def can_cut(self) -> bool:
        """Whether the captions were learnt that lines are cut by."""
        return self._lines is not None and self._lines.is_ready

    @property
    def mode(self) -> Mode:
        """Which keys count now."""
        if self.marking:
            return "marking"
        if self.pasted is not None:
            return "pasted"
        if self.machine.place is not None:
            return "proposed"
        if self.cursor.place is not None:
            return "tags"
        return "typing" if self.text else "empty"

    @property
    def hinted(self) -> Mode | Literal["line"]:
        """Which keys are reminded of."""
        return "line" if self.mode == "typing" and self.cuts_line else self.mode

    # --- pasting ---------------------------------------------------------------------------------------------------

    def paste(self, text: str) -> bool:
        """Look at pasted text: whether it is a caption that is offered for its slots now, else it is text to insert."""
        self.pasted = None
        if not self.name or self.slot == GLOBALS or self.template or self.editing is not None or self.sentence:
            return False
        self.leave_tags()
        self.digits.forget()
        if self.cuts_line and not has_comma(text):
            if self.line_problem(text):
                return False
            found = self._cut(text)
        else:
            found = pasted(self.session, text)
        if found.sentence and not self.text:
            self._as_sentence = True
        if len(found.tags) < 2:
            return False
        self.pasted = found
        return True

    def may_be_line(self, text: str) -> bool:
        """Whether a pasted text, which is no caption, looks like words that line mode would cut."""
        words = len(text.split())
        return _FEW_WORDS <= words <= MOST_WORDS and not (self.cuts_line or self.one_piece or has_comma(text))

    def line_problem(self, text: str) -> str:
        """Why a line can't be cut into tags, empty if it can."""
        if not self.can_cut:
            return "The captions are being learnt first; a moment"
        if len(text.split()) > MOST_WORDS:
            return f"A line has {MOST_WORDS} words at most: give it in parts"
        return ""

    def _cut(self, text: str) -> Pasted:
        return from_line(self.session, text, self.lines.cut(clean_text(text)))

    @property
    def to_lay(self) -> Pasted | None:
        """The tags that Enter would lay into their slots: those of a pasted caption, or of a line in line mode."""
        if self.pasted is not None:
            return self.pasted
        if not self.text.strip() or not self.cuts_line or self.line_problem(self.text):
            return None
        return self._cut(self.text)

    def keep(self) -> Job | None:
        """Keep the chosen row, or what was typed: exactly, or cut into tags in line mode."""
        if self.choice is not None or not self.cuts_line:
            return super().keep()
        found = self.to_lay
        if found is not None and found.tags:
            self._lay(found, "add")
            self._accepted()
        else:
            self.say(self.line_problem(self.text) or "Nothing of this line goes into a slot", warning=True)
        return None

    def lay_pasted(self) -> None:
        """Lay the tags of a pasted caption into their slots, as one step."""
        if self.pasted is not None:
            self._lay(self.pasted, "paste")
            self.pasted = None
            self.suggest()

    def _lay(self, found: Pasted, verb: str) -> None:
        """Lay tags into their slots; what the caption has already is not added."""
        before = sum(len(tags) for tags in self.caption.slots.values())
        self.edit(
            f"{verb} {len(found.tags)} tag{'' if len(found.tags) == 1 else 's'}",
            found.onto(self.caption, self.session.globals),
        )
        new = sum(len(tags) for tags in self.caption.slots.values()) - before
        known = len(found.tags) - new
        there = f"; {known} {'was' if known == 1 else 'were'} there already" if known > 0 else ""
        dropped = f"; dropped: {' '.join(found.line.dropped)}" if found.line is not None and found.line.dropped else ""
        self.say(f"Laid {new} tag{'' if new == 1 else 's'} into their slots{there}{dropped}", warning=known > 0)

    # --- slots ----------------------------------------------------------------------------------------------------

    def go_to_slot(self, number: int) -> None:
        """Go to the slot of that number, counted from 1; half-typed text comes along."""
        keys = self.session.structure.keys
        if 1 <= number <= len(keys):
            self.slot = keys[number - 1]
            self._begin_anew()

    def point_at(self, slot: str, place: int | None) -> None:
        """Go to a slot, or put the tag cursor onto one of its tags, from 0."""
        if place is None:
            self.go_to_slot(self.session.structure.index(slot) + 1)
        elif not self.is_half_typed():
            self.go_to_slot(self.session.structure.index(slot) + 1)
            self.cursor.place = place

    def _begin_anew(self) -> None:
        """The tags are others: nothing is chosen or edited, but half-typed text comes along."""
        self.cursor.leave()
        self.machine.leave()
        self.predictions.forget()
        self.digits.forget()
        self.choice = self.editing = None
        self.template = ""
        self._as_sentence = self._as_sentence if self.text else None
        self.suggest()

    def previous_slot(self) -> None:
        """Go to the slot before."""
        self.go_to_slot(max(1, self.session.structure.index(self.slot)))

    def slot_after(self) -> None:
        """Go to the slot after; the last one is stayed in, since only `next_slot` marks the image done."""
        if self.slot == self.session.structure.keys[-1]:
            self.say("This is the last slot: Enter marks the image done and goes on")
        else:
            self.go_to_slot(self.session.structure.index(self.slot) + 2)

    def next_slot(self) -> None:
        """Go to the next slot; after the last one the image is done and the next one comes."""
        keys = self.session.structure.keys
        place = keys.index(self.slot)
        if place + 1 < len(keys):
            self.go_to_slot(place + 2)
            return
        self.finish_image()
        if not self.scope.neighbour(self.name, 1):
            left = len(self.session.names) - self.session.finished.count
            last = "Done. This was the last image" + (" that fits the filter" if self.scope.is_filtered else "")
            said = last + (f"; {left} not done yet" if left else "; all are done")
            self.say(f"{said}. {self.message}" if self.message else said)
            return
        self.step_image(1)
        if not self.text:
            self.go_to_slot(keys.index(self.session.structure.own_keys[0]) + 1)

    def finish_image(self) -> None:
        """Mark the image done, and say what of it is proposed and was not confirmed."""
        if not self.session.is_finished(self.name):
            self.session.set_state(self.name, "done")
        self.say(self.unconfirmed)

    @property
    def unconfirmed(self) -> str:
        """What is proposed for the image and not confirmed, in a sentence; empty for nothing."""
        told = self.machine.told
        return f"{told} and not confirmed for {self.name}: not written" if told else ""

    def settle_cursor(self) -> None:
        """Bring the cursors back onto tags after some came or went."""
        super().settle_cursor()
        self.machine.settle()

    def view(self, index: int) -> None:
        """Bring another caption of the image into view; half-typed text comes along."""
        super().view(index)
        self._begin_anew()

    def look_at_change(self, before: Captions) -> None:
        """After undo or redo, bring the caption into view that is not as it was, if there is one in this image."""
        changed = first_change(before, self.captions)
        if changed is not None and changed != self.alternative:
            self.view(changed)

    # --- images ---------------------------------------------------------------------------------------------------

    def step_image(self, step: int) -> None:
        """Go to a neighbouring image, the slot kept."""
        name = self.scope.neighbour(self.name, step)
        fitting = " that fits the filter" if self.scope.is_filtered else ""
        if name:
            self.show(name)
        else:
            self.say(f"This is the {'last' if step > 0 else 'first'} image{fitting}")

    def go_to_row(self, row: int) -> None:
        """Go to the image in a row of those that are gone through, from the end if below zero."""
        if len(self.scope):
            self.show(self.scope.name(row))

    def show(self, name: str) -> None:
        """Go to an image. Half-typed text stays with the one that is left."""
        if not name or name == self.name:
            return
        self.keep_draft()
        self.completer.finished(self.name)
        self.session.refresh(name)
        self.session.go_to(name)
        self.name = name
        self.view(0)
        self._as_sentence = None
        self.text = self.template = ""
        self._restore_draft()
        self.suggest()

    def keep_draft(self) -> None:
        """Note the half-typed text."""
        if self.name:
            text = self.text or (self.pasted.text if self.pasted is not None else "")
            self.session.set_draft(self.name, self.slot, text, self._edited if self.editing is not None else "")

    def _restore_draft(self) -> None:
        draft = self.session.drafts.get(self.name)
        if draft is None or draft.slot not in self.session.structure.keys:
            return
        self.slot, self.text, self._edited = draft
        here = [tag.text for tag in self.tags(self.slot)]
        self.editing = here.index(draft.of) if draft.of in here else None
        # Outside a sentence a comma ends the tag, so text that holds one was being typed as a sentence.
        was_sentence = self.editing is not None and self.tags(self.slot)[self.editing].sentence
        self._as_sentence = True if was_sentence or ("," in draft.text and not self.line_mode) else None

    def next_unfinished(self) -> None:
        """Go to the next image that needs work, round the end if need be."""
        finished = self.session.finished
        if self.scope.is_all:
            name = finished.next_unfinished(self.name)
        else:
            row = self.scope.row(self.name)
            found = finished.next_to_do(self.scope.places, -1 if row is None else row)
            name = "" if found is None else self.scope.name(found)
        if name:
            self.show(name)
        else:
            self.say("All other images are done" if self.scope.is_all else "All others of these images are done")

    def is_half_typed(self) -> bool:
        """Whether there is half-typed text, which is said: what changes a caption does not act on it."""
        if self.text.strip():
            self.say("There is half-typed text: Enter keeps it, Esc drops it", warning=True)
        return bool(self.text.strip())

    def clear_slot(self) -> Job | None:
        """Take all tags out of the slot at hand, as one step."""
        if self.is_half_typed():
            return None
        job = self.clear()
        self.settle_cursor()
        self.suggest()
        return job

    def clear_caption(self) -> None:
        """Take all tags out of the caption in view, as one step."""
        if not self.is_half_typed():
            self.clear_all()
            self.settle_cursor()
            self.suggest()

    def toggle_done(self) -> None:
        """Mark the image as done, or as draft again."""
        if not self.is_half_typed():
            super().toggle_done()
            self.say(self.unconfirmed if self.session.is_finished(self.name) else "")

    def take_from_previous(self, slots: Sequence[str]) -> None:
        """Add the tags that the previous image has in these slots."""
        before = self.scope.neighbour(self.name, -1)
        if self.is_half_typed():
            return
        if not before:
            self.say("There is no image before this one")
            return
        self.take_from(before, slots)
        self.suggest()
