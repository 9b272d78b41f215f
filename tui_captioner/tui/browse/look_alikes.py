"""What Browse does about pictures that look alike: looks for them, takes tags from the most alike, compares captions.

Looking goes on beside the keys: the list can be used meanwhile, Esc stops it, and what was hashed till then is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator, Mapping
from typing import Any, TypeVar

from textual import work
from textual.worker import get_current_worker

from tui_captioner.domain.checks.rule_names import SAME_PICTURE
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.catalogue.scope import Asked
from tui_captioner.services.lookalikes.lookalikes import look_alikes_of
from tui_captioner.services.lookalikes.taking import TakingFromAlike, sources_of
from tui_captioner.services.session.jobs import Progress
from tui_captioner.storage.catalogue.browsing import ALIKE
from tui_captioner.storage.catalogue.look_alikes import group_count, group_of
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.filter_page import FilterPage
from tui_captioner.tui.browse.views import alike_pieces
from tui_captioner.tui.dialogs.captions import CaptionsScreen
from tui_captioner.tui.lists.page import Handler
from tui_captioner.tui.lists.work import in_slices
from tui_captioner.tui.lists.workplace import Workplace

_COMPARED = 9
"""Images whose captions are shown beside each other: as many as digits choose."""
Result = TypeVar("Result")


class LookAlikePage(FilterPage):
    """A list of images that can be sorted by what looks alike; see the module.

    Args:
        place: What it works on.
        browsing: What the list is at.
    """

    def __init__(self, place: Workplace, browsing: Browsing) -> None:
        super().__init__(place, browsing)
        self._looking: object = None
        """The worker that looks at pictures."""

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {
            **super().handlers(),
            "ask_anew": lambda _: self.sort(self.browsing.scope.asked),
            "browse_take_alike": lambda _: self._take_alike(),
            "browse_compare_alike": lambda _: self._compare_alike(),
        }

    def propose(self, proposal: Proposal, nothing: str) -> None:
        """Show a change of many captions, image by image; it is made if the user agrees."""
        raise NotImplementedError

    @property
    def by_alike(self) -> bool:
        """Whether look-alikes stand beside each other, so that the numbers of their groups tell where one ends."""
        return self.browsing.scope.asked.order.by == ALIKE

    @property
    def alike_words(self) -> str:
        """How the image under the cursor looks beside others, for the last line; empty where it looks like none."""
        name = self.browsing.name
        return "".join(text for text, _ in alike_pieces(self.browsing.known(name))) if name else ""

    def sort(self, asked: Asked) -> None:
        """List the images that fit; for the order of look-alikes, after a look at the pictures."""
        if asked.order.by == ALIKE:
            self._find_after_look(asked)
        else:
            self.find(asked)

    def _filter_typed(self, text: str) -> None:
        asked = self._read(text)
        if asked is None:
            return
        if SAME_PICTURE in asked.text and not look_alikes_of(self.session).is_known:
            self._find_after_look(asked)
        else:
            self.find(asked)

    def _find_after_look(self, asked: Asked) -> None:
        async def act() -> None:
            await self._done(look_alikes_of(self.session).look(wait=0, compares=False))
            self._now_known()
            self.say(self._found_words())
            self.find(asked)

        self._beside(act)

    def stop_looking(self) -> bool:
        """Stop looking at pictures; whether that was being done."""
        if self._looking is None:
            return False
        self.workers.cancel_group(self, "look-alikes")
        self._looking = None
        self.say("Stopped; the pictures that were looked at are kept")
        return True

    def recall_alike(self) -> None:
        """Know what was found the last time; nothing is decoded for it."""

        async def act() -> None:
            await self._done(look_alikes_of(self.session).recall(), quiet=True)
            self._now_known()

        if not look_alikes_of(self.session).is_known:
            self._beside(act)

    # --- looking --------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="look-alikes")
    async def _beside(self, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do something while the list is used; its errors are shown."""
        worker = self._looking = get_current_worker()
        try:
            await act()
        except CaptionerError as error:
            self.complain(error)
        finally:
            if self._looking is worker:
                self._looking = None
        self.redraw()

    async def _done(self, job: Generator[Progress, None, Result], *, quiet: bool = False) -> object:
        """What a job gives that looks at pictures; who leaves stops it."""
        looks, catalogue = look_alikes_of(self.session), self.browsing.catalogue
        progress = None if quiet else self._show_looking
        try:
            return await in_slices(job, progress=progress, waiting=lambda: looks.is_waiting or catalogue.is_waiting)
        finally:
            job.close()

    def _show_looking(self, progress: Progress) -> None:
        if self.question is None:
            stop = self.keymap.first("list_leave")
            self.say(f"looking at the pictures {progress.done:,}/{progress.total:,}  {stop} stops")
            self.redraw()

    def _now_known(self) -> None:
        """Rows that are shown may look like others, as is known now."""
        self.browsing.forget_known()
        self.changed()

    def _found_words(self) -> str:
        count = self.browsing.catalogue.ask(group_count) or 0
        found = f"{count:,} group{'' if count == 1 else 's'} of look-alikes" if count else "No two pictures look alike"
        problems = len(look_alikes_of(self.session).problems)
        return f"{found}; {problems:,} can't be decoded" if problems else found

    # --- what is done with them -----------------------------------------------------------------------------------

    def _take_alike(self) -> None:
        """Propose the tags of the most alike images that have a caption: to those chosen, or that under the cursor."""
        browsing = self.browsing
        names = list(browsing.these) if browsing.chosen else [browsing.name] if browsing.name else []
        if self.session.project.read_only:
            self.say(f"Read-only: {self.session.project.read_only}", warning=True)
            return

        async def act() -> None:
            sources: Any = await self._done(sources_of(self.session, names, wait=0))
            self._now_known()
            self.say("")
            if sources:
                self.propose(TakingFromAlike(self.session, sources), "They have all of these tags already")
            else:
                self.say("No image with a caption looks like it" if len(names) == 1 else "None looks like another one")

        if names:
            self._beside(act)

    def _compare_alike(self) -> None:
        """Show the captions of the images that look like this one beside each other, and go to the chosen one."""
        here, session = self.browsing.name, self.session
        names = self.browsing.catalogue.ask(lambda store: group_of(store, here)) or []
        names = names[:_COMPARED] if here in names[:_COMPARED] else [*names[: _COMPARED - 1], here] if names else []
        if not names:
            known = look_alikes_of(session).is_known
            order = self.keymap.first("order_by")
            self.say("No picture looks like this one" if known else f"Not looked at yet: {order}, then {ALIKE}")
            return
        settings = session.project.settings
        captions = tuple(session.peek(name).caption for name in names)
        chosen = names.index(here)

        def closed(index: int | None) -> None:
            if index is not None:
                self.browsing.go_to_image(names[index])
            self.redraw()

        screen = CaptionsScreen(
            self.keymap, captions, settings.structure, settings.output, session.globals, chosen, names
        )
        self.app.push_screen(screen, closed)
