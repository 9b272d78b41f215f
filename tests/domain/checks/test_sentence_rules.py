"""The rule on sentences that somebody wrote."""

from __future__ import annotations

import pytest

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.caption_prose import Prose
from tui_captioner.domain.checks.caption_checks import check_caption
from tui_captioner.domain.structure import DEFAULT_STRUCTURE

STANDING = {"action": (Tag("standing"), Tag("BREAK", mark=True), Tag("waving", written=False))}


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        (None, ""),
        (Prose("x", by="template"), ""),
        (Prose("x", by="person", of=("standing", "annika")), ""),
        (Prose("x", by="person", of=("standing",)), "+annika"),
        (Prose("x", by="person", of=("annika", "standing", "smiling", "tall")), "-smiling, -tall"),
        (Prose("x", by="person", of=tuple("abcde")), "+annika, +standing, -a and 4 more"),
        (Prose("x", by="outside"), "changed outside"),
    ],
)
def test_a_sentence_that_somebody_wrote_goes_with_its_tags(prose: Prose | None, said: str) -> None:
    found = check_caption(DEFAULT_STRUCTURE, [Tag("annika")], Caption(STANDING, prose=prose))
    messages = [each.message for each in found if each.rule == "other-sentence"]
    assert len(messages) == bool(said)
    assert not said or said in messages[0]
