"""What the screens about all tags share: the counted tags, their near-duplicates, changes that are shown first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from textual import work

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.near_duplicates import near_duplicates_of
from tui_captioner.services.session.jobs import Progress
from tui_captioner.tui.lists.near_duplicates import look_for_near_duplicates
from tui_captioner.tui.lists.work import in_slices
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.proposals.screen import ProposalScreen
from tui_captioner.tui.tags.listing import TagListing
from tui_captioner.tui.tags.pictured_page import PicturedPage

_AGAIN = 0.15
"""Seconds after which a catalogue is asked again that could not be asked."""


class TagPage(PicturedPage):
    """See the module.

    Args:
        place: What it works on.
        scope: The images that changes are about; all without it.
    """

    origin = "from tags"
    """What a proposal says of where one came from."""

    def __init__(self, place: Workplace, scope: Sequence[str] | None = None) -> None:
        super().__init__(place)
        self.near = near_duplicates_of(self.session)
        self.listing = TagListing(self.table)
        self.scope = scope
        self.counting: Progress | None = Progress(0, 1)
        """How far the tags are counted; None once they are."""
        self._follows = ""
        """The tag that the cursor goes to once they are counted, where the one that it is at is gone."""

    # --- what a subclass gives ------------------------------------------------------------------------------------

    def counted(self) -> None:
        """The tags were counted."""

    def looked(self) -> None:
        """It is known which are near-duplicates."""

    async def count_places(self) -> None:
        """Find what else is shown of each tag."""

    # --- counting -------------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Count anew; the cursor stays at its tag."""
        self.count()

    @work(exclusive=True, group="count")
    async def count(self) -> None:
        """Count the tags, and look for near-duplicates among them."""
        self.counting = Progress(0, 1)
        self.redraw()
        catalogue = catalogue_of(self.session)
        try:
            while True:
                filling = catalogue.fill(at_once=True)
                await in_slices(filling, progress=self._advance_count, waiting=lambda: catalogue.is_waiting)
                if self.table.bring_in() and await asyncio.to_thread(self.table.load):
                    break
                await asyncio.sleep(_AGAIN)
        except CaptionerError as error:
            self.counting = None
            self.complain(error)
            return
        self.counting = None
        self.counted()
        self.redraw()
        await self.count_places()
        try:
            await look_for_near_duplicates(self.session)
        except CaptionerError as error:
            self.complain(error)
            return
        self.looked()
        self.redraw()

    def _advance_count(self, progress: Progress) -> None:
        self.counting = progress
        self.redraw()

    @property
    def counting_words(self) -> str:
        """What is said while the tags are counted: the counts of before stand in the list as long."""
        if self.counting is None:
            return ""
        done = f" {self.counting.percent}%" if self.counting.done else ""
        return f"  counting{done}{', these are from before' if self.table.rows else ''}"

    # --- changes --------------------------------------------------------------------------------------------------

    def propose(
        self,
        proposal: Proposal,
        about: Sequence[str] | None,
        *,
        sure: bool = False,
        follows: str = "",
    ) -> None:
        """Show a change for the images that have some tags, or for all.

        Args:
            proposal: The change, for all images.
            about: The tags; None for all images.
            sure: Whether all images that have these tags would be changed.
            follows: What becomes of the tag that the cursor is at; empty where it stays, or just goes.
        """
        self._open_proposal(proposal, about, sure, follows)

    @work(exclusive=True, group="open")
    async def _open_proposal(self, proposal: Proposal, about: Sequence[str] | None, sure: bool, follows: str) -> None:
        names = None if about is None else await asyncio.to_thread(self.table.images, about)
        sure = sure and names is not None
        if self.scope is not None:
            scope = set(self.scope)
            names = [name for name in (self.scope if names is None else names) if name in scope]
        narrowed = proposal if names is None else proposal.narrowed(names)

        def closed(done: str | None) -> None:
            if done is not None:
                self.say(done)
            if done is not None and done.startswith("Done"):
                self.listing.chosen.clear()
                self._follows = follows
                self.changed()
            self.redraw()

        place = replace(self.place, origin=self.origin)
        self.app.push_screen(ProposalScreen(place, narrowed, sure=sure, nothing="Nothing would change"), closed)
