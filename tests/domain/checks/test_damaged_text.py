"""Text that programs spoilt: bad captions are named and mended, good ones are passed over."""

from __future__ import annotations

import pytest

from tests.support.checked_captions import seen
from tests.support.guide_captions import GOOD
from tui_captioner.domain.checks import damaged_text
from tui_captioner.domain.checks.caption_checks import findings_of
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.mend import DeleteTag, DropRepeats, RenameTag, SeveralMends

RULES = {*damaged_text.CHECKS, "model-refusal"}


def spoilt(text: str) -> list[Finding]:
    return [found for found in findings_of(seen(text)) if found.rule in RULES]


def mended(text: str, rule: str) -> list[str]:
    """The tags of a caption once its finding was mended."""
    of = seen(text)
    [found] = [each for each in findings_of(of) if each.rule == rule]
    return apply([tag.text for _, tag in of.tags], found.mend_by)


def apply(tags: list[str], mend: object) -> list[str]:
    if isinstance(mend, SeveralMends):
        for each in mend.mends:
            tags = apply(tags, each)
    elif isinstance(mend, RenameTag):
        tags = [mend.new if text == mend.old else text for text in tags]
    elif isinstance(mend, DeleteTag):
        tags = [text for text in tags if text != mend.text]
    elif isinstance(mend, DropRepeats):
        tags = list(dict.fromkeys(tags))
    else:
        raise AssertionError(mend)
    return tags


@pytest.mark.parametrize(
    ("rule", "bad", "mend"),
    [
        ("wrong-encoding", "a cat that doesnâ€™t move, red hat", {"a cat that doesn’t move", "red hat"}),
        ("wrong-encoding", "cafÃ© table", {"café table"}),
        ("caption-label", "Caption: a cat, red hat", {"a cat", "red hat"}),
        ("caption-label", "Image description: a cat", {"a cat"}),
        ("caption-label", "Tags: 1girl, solo", {"1girl", "solo"}),
        ("caption-label", 'Caption: "A cat sits."', {"A cat sits."}),
        ("model-refusal", "Here is the caption: a cat, red hat", {"a cat", "red hat"}),
        ("model-refusal", "Sure! Here's a detailed caption for the image: A cat sits.", {"A cat sits."}),
        ("markdown", "a **red** cat, `solo`", {"a red cat", "solo"}),
        ("markdown", "# Cat, red hat", {"Cat", "red hat"}),
        ("markdown", "- red hat, - blue bag", {"red hat", "blue bag"}),
        ("markdown", "1. red hat, 2. blue bag", {"red hat", "blue bag"}),
        ("markdown", "a cat [source](https://example.com/a_b), hat", {"a cat source", "hat"}),
        ("repeated-run", "A cat sits. A cat sits. A cat sits.", {"A cat sits."}),
        ("repeated-run", "red hat, wet, red hat, wet, red hat, wet", {"red hat", "wet"}),
    ],
)
def test_what_is_spoilt_is_named_and_mended(rule: str, bad: str, mend: set[str]) -> None:
    assert rule in {found.rule for found in spoilt(bad)}
    assert sorted(mended(bad, rule)) == sorted(mend)


def test_of_a_lost_sign_nobody_knows_what_it_was() -> None:
    [found] = spoilt("caf\ufffd table")
    assert (found.rule, found.mend_by) == ("wrong-encoding", None)


@pytest.mark.parametrize(
    "good",
    [
        "café table, l’été",
        "caption on the wall, a man reading a description",
        "here is a woman in red",
        "*_*, >_<, -_-, ;-), #hashtag",
        "[toy] (blue), black-haired",
        "7. fast 8. furious",
        "1. fc köln",
        "mickey: the movie, re:zero",
        "a very, very dark night",
        "photo BREAK red hat BREAK blue bag",
        '{"caption": "**a** cat"}',
    ],
)
def test_what_only_looks_so_is_passed_over(good: str) -> None:
    assert spoilt(good) == []


@pytest.mark.parametrize("text", [text for captions in GOOD.values() for text in captions])
def test_good_captions_of_the_guides_are_passed_over(text: str) -> None:
    assert spoilt(text) == []
