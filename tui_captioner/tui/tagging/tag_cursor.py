"""The tag cursor: it stands on one tag of the slots, and what it stands on can be deleted and moved."""

from __future__ import annotations

from tui_captioner.services.session.image_editor import ImageEditor
from tui_captioner.services.session.jobs import Job
from tui_captioner.tui.widgets.words import without_first_word, without_last_word


class TagCursor:
    """A cursor over the tags of what is at hand.

    `place` is the tag of the slot it stands on, from 0; None while the user types.

    Args:
        at: Image and slot.
    """

    def __init__(self, at: ImageEditor) -> None:
        self._at = at
        self.place: int | None = None

    def set(self) -> None:
        """Put the cursor on the last tag of the slot."""
        if self._at.tags(self._at.slot):
            self.place = len(self._at.tags(self._at.slot)) - 1
        else:
            self._at.say("No tag in this slot yet")

    def first(self) -> None:
        """Put the cursor on the first tag of the slot."""
        if self.place is not None:
            self.place = 0

    def leave(self) -> None:
        """Back to typing."""
        self.place = None

    def settle(self) -> None:
        """Come back onto a tag after tags went away."""
        if self.place is not None:
            count = len(self._at.tags(self._at.slot))
            self.place = min(self.place, count - 1) if count else None

    def walk(self, step: int) -> None:
        """Go along the tags; behind the last one the cursor is left."""
        if self.place is None:
            return
        if self.place + step >= len(self._at.tags(self._at.slot)):
            self.leave()
        else:
            self.place = max(0, self.place + step)

    def walk_slot(self, step: int) -> None:
        """Go to the nearest slot above or below that has tags."""
        keys = self._at.session.structure.keys
        place = keys.index(self._at.slot) + step
        while 0 <= place < len(keys):
            if self._at.tags(keys[place]):
                self._at.slot = keys[place]
                self.place = min(self.place or 0, len(self._at.tags(self._at.slot)) - 1)
                return
            place += step

    def delete(self) -> Job | None:
        """Delete the tag under the cursor."""
        if self.place is None:
            return None
        job = self._at.delete(self.place)
        if job is None:
            self.settle()
        return job

    def delete_word(self, *, first: bool) -> Job | None:
        """Delete the first or the last word of the tag under the cursor; with its only word the tag goes."""
        at = self._at
        if self.place is None:
            return None
        text = at.tags(at.slot)[self.place].text
        rest = without_first_word(text) if first else without_last_word(text)
        job = at.reword(self.place, rest) if rest else at.delete(self.place)
        if job is None:
            self.settle()
        return job

    def move(self, step: int) -> Job | None:
        """Move the tag under the cursor within its slot."""
        at = self._at
        if self.place is None or not 0 <= self.place + step < len(at.tags(at.slot)):
            return None
        old, self.place = self.place, self.place + step
        return at.move(old, self.place)

    def move_to_slot(self, number: int) -> Job | None:
        """Move the tag under the cursor to the slot of that number, counted from 1."""
        at, keys = self._at, self._at.session.structure.keys
        if self.place is None or not 1 <= number <= len(keys) or keys[number - 1] == at.slot:
            return None
        job = at.move_to_slot(self.place, keys[number - 1])
        if job is None:
            self.settle()
        return job
