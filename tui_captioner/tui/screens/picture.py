"""The picture in the whole window."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_captioner.tui.graphics.protocol import ProtocolChoice
from tui_captioner.tui.terminal_replies import TerminalCaps
from tui_captioner.tui.widgets.image_preview import ImagePreview


class PictureScreen(ModalScreen[None]):
    """One picture, as large as the window; most keys close it.

    Args:
        path: The picture.
        caps: What the terminal can do.
        choice: How pictures are drawn.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,space,ctrl+o", "dismiss", "Back", show=False),
        Binding("ctrl+q", "app.quit", "Quit", show=False),
    ]
    DEFAULT_CSS = "PictureScreen { background: $background; } PictureScreen ImagePreview { width: 100%; height: 100%; }"

    def __init__(self, path: Path, caps: TerminalCaps, choice: ProtocolChoice) -> None:
        super().__init__()
        self._path, self._caps, self._choice = path, caps, choice

    def compose(self) -> ComposeResult:
        """The picture and nothing else."""
        yield ImagePreview(self._caps, self._choice)

    def on_mount(self) -> None:
        """Show the picture."""
        self.query_one(ImagePreview).show(self._path)
