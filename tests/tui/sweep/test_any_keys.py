"""Any keys in any order: the sidecars hold what the project says, and all of it can be taken back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.list_desk import captions, make_captions, open_list
from tests.support.tui_material import open_session
from tui_captioner.services.history.history import History
from tui_captioner.services.session.jobs import finish
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.browse.screen import BrowseScreen

TEXTS = {
    "a": b"standing, beach",
    "b": b"beach, standing",
    "c": b"A sentence, with a comma. standing, red hat",
    "d": b"red hat, BREAK, beach, BREAK",
    "e": b"standing, standing, Beach",
    "f": b"",
}
SLOT_KEYS = [*"1234567890", *"1122", "enter", "enter", "pageup", "pagedown", "backspace", "tab", "ctrl+z", "ctrl+y"]
SLOT_KEYS += [*"be", "space", "comma", "down", "right"]
YES_NO_KEYS = [*"yyynnua", "space", "ctrl+z", "backspace", "greater_than_sign", *"356"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("begin", "keys"), [(["s", "6"], SLOT_KEYS), (["y", *"beach", "enter"], YES_NO_KEYS)])
async def test_any_keys(tmp_path: Path, begin: list[str], keys: list[str], seed: int) -> None:
    make_captions(tmp_path, TEXTS)
    (tmp_path / "g.png").write_bytes(PNG)
    before = captions(tmp_path)
    chance = random.Random(seed)
    session = open_session(tmp_path)
    async with open_list(session, lambda place: BrowseScreen(place, Browsing(session)), size=(90, 24)) as desk:
        await desk.at_rest()
        await desk.press(*begin)
        await desk.at_rest()
        for _ in range(60):
            await desk.press(chance.choice(keys))
        for _ in range(3):
            if desk.app.screen is not desk.page:
                await desk.press("escape")
        await desk.at_rest()
        assert desk.app.screen is desk.page
    there = captions(tmp_path)
    told = {name.removesuffix(".png"): session.caption(name).encode() for name in session.names}
    edited = {name.removesuffix(".png") for name in session.names if session.row(name) is not None}
    assert {name: there.get(name, b"") for name in edited} == {name: told[name] for name in edited}
    assert {name: text for name, text in there.items() if name not in edited} == {
        name: text for name, text in before.items() if name not in edited
    }
    while session.undo_title():
        finish(session.undo())
    assert captions(tmp_path) == before
    assert all(step.undone for step in History(session).page())
    session.close()
