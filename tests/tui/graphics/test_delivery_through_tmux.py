"""Uploads through tmux, which throws away what its terminal can't take in time."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.terminal_line import Line, key_of, picture
from tui_captioner.tui.graphics.link import Link
from tui_captioner.tui.graphics.model import Spot
from tui_captioner.tui.graphics.renderers import placeholders as placeholders_module
from tui_captioner.tui.graphics.renderers.placeholders import PlaceholderDelivery


@pytest.mark.parametrize("through_tmux", [True, False])
async def test_through_tmux_an_upload_waits_until_tmux_has_caught_up(
    monkeypatch: pytest.MonkeyPatch, through_tmux: bool
) -> None:
    line = Line()
    happened: list[Any] = line.sent  # in one list, so that their order shows

    async def sleep(seconds: float) -> None:
        happened.append(seconds)

    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setattr(placeholders_module, "asyncio", SimpleNamespace(sleep=sleep, to_thread=asyncio.to_thread))
    delivery = PlaceholderDelivery(lambda: line.link, through_tmux)
    await delivery.deliver(key_of(1), picture(Path("x"), b"x"), lambda: Spot(0, 0))
    assert delivery.is_complete(key_of(1))
    assert happened[:-1] == (["\x1bPtmux;\x1b\\", 0.3] if through_tmux else [])
    assert "a=t" in str(happened[-1])
    delivery.clear()


@pytest.mark.parametrize(
    ("counts", "uploads", "shown"),
    [
        ([7, 7], 1, True),
        ([7, 900, 900, 900], 2, True),
        ([7, 9, 9, 11, 11, None], 3, True),
        ([None], 1, True),
        (list(range(10)), 5, False),
    ],
)
async def test_what_tmux_threw_away_is_sent_again(
    monkeypatch: pytest.MonkeyPatch, counts: list[int | None], uploads: int, shown: bool
) -> None:
    line = Line()
    link = Link(line.write, answers=False)
    left = iter(counts)

    async def sleep(_seconds: float) -> None:
        pass

    monkeypatch.setattr(placeholders_module, "asyncio", SimpleNamespace(sleep=sleep, to_thread=asyncio.to_thread))
    monkeypatch.setattr(placeholders_module, "thrown_away_by_tmux", lambda _env: next(left))
    delivery = PlaceholderDelivery(lambda: link, through_tmux=True)
    await delivery.deliver(key_of(1), picture(Path("x"), b"x"), lambda: None)
    assert list(left) == []
    assert delivery.is_complete(key_of(1)) is shown
    sent = "".join(line.sent)
    ids = re.findall(r"a=t,t=d,f=100,i=(\d+)", sent)
    assert len(ids) == uploads
    # What is not whole is ended and freed, so that the next command is not taken for its rest.
    ended = [f"\x1b\x1b_Ga=d,d=I,i={number},q=2" for number in (ids if not shown else ids[:-1])]
    assert [text in sent for text in ended] == [True] * len(ended)
    assert sent.count("a=d,d=I") == len(ended) == sent.count("_Gq=2,m=0;\x1b")
    delivery.clear()
