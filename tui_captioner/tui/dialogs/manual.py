"""The manual: a page that scrolls, with links that are followed and headings that are gone to by keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from tui_captioner.domain.manual import TOPICS, target_of
from tui_captioner.storage.manual_pages import manual_pages
from tui_captioner.tui.dialogs.dialog import Handler, TextDialog
from tui_captioner.tui.dialogs.topics import TopicsScreen
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.manual.page_lines import Link, PageLines, lay_out
from tui_captioner.tui.widgets.lines import Line, Lines
from tui_captioner.tui.widgets.two_ended_lines import with_keys

_WIDEST = 100
"""Cells of a line of text: longer ones are hard to read."""
_HINTS = (
    *(("manual_heading", "heading"), ("manual_next", "next topic"), ("manual_back", "back"), ("manual_link", "link")),
    *(("manual_follow", "follow"), ("manual_topics", "topics"), ("leave_dialog", "leave")),
)


class ManualScreen(TextDialog[None]):
    """A page of the manual.

    Args:
        keymap: Which key does what.
        link: The page to begin with, as a link has it; without one the first.
    """

    mode = "manual"

    def __init__(self, keymap: ScreenKeymap, link: str = "") -> None:
        super().__init__(keymap)
        self._pages = manual_pages()
        topic, self._anchor = target_of(link)
        self._first = self._topic = topic or TOPICS[0]
        self._laid = PageLines((), (), {})
        self._link: Link | None = None
        self._past: list[tuple[str, int]] = []
        """Pages that a link led away from, each with the row that was the first one in sight."""
        self._coming: int | None = None
        """The row that is about to be the first one in sight."""

    def handlers(self) -> Mapping[str, Handler]:
        """Keys of the manual, besides those of every dialog of text."""
        return {
            **super().handlers(),
            "manual_topics": lambda _: self._ask_topic(),
            "manual_link": lambda _: self._mark(1),
            "manual_link_before": lambda _: self._mark(-1),
            "manual_follow": lambda _: self._follow(),
            "manual_back": lambda _: self._back(),
            "manual_heading": lambda _: self._go_to_heading(1),
            "manual_heading_before": lambda _: self._go_to_heading(-1),
            "manual_next": lambda _: self._turn(1),
            "manual_previous": lambda _: self._turn(-1),
            "manual_keys": lambda _: self.dismiss(None),
        }

    def compose(self) -> ComposeResult:
        """The name of the page, the page, and the keys that help."""
        with Vertical(classes="dialog large"):
            yield Lines(id="title")
            with VerticalScroll(can_focus=False):
                yield self.make_lines()
            yield Lines(id="hints")

    @property
    def line_width(self) -> int:
        """As wide as text is read with ease."""
        return max(20, min(_WIDEST, self.size.width - 6))

    def lines_at(self, width: int) -> Sequence[Line]:
        """The page."""
        self._laid = lay_out(self._pages[self._topic], width)
        self._link = None
        return self._laid.marking(None)

    def on_mount(self) -> None:
        """Show the page, from the heading that was asked for."""
        super().on_mount()
        self._go_to_anchor()

    def _fill(self) -> None:
        super()._fill()
        place = f"{TOPICS.index(self._topic) + 1} of {len(TOPICS)}"
        width = max(20, min(168, self.size.width) - 4)
        self.query_one("#title", Lines).show_lines(
            [(("manual  ", "dim"), (self._pages[self._topic].title, "strong"), (f"  {place}", "dim"))]
        )
        self.query_one("#hints", Lines).show_lines([with_keys([], self.keymap.reminders(self._hints()), width)])

    def _hints(self) -> list[tuple[str, str]]:
        linked = bool(self._laid.links)
        helps = {"manual_back": bool(self._past), "manual_link": linked, "manual_follow": linked}
        return [(name, word) for name, word in _HINTS if self.keymap.keys[name] and helps.get(name, True)]

    # --- where one is ---------------------------------------------------------------------------------------------

    @property
    def _pane(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    @property
    def _top(self) -> int:
        return int(self._pane.scroll_y) if self._coming is None else self._coming

    def _go_to_row(self, row: int) -> None:
        """Have a row stand at the top, once the page is laid out."""

        def arrive() -> None:
            self._coming = None
            self._pane.scroll_to(y=row, animate=False, immediate=True)

        self._coming = row
        self.call_after_refresh(arrive)

    def _go_to_anchor(self) -> None:
        self._go_to_row(self._laid.headings.get(self._anchor, 0))

    def _show(self, topic: str, anchor: str = "") -> None:
        self._topic, self._anchor = topic, anchor
        self._fill()
        self._go_to_anchor()

    def _turn(self, step: int) -> None:
        """Go to the topic after or before."""
        self._show(TOPICS[(TOPICS.index(self._topic) + step) % len(TOPICS)])

    def _go_to_heading(self, step: int) -> None:
        rows = sorted(self._laid.headings.values())
        beside = [row for row in rows if (row > self._top if step > 0 else row < self._top)]
        if beside:
            self._go_to_row(beside[0 if step > 0 else -1])

    # --- links ----------------------------------------------------------------------------------------------------

    def _mark(self, step: int) -> None:
        """Mark the next link: behind the one that is marked, or else the first one in sight."""
        links = self._laid.links
        if not links:
            return
        in_sight = range(self._top, self._top + self._pane.size.height)
        if self._link is not None and self._link.row in in_sight:
            at = (links.index(self._link) + step) % len(links)
        else:
            at = next((place for place, link in enumerate(links) if link.row >= self._top), 0)
        self._link = links[at]
        self.show_lines(self._laid.marking(self._link))
        if self._link.row not in in_sight:
            self._go_to_row(max(0, self._link.row - 2))

    def _follow(self) -> None:
        """Go where the marked link leads; without one the next link is marked."""
        if self._link is None:
            self._mark(1)
        else:
            self._leave_for(self._link.target)

    def _leave_for(self, link: str) -> None:
        topic, anchor = target_of(link)
        if topic in self._pages or not topic:
            self._past.append((self._topic, self._top))
            self._show(topic or self._topic, anchor)

    def _back(self) -> None:
        if self._past:
            topic, row = self._past.pop()
            self._show(topic)
            self._go_to_row(row)

    def _ask_topic(self) -> None:
        """List the topics, that of the screen one comes from first."""

        def chosen(link: str | None) -> None:
            if link:
                self._leave_for(link)

        listed = {topic: self._pages[topic] for topic in dict.fromkeys((self._first, *TOPICS))}
        self.app.push_screen(TopicsScreen(self.keymap, listed), chosen)
