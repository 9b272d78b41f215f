"""Somebody at the keyboard, by chance: types, looks at the screen, and knows what that is to do."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tests.terminal.driver import ENTER, ESCAPE, PAGE_DOWN, PAGE_UP, TAB
from tests.terminal.program import CTRL_G
from tests.torture.dataset import Dataset
from tests.torture.expectation import Expectation, Moment, random_word
from tests.torture.terminal import PatientTerminal

CTRL_D, CTRL_U, CTRL_Y, CTRL_Z = b"\x04", b"\x15", b"\x19", b"\x1a"
F1, F8, ALT_X = b"\x1bOP", b"\x1b[19~", b"\x1bx"
_HEADER = re.compile(r"(?:\d+|-)/\d+(?: of \d+)?  (\S+\.png)")
_DONE = re.compile(r" done (\d+)/")
UP = "1 Globals"
"""Stands on the screen when the composer is up, and not behind anything."""
SLOTS = range(2, 8)
"""The numbers of the slots of one image; the first one is of all."""


@dataclass(frozen=True)
class Act:
    """What is typed last, so that something is done, and what it does.

    Args:
        keys: They are typed at once.
        after: What is there after it, and on the way to it, in order.
        seen: Whether the screen says that all of it is done.
    """

    keys: Sequence[bytes | str]
    after: Sequence[Moment]
    seen: Callable[[], object]


class Player:
    """Plays one run of the program.

    Args:
        terminal: Where the composer is up.
        dataset: What it has open.
        expectation: Learns what is typed.
        chance: Decides everything.
    """

    def __init__(
        self, terminal: PatientTerminal, dataset: Dataset, expectation: Expectation, chance: random.Random
    ) -> None:
        self.terminal = terminal
        self.dataset = dataset
        self.expectation = expectation
        self.chance = chance
        self.hidden: frozenset[str] = frozenset()
        """Images whose caption files are not looked at."""
        self._columns = 118

    # --- what is seen ---------------------------------------------------------------------------------------------

    @property
    def last(self) -> Moment:
        """What is there when all that was typed is done."""
        return self.expectation.last

    @property
    def image(self) -> str:
        """The image that the screen is at."""
        return self._in_header(_HEADER)

    @property
    def done_count(self) -> str:
        """How many images are done, as the header says."""
        return self._in_header(_DONE)

    def _in_header(self, wanted: re.Pattern[str]) -> str:
        self.terminal.wait_for(lambda: wanted.search(self.terminal.lines[0]))
        found = wanted.search(self.terminal.lines[0])
        assert found
        return found[1]

    def is_written(self) -> bool:
        """Whether the caption files are as they must be when all that was typed is done."""
        tags = {name: tags for name, tags in self.last.captions.tags.items() if name not in self.hidden}
        return self.last.captions.told or self.dataset.has(tags)

    def says(self, text: str) -> Callable[[], bool]:
        """Asks whether the screen says this, and the caption files say it too."""
        return lambda: self.terminal.shows(text) and self.is_written()

    # --- what is typed --------------------------------------------------------------------------------------------

    def word(self) -> str:
        """A tag that nobody has."""
        return random_word(self.chance)

    def some_tag(self) -> str:
        """A tag that is no global, and that no image has alone; empty if there is none."""
        return self.last.captions.some_tag(self.chance)

    def wander(self) -> None:
        """Press keys that change no caption, and come to rest at some image."""
        send = self.terminal.send
        for _ in range(self.chance.randrange(4)):
            kind = self.chance.randrange(5)
            if kind == 0:
                send(F1)
                self.terminal.wait_for("Type a word")
                send(ESCAPE)
                self.terminal.wait_for(UP)
            elif kind == 1:
                send(TAB, TAB)
            elif kind == 2:
                send(F8)
            elif kind == 3:
                self.terminal.type(self.word()[:4])
                send(CTRL_U)
            else:
                self._columns = self.chance.choice([columns for columns in (80, 100, 118) if columns != self._columns])
                self.terminal.resize(30, self._columns)
                self.terminal.wait_for(UP)
        self.go_to(self.chance.choice(self.dataset.names))

    def go_to(self, name: str) -> None:
        """Go to an image near by; which one is seen on the screen afterwards."""
        names = self.dataset.names
        here, there = names.index(self.image), names.index(name)
        way, key = (1, PAGE_DOWN) if there > here else (-1, PAGE_UP)
        for place in list(range(here, there, way))[:3]:
            self.terminal.send(key)
            self.terminal.wait_for(lambda place=place: self.image == names[place + way])  # type: ignore[misc]

    def do(self, act: Act) -> None:
        """Do something and wait until the screen says so."""
        self.type(act)
        self.terminal.wait_for(act.seen)
        self.expectation.accept()

    def type(self, act: Act) -> None:
        """Do something and wait for nothing."""
        self.expectation.typed.extend(act.after)
        self.terminal.send(*act.keys)


# --- in the composer --------------------------------------------------------------------------------------------------

Making = Callable[[Player], Act | None]
"""Goes to where something can be done; None where there is nothing to do."""


def add_tags(player: Player, count: int = 1) -> Act:
    """Type tags into a slot of one image, all at once."""
    player.wander()
    image, slot = player.image, player.chance.choice(SLOTS)
    words = [player.word() for _ in range(count)]
    moments = accumulate(words, lambda at, word: at.step(at.captions.adding(word, image)), initial=player.last)
    keys = [CTRL_G, str(slot), *(key for word in words for key in (word, ENTER))]

    def shows_it_kept() -> bool:
        terminal = player.terminal
        return terminal.shows(words[-1]) and not terminal.shows(f": {words[-1]}") and player.is_written()

    return Act(keys, list(moments)[1:], shows_it_kept)


def burst(player: Player) -> Act:
    """Type faster than anything answers."""
    return add_tags(player, player.chance.randrange(3, 8))


def add_global(player: Player) -> Act:
    """Put a tag into all captions."""
    player.wander()
    word = player.word()
    after = player.last.step(player.last.captions.sharing(word))
    return Act([CTRL_G, "1", word, ENTER], [after], player.says("captions); Ctrl+Z takes it back"))


def mark_done(player: Player) -> Act:
    """Change a state, and no caption."""
    player.wander()
    was = player.done_count
    after = player.last.step(player.last.captions.same())
    return Act([CTRL_D], [after], lambda: player.done_count != was)


def undo(player: Player) -> Act | None:
    """Take the last step back."""
    return _turn(player, CTRL_Z, player.last.undone(), "Undone")


def redo(player: Player) -> Act | None:
    """Do a step again."""
    return _turn(player, CTRL_Y, player.last.redone(), "Done again")


def _turn(player: Player, key: bytes, after: Moment, said: str) -> Act | None:
    if after is player.last:
        return None
    player.wander()
    return Act([key], [after], player.says(said))


def clear_caption(player: Player) -> Act | None:
    """Take all tags out of one caption but the globals, which may leave no caption file."""
    player.wander()
    shared = player.last.captions.shared
    own = player.last.captions.tags[player.image]
    after = player.last.captions.without_all(player.image)
    return Act([ALT_X], [player.last.step(after)], player.is_written) if set(own) - shared else None


def answer_proposed(player: Player) -> Act | None:
    """Take over a tag that a model proposed, or refuse it."""
    terminal = player.terminal
    for name in player.dataset.names[:6]:
        player.go_to(name)
        if terminal.shows("proposed by"):
            break
    else:
        return None
    terminal.send(b"\x1by")
    terminal.wait_for("right? ")
    found = next(match for line in terminal.lines if (match := re.search(r"Is '(.+?)' right\?", line)))
    captions = player.last.captions
    if player.chance.random() < 0.4:
        return Act(["n"], [player.last.step(captions.same())], player.says(f"Refused '{found[1]}'"))
    return Act(
        ["y"], [player.last.step(captions.adding(found[1], player.image))], player.says(f"Confirmed '{found[1]}'")
    )
