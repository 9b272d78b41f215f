"""Statistics for the tests of their screen."""

from __future__ import annotations

from tui_captioner.domain.statistics.figures import Length, SlotFigures, Statistics, TagFigures
from tui_captioner.domain.statistics.spread import Spread
from tui_captioner.domain.structure import DEFAULT_STRUCTURE

STRUCTURE = DEFAULT_STRUCTURE


def figures(tags: int = 3, tokens: dict[int, int] | None = None, limit: int = 75) -> Statistics:
    return Statistics(
        images=40,
        states={"draft": 30, "done": 10},
        length=Length(Spread(tokens or {10: 30, 80: 10}), limit, "CLIP", True),
        tags=Spread({3: 25, 4: 15}),
        slots=tuple(SlotFigures(key, 20 + at, 40) for at, key in enumerate(STRUCTURE.own_keys)),
        used=tuple(TagFigures(f"tag {at}", "subject", 30 - at) for at in range(tags)),
        together=(),
        layers=(),
    )
