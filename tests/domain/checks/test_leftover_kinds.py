"""Leftovers of models and tables in other words and scripts than the usual ones."""

from __future__ import annotations

import pytest

from tests.support.checked_captions import check_caption
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slotting.placing import place
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Vocabulary


def rules_of(text: str) -> set[str]:
    caption = place(read_caption(text), Vocabulary([]), DEFAULT_STRUCTURE)
    return {found.rule for found in check_caption(DEFAULT_STRUCTURE, (), caption)}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("model-refusal", "Lo siento, no puedo describir esta imagen."),
        ("model-refusal", "Es tut mir leid, aber ich kann dieses Bild nicht beschreiben."),
        ("model-refusal", "抱歉，我无法描述这张图片。"),
        ("model-refusal", "申し訳ありませんが、この画像を説明できません。"),
        ("model-refusal", "죄송합니다, 이 이미지를 설명할 수 없습니다."),
        ("end-mark", "a cat on a mat[PAD]"),
        ("end-mark", "a cat on a mat<｜end▁of▁sentence｜>"),
        ("end-mark", "<<SYS>> a cat"),
        ("nan", "#N/A"),
        ("nan", "photo, #REF!, tree"),
        ("nan", "..."),
        ("nan", "-"),
    ],
)
def test_it_is_found(rule: str, text: str) -> None:
    assert rule in rules_of(text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("model-refusal", "a woman who says she is sorry"),
        ("end-mark", "[mask], 1girl"),
        ("nan", "photo, ..., tree"),
        ("nan", "#1, tree"),
    ],
)
def test_what_only_looks_like_it_is_not(rule: str, text: str) -> None:
    assert rule not in rules_of(text)
