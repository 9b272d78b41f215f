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


def found_despite_typo(
    engine: Engine, tags: Sequence[str], letters: int | None = None, seed: int = 11
) -> dict[str, list[bool]]:
    """Misspell a part of each tag and tell which tags are in the first five rows.

    Args:
        engine: what completes.
        tags: the tags; those below four letters are left out.
        letters: how many of a tag's first letters are typed; without it some number from four to twelve.
        seed: decides where the slips are.

    Returns:
        By length of the tag whether each was found; `right` for the same queries without the slip.
    """
    chance = random.Random(seed)
    found: dict[str, list[bool]] = {"long": [], "short": [], "long right": [], "short right": []}
    for tag in tags:
        if len(tag) < 4:
            continue
        size = chance.randint(4, min(len(tag), 12)) if letters is None else min(len(tag), letters)
        kind = "long" if len(tag) >= LONG else "short"
        found[kind].append(tag in engine.offers(misspell(tag[:size], chance), (), ())[:ROWS])
        found[f"{kind} right"].append(tag in engine.offers(tag[:size], (), ())[:ROWS])
    return found
