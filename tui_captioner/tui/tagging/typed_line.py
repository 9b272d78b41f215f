"""The line that tags are typed into: the text, what is offered for it, and which of that a key would take.

Nothing of Textual in here, so that every key can be tried on state alone.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.suggest import Suggestion
from tui_captioner.domain.text import visible
from tui_captioner.domain.typed_text import clean_text
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.catalogue.near_tags import NearTags, UsedTag
from tui_captioner.services.session.image_editor import ImageEditor
from tui_captioner.services.session.session import Session
from tui_captioner.tui.tagging.placeholders import placeholder
from tui_captioner.tui.tagging.predictions import ROWS, Predictions
from tui_captioner.tui.tagging.typed_text import has_comma

_NEXT_WORD = re.compile(r"[ _]*[^ _]+(?:[ _]+(?=[^ _]))?")
RUN_SEPARATOR = ", "
"""Between the tags of a run as it is shown."""


class TypedLine(ImageEditor):
    """What is typed for the slot at hand, and what is offered.

    Args:
        session: The open dataset.
        completer: Suggestions for it.

    Attributes:
        text: What stands in the input.
        choice: The row that the arrows chose, from 0; None for none.
        room: Rows of suggestions that can be seen.
        line_room: Cells of the input.
        editing: The place of the tag that is being edited, None if it is a new one.
        template: The term whose placeholder is being filled; empty if there is none.
        line_mode: Whether what is typed is a run of words that is cut into tags, until that is switched off.
        sentence_mode: Whether what is typed is one sentence, commas and all, until that is switched off.
        near_tags: Knows which used tag a new one is a near-duplicate of.
        near: The used tag that what stands in the input is a near-duplicate of, once that was looked for.
    """

    def __init__(self, session: Session, completer: Completer) -> None:
        super().__init__(session)
        self.completer = completer
        self.predictions = Predictions(completer)
        self.text = ""
        self.choice: int | None = None
        self.room = ROWS
        self.line_room = 1000
        self.editing: int | None = None
        self.template = ""
        self.sentence_mode = self.line_mode = False
        self._as_sentence: bool | None = None
        self._edited = ""
        self._rows: list[Suggestion] = []
        self._ghost = ""
        self._run: tuple[str, ...] = ()
        self._stale = True
        self.near_tags = NearTags(completer)
        self.near: UsedTag | None = None
        self._looked_for = ""

    # --- sentences ------------------------------------------------------------------------------------------------

    @property
    def sentence(self) -> bool:
        """Whether the text at hand is a sentence: by the mode, or since the tag that is being edited is one."""
        return self.sentence_mode if self._as_sentence is None else self._as_sentence

    @sentence.setter
    def sentence(self, on: bool) -> None:
        self.sentence_mode, self._as_sentence = on, None
        self.line_mode = self.line_mode and not on
        self.suggest()

    def switch_sentence(self) -> None:
        """Switch sentence mode; while a tag is edited, for that tag alone."""
        if self.editing is None:
            self.sentence = not self.sentence
            on = "Sentence mode: commas stay in the text, until it is switched off"
            self.say(on if self.sentence else "Sentence mode is off")
        else:
            self._as_sentence = not self.sentence
            self.suggest()

    def switch_line(self) -> None:
        """Switch line mode: a run of words without commas is cut into known tags, which go to their slots."""
        on = not self.line_mode
        self.sentence = False
        self.line_mode = on
        if on and self.slot == GLOBALS:
            self.say("Line mode is on in the other slots: a line goes into no globals")
        else:
            self.say(
                "Line mode: type without commas, Enter lays the tags into their slots" if on else "Line mode is off"
            )

    @property
    def cuts_line(self) -> bool:
        """Whether the text at hand is a run of words that is cut into tags."""
        plain = not (self.sentence or self.template or self.editing is not None)
        return self.line_mode and plain and self.slot != GLOBALS

    @property
    def one_piece(self) -> bool:
        """Whether the text is one piece with commas and all: a sentence, or a tag with commas that is being edited."""
        return self.sentence or (self.editing is not None and has_comma(self._edited))

    # --- text and suggestions -------------------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        """The text in the input is now this."""
        self.text, self.choice = text, None
        self.near, self._looked_for = None, ""
        if text and not text[0].isdigit():
            # A digit may turn out to have been a prediction, one of those that were seen.
            self.predictions.typed()
        self.suggest()

    def look_for_near(self) -> bool:
        """Look whether the new tag in the input is a near-duplicate of a used one; whether it is."""
        text, self._looked_for = clean_text(self.text), self.text
        if self.name and self.slot != GLOBALS and not (self.template or self.sentence or self.cuts_line):
            here = [tag.text for _, tag in self.caption.all_tags(self.session.structure)]
            if self.editing is not None and self._edited in here:
                here.remove(self._edited)
            self.near = self.near_tags.near(text, here, typing=True)
        return self.near is not None

    def suggest(self) -> None:
        """Have the suggestions worked out anew when they are looked at next: typing fast asks once, not per key."""
        self._stale = True

    def _catch_up(self) -> None:
        self._stale = False
        self._rows, self._ghost, self._run = [], "", ()
        if not self.name:
            return
        # A leading space only says that a digit is to be typed, not picked.
        query = self.text.lstrip()
        if self.template:
            self._rows = self.completer.choices(placeholder(self.template), query, self.most)
        elif query and self.cuts_line:
            return
        elif query:
            self._complete(query)
        elif self.slot != GLOBALS and not self.sentence and not self.line_mode:
            # Neither a trigger word nor a sentence can be foreseen, and a digit that is dictated is text.
            self._rows = self.predictions.at((self.name, self.slot, self.alternative))
            if self.editing is None:
                self._run = self.completer.run(self.name, self.slot, alternative=self.alternative)

    def _complete(self, query: str) -> None:
        """Rows and greyed text for what was typed; a sentence has no rows, since none would keep what was typed."""
        if not self.sentence:
            self._rows = self.completer.suggest(self.name, self.slot, query, self.most, alternative=self.alternative)
        self._ghost = self.completer.ghost(self.name, self.slot, query, alternative=self.alternative)

    @property
    def most(self) -> int:
        """Rows that are asked for: more than nine only where they can be seen."""
        return max(ROWS, self.room)

    @property
    def rows(self) -> list[Suggestion]:
        """The suggestions, best first."""
        if self._stale:
            self._catch_up()
        return self._rows

    @property
    def ghost(self) -> str:
        """What is foreseen to follow the cursor, shown greyed."""
        if self._stale:
            self._catch_up()
        return self._ghost

    @property
    def run(self) -> tuple[str, ...]:
        """The tags that are foreseen to follow each other again, on an empty input; as many as can be seen."""
        if self._stale:
            self._catch_up()
        room, seen = self.line_room, 0
        for text in self._run:
            room -= cell_len(visible(text)) + len(RUN_SEPARATOR)
            if room < -len(RUN_SEPARATOR):
                break
            seen += 1
        return self._run[:seen]

    def choose_next(self) -> None:
        """Choose the row below the marked one; where none is marked, the first."""
        if self.rows:
            self.choice = 0 if self.marked is None else min(self.marked + 1, len(self.rows) - 1)

    def choose_previous(self) -> None:
        """Choose the row above; at the row that is marked by itself, and above the first, none is chosen any more."""
        above = (self.choice or 0) - 1
        self.choice = None
        self.choice = above if above >= 0 and above != self.marked else None

    def ghost_part(self, *, word: bool) -> str:
        """The greyed text that one key takes: all of it, or its next word with what parts it from the one behind it."""
        match = _NEXT_WORD.match(self.ghost) if word else None
        return match[0] if match is not None else self.ghost

    # --- what a key would take ------------------------------------------------------------------------------------

    @property
    def foreseen(self) -> str:
        """What is typed with the greyed text, where that is not the rest of the first row; empty else."""
        typed = self.text.lstrip()
        if not typed or not self.ghost or (self.rows and self.rows[0].term.text[len(typed) :] == self.ghost):
            return ""
        return typed + self.ghost

    @property
    def marked(self) -> int | None:
        """The row that Tab takes, from 0: the chosen one, else the first for what was typed; None if it takes none."""
        if self.choice is not None:
            return self.choice
        return 0 if self.rows and (self.text.strip() or self.template) and not self.foreseen else None
