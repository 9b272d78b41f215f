"""Two tags judged by their texts."""

from __future__ import annotations

from tui_captioner.domain.consistency.lexicon import Lexicon
from tui_captioner.domain.consistency.pairs import Rule
from tui_captioner.domain.consistency.rules import judge
from tui_captioner.domain.consistency.tag_forms import tag_form


def judged(one: str, other: str, lexicon: Lexicon, *, prose: bool = False) -> Rule | None:
    """By which rule two texts are one tag; None for one text."""
    return None if one == other else judge(tag_form(one), tag_form(other), lexicon, prose=prose)
