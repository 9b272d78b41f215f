"""A day at the keyboard: ten pictures captioned in the running program by a script that presses what a person would.

    python -m tests.benchmarks.day FOLDER [--log]

What is to be said of each picture stands in `data/day.toml`, written down before the program was asked. The person
looks at the screen: takes the digit of a prediction, the greyed run where all of it is meant, else types until the
greyed text or one of the first rows is what is meant. Nothing is known beyond what is seen. All keys count: letters,
digits, arrows, and those between slots and images. Each picture is begun anew, by the key that clears its caption.

FOLDER is copied, so that nothing in it changes. At the end the captions are compared with what was meant.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from tui_captioner.services.session.session import Session
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.app import CaptionerApp
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps

AIM = 4.0
"""Keys per tag that the day should stay below."""
_DAY = Path(__file__).parent / "data" / "day.toml"
_ROWS_READ = 3
"""Rows that somebody reads while typing; for one further down another letter is typed."""
_CHARACTERS = {" ": "space", ",": "comma", "-": "minus", ".": "full_stop", "'": "apostrophe"}

Wanted = Mapping[str, Sequence[str]]


class Person:
    """Somebody at the composer.

    Args:
        app: The running program.
        pilot: Waits until the screen is drawn.
    """

    def __init__(self, app: CaptionerApp, pilot: Pilot[None]) -> None:
        self._app = app
        self._pilot = pilot
        self.keys: list[str] = []

    @property
    def _state(self) -> Composing:
        return self._app.composer.state

    async def press(self, *keys: str) -> None:
        """Press keys, one at a time, and look at the screen after each."""
        for key in keys:
            self.keys.append(key)
            name = _CHARACTERS.get(key, key)
            self._app.post_message(events.Key(name, key if len(key) == 1 else None))
            await self._pilot.pause()

    async def caption(self, wanted: Wanted) -> None:
        """Caption the image in view, from the first slot on; the last Enter goes to the next image."""
        keys = self._state.session.structure.keys
        await self.press("alt+x")
        if self._state.slot != self._state.session.structure.own_keys[0]:
            await self.press(f"alt+{keys.index(self._state.session.structure.own_keys[0]) + 1}")
        for slot in self._state.session.structure.own_keys:
            await self._fill(list(wanted.get(slot, ())))
            await self.press("enter")

    async def _fill(self, wanted: list[str]) -> None:
        """Put these tags into the slot at hand: first what is offered, then what has to be typed."""
        while left := [text for text in wanted if not self._state.is_taken(text)]:
            run = self._state.run
            offered = [row.term.text for row in self._state.rows[: min(9, self._state.room)]]
            if len(run) > 1 and set(run) <= set(left):
                await self.press("right")
            elif (digit := next((offered.index(text) + 1 for text in left if text in offered), 0)) != 0:
                await self.press(str(digit))
            else:
                await self._type(left[0])

    async def _type(self, text: str) -> None:
        """Type a tag until it is seen, in the greyed text or among the first rows."""
        at = 0
        while at < len(text):
            # After a digit `1b` stands there for a moment, since a term might begin so; a person types on.
            as_typed = at > 0 and self._state.text.rstrip() == text[:at].rstrip()
            keys = self._shortcut(text, len(text) - at) if as_typed else []
            if keys and keys != ["ctrl+right"]:
                await self.press(*keys)
                return
            await self.press(*(keys or [text[at]]))
            at = min(len(text), len(self._state.text)) if keys else at + 1
        await self.press("enter")

    def _shortcut(self, text: str, left: int) -> list[str]:
        """The keys that take what is seen, if they are fewer than the letters that are left and Enter; else none."""
        state = self._state
        rows = [row.term.text for row in state.rows[: min(_ROWS_READ, state.room)]]
        if left and text in (state.foreseen, rows[0] if rows and state.marked == 0 else ""):
            return ["tab"]
        if text in rows and (below := rows.index(text) - (-1 if state.marked is None else state.marked)) <= left:
            return ["down"] * below + ["enter"]
        word = state.ghost_part(word=True)
        return ["ctrl+right"] if len(word) > 2 and (text + " ").startswith(state.text + word) else []


async def spend(folder: Path, day: Mapping[str, Wanted]) -> tuple[list[str], dict[str, tuple[Wanted, Wanted]]]:
    """Caption the pictures of a folder; gives all keys, and by picture what was meant and what stands there instead."""
    session = Session.open(folder)
    app = CaptionerApp(session, Keymap(), TerminalCaps(), ProtocolChoice(Protocol.OFF, "measured"))
    try:
        async with app.run_test(size=(110, 34)) as pilot:
            await pilot.pause()
            while not app.composer.surveyed:
                await pilot.pause(0.05)
            person = Person(app, pilot)
            for stem, wanted in day.items():
                if Path(app.composer.state.name).stem != stem:
                    raise LookupError(f"{app.composer.state.name} came where {stem} was expected")
                await person.caption(wanted)
        wrong: dict[str, tuple[Wanted, Wanted]] = {}
        for stem, wanted in day.items():
            name = next(name for name in session.names if Path(name).stem == stem)
            slots = session.record(name).caption.slots
            found = {slot: [tag.text for tag in tags] for slot, tags in slots.items()}
            if {slot: sorted(texts) for slot, texts in found.items()} != {
                slot: sorted(texts) for slot, texts in wanted.items()
            }:
                wrong[stem] = (wanted, found)
        return person.keys, wrong
    finally:
        session.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Spend the day; print what it took, then one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.day", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="the pictures")
    parser.add_argument("--log", action="store_true", help="print every key")
    options = parser.parse_args(arguments)
    day: Mapping[str, Wanted] = tomllib.loads(_DAY.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as place:
        copy = Path(shutil.copytree(options.folder, Path(place) / "set"))
        keys, wrong = asyncio.run(spend(copy, day))
    tags = sum(len(texts) for wanted in day.values() for texts in wanted.values())
    letters = sum(len(text) for wanted in day.values() for texts in wanted.values() for text in texts)
    if options.log:
        print(" ".join(keys))
    for stem, (wanted, found) in wrong.items():
        print(f"{stem}: meant {wanted}, found {found}")
    result = {
        "pictures": len(day),
        "tags": tags,
        "keys": len(keys),
        "keys_per_tag": round(len(keys) / tags, 2),
        "in_full": round((letters + tags) / tags, 2),
        "captions_wrong": len(wrong),
    }
    for name, value in result.items():
        print(f"{name:16} {value}")
    print(json.dumps(result))
    return 0 if not wrong and len(keys) / tags < AIM else 1


if __name__ == "__main__":
    sys.exit(main())
