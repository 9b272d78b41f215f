"""A line to a terminal that only takes what is written, and pictures to send down it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PIL import Image

from tui_captioner.tui.graphics.link import Link
from tui_captioner.tui.graphics.model import Picture, PictureKey, PictureRequest, Piece
from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.graphics.renderers.registry import RENDERERS


def picture(path: Path, png: bytes = b"") -> Picture:
    drawing = RENDERERS[Protocol.KITTY].drawing
    return Picture(path, (1, 1), 1, 1, 1, drawing, Image.new("RGB", (10, 10)), 0.0, (Piece(0, 1, png),))


def key_of(number: int) -> PictureKey:
    return PictureRequest(Path(f"{number}.png"), (1, 1), (1, 2), Protocol.KITTY, (0, 0, 0)), 0, 0


class Line:
    """Takes what is written."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.link = Link(self.write)

    def write(self, text: str) -> bool:
        self.sent.append(text)
        return True


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)
