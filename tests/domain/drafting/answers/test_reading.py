"""Answers of models, good and bad, and what becomes of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import is_safe
from tui_captioner.domain.drafting.answers.answer import Answer, Expected, UnusableAnswer
from tui_captioner.domain.drafting.answers.reading import MOST, read_answer
from tui_captioner.domain.structure import DEFAULT_STRUCTURE

SLOTS = [DEFAULT_STRUCTURE.slot(key) for key in DEFAULT_STRUCTURE.own_keys]
ROWS = [json.loads(line) for line in Path(__file__).with_name("answers.jsonl").read_text("utf-8").splitlines()]
LATIN = ("standing", "red hat", "of a woman")


def expected(context: dict[str, Any] | None = None) -> Expected:
    said = context or {}
    return Expected(SLOTS, said.get("globals", ()), said.get("examples", ()), LATIN)


def read(text: str, finish_reason: str = "stop", **context: Any) -> Answer:
    return read_answer(text, expected(context), finish_reason)


def became(text: str, finish_reason: str = "stop", **context: Any) -> dict[str, Any]:
    """What an answer became, in the words of the file."""
    try:
        answer = read(text, finish_reason, **context)
    except UnusableAnswer as error:
        return {"error": error.kind}
    slots = {slot: list(texts) for slot, texts in answer.slots.items()}
    return {"slots": {**slots, **({"unplaced": list(answer.unplaced)} if answer.unplaced else {})}}


@pytest.mark.parametrize("row", ROWS, ids=[row["why"][:60] for row in ROWS])
def test_each_answer_becomes_what_it_should(row: dict[str, Any]) -> None:
    assert became(row["answer"], row.get("finish_reason", "stop"), **row.get("context", {})) == row["expect"]


@pytest.mark.parametrize(
    ("answer", "slots"),
    [
        (
            "{'type': ['photo'], 'action': ['boy\\'s jump'], 'subject': None}",
            {"type": ["photo"], "action": ["boy's jump"]},
        ),
        ('{action: ["running"] subject: ["hat"]}', {"action": ["running"], "subject": ["hat"]}),
        ('{"slots": {"description": {"action": ["run"]}}}', {"action": ["run"]}),
        ('{"response": "{\\"action\\": [\\"x\\"]}"}', {"action": ["x"]}),
        ('[{"action": ["a"]}, {"action": ["b"]}]', {"action": ["a"]}),
        ('{"action": ["a"], "action": "b"}', {"action": ["a", "b"]}),
        ("{" + '"action": "a", ' * 1000 + '"action": "b"}', {"action": ["a", "b"]}),
        ('{"tags": "1girl, solo", "confidence": "0.9"}', {"unplaced": ["1girl", "solo"]}),
        ('{"subject": {"hair": ["long hair"], "clothing": "dress"}}', {"subject": ["long hair", "dress"]}),
        ('{"action": 3, "type": true, "subject": [1, "x"]}', {"subject": ["x"]}),
        (
            '{"caption": "A woman sits on a wall. She smiles."}',
            {"unplaced": ["A woman sits on a wall.", "She smiles."]},
        ),
        ('{"action": ["\\ud83d\\ude00", "\\ud83d", "a\\u0000b\\r\\nc"]}', {"action": ["😀", "ab c"]}),
        ("Is it [12]? A sign hangs here.", {"unplaced": ["Is it [12]?", "A sign hangs here."]}),
    ],
)
def test_json_of_many_makes_means_the_same(answer: str, slots: dict[str, list[str]]) -> None:
    assert became(answer) == {"slots": slots}


@pytest.mark.parametrize(
    ("answer", "slots"),
    [
        ("ACTION\nrunning\nBACKGROUND\nstreet", {"action": ["running"], "background": ["street"]}),
        ("**Type:** photo, close up\n**Action:** running", {"type": ["photo", "close up"], "action": ["running"]}),
        (
            "Here are the tags:\n- red hat\n- long hair\nLet me know if that helps.",
            {"unplaced": ["red hat", "long hair"]},
        ),
        ("in the background, a wall\nred hat", {"unplaced": ["in the background", "a wall", "red hat"]}),
        ("Sure! Here is it: 1girl, red hat. I hope it helps.", {"unplaced": ["1girl", "red hat."]}),
    ],
)
def test_text_without_json_is_read_by_its_headings_or_as_a_caption(answer: str, slots: dict[str, list[str]]) -> None:
    assert became(answer) == {"slots": slots}


@pytest.mark.parametrize(
    ("answer", "slots"),
    [
        ('{"details": ["sign reads </think>"]}', {"details": ["sign reads </think>"]}),
        ('<think></think>\n```json\n{"action": ["x"]}\n```', {"action": ["x"]}),
        ('<|channel|>analysis {"action":["no"]}<|channel|>final<|message|>{"action":["yes"]}', {"action": ["yes"]}),
        ('I can\'t see any faces, but {"action": ["x"]}', {"action": ["x"]}),
    ],
)
def test_thinking_goes_and_what_only_looks_like_it_stays(answer: str, slots: dict[str, list[str]]) -> None:
    assert became(answer) == {"slots": slots}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ('{"details": "I\'m sorry, but I can\'t describe people."}', "refused"),
        ("I don't see an image in your message.", "refused"),
        ("抱歉，我无法描述", "refused"),
        ('{"action": ["standing"], "subject": [{"action": ["x"]}', "broken"),
        ('{"action": ["stand', "broken"),
        ('{"action": ["string"], "type": []}', "empty"),
        ("[]", "empty"),
        ("<think>never ends", "empty"),
        ('{"schema": {"type": "object", "properties": {"action": {"type": "array"}}}}', "echo"),
        ("x" * (MOST + 1), "too_long"),
    ],
)
def test_what_is_no_answer_is_said_to_be_none(answer: str, kind: str) -> None:
    assert became(answer) == {"error": kind}


def test_tags_keep_their_underscores_where_the_dataset_has_them() -> None:
    kept = Expected(SLOTS, words=("red_hat", "long_hair", "smile"))
    assert read_answer('{"subject": ["school_uniform"]}', kept).slots == {"subject": ("school_uniform",)}
    paths = '{"details": ["../some_folder/a_b.png", "http://x/a_b"]}'
    assert read(paths).slots == {"details": ("../some_folder/a_b.png", "http://x/a_b")}


def test_a_dataset_in_another_script_takes_answers_in_it() -> None:
    asked = Expected(SLOTS, words=("стоит", "красная шляпа"))
    assert read_answer('{"action": ["улыбка"]}', asked).slots == {"action": ("улыбка",)}
    with pytest.raises(UnusableAnswer, match="another language"):
        read_answer('{"action": ["smiling"]}', asked)


@pytest.mark.parametrize(
    "hostile",
    [
        '{"a":' * 3000,
        "[" * MOST,
        '["[1,' * 4000,
        "[/*" * 6000,
        '{"action": ["' + "\\u202e\\u001b[2J" * 1000 + 'x"]}',
        '{"action": ["' + "a " * 9000 + '"]}',
        '{"action": ["' + "\\" * 5001 + '"]}',
    ],
)
def test_hostile_answers_are_read_or_refused_and_what_is_read_is_safe(hostile: str) -> None:
    told = became(hostile)
    assert "error" in told or all(is_safe(text) for texts in told["slots"].values() for text in texts)


def test_marks_are_no_tags_and_nothing_in_a_tag_is_carried_out() -> None:
    answer = '{"action": ["running", "BREAK", "(red eyes, blue:1.2)", "<lora:x:1>", "[/bold]", "$(reboot)"]}'
    said = ("running", "(red eyes, blue:1.2)", "<lora:x:1>", "[/bold]", "$(reboot)")
    assert read(answer).slots == {"action": said}
