"""A small app around the picture widget, and a terminal that only takes notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from tui_captioner.storage.images.images import load_scaled
from tui_captioner.tui.graphics.model import Load
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.terminal.terminal import TerminalCaps
from tui_captioner.tui.widgets.image_preview import ImagePreview

QUESTION = "\x1b[6n"
BLOCKS = ProtocolChoice(Protocol.BLOCKS_TRUECOLOR, "")
KITTY = ProtocolChoice(Protocol.KITTY, "")
DIRECT = ProtocolChoice(Protocol.KITTY_DIRECT, "")
SIXEL = ProtocolChoice(Protocol.SIXEL, "")
ITERM2 = ProtocolChoice(Protocol.ITERM2, "")


class Dialog(ModalScreen[None]):
    """Covers a part of the picture."""

    def compose(self) -> ComposeResult:
        yield Static("dialog")


class Terminal:
    """Takes what is written and answers at once, unless told to be slow."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.answers = True
        self.acknowledge: Callable[[], None] = lambda: None

    def write(self, text: str) -> bool:
        self.sent.append(text)
        if self.answers and QUESTION in text:
            self.acknowledge()
        return True

    @property
    def uploads(self) -> list[str]:
        """The ids uploaded, in order."""
        return re.findall(r"a=t,t=d,f=100,i=(\d+)", "".join(self.sent))

    @property
    def deleted(self) -> list[str]:
        return re.findall(r"a=d,d=I,i=(\d+)", "".join(self.sent))


class PreviewApp(App[None]):
    """One picture, and a list of what it reported."""

    CSS = """
    ImagePreview { width: 40; height: 12; background: #181818; }
    .wide ImagePreview { width: 60; }
    .tall ImagePreview { height: 100%; }
    Screen { layers: below above; }
    #cover { layer: above; offset: 5 1; width: 10; height: 2; display: none; }
    .covered #cover { display: block; }
    """

    def __init__(
        self,
        choice: ProtocolChoice,
        caps: TerminalCaps | None = None,
        rest: float = 0.0,
        load: Load = load_scaled,
    ) -> None:
        super().__init__()
        self.terminal = Terminal()
        self.preview = ImagePreview(caps, choice, rest=rest, load=load, write=self.terminal.write)
        self.terminal.acknowledge = self.preview.acknowledge
        self.shown: list[ImagePreview.Shown] = []
        self.failed: list[ImagePreview.Failed] = []
        self.layouts = 0

    def compose(self) -> ComposeResult:
        yield self.preview
        yield Static("over it", id="cover")

    def on_image_preview_shown(self, message: ImagePreview.Shown) -> None:
        self.shown.append(message)

    def on_image_preview_failed(self, message: ImagePreview.Failed) -> None:
        self.failed.append(message)

    @property
    def lines(self) -> list[Strip]:
        """The cells of the whole widget."""
        return self.preview.render_lines(Region(0, 0, self.preview.size.width, self.preview.size.height))

    @property
    def text(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self.lines)


def rewrite(app: PreviewApp, *rows: int) -> None:
    """Write rows of the widget to the terminal, as a frame does where there is a terminal."""
    lines = app.lines
    for row in rows or range(len(lines)):
        lines[row].render(app.console)


async def settle(app: PreviewApp, pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


def picture(path: Path, colour: str = "red", size: tuple[int, int] = (200, 120)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


def reds(app: PreviewApp) -> int:
    """Cells that show pure red."""
    count = 0
    for strip in app.lines:
        for text, style, _ in strip:
            if style and style.bgcolor and style.bgcolor.triplet == (255, 0, 0):
                count += len(text)
    return count
