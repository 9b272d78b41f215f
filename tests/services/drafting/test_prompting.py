"""What of a dataset goes into its prompt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tests.conftest import PNG
from tests.support.sessions import add, open_session
from tui_captioner.services.drafting.prompting import MadePrompt, make_prompt
from tui_captioner.services.session.jobs import result_of


def made(
    root: Path, captions: Mapping[str, tuple[str, Mapping[str, str]]], profile: str = "plain", trigger: str = ""
) -> MadePrompt:
    """The prompt for captions with these states."""
    for name in captions:
        (root / name).write_bytes(PNG)
    session = open_session(root)
    for name, (state, slots) in captions.items():
        for slot, text in slots.items():
            add(session, name, slot, text)
        session.set_state(name, state)
    session.project.settings = replace(session.project.settings, trigger=trigger)
    found = result_of(make_prompt(session, session.project.settings.profiles[profile]))
    session.close()
    return found


def examples(found: MadePrompt) -> list[str]:
    return [line for line in found.prompt.system.splitlines() if line.startswith('{"')]


def test_reviewed_captions_come_first_then_those_with_more_slots(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        {
            "a.png": ("done", {"action": "one"}),
            "b.png": ("done", {"action": "two", "type": "drawn"}),
            "c.png": ("reviewed", {"action": "three"}),
            "d.png": ("draft", {"action": "four", "type": "odd"}),
        },
    )
    assert ["three" in examples(found)[0], "two" in examples(found)[1], "one" in examples(found)[2]] == [True] * 3
    assert "four" in found.prompt.system
    assert found.examples == 3


def test_a_caption_with_an_unsure_slot_is_no_example(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "a.txt").write_text("wholly unknown stuff, standing", encoding="utf-8")
    found = made(tmp_path, {"a.png": ("done", {}), "b.png": ("done", {"action": "running"})})
    assert found.examples == 1
    assert "wholly unknown stuff" not in examples(found)[0]


def test_long_tags_of_one_image_are_no_words_and_shared_ones_are(tmp_path: Path) -> None:
    long, shared = "running from a big dog", "sitting on the old wall"
    found = made(
        tmp_path,
        {"a.png": ("draft", {"action": long}), **{f"{n}.png": ("draft", {"action": shared}) for n in "bc"}},
    )
    assert shared in found.prompt.system
    assert long not in found.prompt.system


def test_a_forbidden_word_may_stand_in_the_trigger_word_alone(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        {"a.png": ("done", {"action": "sitting in illustration style", "background": "an illustration on the wall"})},
        "style",
        "illustration style",
    )
    assert "sitting in illustration style" in examples(found)[0]
    assert "on the wall" not in found.prompt.system
    assert 'inside a phrase of "action"' in found.prompt.system
