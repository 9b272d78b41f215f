"""The scores of Pony are no part of what is too long."""

from __future__ import annotations

import pytest

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.amount_rules import over_limit
from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.structures.shipped import STRUCTURES
from tui_captioner.domain.tokens import CLIP, Count, Limit

WORDS = 75


@pytest.mark.parametrize(("more", "found"), [(0, 0), (1, 1)])
def test_a_run_of_scores_does_not_make_a_caption_too_long(more: int, found: int) -> None:
    caption = Caption(
        {
            "score": tuple(Tag(f"score_{number}_up") for number in range(8, 3, -1)),
            "details": (Tag(" ".join(["word"] * (WORDS + more))),),
        }
    )

    def counts(text: str) -> list[Count]:
        return [Count(Limit(CLIP, WORDS), len(text.split()), "")]

    seen = CheckedCaption(STRUCTURES["pony"].structure, caption=caption, counts=counts, chosen_limit=True)
    assert len(seen.text.split()) > WORDS
    assert len(list(over_limit(seen))) == found
