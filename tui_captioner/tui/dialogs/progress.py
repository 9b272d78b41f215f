"""A progress bar over the composer while one command changes many captions."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui_captioner.services.session.jobs import Progress
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.terminal.passing_on import afresh
from tui_captioner.tui.widgets.lines import Lines

_WIDTH = 50
_MODE = "progress"
_STOP = "stop_job"


class ProgressScreen(ModalScreen[None]):
    """Shows how far a job is. Keys are held until it is done; stopped by force, it is finished at the next start.

    Args:
        keymap: Which key stops it.
        progress: How far it is already.
        stop: Stops the job as long as that can be done, and says whether it did; None for one that goes through to
            its end.
    """

    CSS_PATH = "dialog.tcss"
    takes_keys_at_once: ClassVar[bool] = True
    """The screen below is waiting for the job, so keys that wait for that screen would never stop it."""

    def __init__(self, keymap: ScreenKeymap, progress: Progress, stop: Callable[[], bool] | None = None) -> None:
        super().__init__()
        self._keymap, self._progress, self._stop = keymap, progress, stop
        key = keymap.first(_STOP)
        self._hint = f"{key} stops it" if stop is not None and key else ""
        self.held: list[events.Key] = []

    def on_key(self, event: events.Key) -> None:
        """Stop the job, or hold a key back for the screen below."""
        event.stop()
        action = self._keymap.lookup(event.key, _MODE)
        if self._stop is not None and action is not None and action.id == _STOP:
            if not self._stop():
                self._hint = f"it is recorded; {self._keymap.first('undo') or 'undo'} takes it back"
                self.advance(self._progress)
        else:
            self.held.append(afresh(event))

    def compose(self) -> ComposeResult:
        """A bar with numbers."""
        with Vertical(classes="dialog"):
            yield Lines(id="lines")

    def on_mount(self) -> None:
        """Draw the bar."""
        self.query_one("#lines", Lines).styles.height = 2
        self.advance(self._progress)

    def advance(self, progress: Progress) -> None:
        """Show how far the job is."""
        self._progress = progress
        filled = _WIDTH * progress.done // max(1, progress.total)
        hint = ((f"   {self._hint}", "dim"),) if self._hint else ()
        self.query_one("#lines", Lines).show_lines(
            [
                ((f"Captions  {progress.done}/{progress.total}", ""), *hint),
                (("━" * filled, "accent"), ("━" * (_WIDTH - filled), "faint")),
            ]
        )
