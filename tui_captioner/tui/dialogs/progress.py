"""A progress bar over the composer while one command changes many captions."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui_captioner.tui.widgets.lines import Lines

_WIDTH = 50


class ProgressScreen(ModalScreen[None]):
    """Shows how far a job is. Keys are held until it is done; stopped by force, it is finished at the next start.

    Args:
        total: Steps of the job.
        done: Steps done already.
    """

    CSS_PATH = "dialog.tcss"

    def __init__(self, total: int, done: int = 0) -> None:
        super().__init__()
        self._total, self._done = total, done
        self.held: list[events.Key] = []

    def on_key(self, event: events.Key) -> None:
        """Hold a key back for the screen below."""
        self.held.append(event)
        event.stop()

    def compose(self) -> ComposeResult:
        """A bar with numbers."""
        with Vertical(classes="dialog"):
            yield Lines(id="lines")

    def on_mount(self) -> None:
        """Draw the bar."""
        self.query_one("#lines", Lines).styles.height = 2
        self.advance(self._done, self._total)

    def advance(self, done: int, total: int) -> None:
        """Show that `done` of `total` steps are done."""
        filled = _WIDTH * done // max(1, total)
        self.query_one("#lines", Lines).show_lines(
            [
                ((f"Captions  {done}/{total}", ""),),
                (("━" * filled, "accent"), ("━" * (_WIDTH - filled), "faint")),
            ]
        )
