"""Sentences beside tags."""

from __future__ import annotations

import pytest

from tui_captioner.domain.caption_prose import AFTER, BEFORE, beside
from tui_captioner.domain.prose import SENTENCE_ENDS


@pytest.mark.parametrize("end", SENTENCE_ENDS)
def test_behind_whatever_ends_a_sentence_comes_a_blank(end: str) -> None:
    assert beside(f"said{end}", "hat", BEFORE, ", ") == f"said{end} hat"
    assert beside("said", f"hat{end}", AFTER, ", ") == f"hat{end} said"


def test_behind_anything_else_comes_the_separator_and_behind_nothing_nothing() -> None:
    assert beside("said", "hat", BEFORE, ", ") == "said, hat"
    assert (beside("", "hat", BEFORE, ", "), beside("said", "", AFTER, ", ")) == ("hat", "said")
