"""All tags of the dataset: how often, in which slot, in which images; what is done to them is shown first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from textual import work

from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.services.catalogue.tag_table import TagRow
from tui_captioner.tui.lists.page import Handler
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.sweep.yes_no_screen import YesNoScreen, asked_tag
from tui_captioner.tui.tags.actions import TAGS
from tui_captioner.tui.tags.changes import TagChanges
from tui_captioner.tui.tags.clusters import ClustersScreen
from tui_captioner.tui.tags.page import TagPage
from tui_captioner.tui.tags.views import between_text, head_line, tag_line
from tui_captioner.tui.widgets.lines import Line, Piece


class TagsScreen(TagPage):
    """All tags; answers what is to be said when it is left.

    Args:
        place: What it works on.
        scope: The images that changes are about; all without it.
    """

    declared = TAGS
    hints = (
        ("tag_order", "order"),
        ("tag_clusters", "clusters"),
        ("tag_alias", "alias"),
        ("tag_add", "add"),
        ("tag_yes_no", "yes/no"),
        ("tag_to_slot", "to slot"),
        ("tag_delete", "delete"),
        ("tag_merge", "merge"),
        ("tag_rename", "rename"),
        ("list_filter", "filter"),
        ("tag_choose", "choose"),
        ("tag_images", "images"),
        ("list_leave", "back"),
        ("list_help", "keys"),
    )

    def __init__(self, place: Workplace, scope: Sequence[str] | None = None) -> None:
        super().__init__(place, scope)
        self.changes = TagChanges(self)

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        own: dict[str, Handler] = {
            "tag_images": lambda _: self._show_images(),
            "tag_choose": lambda _: self._choose(),
            "tag_order": lambda _: self._reorder(),
            "tag_clusters": lambda _: self._show_clusters(),
            "tag_yes_no": lambda _: self._ask_yes_no(),
        }
        return {**super().handlers(), **own, **self.changes.handlers()}

    def on_mount(self) -> None:
        """Count the tags."""
        self.count()

    # --- drawing --------------------------------------------------------------------------------------------------

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """How many tags there are, and the filter."""
        rows = self.table.rows
        left: list[Piece] = [(self.folder, "strong"), ("  tags  ", "accent")]
        left.append((f"{len(rows):,} different, {sum(row.count for row in rows):,} in all", ""))
        if self.listing.filter.text:
            left.append((f"  {len(self.listing.listed):,} listed", "accent"))
        if self.listing.chosen:
            left.append((f"  {len(self.listing.chosen)} chosen", "accent"))
        if self.scope is not None:
            left.append((f"  changes are for {len(self.scope):,} images", "warn"))
        if self.counting is not None:
            left.append((self.counting_words, "dim"))
        elif self.near.clusters and not self.typed:
            many, key = len(self.near.clusters), self.keymap.first("tag_clusters")
            clusters = f"{many:,} cluster{'' if many == 1 else 's'} to look at: {key}"
            return left, [(clusters, "warn"), (f"  {self.place.origin}" if self.place.origin else "", "dim")]
        return left, [self.filter_piece]

    def head_lines(self) -> Sequence[Line]:
        """The names of the columns."""
        return (head_line(self.rows.size.width, self.listing.order),)

    def draw_row(self, row: int, width: int) -> Line:
        """A tag."""
        tag = self.listing.listed[row]
        places = self.table.places.get(tag.text)
        names = self.session.names
        between = between_text(names[places[0]], names[places[1]]) if places and places[1] < len(names) else ""
        here, chosen = row == self.rows.cursor, tag.text in self.listing.chosen
        sibling = self.near.sibling(tag.text)
        return tag_line(tag, self.session.structure, between, width, here=here, chosen=chosen, sibling=sibling)

    @property
    def total(self) -> int:
        """How many tags are listed now."""
        return len(self.listing.listed)

    @property
    def text_here(self) -> str:
        """The tag under the cursor; empty where there is none."""
        return self.here.text if self.here is not None else ""

    # --- what is counted ------------------------------------------------------------------------------------------

    @property
    def here(self) -> TagRow | None:
        """The tag under the cursor."""
        listed = self.listing.listed
        return listed[min(self.rows.cursor, len(listed) - 1)] if listed else None

    def counted(self) -> None:
        """List them; the cursor stays at its tag."""
        self._lay_out()

    async def count_places(self) -> None:
        """Find the first and the last image of each."""
        await asyncio.to_thread(self.table.load_places)
        self.forget_pictures()
        self.redraw()

    def _lay_out(self) -> None:
        here = self.here.text if self.here is not None else ""
        self.listing.forget_gone()
        self.listing.lay_out()
        self.filter_again()
        self.rows.set_total(self.total)
        place = next((at for text in (here, self._follows) if text and (at := self.listing.place_of(text)) >= 0), -1)
        self._follows = ""
        self.rows.go_to_in_place(place if place >= 0 else self.rows.cursor)

    # --- keys -----------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        if self.here is not None:
            self.listing.toggle(self.here.text)
            self.rows.move(1)

    def _reorder(self) -> None:
        here = self.here.text if self.here is not None else ""
        self.listing.next_order()
        self.rows.go_to(max(0, self.listing.place_of(here)))
        self.say(f"By {self.listing.order}")

    def _show_clusters(self) -> None:
        """Show which tags are one thing."""

        def back(_: str | None) -> None:
            self.changed()

        self.app.push_screen(ClustersScreen(replace(self.place, origin="from tags"), self.scope), back)

    def filtered_texts(self) -> Iterable[str]:
        """The tags and their aliases."""
        return (text for row in self.table.rows for text in (row.text, *row.aliases))

    def narrow(self, wanted: RowFilter) -> None:
        """List the tags that fit, from the first one."""
        self.listing.set_filter(wanted)
        self.rows.go_to(0)

    def leave_list(self) -> None:
        """Choose nothing any more; then back."""
        if self.listing.chosen:
            self.listing.chosen.clear()
        else:
            self.dismiss(None)

    @work(exclusive=True, group="images")
    async def _show_images(self) -> None:
        tag = self.here
        if tag is None:
            return
        if self.place.show_tag is not None:
            self.dismiss(None)
            self.app.call_later(self.place.show_tag, tag.text)
            return
        names = await asyncio.to_thread(self.table.images, [tag.text], 1)
        if names:
            self.place.show_image(names[0])
            images = "one image" if tag.count == 1 else f"{tag.count:,} images; this is the first one"
            self.dismiss(f"'{tag.text}' stands in {images}")
        else:
            self.say("The tags are being counted; try again")
            self.redraw()

    def _ask_yes_no(self) -> None:
        """Ask about the tag, image by image."""
        if self.here is None or self.session.project.read_only:
            self.say(
                f"Read-only: {self.session.project.read_only}" if self.here is not None else "There is no tag here"
            )
            return

        def closed(done: str | None) -> None:
            self.say(done or "")
            self.changed()

        names = self.session.names if self.scope is None else self.scope
        place = replace(self.place, origin="from tags")
        self.app.push_screen(YesNoScreen(place, asked_tag(self.session, self.here.text), names), closed)
