"""All findings by rule: looked for behind the user's back; each opens its images, its mend, or a sweep over them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from textual import work
from textual.getters import query_one
from textual.widget import Widget

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.mends import mend_of, mend_words, mending
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.scope import Asked
from tui_captioner.services.checking.accepted import accept, take_back
from tui_captioner.services.checking.all_findings import findings_of
from tui_captioner.services.checking.rule_settings import turn_rule
from tui_captioner.services.session.jobs import Progress
from tui_captioner.tui.findings.actions import FINDINGS
from tui_captioner.tui.findings.listing import MOST_NAMED, FindingListing, Item, Place, by_rule
from tui_captioner.tui.findings.views import detail_lines, item_line
from tui_captioner.tui.lists.filtered_page import FilteredPage
from tui_captioner.tui.lists.page import Handler
from tui_captioner.tui.lists.work import in_slices
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.proposals.screen import ProposalScreen
from tui_captioner.tui.sweep.yes_no_screen import YesNoScreen, asked_tag
from tui_captioner.tui.widgets.lines import Line, Lines, Piece, cut

_DETAILS, _DETAILS_NEED = 7, 18
"""Rows of what is said of the finding at hand with the line above it, and those of the window that make room for it."""


_LOOKED_AT = 20
"""Findings of a rule of which it is looked what would mend them, for the details."""


class FindingsScreen(FilteredPage[str]):
    """All findings; answers what is to be said when it is left.

    Args:
        place: What it works on.
        listing: The rows; kept by who opens the screen.
        asked: The filter that is at work, for the header.
        names: The images that are looked at; all without it.
        show: Lists the images that fit a filter.
    """

    declared = FINDINGS
    hints = (
        ("findings_of_all", "all images"),
        ("finding_off", "rule off"),
        ("list_filter", "filter"),
        ("finding_open", "each"),
        ("finding_accept", "accept"),
        ("finding_yes_no", "yes/no"),
        ("finding_mend", "mend"),
        ("list_leave", "back"),
        ("finding_images", "its images"),
        ("list_help", "keys"),
    )

    details = query_one("#details", Lines)

    def __init__(
        self,
        place: Workplace,
        listing: FindingListing,
        asked: Asked,
        names: Sequence[str] | None,
        show: Callable[[str], object],
    ) -> None:
        super().__init__(place)
        self.listing, self.asked_for = listing, asked
        self.names = None if names is None else tuple(names)
        self.checking: Progress | None = Progress(0, 1)
        self.accepted = 0
        """How many findings there are that are accepted for good."""
        self._show = show
        self.typed, self._is_listed = listing.typed, False
        self._wanted: Place | None = listing.here
        """Where the cursor goes once there are rows."""
        self._back: list[tuple[Place, Callable[[], str]]] = []
        """What takes back the last findings that were accepted, and the last rules that were turned off; and where."""

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {
            **super().handlers(),
            "finding_images": lambda _: self._show_images(),
            "finding_open": lambda _: self._open(is_open=True),
            "finding_close": lambda _: self._open(is_open=False),
            "finding_mend": lambda _: self._mend(),
            "finding_yes_no": lambda _: self._ask_yes_no(),
            "finding_accept": lambda _: self._accept(),
            "finding_off": lambda _: self._turn_off(),
            "finding_back": lambda _: self._take_back(),
            "findings_of_all": lambda _: self._look_at_all(),
            "check_anew": lambda _: self._anew(),
        }

    # --- parts ----------------------------------------------------------------------------------------------------

    def widgets_below(self) -> Iterator[Widget]:
        """What is to be said of the finding that the cursor is at."""
        yield Lines(id="details")

    def on_mount(self) -> None:
        """Show what is known already, and look for the rest."""
        self._arrange()
        self._check()

    def on_resize(self) -> None:
        """There may be room for the details now."""
        self._arrange()

    def _arrange(self) -> None:
        self.give_room(self.details, _DETAILS, _DETAILS_NEED)

    # --- drawing --------------------------------------------------------------------------------------------------

    def hints_now(self) -> Sequence[tuple[str, str]]:
        """The hints; that of all images only where there are others."""
        return self.hints if self.names is not None else self.hints[1:]

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """How many findings in how many images, of which filter; how far it is looked through."""
        listing = self.listing
        left: list[Piece] = [(self.folder, "strong"), ("  findings  ", "accent")]
        if self._is_listed:
            left.append((f"{listing.findings:,} in {listing.images:,} image{'s' * (listing.images != 1)}", ""))
        if self.accepted:
            left.append((f", {self.accepted:,} accepted", "dim"))
        if self.names is not None:
            of = visible(self.asked_for.text) or "chosen"
            left += [(f"  of {len(self.names):,}: ", "dim"), (cut(of, max(8, self.size.width // 3)), "accent")]
        if self.checking is not None:
            left.append((f"  checking {self.checking.percent}%", "dim"))
        return left, [self.filter_piece]

    def head_lines(self) -> Sequence[Line]:
        """Said where there is nothing to list."""
        if self.listing.items or self.checking is not None:
            return ()
        nothing = "No finding holds that" if self.typed else "Nothing was found"
        return [((nothing, "good" if not self.typed else "dim"),)]

    def draw_row(self, row: int, width: int) -> Line:
        """A rule, or a finding."""
        item = self.listing.items[row]
        is_open = item.entry is None and row + 1 < len(self.listing.items) and self._is_below(row + 1)
        return item_line(item, width, here=row == self.rows.cursor, is_open=is_open)

    def _is_below(self, row: int) -> bool:
        return self.listing.items[row].entry is not None

    @property
    def total(self) -> int:
        """How many rows are listed now."""
        return len(self.listing.items)

    def redraw(self) -> None:
        """Draw the rows, and what is said of that at the cursor."""
        super().redraw()
        if not self.is_laid_out:
            return
        here, width = self.here, self.size.width - 2
        if here is not None:
            self.listing.here = here.place
        if self.details.display:
            rule: Line = (("─" * width, "line"),)
            lines = [] if here is None else self._detail_lines(here, width)
            self.details.show_lines([rule, *lines])

    def _detail_lines(self, here: Item, width: int) -> Sequence[Line]:
        named = self.session.project.told_shortly
        return detail_lines(here, width, _DETAILS - 1, self.keymap.first, self._mend_words(here), named)

    def _mend_words(self, item: Item) -> str:
        """What the key that mends would do; empty where no key mends it."""
        some = item.findings[:_LOOKED_AT]
        mends = [mend for finding in some if (mend := mend_of(finding)) is not None]
        words = list(dict.fromkeys(mend_words(self.session, mend) for mend in mends))
        if not words:
            return ""
        return words[0] if len(words) == 1 else f"{words[0]}; {words[1]}{'; …' if len(words) > 2 else ''}"

    @property
    def here(self) -> Item | None:
        """What the cursor is at."""
        items = self.listing.items
        return items[min(self.rows.cursor, len(items) - 1)] if items else None

    # --- looking --------------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Captions are others now: look anew; the cursor stays at its rule."""
        self._check()

    def _look_at_all(self) -> None:
        if self.names is None:
            self.say("These are the findings of all images")
            return
        self.names, self.asked_for = None, Asked()
        self._check()

    def _anew(self) -> None:
        findings_of(self.session).forget()
        self._check()

    @work(exclusive=True, group="check")
    async def _check(self) -> None:
        found, catalogue = findings_of(self.session), catalogue_of(self.session)
        self.checking = Progress(0, 1)
        if found.is_known(self.names):
            # What was found the last time, as long as there is nothing newer.
            await self._list()
        self.redraw()
        try:
            await in_slices(found.look(self.names), progress=self._advance_check, waiting=lambda: catalogue.is_waiting)
        except CaptionerError as error:
            self.checking = None
            self.complain(error)
            return
        await self._list()
        self.checking = None
        self.redraw()

    def _advance_check(self, progress: Progress) -> None:
        self.checking = progress
        self.redraw()

    async def _list(self) -> None:
        """List what is known; the cursor stays at its rule."""
        told = findings_of(self.session).told()
        groups = await asyncio.to_thread(by_rule, told.findings)
        place, self._wanted = self._wanted or self.listing.here, None
        self._is_listed, self.accepted = True, told.accepted
        self.listing.set_groups(groups)
        self._go_back_to(place)
        self.filter_again()

    def _go_back_to(self, place: Place) -> None:
        self.rows.set_total(len(self.listing.items))
        self.rows.go_to(self.listing.row_of(place, self.rows.cursor))

    # --- keys -----------------------------------------------------------------------------------------------------

    def _open(self, *, is_open: bool) -> None:
        here = self.here
        if here is not None:
            self.listing.open(here.group.rule.id, is_open=is_open)
            self._go_back_to(here.place)

    def filtered_texts(self) -> Iterable[str]:
        """What the rules are called, what the findings say, and their images."""
        return self.listing.texts

    def narrow(self, wanted: RowFilter) -> None:
        """List the rules and findings that fit; the cursor stays at its finding."""
        place, self.listing.typed = self.listing.here, self.typed
        self.listing.set_filter(wanted)
        self._go_back_to(place)

    def _show_images(self) -> None:
        here = self.here
        if here is None:
            return
        if not here.filter or not any(name in self.session.project.images for name in here.images):
            self.say("This is about the folder, not about images that are captioned here")
            return
        self.dismiss(None)
        if len(here.images) > MOST_NAMED and "name==" in here.filter:
            self.notify(f"The first {MOST_NAMED} of {len(here.images):,} images are listed", markup=False)
        self.app.call_later(self._show, here.filter)

    def _may_change(self) -> bool:
        read_only = self.session.project.read_only
        if read_only:
            self.say(f"Read-only: {read_only}", warning=True)
        return not read_only and self.here is not None

    def _mend(self) -> None:
        here = self.here
        if not self._may_change() or here is None:
            return
        if not self._mend_words(here):
            self.say("No key mends this: what to do is said below", warning=True)
            return
        self._propose(here)

    @work(exclusive=True, group="mend")
    async def _propose(self, item: Item) -> None:
        """Show what would mend the findings; it is made if the user agrees."""
        title = "" if item.entry is not None or len(item.group.entries) == 1 else f"mend {item.group.rule.id}"
        try:
            proposal = await in_slices(mending(self.session, item.findings, title, self.names))
        except CaptionerError as error:
            self.complain(error)
            return
        if not isinstance(proposal, Proposal):
            return

        def closed(done: str | None) -> None:
            if done is not None:
                self.say(done)
                self.changed()
            self.redraw()

        place = replace(self.place, origin=f"from findings: {item.group.rule.id}")
        self.app.push_screen(ProposalScreen(place, proposal, nothing="Nothing would change"), closed)

    def _ask_yes_no(self) -> None:
        here = self.here
        if not self._may_change() or here is None:
            return
        if not here.tag:
            several = here.entry is None and len(here.group.entries) > 1
            open_key = self.keymap.first("finding_open")
            self.say(f"Which one? {open_key} lists each" if several else "This is about no tag", warning=True)
            return

        def closed(done: str | None) -> None:
            self.say(done or "")
            self.changed()

        names = here.images if len(here.images) > 1 else self.names or self.session.names
        place = replace(self.place, origin="from findings")
        self.app.push_screen(YesNoScreen(place, asked_tag(self.session, here.tag), names, asks_all=True), closed)

    def _accept(self) -> None:
        """Report the finding, or all of the rule, no more."""
        here = self.here
        if not self._may_change() or here is None:
            return
        keys = [finding.key for finding in here.findings]
        count = accept(self.session, here.findings)

        def back() -> str:
            take_back(self.session, keys)
            return f"{len(keys):,} of {here.group.rule.id} reported again"

        self._back.append((here.place, back))
        self._check()
        what = "Accepted" if count == 1 else f"{count:,} accepted"
        self.say(f"{what}: {here.group.rule.id}; {self.keymap.first('finding_back')} takes it back")

    def _turn_off(self) -> None:
        here = self.here
        if not self._may_change() or here is None:
            return
        rule = here.group.rule.id
        turn_rule(self.session, rule, on=False)

        def back() -> str:
            turn_rule(self.session, rule, on=True)
            return f"{rule} is on again"

        self._back.append((here.place, back))
        self._anew()
        self.say(f"{rule} is off for this project; {self.keymap.first('finding_back')} takes that back")

    def _take_back(self) -> None:
        if not self._back:
            self.say("Nothing was accepted or turned off here")
            return
        place, back = self._back[-1]
        said = back()
        self._back.pop()
        self._wanted = place
        self._anew()
        self.say(said)
