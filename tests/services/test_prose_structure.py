"""Sentences from the structures and the vocabulary that ship, nothing named by the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.support.tui_material import put
from tui_captioner.domain.structure import structure_rows
from tui_captioner.domain.structures.shipped import STRUCTURES
from tui_captioner.services.sentences import Sentences
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.settings_edits import change_structure

CHARACTER = 'profile = "character"\ntrigger = "annika"\nglobals = ["annika"]\n'
STYLE = 'profile = "style"\ntrigger = "illustration style"\nglobals = ["illustration style"]\n'
OBJECT = 'profile = "object"\ntrigger = "crystal sword"\nglobals = ["crystal sword"]\n'
MOTION = 'profile = "motion"\ntrigger = "fluid walk"\nglobals = ["fluid walk"]\n'


def written(
    dataset: Path, template: str, settings: str, captions: Sequence[Mapping[str, list[str]]], structure: str = "guide"
) -> list[str]:
    """What a template makes of captions, one after the other, by the vocabulary that ships."""
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    (folder / "project.toml").write_text(settings, encoding="utf-8")
    change_structure(folder / "project.toml", structure_rows(STRUCTURES[structure].structure))
    session = Session.open(dataset)
    try:
        sentences = Sentences(session, template)
        texts = []
        for slots in captions:
            put(session, "a.png", **slots)
            texts.append(sentences.text_of(session.record("a.png").caption))
        assert not sentences.left
        return texts
    finally:
        session.close()


def test_the_prose_structure_parts_a_person_by_words(dataset: Path) -> None:
    slots = {
        "type": ["A photo of", "front view"],
        "action": ["standing"],
        "subject": [
            "happy",
            "mid-twenties woman",
            "with long blonde hair with bangs",
            "black business suit with white collar shirt underneath",
            "mouth is open and smiling",
            "blue eyes are open",
        ],
        "background": ["in front of a circus"],
        "details": ["natural lighting", "render", "etc."],
    }
    assert written(dataset, "sentence-plus-tags", 'globals = ["trigger word"]', [slots], "prose") == [
        "trigger word, A photo of, a happy, mid-twenties woman, with long blonde hair with bangs. She is standing in "
        "front of a circus. She is wearing a black business suit with white collar shirt underneath. Her mouth is open "
        "and smiling. Her blue eyes are open. front view, natural lighting, render, etc."
    ]


CASES: Sequence[tuple[str, dict[str, list[str]], str]] = [
    (
        CHARACTER,
        {"type": ["medium shot", "three quarter view"],
         "action": ["leaning against a wall", "arms crossed with a relaxed expression"]},
        "a medium shot of annika leaning against a wall, arms crossed with a relaxed expression, three quarter view",
    ),
    (
        CHARACTER,
        {"type": ["full body side view"], "action": ["running", "hair trailing behind with arms pumping"]},
        "a full body side view of annika running, hair trailing behind with arms pumping",
    ),
    (
        CHARACTER,
        {"type": ["close up", "straight on"], "action": ["looking directly at the camera with a slight smile"]},
        "a close up of annika looking directly at the camera with a slight smile, straight on",
    ),
    (
        STYLE,
        {"subject": ["mountain landscape with a river in the foreground"], "type": ["wide shot"],
         "details": ["clouds gathering above the peaks"]},
        "a mountain landscape with a river in the foreground in illustration style, wide shot, clouds gathering "
        "above the peaks",
    ),
    (
        STYLE,
        {"subject": ["cat"], "action": ["sleeping"], "background": ["on a stack of books"], "type": ["close up"],
         "details": ["soft shadows"]},
        "a cat sleeping on a stack of books in illustration style, close up, soft shadows",
    ),
    (
        OBJECT,
        {"type": ["full body view", "from the side"], "action": ["being swung in an arc from right to left"],
         "details": ["motion blur along the blade's path"]},
        "a crystal sword being swung in an arc from right to left in a full body view, from the side, motion blur "
        "along the blade's path",
    ),
    (
        MOTION,
        {"action": ["steady forward stride", "arms swinging in natural opposition to the legs"]},
        "a figure demonstrating a fluid walk with steady forward stride, arms swinging in natural opposition to "
        "the legs",
    ),
    (
        'globals = ["annika"]',
        {"type": ["photograph"], "action": ["standing", "smile", "looking at camera"], "background": ["park"]},
        "a photograph of annika standing in a park, smiling, looking at camera",
    ),
    (
        "",
        {"type": ["photograph", "1girl"], "action": ["crossed arms"], "background": ["white background"]},
        "a photograph of a girl with arms crossed and a white background",
    ),
]  # fmt: skip


@pytest.mark.parametrize("settings", dict.fromkeys(case[0] for case in CASES))
def test_good_captions_come_out_word_for_word(dataset: Path, settings: str) -> None:
    cases = [case for case in CASES if case[0] == settings]
    assert written(dataset, "sentence", settings, [case[1] for case in cases]) == [case[2] for case in cases]


def test_nobody_is_wearing_no_shirt(dataset: Path) -> None:
    slots = {"type": ["photo"], "subject": ["man", "red shorts", "no shirt"], "action": ["standing"]}
    assert written(dataset, "sentence-plus-tags", "", [slots], "prose") == [
        "photo, a man. He is standing. He is wearing red shorts. no shirt"
    ]
