"""What the composer is at: image, slot, typed text, suggestions, tag cursor. Keys become edits of the session here.

Nothing of Textual in here, so that every key can be tried on state alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.alternatives import Captions, first_change
from tui_captioner.domain.caption import Tag, Tags
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.suggest import Suggestion
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.catalogue.scope import scope_of
from tui_captioner.services.session.image_editor import ImageEditor, quoted
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer.actions import Mode
from tui_captioner.tui.composer.digits import Digits
from tui_captioner.tui.composer.placeholders import fill, placeholder
from tui_captioner.tui.composer.predictions import ROWS, Predictions
from tui_captioner.tui.composer.tag_cursor import TagCursor
from tui_captioner.tui.composer.typed_text import as_tags, has_comma


class Composing(ImageEditor):
    """The state of the composer over one session.

    Args:
        session: The open dataset.
        completer: Suggestions for it.
    """

    def __init__(self, session: Session, completer: Completer) -> None:
        super().__init__(session)
        self.completer = completer
        self.scope = scope_of(session)
        self.cursor = TagCursor(self)
        self.predictions = Predictions(completer)
        self.digits = Digits(self)
        self.text = ""
        self.sentence = False
        self.choice: int | None = None
        self.room = ROWS
        self.editing: int | None = None
        self._edited = ""
        self.template = ""
        self._rows: list[Suggestion] = []
        self._ghost = ""
        self._run: tuple[str, ...] = ()
        self._stale = True
        self._restore_draft()

    @property
    def mode(self) -> Mode:
        """Which keys count now."""
        if self.cursor.place is not None:
            return "tags"
        return "typing" if self.text else "empty"

    # --- text and suggestions -------------------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        """The text in the input is now this."""
        self.text, self.choice = text, None
        self.suggest()

    def suggest(self) -> None:
        """Have the suggestions worked out anew when they are looked at next: typing fast asks once, not per key."""
        self._stale = True

    def _catch_up(self) -> None:
        if not self._stale:
            return
        self._stale = False
        self._rows, self._ghost, self._run = [], "", ()
        if not self.name:
            return
        # A leading space only says that a digit is to be typed, not picked.
        query = self.text.lstrip()
        if self.template:
            self._rows = self.completer.choices(placeholder(self.template), query, ROWS)
            return
        if query:
            self._rows = self.completer.suggest(self.name, self.slot, query, ROWS, alternative=self.alternative)
        elif self.slot != GLOBALS:
            # A trigger word can't be foreseen.
            self._rows = self.predictions.at((self.name, self.slot, self.alternative))
        if query:
            self._ghost = self.completer.ghost(self.name, self.slot, query, alternative=self.alternative)
        elif self.slot != GLOBALS and self.editing is None:
            self._run = self.completer.run(self.name, self.slot, alternative=self.alternative)

    @property
    def rows(self) -> list[Suggestion]:
        """The suggestions, best first."""
        self._catch_up()
        return self._rows

    @property
    def ghost(self) -> str:
        """What is foreseen to follow the cursor, shown greyed."""
        self._catch_up()
        return self._ghost

    @property
    def run(self) -> tuple[str, ...]:
        """The tags that are foreseen to follow each other again, on an empty input."""
        self._catch_up()
        return self._run

    def choose_next(self) -> None:
        """Choose the next row."""
        if self.rows:
            self.choice = 0 if self.choice is None else min(self.choice + 1, len(self.rows) - 1)

    def choose_previous(self) -> None:
        """Choose the row before; above the first, none."""
        self.choice = None if not self.choice else self.choice - 1

    def ghost_part(self, *, word: bool) -> str:
        """The greyed text that one key takes: all of it, or up to the end of its next word."""
        if not word:
            return self.ghost
        rest = self.ghost.lstrip(" ")
        blanks = len(self.ghost) - len(rest)
        space = rest.find(" ")
        return self.ghost if space < 0 else self.ghost[: blanks + space]

    def let_go(self) -> None:
        """Drop the chosen row, else what is being edited or was typed."""
        if self.choice is not None:
            self.choice = None
        else:
            self.editing, self.sentence, self.template = None, False, ""
            self.typed("")

    # --- tags -----------------------------------------------------------------------------------------------------

    def take(self) -> Job | None:
        """Take the chosen suggestion, or the best one that is not taken yet, what is foreseen where no row goes on, or
        what was typed."""
        open_rows = [row for row in self.rows if not self.is_taken(row.term.text)] or self.rows
        row = self.rows[self.choice] if self.choice is not None else open_rows[0] if open_rows else None
        text = self.foreseen if self.choice is None else ""
        if text or (row is not None and row.begins):
            return self.take_foreseen(text or (row.term.text if row else ""))
        return self.accept((Tag(row.term.text),)) if row is not None else self.keep()

    @property
    def foreseen(self) -> str:
        """What is typed with the greyed text, where that is not the rest of the first row; empty else."""
        text = self.text.lstrip() + self.ghost
        if not self.text or not self.ghost or (self.rows and self.rows[0].term.text == text):
            return ""
        return text

    def take_foreseen(self, text: str) -> Job | None:
        """Take a foreseen tag; what is only the beginning of one goes into the input."""
        if text.endswith((" ", "_")):
            self.typed(text)
            return None
        return self.accept(as_tags(text, sentence=self.sentence))

    def keep(self) -> Job | None:
        """Keep the chosen row, or exactly what was typed."""
        if self.choice is not None and self.choice < len(self.rows):
            return self.take()
        self.settle_cursor()
        edited = None if self.editing is None else self.tags(self.slot)[self.editing]
        return self.accept(as_tags(self.text, sentence=self.sentence, edited=edited))

    @property
    def one_piece(self) -> bool:
        """Whether the text is one piece with commas and all: a sentence, or a tag with commas that is being edited."""
        return self.sentence or (self.editing is not None and has_comma(self._edited))

    def pick(self, number: int) -> Job | None:
        """Take the predicted tag of that number, counted from 1; one that is taken already is given back."""
        if number > min(len(self.rows), self.room):
            self.say(f"No prediction {number}")
            return None
        text = self.rows[number - 1].term.text
        if self.editing is None and not self.template and self.is_taken(text):
            self.give_back(text)
            self._accepted()
            return None
        return self.accept((Tag(text),))

    def news(self) -> None:
        """More is known than before: of the dataset's captions, or of lists."""
        self.predictions.renew()
        self.suggest()

    def accept(self, tags: Tags) -> Job | None:
        """Put tags into the slot, or in place of the one that is being edited. The text is kept if that fails."""
        if not self.name:
            return None
        self.settle_cursor()
        if self.template and tags:
            tags = (Tag(fill(self.template, tags[0].text)), *tags[1:])
        if len(tags) == 1 and self._asks(tags[0]):
            self.template = tags[0].text
            self.typed("")
            return None
        if self.slot == GLOBALS and tags:
            return self._accept_globals(tags)
        if self.editing is not None and tags:
            self.replace(self.editing, tags)
        elif tags:
            self.add(tags)
        self._accepted()
        return None

    def _asks(self, tag: Tag) -> bool:
        """Whether a tag has a placeholder that the vocabulary can fill; other braces are the user's own."""
        name = "" if tag.sentence else placeholder(tag.text)
        return bool(name) and bool(self.completer.choices(name, "", 1))

    def take_run(self, *, longest: int | None = None) -> None:
        """Take the tags that are foreseen to follow each other, each into the slot it is used in, as one step.

        Args:
            longest: How many of them at most; all without it.
        """
        run, caption = self.run[:longest], self.caption
        for text in run:
            caption = caption.added(self.completer.slot_of(text, self.slot), (Tag(text),))
        if caption is not self.caption:
            self.edit(f"add {quoted(tuple(Tag(text) for text in run))}", caption)
            self.say(f"Took {len(run)} tags; undo gives them back" if len(run) > 1 else f"Took '{run[0]}'")
        self._accepted()

    def _accept_globals(self, tags: Tags) -> Job:
        texts = [tag.text for tag in self.session.globals]
        tags = self.new_globals(tags, self.editing)
        if not tags:
            if self.editing is None:
                self._accepted()
            return
        place = len(texts) if self.editing is None else self.editing
        title = f"add global {quoted(tags)}" if self.editing is None else f"edit global '{texts[place]}'"
        kept = texts[place + 1 :] if self.editing is not None else []
        job = self.edit_globals(title, [*texts[:place], *(tag.text for tag in tags), *kept])
        yield from job
        self._accepted()

    def _accepted(self) -> None:
        self.predictions.used = True
        self.editing, self.sentence, self.template = None, False, ""
        self.session.set_draft(self.name, self.slot, "")
        self.typed("")

    def take_back(self) -> Job | None:
        """Take the last tag of the slot back; a tag that is being edited is let go instead."""
        if self.editing is not None:
            self.editing, self.sentence = None, False
            return None
        if self.template:
            self.let_go()
            return None
        last = len(self.tags(self.slot)) - 1
        return self.delete(last) if last >= 0 else None

    # --- tag cursor -----------------------------------------------------------------------------------------------

    def leave_tags(self) -> None:
        """Back to typing."""
        self.cursor.leave()
        self.suggest()

    def walk(self, step: int) -> None:
        """Move the tag cursor; behind the last tag it is left."""
        self.cursor.walk(step)
        if self.cursor.place is None:
            self.suggest()

    def edit_tag(self) -> None:
        """Put the tag under the cursor into the input."""
        if self.cursor.place is None:
            return
        tag = self.tags(self.slot)[self.cursor.place]
        self.editing, self.sentence = self.cursor.place, tag.sentence
        self._edited = tag.text
        self.cursor.leave()
        self.typed(tag.text)

    def settle_cursor(self) -> None:
        """Bring the cursor back onto a tag after tags went away, and the edit onto the tag that it is about."""
        self.cursor.settle()
        here = [tag.text for tag in self.tags(self.slot)]
        if self.editing is not None:
            self.editing = here.index(self._edited) if self._edited in here else None

    # --- slots ----------------------------------------------------------------------------------------------------

    def go_to_slot(self, number: int) -> None:
        """Go to the slot of that number, counted from 1; half-typed text comes along."""
        keys = self.session.structure.keys
        if 1 <= number <= len(keys):
            self.slot = keys[number - 1]
            self._begin_anew()

    def _begin_anew(self) -> None:
        """The tags are others: nothing is chosen or edited, but half-typed text comes along."""
        self.cursor.leave()
        self.predictions.forget()
        self.digits.forget()
        self.choice = self.editing = None
        self.template = ""
        self.suggest()

    def previous_slot(self) -> None:
        """Go to the slot before."""
        self.go_to_slot(max(1, self.session.structure.index(self.slot)))

    def next_slot(self) -> None:
        """Go to the next slot; after the last one the image is done and the next one comes."""
        keys = self.session.structure.keys
        place = keys.index(self.slot)
        if place + 1 < len(keys):
            self.go_to_slot(place + 2)
            return
        if not self.session.is_finished(self.name):
            self.session.set_state(self.name, "done")
        if not self.scope.neighbour(self.name, 1):
            left = len(self.session.names) - self.session.finished.count
            last = "Done. This was the last image" + (" that fits the filter" if self.scope.is_filtered else "")
            self.say(last + (f"; {left} not done yet" if left else "; all are done"))
            return
        self.step_image(1)
        if not self.text:
            self.go_to_slot(keys.index(self.session.structure.own_keys[0]) + 1)

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
        self.sentence = False
        self.text = self.template = ""
        self._restore_draft()
        self.suggest()

    def keep_draft(self) -> None:
        """Note the half-typed text."""
        if self.name:
            self.session.set_draft(self.name, self.slot, self.text, self._edited if self.editing is not None else "")

    def _restore_draft(self) -> None:
        draft = self.session.drafts.get(self.name)
        if draft is None or draft.slot not in self.session.structure.keys:
            return
        self.slot, self.text, self._edited = draft
        here = [tag.text for tag in self.tags(self.slot)]
        self.editing = here.index(draft.of) if draft.of in here else None
        # Outside a sentence a comma ends the tag, so text that holds one was being typed as a sentence.
        self.sentence = "," in draft.text or (self.editing is not None and self.tags(self.slot)[self.editing].sentence)

    def next_unfinished(self) -> None:
        """Go to the next image that is not done, round the end if need be."""
        if self.scope.is_all:
            name = self.session.finished.next_unfinished(self.name)
        else:
            name = next((other for other in self.scope.behind(self.name) if not self.session.is_finished(other)), "")
        if name:
            self.show(name)
        else:
            self.say("All other images are done" if self.scope.is_all else "All others of these images are done")

    def toggle_done(self) -> None:
        """Mark the image as done, or as draft again."""
        if self.text.strip():
            self.say("There is half-typed text: Enter keeps it, Esc drops it", warning=True)
            return
        super().toggle_done()

    def take_from_previous(self, slots: Sequence[str]) -> None:
        """Add the tags that the previous image has in these slots."""
        before = self.scope.neighbour(self.name, -1)
        if not before:
            self.say("There is no image before this one")
            return
        self.take_from(before, slots)
        self.suggest()
