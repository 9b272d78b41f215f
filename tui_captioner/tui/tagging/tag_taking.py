"""Taking tags for the slot at hand: what was typed, what is offered, what is foreseen; and the cursor over the tags.

Enough to caption a slot of an image; where image and slot come from is for whoever inherits it.
"""

from __future__ import annotations

from tui_captioner.domain.caption import Tag, Tags
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.catalogue.near_tags import UsedTag
from tui_captioner.services.session.image_editor import quoted
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.session import Session
from tui_captioner.tui.tagging.digits import Digits
from tui_captioner.tui.tagging.placeholders import fill, placeholder
from tui_captioner.tui.tagging.tag_cursor import TagCursor
from tui_captioner.tui.tagging.typed_line import TypedLine
from tui_captioner.tui.tagging.typed_text import as_tags


def used_words(used: UsedTag) -> str:
    """Which tag is used for the same, in how many images."""
    return f"'{used.text}' is used in {used.images:,} image{'' if used.images == 1 else 's'}"


class TagTaking(TypedLine):
    """A line to type into whose text becomes tags.

    Args:
        session: The open dataset.
        completer: Suggestions for it.

    Attributes:
        cursor: Stands on one of the slot's tags, or on none.
        digits: What the digits did that were pressed on an empty input.
    """

    def __init__(self, session: Session, completer: Completer) -> None:
        super().__init__(session, completer)
        self.cursor = TagCursor(self)
        self.digits = Digits(self)

    # --- tags -----------------------------------------------------------------------------------------------------

    def let_go(self) -> None:
        """Drop the chosen row, else what is being edited or was typed; with nothing of these leave the mode."""
        if self.choice is not None:
            self.choice = None
        elif self.text or self.template or self.editing is not None:
            self._begin_line()
        elif self.line_mode:
            self.switch_line()
        elif self.sentence:
            self.switch_sentence()

    def _begin_line(self) -> None:
        """An empty line for the next tag."""
        self.editing, self.template, self._as_sentence = None, "", None
        self.typed("")

    def take(self) -> Job | None:
        """Take the marked row, or what is greyed where no row goes on from what was typed."""
        if self.choice is None and self.ghost and self.sentence:
            self.typed(self.text + self.ghost)
            return None
        if self.choice is None and self.foreseen:
            return self.take_foreseen(self.foreseen)
        if self.marked is None:
            self.say("There is nothing to take: Enter keeps what was typed")
            return None
        row = self.rows[self.marked]
        return self.take_foreseen(row.term.text) if row.begins else self.accept((Tag(row.term.text),))

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
        tags = as_tags(self.text, sentence=self.sentence, edited=edited)
        near = None if self._looked_for == self.text or edited is not None else self._near_of(tags)
        job = self.accept(tags)
        if near is not None and not self.message:
            self.say(f"'{near[0]}' is new: {used_words(near[1])} so far")
        return job

    def _near_of(self, tags: Tags) -> tuple[str, UsedTag] | None:
        """A new tag that is kept faster than it was looked at, and the used one that it is a near-duplicate of."""
        if self.slot == GLOBALS or self.template or self.sentence:
            return None
        here = [tag.text for _, tag in self.caption.all_tags(self.session.structure)]
        near = ((tag.text, self.near_tags.near(tag.text, here)) for tag in tags if not tag.sentence)
        return next(((text, used) for text, used in near if used is not None), None)

    def take_used(self) -> Job | None:
        """Take the used tag that what was typed is a near-duplicate of."""
        if self.near is None and not self.look_for_near():
            self.say("No used tag is like what was typed")
            return None
        used, self.near = self.near, None
        return None if used is None else self.accept((Tag(used.text),))

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

    def take_row(self, place: int) -> Job | None:
        """Take a row that was pointed at, from 0; a prediction that is taken already is given back."""
        if not self.text.strip() and not self.template:
            return self.pick(place + 1)
        self.choice = place
        return self.take()

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
        self._forget_draft()
        self._begin_line()

    def _forget_draft(self) -> None:
        """What was half typed is a tag now."""
        self.session.set_draft(self.name, self.slot, "")

    def take_back(self) -> Job | None:
        """Take the last tag of the slot back; a tag that is being edited is let go instead."""
        if self.editing is not None or self.template:
            self._begin_line()
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
        self.editing, self._as_sentence = self.cursor.place, tag.sentence
        self._edited = tag.text
        self.cursor.leave()
        self.typed(tag.text)

    def settle_cursor(self) -> None:
        """Bring the cursor back onto a tag after tags went away, and the edit onto the tag that it is about."""
        self.cursor.settle()
        here = [tag.text for tag in self.tags(self.slot)]
        if self.editing is not None:
            self.editing = here.index(self._edited) if self._edited in here else None
