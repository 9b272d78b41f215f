"""The rule on sentences that somebody wrote."""

from __future__ import annotations

import pytest

from tests.support.checked_captions import check_caption
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.caption_prose import Prose
from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.checks.profile_rules import length
from tui_captioner.domain.profiles.reading import shipped_profiles
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


@pytest.mark.parametrize(
    ("text", "said"),
    [("One. Two", ""), ("One. Two. Three. Four.", "4 sentences, and profile character asks for 1 to 3")],
)
def test_the_sentences_that_are_written_are_counted_not_the_tags(text: str, said: str) -> None:
    tags = tuple(Tag(f"tag {number}") for number in range(30))
    caption = Caption({"action": tags}, prose=Prose(text))
    seen = CheckedCaption(DEFAULT_STRUCTURE, caption=caption, profile=shipped_profiles()["character"])
    assert [each.message for each in length(seen)] == [said][: bool(said)]
