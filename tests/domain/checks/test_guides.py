"""The good captions of the guides have nothing to mend."""

from __future__ import annotations

import pytest

from tests.support.guide_captions import GOOD, TRIGGERS
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks import obscure, repetition
from tui_captioner.domain.checks.audit import set_findings_of
from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.checks.checked_set import set_of
from tui_captioner.domain.checks.plain_words import PlainWords
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.storage.english_words import english_words
from tui_captioner.storage.vocabulary_files import load_shipped

WORDS = PlainWords(load_shipped(), lambda word: word in english_words())


@pytest.mark.parametrize("name", GOOD)
def test_no_word_of_them_is_repeated_rare_or_two_in_one(name: str) -> None:
    own = CheckedCaption(DEFAULT_STRUCTURE, trigger=TRIGGERS.get(name, ""), words=WORDS)
    checks = {**repetition.CHECKS, **obscure.CHECKS}
    for text in GOOD[name]:
        caption = Caption({"type": tuple(Tag(tag) for tag in text.split(", "))})
        assert [found for check in checks.values() for found in check(own.of(caption))] == []


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("times", [1, 4])
def test_sets_of_them_have_nothing_that_says_nothing(name: str, times: int) -> None:
    """Also where there are more of them, each about another thing."""
    texts = [text if not at else f"{text}, take {at}" for at in range(times) for text in GOOD[name]]
    captions = {f"{number}.png": {"type": text.split(", ")} for number, text in enumerate(texts)}
    found = set_findings_of(set_of(captions, trigger=TRIGGERS.get(name, ""), prose=name != "worked example"))
    assert [each for each in found if each.rule != "never-apart"] == []
