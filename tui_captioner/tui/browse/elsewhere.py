"""Where one goes from Browse, which is the hub of the second pass: each other screen begins with what is listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from textual.app import App

from tui_captioner.domain.query.at_cursor import written
from tui_captioner.domain.statistics.asked import both
from tui_captioner.services.catalogue.scope import Asked
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.views import slot_letters
from tui_captioner.tui.findings.listing import listing_of
from tui_captioner.tui.findings.screen import FindingsScreen
from tui_captioner.tui.history.screen import HistoryScreen
from tui_captioner.tui.importing.screen import ImportScreen
from tui_captioner.tui.lists.page import Question
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.numbers.screen import NumbersScreen
from tui_captioner.tui.sweep.slot_screen import SlotSweepScreen
from tui_captioner.tui.sweep.yes_no_screen import YesNoScreen, asked_tag
from tui_captioner.tui.tags.screen import TagsScreen
from tui_captioner.tui.viewer.screen import Gallery, PictureScreen


class Hub(Protocol):
    """The screen that one leaves and comes back to."""

    place: Workplace

    @property
    def app(self) -> App[Any]:
        """Shows the other screens."""

    def ask(self, question: Question, text: str = "") -> None:
        """Ask for a text."""

    def say(self, message: str, *, warning: bool = False) -> None:
        """Have a short message shown."""

    def redraw(self) -> None:
        """Draw every line anew."""

    def filter_by(self, text: str) -> None:
        """List the images that fit a filter."""

    def come_back(self, done: str | None) -> None:
        """Say what was done elsewhere."""


class Elsewhere:
    """Opens the other screens on the images that are listed or chosen.

    Args:
        hub: Is left and come back to.
        browsing: Has the images.
    """

    def __init__(self, hub: Hub, browsing: Browsing) -> None:
        self._hub, self._browsing = hub, browsing

    def table(self) -> Mapping[str, Callable[[str], None]]:
        """What each action opens."""
        return {
            "browse_picture": lambda _: self._picture(),
            "browse_tags": lambda _: self._tags(),
            "browse_sweep": lambda _: self._ask_slot(),
            "browse_yes_no": lambda _: self._ask_tag(),
            "browse_findings": lambda _: self.show_findings(),
            "browse_history": lambda _: self._history(),
            "browse_numbers": lambda _: self._numbers(),
            "browse_import": lambda _: self._import(),
        }

    @property
    def _place(self) -> Workplace:
        return replace(self._hub.place, origin="from browse", show_tag=self._list_tag)

    def _list_tag(self, text: str) -> None:
        self._hub.filter_by(f"tag=={written(text)}")

    def _picture(self) -> None:
        browsing, session = self._browsing, self._hub.place.session
        names = browsing.scope.names()
        if not names:
            return
        gallery = Gallery(names, lambda name: session.image(name).path)

        def back(name: str | None) -> None:
            browsing.go_to_image(name or "")
            self._hub.redraw()

        screen = PictureScreen(gallery, browsing.name, self._hub.place.pictures, self._hub.place.keymap)
        self._hub.app.push_screen(screen, back)

    def _tags(self) -> None:
        browsing = self._browsing
        names = browsing.these if browsing.chosen or browsing.scope.is_filtered else None
        self._hub.app.push_screen(TagsScreen(self._place, names), self._hub.come_back)

    def _to_sweep(self) -> Sequence[str]:
        """The images that a sweep is about; none where nothing can be changed, which is said."""
        names, read_only = self._browsing.these, self._hub.place.session.project.read_only
        if names and not read_only:
            return names
        self._hub.say(f"Read-only: {read_only}" if read_only else "There is no image here", warning=True)
        return ()

    def _ask_slot(self) -> None:
        """Ask for the slot that is swept: by its number in the composer, by its letter in the list, or by its name."""
        names, browsing, session = self._to_sweep(), self._browsing, self._hub.place.session
        if not names:
            return
        structure, last = session.structure, browsing.swept_slot
        keys = dict(zip(slot_letters(structure), structure.own_keys, strict=True))
        numbers = {str(structure.index(key) + 1): key for key in structure.own_keys}
        at_once = {**{letter.casefold(): key for letter, key in keys.items()}, **numbers}

        def answered(text: str) -> None:
            typed = text.strip().casefold()
            begun = (key for key in structure.own_keys if structure.title(key).casefold().startswith(typed or "\n"))
            slot = at_once.get(typed) or next(begun, last if not typed else "")
            if slot not in structure.own_keys:
                self._hub.say("Slots are " + ", ".join(map(structure.title, structure.own_keys)), warning=True)
                return
            browsing.swept_slot = slot
            screen = SlotSweepScreen(self._place, slot, names, browsing.name)

            def back(done: str | None) -> None:
                browsing.go_to_image(screen.name_at)
                self._hub.come_back(done)

            self._hub.app.push_screen(screen, back)

        self._hub.say(" ".join(f"{number} {structure.title(key)}" for number, key in numbers.items()))
        enter = f" (Enter: {structure.title(last)})" if last in structure.own_keys else ""
        many = f"{len(names):,} image{'s' * (len(names) != 1)}"
        is_slot = lambda text: text.casefold() in at_once and len(numbers) < 10  # noqa: E731 - short
        self._hub.ask(Question(f"{many}, sweep slot{enter}:", answered, at_once=is_slot))

    def _ask_tag(self) -> None:
        """Ask for the tag that the images are asked about."""
        names = self._to_sweep()
        if not names:
            return

        def typed(text: str) -> None:
            if text.strip():
                place = replace(self._hub.place, origin="from browse")
                self._hub.app.push_screen(
                    YesNoScreen(place, asked_tag(place.session, text), names), self._hub.come_back
                )

        many = f"{len(names):,} image{'s' * (len(names) != 1)}"
        self._hub.ask(Question(f"{many}, yes/no for tag:", typed, ends=self._browsing.tag_rest))

    def _history(self) -> None:
        self._hub.app.push_screen(HistoryScreen(replace(self._hub.place, origin="from browse")), self._hub.come_back)

    def show_findings(self) -> None:
        """Show what checks found in the chosen or listed images."""
        browsing, hub = self._browsing, self._hub
        names = browsing.these if browsing.chosen or browsing.scope.is_filtered else None
        asked = Asked() if browsing.chosen else browsing.scope.asked
        listing = listing_of(hub.place.session)
        hub.app.push_screen(FindingsScreen(self._place, listing, asked, names, self._list_found), hub.come_back)

    def _list_found(self, text: str) -> None:
        """List the images of a finding, of those alone that it was looked for in."""
        asked = self._browsing.scope.asked
        self._hub.filter_by(both(asked.text, text) if self._browsing.scope.is_filtered else text)

    def _import(self) -> None:
        """Import captions for the chosen or filtered images."""
        browsing = self._browsing
        names = browsing.these if browsing.chosen or browsing.scope.is_filtered else None
        self._hub.app.push_screen(ImportScreen(self._place, names), self._hub.come_back)

    def _numbers(self) -> None:
        asked = self._browsing.scope.asked
        self._hub.app.push_screen(NumbersScreen(self._place, asked, self._hub.filter_by), self._hub.come_back)
