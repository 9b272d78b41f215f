"""A model's answer, read into slots.

In this order: its size, thinking aloud, refusal, the first JSON in it, a wrapper around that, titles in place of keys,
cleaning, the language, an echo of the prompt. Each step is one that answers of real models have failed at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from tui_captioner.domain.drafting.answers.answer import (
    BROKEN,
    CUT,
    ECHO,
    EMPTY,
    LANGUAGE,
    REFUSED,
    TOO_LONG,
    Answer,
    Expected,
    UnusableAnswer,
)
from tui_captioner.domain.drafting.answers.cleaning import Cleaning
from tui_captioner.domain.drafting.answers.lenient_json import NotJsonError, RunsOutError, first_json, whole_json
from tui_captioner.domain.drafting.answers.plain_text import Part, parts_of_text
from tui_captioner.domain.drafting.answers.scripts import is_foreign
from tui_captioner.domain.drafting.answers.slot_names import SlotNames
from tui_captioner.domain.drafting.answers.talk import is_refusal, without_thinking
from tui_captioner.domain.structure import GLOBALS

Reading = Callable[[str, str], Answer]
"""Makes tags of an answer and of why it ended; raises UnusableAnswer."""
LENGTH = "length"
"""What a server says of an answer that it cut off at the limit of tokens."""
MOST = 20_000
"""Characters of an answer: twice what the limit of tokens allows."""
_WRAPPERS = 3
"""Objects around the one with the slots."""
_SAID_BESIDE = ("reason", "think", "thought", "analys", "explan", "note", "comment", "confidence", "error", "message")
"""How keys begin whose texts are said about the answer, and are no part of it."""


def read_answer(text: str, expected: Expected, finish_reason: str = "") -> Answer:
    """Read an answer into slots.

    Args:
        text: What the model answered; its reasoning, where a server sends that apart, is none of it.
        expected: What was asked for.
        finish_reason: Why it ended, as the server says it; `length` for one that was cut off.

    Raises:
        UnusableAnswer: If no draft can be made of it; says why.
    """
    if len(text) > MOST:
        raise UnusableAnswer(TOO_LONG)
    said, thinks = without_thinking(text)
    if not said or thinks:
        raise UnusableAnswer(CUT if thinks and finish_reason == LENGTH else EMPTY)
    if is_refusal(said):
        raise UnusableAnswer(REFUSED)
    names = SlotNames(expected.slots)
    cleaning = Cleaning(expected.globals, expected.words)
    answer = _answer_of(_parts(said, names, cut=finish_reason == LENGTH), expected, cleaning)
    if not answer.texts:
        raise UnusableAnswer(EMPTY)
    if any(map(is_refusal, answer.texts)):
        raise UnusableAnswer(REFUSED)
    if is_foreign(answer.texts, expected.words):
        raise UnusableAnswer(LANGUAGE)
    if any(_same(answer, example) for example in expected.examples):
        raise UnusableAnswer(ECHO)
    return answer


def _answer_of(parts: Iterable[Part], expected: Expected, cleaning: Cleaning) -> Answer:
    found: dict[str, list[str]] = {slot.key: [] for slot in expected.slots}
    unplaced: list[str] = []
    for slot, text in parts:
        if slot != GLOBALS:
            found.get(slot, unplaced).extend(cleaning.tags(text))
    return Answer({key: tuple(texts) for key, texts in found.items() if texts}, tuple(unplaced))


def _same(answer: Answer, example: Mapping[str, Any]) -> bool:
    """Whether an answer is an example of the prompt, tag for tag."""
    shown = {slot: [text.casefold() for text in texts] for slot, texts in example.items() if texts}
    return not answer.unplaced and shown == {
        slot: [text.casefold() for text in texts] for slot, texts in answer.slots.items()
    }


def _parts(text: str, names: SlotNames, *, cut: bool) -> list[Part]:
    """The texts of an answer with the slots that they are for; raises UnusableAnswer."""
    try:
        value = whole_json(text) if text.startswith('"') and text.endswith('"') else first_json(text)
        if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
            value = first_json(value)
    except RunsOutError:
        raise UnusableAnswer(CUT if cut else BROKEN) from None
    except NotJsonError:
        value = None
    if isinstance(value, list | dict) and (parts := list(_parts_of(_unwrapped(value, names), names))):
        return parts
    if isinstance(value, dict):
        return []
    if cut:
        raise UnusableAnswer(CUT)
    return parts_of_text(text, names)


def _unwrapped(value: Any, names: SlotNames) -> Any:
    """The object with the slots, out of a list or of objects around it."""
    for _ in range(_WRAPPERS):
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value = value[0]
        if not isinstance(value, dict):
            return value
        if "properties" in value and "type" in value and not isinstance(value["properties"], str):
            raise UnusableAnswer(ECHO)
        inner = list(filter(None, map(_inner, value.values())))
        if len(inner) != 1 or any(map(names.slot_of, value)):
            return value
        value = inner[0]
    return value


def _inner(value: Any) -> Any:
    """The object that a value is, or that stands in it as text; None for any other."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        with suppress(NotJsonError, RunsOutError):
            value = first_json(value)
    return value if isinstance(value, dict) else None


def _parts_of(value: Any, names: SlotNames) -> Iterator[Part]:
    if not isinstance(value, dict):
        yield from (("", text) for text in _texts_of(value))
        return
    for key, inner in value.items():
        slot = names.slot_of(key)
        if slot or not key.casefold().startswith(_SAID_BESIDE):
            yield from ((slot, text) for text in _texts_of(inner))


def _texts_of(value: Any) -> Iterator[str]:
    """All texts in a value; one that is a list in itself is opened once."""
    if isinstance(value, str):
        opened = _listed(value)
        yield from [value] if opened is None else opened
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts_of(inner)


def _listed(text: str) -> list[str] | None:
    """The texts of a list that stands in a text, as Python or JSON writes it; None for any other text."""
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        value = whole_json(text)
    except (NotJsonError, RunsOutError):
        return None
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else None
