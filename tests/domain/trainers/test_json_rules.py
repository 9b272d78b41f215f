"""What check says of captions that are JSON, and what it says no more of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui_captioner.domain.trainers.json_rules import json_findings
from tui_captioner.domain.trainers.json_schemas import dialect_of, faults
from tui_captioner.domain.trainers.targets import TARGETS

GOLDEN = Path(__file__).parents[2] / "formats" / "golden"
SOUND = (GOLDEN / "snow.ideogram4.json").read_text(encoding="utf-8")
WHOLE = json.loads(SOUND)


def found(text: str, trainer: str = "ai-toolkit", trigger: str = "", *, wildcard: bool = False) -> list[str]:
    return [one[0] for one in json_findings(TARGETS[trainer], text, trigger, wildcard=wildcard)]


def test_a_sound_caption_has_no_finding() -> None:
    assert found(SOUND, trigger="annika") == []
    assert found("a, {red|blue} hat") == []
    assert found('{"note": "some JSON"}') == []


def test_a_wildcard_eats_braces_and_a_trigger_stands_inside_a_value() -> None:
    assert found(SOUND, "sd-scripts", wildcard=True) == ["json-wildcard"]
    assert found(SOUND, "ai-toolkit", "sks") == ["json-trigger"]
    assert found(SOUND, "musubi", "sks") == []
    assert found('{"scene":"a","mood":""}') == ["json-form"]
    assert found('{"scene":' + "9" * 9000 + "}") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"aspect_ratio": "1:1"}, "'aspect_ratio' is not known"),
        ({"compositional_deconstruction": 1}, "a number where an object must be"),
        ({"compositional_deconstruction": {"background": "a"}}, "'elements' is missing"),
        ({"compositional_deconstruction": {"elements": [], "background": "a"}}, "the order background, elements"),
        ({"style_description": {"photo": "a", "art_style": "b"}}, "only one"),
        ({"style_description": {"photo": "a", "medium": "photograph"}}, "'aesthetics', 'lighting' is missing"),
        ({"style_description": {**WHOLE["style_description"], "color_palette": ["#ff6347"]}}, "in capitals"),
        ({"style_description": {**WHOLE["style_description"], "color_palette": ["#FF6347"] * 17}}, "16 are most"),
        ({"high_level_description": "word " * 51}, "more than 50 words"),
        ({"high_level_description": None}, "null where text must be"),
    ],
)
def test_what_the_verifier_of_ideogram_warns_of_is_a_fault(change: dict[str, object], said: str) -> None:
    assert any(said in fault for fault in faults("ideogram4", {**WHOLE, **change}))


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ("text", "an object must be"),
        ({"desc": "a"}, "'obj' or 'text'"),
        ({"type": "obj"}, "'desc' is missing"),
        ({"type": "obj", "desc": "a", "bbox": [0, 0, 1001, 5]}, "from 0 to 1000"),
        ({"type": "obj", "desc": "a", "bbox": [5, 0, 4, 5]}, "order type, bbox, desc"),
        ({"type": "obj", "bbox": [5, 0, 4, 5], "desc": "a"}, "larger"),
        ({"type": "obj", "bbox": [0.5, 0, 4, 5], "desc": "a"}, "whole numbers"),
        ({"type": "text", "desc": "a"}, "'text' is missing"),
        ({"type": "obj", "desc": "a", "color_palette": ["#FFFFFF"] * 6}, "5 are most"),
    ],
)
def test_an_element_is_verified_by_its_kind(element: object, said: str) -> None:
    whole = {"compositional_deconstruction": {"background": "", "elements": [element]}}
    assert any(said in fault for fault in faults("ideogram4", whole)), list(faults("ideogram4", whole))


def test_a_form_is_told_by_its_keys() -> None:
    told = {name: dialect_of(json.loads((GOLDEN / f"snow.{name}.json").read_text(encoding="utf-8"))) for name in (
        "ideogram4", "flux2", "fibo"
    )}  # fmt: skip
    assert told == {"ideogram4": "ideogram4", "flux2": "flux2", "fibo": "fibo"}
    assert dialect_of([1]) == dialect_of({"other": 1}) == ""
    assert any("5 are most" in fault for fault in faults("fibo", {"objects": [{"pose": "a"}] * 6}))
    assert any("3 words" in fault for fault in faults("fibo", {"artistic_style": "a b c d"}))
