"""Templates against written examples: the captions of the two guides word for word, and errors at their columns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tui_captioner.domain.structure import DEFAULT_SLOTS, Slot, Structure
from tui_captioner.domain.templating.parsing import parse_template
from tui_captioner.domain.templating.rendering import render
from tui_captioner.domain.templating.template import TemplateError, TemplateTag

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))

PROSE = Structure(
    tuple(
        Slot("subject", "Subject", "", ("who", "hair", "face", "clothing")) if slot.key == "subject" else slot
        for slot in DEFAULT_SLOTS
    )
)
"""The slots with the layers that sentences about a person are made of."""


def slots_of(example: dict[str, Any]) -> dict[str, list[TemplateTag]]:
    layers = example["layers"]
    return {
        slot: [TemplateTag(text, layers.get(f"{slot}.{number}", "")) for number, text in enumerate(texts)]
        for slot, texts in example["slots"].items()
    }


@pytest.mark.parametrize("example", GOLDEN["renders"], ids=lambda example: example["text"][:40])
def test_the_guides_captions_come_out_word_for_word(example: dict[str, Any]) -> None:
    made = render(parse_template(example["template"], PROSE, capital=example["capital"]), slots_of(example))
    assert made.text == example["text"]
    assert made.left_texts == example["left_out"]


@pytest.mark.parametrize("example", GOLDEN["errors"], ids=lambda example: example["template"])
def test_an_error_stands_at_its_column_and_says_what_to_do(example: dict[str, Any]) -> None:
    with pytest.raises(TemplateError, match=r"column \d+: .+[.:] .+") as caught:
        parse_template(example["template"], PROSE)
    assert caught.value.column == example["column"]
    assert example["says"] in str(caught.value)
