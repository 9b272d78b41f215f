from __future__ import annotations

from tests.support.checked_captions import check_caption
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.text import visible
from tui_captioner.domain.tokens import estimate_clip_tokens


def test_findings_of_a_caption() -> None:
    caption = Caption({"type": (Tag("sky"), Tag("annika")), "details": (Tag("sky"), Tag("odd", unsure=True))})
    found = check_caption(DEFAULT_STRUCTURE, (Tag("annika"),), caption)
    assert [(finding.rule, finding.slot, finding.tag) for finding in found] == [
        ("written-twice", "type", "annika"),
        ("written-twice", "details", "sky"),
        ("unsure", "details", "odd"),
    ]
    assert "Globals" in found[0].message
    assert set(found[0].as_dict()) == {"rule", "severity", "file_name", "slot", "tag", "message", "mend"}
    assert check_caption(DEFAULT_STRUCTURE, (Tag("annika"),), Caption()) == []


def test_tokens_are_estimated_near_what_clip_counts() -> None:
    # Counts of CLIP's own tokenizer, start and end marks left out.
    for text, exact in (("1girl, solo, smile", 6), ("a photo of a cat", 5), ("smile", 1), ("", 0)):
        assert estimate_clip_tokens(text) == exact


def test_control_characters_are_made_visible() -> None:
    assert visible("a\x1b[2Jb") == "a\\x1b[2Jb"
    assert visible("ab\u202ec\ud800") == "ab\\u202ec\\ud800"
    assert visible("日本 é 🙂 [x]") == "日本 é 🙂 [x]"
