"""Which finished captions a prompt shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tui_captioner.domain.drafting.asked_slots import Fitting
from tui_captioner.domain.structure import Slot

MOST = 3
"""Captions that are shown: with more, small models repeat them."""
_LONG = 1200
"""Letters of a caption that is shown."""

Example = Mapping[str, Sequence[str]]
"""The texts of a caption, by the key of every slot that is asked for."""


def chosen_examples(
    candidates: Iterable[Mapping[str, Sequence[str]]], slots: Sequence[Slot], fitting: Fitting
) -> list[Example]:
    """Up to `MOST` captions that have little in common.

    Args:
        candidates: Texts by slot, the best caption first.
        slots: The slots that are asked for.
        fitting: Which texts may be shown; the others are left out.
    """
    left = [example for texts in candidates if (example := _shown(texts, slots, fitting)) is not None]
    found: list[Example] = []
    while left and len(found) < MOST:
        seen = {text for example in found for text in _texts(example)}
        best = min(left, key=lambda example: _share(example, seen))
        left.remove(best)
        if found and _share(best, seen) == 1:
            break
        found.append(best)
    return found


def _shown(texts: Mapping[str, Sequence[str]], slots: Sequence[Slot], fitting: Fitting) -> Example | None:
    """A caption as it is shown; None for one that holds nothing to show, or too much."""
    example = {slot.key: fitting.fitting(slot.key, texts.get(slot.key, ())) for slot in slots}
    return example if 0 < sum(map(len, _texts(example))) <= _LONG else None


def _texts(example: Example) -> list[str]:
    return [text for texts in example.values() for text in texts]


def _share(example: Example, seen: set[str]) -> float:
    """Which part of a caption was shown already."""
    texts = _texts(example)
    return sum(text in seen for text in texts) / len(texts)
