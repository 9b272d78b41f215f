"""Near-duplicates: tags that are one thing in several spellings, the most used first; one key makes one tag of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tui_captioner.domain.consistency.different_pairs import Two
from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.tag_table import TagRow
from tui_captioner.services.session.jobs import Progress
from tui_captioner.tui.lists.page import Handler
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.tags.actions import CLUSTERS
from tui_captioner.tui.tags.changes import TagChanges
from tui_captioner.tui.tags.cluster_list import ClusterList, GroupRow
from tui_captioner.tui.tags.page import TagPage
from tui_captioner.tui.tags.views import padded
from tui_captioner.tui.widgets.lines import Line, Piece

_COUNT, _TEXT, _WHY, _SLOT = 7, 50, 14, 12
_SLOT_NEEDS = 70
"""Columns from which there is room for the slot."""


class ClustersScreen(TagPage):
    """The clusters of a dataset's tags; answers what is to be said when it is left.

    Args:
        place: What it works on.
        scope: The images that changes are about; all without it.
    """

    declared = CLUSTERS
    origin = "from near-duplicates"
    hints = (
        ("cluster_undo", "not different"),
        ("cluster_next", "next"),
        ("list_filter", "filter"),
        ("cluster_perhaps", "perhaps"),
        ("cluster_head", "another head"),
        ("cluster_apart", "different"),
        ("cluster_merge", "merge"),
        ("list_leave", "back"),
        ("list_help", "keys"),
    )

    def __init__(self, place: Workplace, scope: Sequence[str] | None = None) -> None:
        super().__init__(place, scope)
        self.list = ClusterList(self.near)
        self._apart: list[list[Two]] = []
        self._stopped = False
        self._changes = TagChanges(self)

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {
            **super().handlers(),
            "cluster_merge": lambda _: self._merge(),
            "cluster_apart": lambda _: self._keep_apart(),
            "cluster_undo": lambda _: self._take_together(),
            "cluster_head": self._choose_head,
            "cluster_perhaps": lambda _: self._turn_perhaps(),
            "cluster_next": lambda _: self.rows.go_to(self.list.first_row_after(self.rows.cursor)),
        }

    def on_mount(self) -> None:
        """List what is known already, then look whether it still holds."""
        self.list.lay_out()
        self.count()

    # --- drawing --------------------------------------------------------------------------------------------------

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """How many clusters there are, and the filter."""
        shown, many = self.list, len(self.list.groups)
        left: list[Piece] = [(self.folder, "strong"), ("  near-duplicates  ", "accent")]
        if shown.shows_perhaps:
            left.append((f"perhaps: {many:,} pair{'' if many == 1 else 's'}", ""))
        else:
            left.append((f"{many:,} cluster{'' if many == 1 else 's'}, {len(shown.rows):,} tags", ""))
        if self.scope is not None:
            left.append((f"  changes are for {len(self.scope):,} images", "warn"))
        if not self._is_known:
            left.append((self.counting_words or "  looking", "dim"))
        return left, [self.filter_piece]

    @property
    def _is_known(self) -> bool:
        return self.counting is None and self.near.is_current

    def head_lines(self) -> Sequence[Line]:
        """The names of the columns, or that there is nothing."""
        if self.list.rows or not self._is_known:
            width = self.rows.size.width
            text = self._text_room(width)
            slot = f"  {'slot'.ljust(_SLOT)}" if width >= _SLOT_NEEDS else ""
            return (
                (((f"{'':2}{'count'.rjust(_COUNT)}      {'tag'.ljust(text)}  {'why'.ljust(_WHY)}{slot}"), "faint"),),
            )
        key = self.keymap.first("cluster_perhaps")
        if self.list.shows_perhaps:
            return ((("  No two tags are alike without being one thing. Esc: back", "dim"),),)
        return (((f"  Every tag has one spelling. {key} shows tags that are alike and perhaps one thing", "dim"),),)

    def _text_room(self, width: int) -> int:
        return max(8, min(_TEXT, width - 2 - _COUNT - 6 - 2 - _WHY - (2 + _SLOT if width >= _SLOT_NEEDS else 0)))

    def draw_row(self, row: int, width: int) -> Line:
        """A tag of a cluster."""
        shown, here = self.list.rows[row], row == self.rows.cursor
        count = f"{self.near.count(shown.text):,}".rjust(_COUNT)
        style = "strong" if shown.is_head else "" if here else "dim"
        if not shown.is_head and shown.group.misspelt and shown.text != shown.group.misspelt and shown.group.head:
            style = "faint"
        pieces: list[Piece] = [
            ("> " if here else "  ", "accent"),
            (count, "" if shown.is_first else "dim"),
            (f"  {shown.number or ' '} ", "accent"),
            ("  " if shown.is_first else "~ ", "warn"),
            (padded(visible(shown.text), self._text_room(width)), style),
            (f"  {padded(shown.why, _WHY)}", "accent" if shown.is_head else "faint"),
        ]
        if width >= _SLOT_NEEDS:
            pieces.append((f"  {padded(self._slot_of(shown.text), _SLOT)}", "dim"))
        return tuple(pieces)

    def _slot_of(self, text: str) -> str:
        row = self.table.row(text)
        structure = self.session.structure
        if row is None:
            return ""
        return structure.title_or_key(row.slot)

    @property
    def total(self) -> int:
        """How many tags are listed now."""
        return len(self.list.rows)

    # --- what is listed -------------------------------------------------------------------------------------------

    @property
    def _here(self) -> GroupRow | None:
        rows = self.list.rows
        return rows[min(self.rows.cursor, len(rows) - 1)] if rows else None

    @property
    def text_here(self) -> str:
        """The tag under the cursor; empty where there is none."""
        return "" if self._here is None else self._here.text

    @property
    def here(self) -> TagRow | None:
        """The tag under the cursor."""
        return None if self._here is None else self.table.row(self._here.text)

    def looked(self) -> None:
        """List them; the cursor stays at its tag, or at its row."""
        here = self._here
        if self.list.shows_perhaps:
            self._look_for_perhaps()
            return
        self.list.lay_out()
        place = self.list.place_of(here.text) if here is not None else 0
        self.rows.set_total(len(self.list.rows))
        if place >= 0:
            self.rows.go_to(place)
        self.filter_again()

    def filtered_texts(self) -> Iterable[str]:
        """The tags of all clusters."""
        return self.list.texts

    def narrow(self, wanted: RowFilter) -> None:
        """List the clusters of which a tag fits, from the first one."""
        self.list.filter = wanted
        self.list.lay_out()
        self.rows.go_to(0)

    def leave_list(self) -> None:
        """Leave the list of perhaps; then back."""
        if self.list.shows_perhaps:
            self._turn_perhaps()
        else:
            self.dismiss(None)

    # --- perhaps --------------------------------------------------------------------------------------------------

    def _turn_perhaps(self) -> None:
        if not self.list.shows_perhaps and not self._is_known:
            self.say("The tags are being looked through; try again")
            return
        self.list.shows_perhaps = not self.list.shows_perhaps
        if self.list.shows_perhaps and not self.near.perhaps:
            self._look_for_perhaps()
            return
        self.list.lay_out()
        self.rows.go_to(0)

    def _look_for_perhaps(self) -> None:
        self._stopped = False

        def stop() -> bool:
            self._stopped = True
            return True

        def then() -> None:
            self.list.shows_perhaps = self.list.shows_perhaps and not self._stopped
            self.list.lay_out()
            self.redraw()

        self.begin(self._stoppable, "Comparing all tags", then, stop)

    def _stoppable(self) -> Iterator[Progress]:
        for progress in self.near.look_for_perhaps():
            if self._stopped:
                return
            yield progress

    # --- changes --------------------------------------------------------------------------------------------------

    def _merge(self) -> None:
        row = self._here
        if row is None:
            return
        if not row.group.head:
            self.say(f"Choose by its digit what '{row.group.misspelt}' stands for", warning=True)
            return
        self._changes.merge(row.group.merged, row.group.head)

    def _choose_head(self, key: str) -> None:
        if self._here is None:
            return
        here = self._here.text
        head = self.list.choose_head(self.rows.cursor, int(key) if key.isdigit() else 0)
        self.rows.go_to(max(0, self.list.place_of(here)))
        self.say(f"Merging goes into '{head}'" if head else "No tag here has that number", warning=not head)

    def _keep_apart(self) -> None:
        row = self._here
        if row is None:
            return
        group = row.group
        if group.misspelt:
            texts = group.numbered if row.text == group.misspelt else [row.text]
            pairs = self.near.keep_apart(texts, group.misspelt)
        elif row.is_head:
            pairs = self.near.keep_apart(group.texts)
        else:
            pairs = self.near.keep_apart(group.texts, row.text)
        self._apart.append(pairs)
        self.say(f"Kept as different; {self.keymap.first('cluster_undo')} takes that back")
        self._look_anew()

    def _take_together(self) -> None:
        if not self._apart:
            self.say("Nothing was called different here; older ones stand under [different] in project.toml")
            return
        self.near.take_together(self._apart.pop())
        self.say("Not different any more")
        self._look_anew()

    def _look_anew(self) -> None:
        if self.list.shows_perhaps:
            self.list.lay_out()
        self.count()
