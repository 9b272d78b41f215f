"""What the slot sweep is at: one slot, an image of those that are gone over, typed text. Keys become edits here.

Nothing of Textual in here, so that every key can be tried on state alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.jobs import Job, finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.sweep.held_tags import HeldTags
from tui_captioner.tui.tagging.tag_taking import TagTaking

_FEW = 20
"""Images of a step up to which it is taken back at once."""


class Sweeping(TagTaking):
    """The state of a slot sweep.

    Args:
        session: The open dataset.
        completer: Suggestions for it.
        slot: Key of the slot.
        names: The images that are gone over, in order; at least one.
        name: The one to begin with; the first where it is none of them.

    Attributes:
        names: As given.
        done: The images that were left by Enter.
    """

    def __init__(self, session: Session, completer: Completer, slot: str, names: Sequence[str], name: str = "") -> None:
        super().__init__(session, completer)
        self.names = list(names)
        self._places = {each: place for place, each in enumerate(self.names)}
        self.slot = slot
        self.held = HeldTags(completer)
        self.predictions = self.held
        self.counted = False
        self.done: set[str] = set()
        self._noted: dict[str, frozenset[str]] = {}
        self._arrive(name if name in self._places else self.names[0])

    @property
    def place(self) -> int:
        """How many images stand before the one at hand."""
        return self._places[self.name]

    @property
    def mode(self) -> str:
        """Which keys count now."""
        return "typing" if self.text or self.template else "empty"

    @property
    def run(self) -> tuple[str, ...]:
        """Nothing is foreseen beyond the slot."""
        return ()

    def hold(self, counted: Iterable[tuple[str, int]]) -> None:
        """The tags of the slot are counted: number them."""
        self.held.hold(counted)
        self.counted = True
        self.suggest()

    def note(self) -> None:
        """See which tags the slot has by now: the counts follow, and what is new joins the numbered ones."""
        now = frozenset(tag.text for tag in self.tags(self.slot) if not tag.mark)
        before = self._noted.get(self.name, now)
        self._noted[self.name] = now
        if now != before:
            self.held.count(before, now)
            self.suggest()

    # --- tags -----------------------------------------------------------------------------------------------------

    def pick(self, number: int) -> Job | None:
        """Take the tag of a number, or take it back."""
        if number > min(len(self.rows), self.room):
            self.say(f"No tag has the number {number}" if self.counted else "The tags are being counted")
            return None
        return super().pick(number)

    def turn(self, key: str) -> None:
        """Number the next nine."""
        start = self.held.start
        self.digits.press(key, 0)
        if len(self.held) <= self.room:
            self.say("These are all")
        elif self.held.start <= start:
            self.say("These are the first again")

    def accept_typed(self) -> Job | None:
        """Keep what was typed, or the chosen row; where its number is out of sight, that is said."""
        before = set(self.held.counts)
        job = self.keep()
        self.note()
        for text in sorted(set(self.held.counts) - before):
            turns = self.held.turns_to(text, self.room)
            if turns and not self.message:
                self.say(f"'{text}' has a number too: 0{f', {turns} times' if turns > 1 else ''}")
        return job

    def _forget_draft(self) -> None:
        """What was half typed in another slot of the image stays for the composer."""
        if self._owns_draft:
            super()._forget_draft()

    @property
    def _owns_draft(self) -> bool:
        draft = self.session.drafts.get(self.name)
        return draft is None or draft.slot == self.slot

    def keep_draft(self) -> None:
        """Note half-typed text, unless the image has some of another slot."""
        if self.text and self._owns_draft:
            self.session.set_draft(self.name, self.slot, self.text)

    # --- images ---------------------------------------------------------------------------------------------------

    def next(self) -> None:
        """Done here: on to the next image."""
        if self._is_half_typed():
            return
        self.done.add(self.name)
        if not self._step(1):
            left = len(self.names) - len(self.done)
            self.say(f"This was the last image; {left:,} not done" if left else "This was the last image; all are done")

    def skip(self, step: int) -> None:
        """Go to a neighbouring image; this one is not done by that."""
        if not self._is_half_typed() and not self._step(step):
            self.say(f"This is the {'last' if step > 0 else 'first'} image")

    def neighbour(self, step: int) -> str:
        """The image so many on, or back below zero; empty beyond either end."""
        place = self.place + step
        return self.names[place] if 0 <= place < len(self.names) else ""

    def _step(self, step: int) -> bool:
        name = self.neighbour(step)
        if name:
            self._arrive(name)
        return bool(name)

    def _is_half_typed(self) -> bool:
        if self.text.strip():
            self.say("There is half-typed text: Enter keeps it, Esc drops it", warning=True)
        return bool(self.text.strip())

    def _arrive(self, name: str) -> None:
        if name != self.name and self.name:
            self.completer.finished(self.name)
        self.session.refresh(name)
        self.name = name
        self.view(0)
        self.choice = self.editing = None
        self.template = ""
        self.digits.forget()
        self.note()
        self.suggest()

    # --- back and forth -------------------------------------------------------------------------------------------

    def turn_step(self, *, undone: bool) -> Job | None:
        """Take the last step back, or do it again, and go to its image; what may take long is left to do."""
        session = self.session
        title = session.undo_title() if undone else session.redo_title()
        if not title:
            self.say(f"Nothing to {'undo' if undone else 'redo'}")
            return None
        if self._is_half_typed():
            return None
        names = session.turnable_images(_FEW + 1, undone=undone)
        there = [name for name in names if name in self._places]
        if there and self.name not in there:
            self._arrive(there[0])
        self.digits.forget()
        job = self._turned(names[0] if len(names) == 1 else "", title, undone=undone)
        if len(names) > _FEW:
            return job
        finish(job)
        return None

    def _turned(self, name: str, title: str, *, undone: bool) -> Job:
        yield from self.session.undo() if undone else self.session.redo()
        self.settle_cursor()
        self.note()
        self.suggest()
        count = self.session.turned
        where = f" in {name}" if name else f" in {count:,} images" if count > 1 else ""
        self.say(f"{'Undone' if undone else 'Done again'}{where}: {title}")
