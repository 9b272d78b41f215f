"""A line of 64 kB a second, 300 ms there and back: who types while a picture is on its way does not wait for it."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from tests.support.slow_line import SlowLine, counted
from tui_captioner.tui.graphics.model import Frame, Picture, PictureRequest, Spot
from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.graphics.quality import RULES, Quality
from tui_captioner.tui.graphics.renderers.registry import RENDERERS

RATE, DELAY = 64_000, 0.3
CELLS, CELL = (70, 35), (10, 20)
KEY = "x" * 600
"""What the screen shows for a key, in bytes."""


@cache
def photo() -> Image.Image:
    size = CELLS[0] * CELL[0], CELLS[1] * CELL[1]
    bands = [Image.effect_noise(size, 200).filter(ImageFilter.GaussianBlur(8)) for _ in range(3)]
    return Image.merge("RGB", bands).point(lambda value: max(0, min(255, 4 * value - 384)))


@cache
def encoded(protocol: Protocol) -> Picture:
    rules, renderer = RULES[Quality.NORMAL], RENDERERS[protocol]
    assert renderer.encode is not None
    frame = Frame(CELLS, CELL, rules.palette(exact=renderer.exact), rules.jpeg)
    pieces = renderer.encode(photo(), frame)
    small = Image.new("RGB", (1, 1))
    return Picture(Path("photo.png"), photo().size, 1, *CELLS, renderer.drawing, small, 0.0, pieces)


class Typist:
    """Types six keys a second, and notes how long each waits for what is on the line before it."""

    def __init__(self, line: SlowLine) -> None:
        self.waited: list[float] = []
        self._line = line

    async def type(self) -> None:
        while True:
            await asyncio.sleep(1 / 6)
            self.waited.append(self._line.echo(KEY))


@pytest.mark.parametrize("protocol", [Protocol.KITTY, Protocol.KITTY_DIRECT, Protocol.ITERM2, Protocol.SIXEL])
def test_a_typed_key_waits_for_a_part_of_a_picture_at_most(protocol: Protocol, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = encoded(protocol)

    async def main() -> None:
        line = SlowLine(RATE, DELAY, monkeypatch)
        delivery = RENDERERS[protocol].delivery(lambda: line.link)
        typist = Typist(line)
        began = asyncio.get_running_loop().time()
        typing = asyncio.create_task(typist.type())
        key = PictureRequest(picture.path, CELLS, CELL, protocol, (0, 0, 0)), 0, 0
        await delivery.deliver(key, picture, lambda: Spot(0, 0))
        await line.link.idle()
        typing.cancel()
        delivery.clear()
        took = asyncio.get_running_loop().time() - began
        # All at once it would be up to a second or more.
        assert picture.payload_bytes > 0.8 * RATE
        assert max(typist.waited) < 0.5
        assert sum(typist.waited) / len(typist.waited) < 0.35
        # And the line is not left idle.
        assert took < DELAY + 1.5 * line.sent / RATE

    counted(main)


def test_going_on_to_another_image_cuts_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = encoded(Protocol.SIXEL)

    async def main() -> None:
        line = SlowLine(RATE, DELAY, monkeypatch)
        delivery = RENDERERS[Protocol.SIXEL].delivery(lambda: line.link)
        key = PictureRequest(picture.path, CELLS, CELL, Protocol.SIXEL, (0, 0, 0)), 0, 0
        sending = asyncio.create_task(delivery.deliver(key, picture, lambda: Spot(0, 0)))
        await asyncio.sleep(1)
        sending.cancel()
        assert line.echo(KEY) < 0.5
        sent = line.sent
        await asyncio.sleep(5)
        assert line.sent == sent < picture.payload_bytes / 2

    counted(main)
