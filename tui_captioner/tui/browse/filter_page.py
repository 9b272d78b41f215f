"""A screen over the list of images whose filter is typed in place of its header; the list follows while it is typed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from textual import work
from textual.getters import query_one

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.query.parsing import FilterError
from tui_captioner.domain.spelling import match_key
from tui_captioner.services.catalogue.filtering import offered_words
from tui_captioner.services.catalogue.kept_filters import keep_filter, kept_filters
from tui_captioner.services.catalogue.near_duplicates import near_duplicates_of
from tui_captioner.services.catalogue.scope import Asked
from tui_captioner.tui.browse.asking import DELAY, ask, ask_tags
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.details import Details
from tui_captioner.tui.browse.filter_field import CHOICES, FilterField, FilterTyping
from tui_captioner.tui.dialogs.find import FindScreen
from tui_captioner.tui.lists.near_duplicates import look_for_near_duplicates
from tui_captioner.tui.lists.page import Handler, ListPage, Question
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.widgets.lines import Piece

_SIGN = "/"
"""Before a filter."""


class FilterPage(ListPage[str]):
    """See the module.

    Args:
        place: What it works on.
        browsing: What the list is at.
    """

    answer = query_one("#answer", FilterField)

    def __init__(self, place: Workplace, browsing: Browsing) -> None:
        self.browsing = browsing
        super().__init__(place)
        self._typing = FilterTyping(offered_words(self.session))
        self._before = (browsing.scope.asked, browsing.scope.places, browsing.row)
        self._being_found: Asked | None = None
        """What is being looked for, as long as it is not listed."""

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {
            **super().handlers(),
            "answer_keep": lambda _: self._keep_answer(),
            "answer_take": lambda _: self._take(),
            "keep_filter": lambda _: self._ask_name(),
            "kept_filters": lambda _: self._choose_kept(),
        }

    @property
    def types_filter(self) -> bool:
        """Whether a filter is being typed."""
        return self.question is not None and self.question.words == _SIGN

    @property
    def offered(self) -> Sequence[Piece]:
        """What may stand at the cursor of the filter that is being typed; the first one is the next to be taken."""
        if not self.types_filter or not self._typing.shown:
            return ()
        shown = self._typing.shown
        key: Piece = (f"{self.keymap.first('answer_take')}  ", "dim")
        return [key, *((f"{option}  ", "faint" if at else "") for at, option in enumerate(shown))]

    def ask_filter(self) -> None:
        """Have a filter typed; the list follows while it is typed."""
        scope = self.browsing.scope
        self._before = (scope.asked, scope.places, self.browsing.row)
        # Models may have come since.
        self._typing = FilterTyping(offered_words(self.session))
        text = f"{scope.asked.text} " if scope.asked.text else ""
        self.ask(Question(_SIGN, self._filter_typed, typed=self._follow_filter, dropped=self._drop_filter), text)
        self.call_next(self._complete)

    def _follow_filter(self, text: str) -> None:
        # The cursor is moved after this.
        self.call_next(self._complete)
        asked = self._read(text)
        if asked is not None:
            self.find(asked, DELAY)

    def _read(self, text: str) -> Asked | None:
        """What is asked for by a text; its broken place is underlined and said."""
        scope = self.browsing.scope
        try:
            asked = scope.wish(text, scope.asked.order)
        except FilterError as error:
            self.answer.show_broken(error.start, error.end)
            self.say(f"column {error.start + 1}: {error.what}. {error.hint}", warning=True)
            return self._with_closed_quote(text) if text[error.start : error.start + 1] == '"' else None
        self.answer.show_broken(0, 0)
        self.say("")
        return asked

    def _with_closed_quote(self, text: str) -> Asked | None:
        """What is asked for by a text whose last quote is not closed yet."""
        try:
            asked = self.browsing.scope.wish(f'{text}"', self.browsing.scope.asked.order)
        except FilterError:
            return None
        self.say("")
        return asked

    @work(exclusive=True, group="find")
    async def find(self, asked: Asked, delay: float = 0) -> None:
        """List the images that fit."""
        self._being_found = asked
        try:
            if delay:
                await asyncio.sleep(delay)
            places = await ask(self.browsing.catalogue, self.browsing.scope, asked)
        except CaptionerError as error:
            self.complain(error)
            return
        finally:
            if self._being_found is asked:
                self._being_found = None
        if places is not None:
            self.browsing.list(asked, places)
        self.redraw()

    @work(exclusive=True, group="near")
    async def look_for_near_duplicates(self) -> None:
        """Have the findings of the images know of near-duplicates, unless they do already."""
        if near_duplicates_of(self.session).is_current:
            return
        try:
            await look_for_near_duplicates(self.session)
        except CaptionerError as error:
            self.complain(error)
            return
        self.browsing.forget_known()
        for details in self.query(Details):
            details.forget()
        self.redraw()

    def _filter_typed(self, text: str) -> None:
        asked = self._read(text)
        if asked is not None:
            self.find(asked)

    def _ask_name(self) -> None:
        """Have the filter kept under a name; where there is none, have the one of that name forgotten."""
        asked = self._being_found if self._being_found is not None else self.browsing.scope.asked
        text = asked.text

        def named(name: str) -> None:
            if name.strip():
                keep_filter(self.session, name, text)
                self.say(f"Kept as '{name.strip()}'" if text else f"'{name.strip()}' is forgotten")

        kept = kept_filters(self.session)
        if not text and not kept:
            self.say("There is no filter to keep")
            return
        words = "keep the filter as" if text else f"forget the filter ({', '.join(kept)})"
        self.ask(Question(words, named, ends=lambda typed: _rest(typed, kept)))

    def _choose_kept(self) -> None:
        kept = kept_filters(self.session)
        if not kept:
            self.say(f"No filter was kept yet: {self.keymap.first('keep_filter')} keeps the one at work")
            return
        rows = {f"{name}   {text}": text for name, text in kept.items()}

        def chosen(row: str | None) -> None:
            asked = self._read(rows[row]) if row in rows else None
            if asked is not None:
                self.find(asked)
            self.redraw()

        words = {"what": "part of a name or a filter", "nothing": "no kept filter holds that"}
        self.app.push_screen(FindScreen(self.keymap, list(rows), **words), chosen)

    def _drop_filter(self) -> None:
        self.workers.cancel_group(self, "find")
        asked, places, row = self._before
        self.browsing.list(asked, places)
        self.browsing.go_to(row)

    def _keep_answer(self) -> None:
        if self.types_filter and self._read(self.answer.value) is None:
            return
        self._answered()

    def _take(self) -> None:
        """Take the greyed rest of an answer; in a filter the next of what may stand there."""
        if not self.types_filter:
            self._take_greyed()
            return
        self._complete()
        taken = self._typing.take(self.answer.value, self.answer.cursor_position)
        if taken is not None:
            self._put(*taken)

    def _put(self, text: str, cursor: int) -> None:
        self.answer.set_text(text, "")
        self.answer.cursor_position = cursor
        self._complete()
        asked = self._read(text)
        if asked is not None:
            self.find(asked, DELAY)

    def _complete(self) -> None:
        """Look what may stand at the cursor, unless that was done already."""
        place = self._typing.look(self.answer.value, self.answer.cursor_position)
        if place is not None:
            self.redraw()
            if place.tags:
                self._complete_tags(place.typed, place.slot)

    @work(exclusive=True, group="complete")
    async def _complete_tags(self, typed: str, slot: str) -> None:
        await asyncio.sleep(DELAY)
        tags = await ask_tags(self.browsing.catalogue, match_key(typed), slot, CHOICES)
        self._typing.add_tags(tags)
        self.redraw()


def _rest(typed: str, names: Iterable[str]) -> str:
    """The rest of the first name that begins so."""
    return next((name[len(typed) :] for name in names if typed and name.startswith(typed)), "")
