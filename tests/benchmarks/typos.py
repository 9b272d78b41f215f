"""How often a term is still found when one letter of the query is wrong."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.benchmarks.engines import ROWS, Engine

LONG = 7
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def misspell(text: str, chance: random.Random) -> str:
    """Insert, leave out, replace or swap one letter."""
    while True:
        at = chance.randrange(len(text))
        edit = chance.choice("idsx")
        letter = chance.choice(_LETTERS)
        if edit == "i":
            wrong = text[:at] + letter + text[at:]
        elif edit == "d":
            wrong = text[:at] + text[at + 1 :]
        elif edit == "s":
            wrong = text[:at] + letter + text[at + 1 :]
        else:
            wrong = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
        if wrong != text:
            return wrong


def found_despite_typo(engine: Engine, tags: Sequence[str], whole: bool, seed: int = 11) -> dict[str, list[bool]]:
    """Misspell a beginning of four letters or more of each tag, or all of it; tell which are in the first five rows."""
    chance = random.Random(seed)
    found: dict[str, list[bool]] = {"long": [], "short": [], "long right": [], "short right": []}
    for tag in tags:
        if len(tag) < 4:
            continue
        size = min(len(tag), 24) if whole else chance.randint(4, min(len(tag), 12))
        kind = "long" if len(tag) >= LONG else "short"
        found[kind].append(tag in engine.offers(misspell(tag[:size], chance), (), ())[:ROWS])
        found[f"{kind} right"].append(tag in engine.offers(tag[:size], (), ())[:ROWS])
    return found
