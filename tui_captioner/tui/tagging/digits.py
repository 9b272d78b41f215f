"""Digits on an empty input: they take predictions, until it shows that they were the beginning of text.

`1girl` typed at speed takes prediction 1 with its first key. The next key tells: `1g` begins a known term, so it was
text, and the take is withdrawn. Should it turn out with a later key that no term begins so (`3do`), the take comes back
and the rest is the text. A take that was withdrawn leaves no step behind: it is undone, and done again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.suggest import Suggestion
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.jobs import Job, finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.tagging.predictions import Page, Predictions

_SIGNS = frozenset("%./:'\"+-°×′″")
"""What goes on behind a number (`100%`, `1:2`, `f/1.8`). Where a known term begins so (`:d`), the next key tells."""


class _Press(NamedTuple):
    """A digit that was pressed on an empty input, and what it did."""

    digit: str
    step: str
    page: Page
    asked: bool

    @property
    def did_nothing(self) -> bool:
        return not (self.step or self.asked or self.digit == "0")


class Taking(Protocol):
    """What digits act on: an input of tags with numbered predictions, over a caption.

    Attributes:
        session: The open dataset.
        completer: Knows which terms there are.
        predictions: What the digits stand for.
        room: Predictions that can be seen.
        text: What was typed.
        editing: The place of the tag that is being edited, None if it is a new one.
        template: The term whose placeholder is being filled; empty if there is none.
    """

    session: Session
    completer: Completer
    predictions: Predictions
    room: int
    text: str
    editing: int | None
    template: str

    @property
    def caption(self) -> Caption:
        """The caption that is worked on."""

    @property
    def rows(self) -> list[Suggestion]:
        """What is offered at present."""

    def pick(self, number: int) -> Job | None:
        """Take the prediction of a number, from 1, or give it back."""

    def typed(self, text: str) -> None:
        """The text of the input is another one."""

    def suggest(self) -> None:
        """Work out anew what is offered."""

    def settle_cursor(self) -> None:
        """Bring the cursor to where there are tags after some came or went."""

    def say(self, message: str, *, warning: bool = False) -> None:
        """Say something in the status line."""


class Digits:
    """The digits that were pressed one directly behind the other, as takes or, once that shows, as text.

    Args:
        at: What the composer is at.
    """

    def __init__(self, at: Taking) -> None:
        self._at = at
        self._presses: list[_Press] = []
        self._text = ""

    def forget(self) -> None:
        """What was pressed stays as it is: takes are takes, text is text."""
        self._presses, self._text = [], ""

    def press(self, digit: str, number: int) -> None:
        """Take the prediction of a number, or give it back; 0 shows another nine.

        Args:
            digit: The character of the key; something else where predictions are on other keys.
            number: Which prediction, from 1.
        """
        at = self._at
        plain = at.editing is None and not at.template
        before, page = at.caption, at.predictions.page
        if number == 0:
            self._turn_page()
        else:
            finish(at.pick(number) or iter(()))
        if plain and len(digit) == 1 and digit.isdigit():
            step = at.session.undo_title() if at.caption != before else ""
            self._presses.append(_Press(digit, step, page, bool(at.template)))
        else:
            self.forget()

    def goes_on(self, char: str) -> bool:
        """Look at the next key; whether it is dealt with.

        Args:
            char: What the key types; empty for keys that type nothing.
        """
        if not self._presses:
            return False
        if self._text:
            return self._text_goes_on(char)
        if not char or self._at.text:
            self.forget()
            return False
        run = "".join(press.digit for press in self._presses)
        start = self._first_of_text(run, char)
        may_be = start is None and char in _SIGNS
        if may_be:
            start = 0
        if start is None:
            if not char.isdigit():
                self.forget()
            return False
        withdrawn, self._presses = self._presses[start:], []
        self._withdraw(withdrawn)
        text = run[start:] + char
        self._at.typed(text)
        if may_be or self._begins(text):
            self._presses, self._text = withdrawn, text
            if text.isdigit():
                numbers = " and ".join(text)
                self._at.say(f"Typing {text}? Go on; Enter takes predictions {numbers} instead")
        return True

    def _turn_page(self) -> None:
        at = self._at
        at.predictions.used = True
        if at.rows and not at.template and not at.predictions.turn(at.room):
            at.say("No more predictions; these are the first again")
        at.suggest()

    def enter(self) -> None:
        """The text ends here. If it is nothing but digits, and no known term, they were takes after all."""
        text = self._text
        if text and text == self._at.text and text.isdigit() and not self._at.completer.knows(text):
            self._come_back(text)
        self.forget()

    def _text_goes_on(self, char: str) -> bool:
        at, text = self._at, self._text + char
        if not char or at.text != self._text or (char == " " and at.completer.knows(self._text)):
            self.forget()
            return False
        if char.isdigit() and self._text[-1] in _SIGNS:
            self.forget()
            at.typed(text)
        elif self._begins(text):
            self._text = text
            at.typed(text)
        else:
            self._come_back(text)
        return True

    def _begins(self, text: str) -> bool:
        """Whether a known term begins so. Two digits are two takes, unless a term of the dataset's own vocabulary says
        otherwise: in a list of many thousand terms some begin with any two."""
        return self._at.completer.begins(text, lists=not text[:2].isdigit())

    def _first_of_text(self, run: str, char: str) -> int | None:
        """From which of the digits on it was text; None if they were takes."""
        for start in range(len(run)):
            if self._begins(run[start:] + char):
                return start
        if char in _SIGNS and not self._at.completer.begins(char):
            return 0
        start = len(run)
        while char.isalpha() and start and self._presses[start - 1].did_nothing:
            start -= 1
        return start if start < len(run) else None

    def _withdraw(self, presses: Sequence[_Press]) -> None:
        at = self._at
        for press in reversed(presses):
            if press.step and at.session.undo_title() == press.step:
                finish(at.session.undo())
            at.predictions.page = press.page
        at.template = ""
        at.settle_cursor()

    def _come_back(self, text: str) -> None:
        """Do again what the digits did; what was typed behind them is typed behind them."""
        at, presses = self._at, self._presses
        self.forget()
        at.typed("")
        for press in presses:
            self.press(press.digit, int(press.digit))
        # What comes behind them was seen to be no text that began with them.
        self.forget()
        for char in text[len(presses) :]:
            if self.goes_on(char):
                continue
            if char.isdigit() and not at.text:
                self.press(char, int(char))
            else:
                at.typed(at.text + char)
