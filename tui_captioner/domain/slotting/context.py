"""What the order of a caption says of the slots of its tags.

Most captions are written slot by slot: who reads `oak sideboard, soft shadow, worn edges, brass knobs` knows by the
neighbours what the edges belong to. How far a caption keeps to that shows in the tags that are known surely; one in the
order of the alphabet says nothing of a neighbour, and then nothing is made of it. Each tag is judged once by all tags
before and behind it (the forward-backward algorithm over a chain of slots).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from operator import mul

_LEAST_SURE = 4
"""Fewer sure tags than this say nothing of how a caption is ordered."""
_LEAST_ORDER = 0.15
"""Order (0 none, 1 every slot in one piece) below which the neighbours say nothing."""
_DOUBT = 3.0
"""Pairs of tags out of order that are taken to stand in every caption, unseen: short ones prove little."""
_FAR = 0.5
"""How much less often the next tag lies one slot farther off."""
_LEFT_OVER = 0.02
"""The least part of a slot nothing speaks for: no source is right always."""

_USUAL = 6
"""Slots of the default structure, the globals left out."""
_BARE_WORD = 0.4
"""How much likelier a single word is to name a feeling than the table below says of tags in general."""

Weights = Mapping[str, float]
Moves = Sequence[list[float]]

_MISTAKEN: Mapping[str, Weights] = {
    "type": {"action": 0.15, "subject": 0.3, "details": 0.2, "background": 0.25, "associations": 0.1},
    "action": {"type": 0.1, "subject": 0.3, "details": 0.25, "background": 0.2, "associations": 0.15},
    "subject": {"type": 0.1, "action": 0.1, "details": 0.3, "background": 0.4, "associations": 0.1},
    "details": {"type": 0.15, "action": 0.1, "subject": 0.35, "background": 0.3, "associations": 0.1},
    "background": {"type": 0.1, "action": 0.1, "subject": 0.4, "details": 0.3, "associations": 0.1},
    "associations": {"type": 0.2, "action": 0.25, "subject": 0.2, "details": 0.2, "background": 0.15},
}
"""Where a tag belongs whose guess is wrong: the misses of `python -m tests.benchmarks.slotting --misses`, rounded."""


def evidence(guesses: Weights, slots: Sequence[str], *, bare_word: bool) -> list[float]:
    """How far the tag by itself speaks for each slot; the numbers add up to 1.

    Args:
        guesses: Slot to confidence, the best first; empty where nothing is known.
        slots: All slots, in order.
        bare_word: The tag is one word; of those that nothing more is known of, many name a feeling (`speed`, `alert`).
    """
    known = min(0.98, sum(guesses.values()))
    spread = _MISTAKEN.get(next(iter(guesses), ""), {})
    open_ = {slot: spread.get(slot, 0.2) for slot in slots if slot not in guesses}
    if bare_word and "associations" in open_:
        open_["associations"] += _BARE_WORD
    total = sum(open_.values())
    found = []
    for slot in slots:
        left = (1 - known) * open_[slot] / total if slot in open_ else 0.0
        found.append(max(_LEFT_OVER / len(slots), guesses.get(slot, left)))
    whole = sum(found)
    return [each / whole for each in found]


def order_of(sure: Sequence[str]) -> float:
    """How far a caption keeps the tags of a slot together, 0 (not more than by chance) to 1.

    Args:
        sure: The slots of the tags that are known surely, in the order of the caption.
    """
    if len(sure) < _LEAST_SURE:
        return 0.0
    by_chance = sum(count * count for count in Counter(sure).values()) / len(sure) ** 2
    if by_chance == 1:
        return 0.0
    pairs = list(pairwise(sure))
    share = sum(first == second for first, second in pairs) / len(pairs)
    return max(0.0, (share - by_chance) / (1 - by_chance)) * len(pairs) / (len(pairs) + _DOUBT)


def moves_of(sure: Sequence[str], slots: Sequence[str]) -> Moves | None:
    """How likely a tag of one slot is followed by one of another in this caption: rows from, columns to.

    Args:
        sure: The slots of the tags that are known surely, in the order of the caption.
        slots: All slots, in order.

    Returns:
        None where the caption has no order that tells.
    """
    order = order_of(sure)
    return None if order < _LEAST_ORDER else _moves(order, sure, slots)


def beliefs(tags: Sequence[list[float]], moves: Moves) -> list[list[float]]:
    """How likely each slot is for each tag, given all the others.

    Args:
        tags: `evidence` of tags side by side.
        moves: `moves_of` their caption.
    """
    onto = list(zip(*moves, strict=True))
    from_before = _messages(tags, onto)
    from_behind = _messages(tags[::-1], moves)[::-1]
    return [
        _normal([a * b * c for a, b, c in zip(tag, before, behind, strict=True)])
        for tag, before, behind in zip(tags, from_before, from_behind, strict=True)
    ]


def _moves(order: float, sure: Sequence[str], slots: Sequence[str]) -> list[list[float]]:
    """The rows for a caption with some order: the farther the less likely, and rather onwards than back."""
    at = [slots.index(slot) for slot in sure]
    steps = [second - first for first, second in pairwise(at) if second != first]
    onwards = (sum(step > 0 for step in steps) + 1) / (len(steps) + 2)
    stay = order + (1 - order) / len(slots)
    size = len(slots)
    rows = []
    for first in range(size):
        back = [(1 - onwards) * far + 0.05 for far in _away(first)[::-1]]
        on = [onwards * far + 0.05 for far in _away(size - first - 1)]
        away = [*back, 0.0, *on]
        total = sum(away) or 1.0
        row = [(1 - stay) * each / total for each in away]
        row[first] = stay
        rows.append(row)
    return rows


@cache
def _away(slots: int) -> tuple[float, ...]:
    """How far off the slots on one side are, the nearest first."""
    return tuple(_FAR**distance for distance in range(slots))


def _messages(tags: Sequence[list[float]], onto: Sequence[Sequence[float]]) -> list[list[float]]:
    """What all tags before each tag say of it; `onto` has a row for each slot that is moved to."""
    said = [1 / len(onto)] * len(onto)
    moved = _moved_six if len(onto) == _USUAL else _moved
    messages = []
    for tag in tags:
        messages.append(said)
        said = _normal(moved(said, tag, onto))
    return messages


def _moved(said: Sequence[float], tag: Sequence[float], onto: Sequence[Sequence[float]]) -> list[float]:
    held = list(map(mul, said, tag))
    return [sum(map(mul, held, row)) for row in onto]


def _moved_six(said: Sequence[float], tag: Sequence[float], onto: Sequence[Sequence[float]]) -> list[float]:
    """The same for the usual number of slots, in a third of the time: half of what placing takes goes here."""
    a, b, c, d, e, f = map(mul, said, tag)
    return [a * p + b * q + c * r + d * s + e * t + f * u for p, q, r, s, t, u in onto]


def _normal(numbers: list[float]) -> list[float]:
    total = sum(numbers)
    return [each / total for each in numbers] if total else [1 / len(numbers)] * len(numbers)
