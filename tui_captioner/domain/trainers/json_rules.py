"""Rules over a caption that is JSON: whether it stays JSON at the trainer, and is the JSON that its model knows."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tui_captioner.domain.checks.finding import ERROR, WARNING
from tui_captioner.domain.dialects import TITLES
from tui_captioner.domain.reading import is_json
from tui_captioner.domain.trainers.json_schemas import dialect_of, faults
from tui_captioner.domain.trainers.target import Target

_NAMED = 2


def json_findings(target: Target, raw: str, trigger: str, *, wildcard: bool) -> Iterator[tuple[str, str, str, str]]:
    """Rule, severity, message and mend of what is wrong with a caption that is JSON.

    Args:
        target: The trainer.
        raw: The caption.
        trigger: The trigger word, empty for none.
        wildcard: Whether `enable_wildcard` is set.
    """
    text = raw.strip()
    if not text.startswith("{") or not is_json(text):
        return
    if wildcard and target.key == "sd-scripts":
        message = "its caption is JSON, and enable_wildcard takes what is in braces for a choice"
        yield "json-wildcard", ERROR, message, "Leave enable_wildcard out for these images"
    if trigger and target.key == "ai-toolkit" and trigger not in text:
        message = f"its caption is JSON without '{trigger}', which ai-toolkit puts before the brace: it is text then"
        yield "json-trigger", ERROR, message, "Put the trigger word inside a value"
    value = json.loads(text, parse_int=_whole)
    dialect = dialect_of(value)
    found = faults(dialect, value) if dialect else []
    if found:
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        message = f"its caption is {TITLES[dialect]}, and something is wrong: {'; '.join(found[:_NAMED])}{more}"
        yield "json-form", WARNING, message, "tui-captioner import --from, then export --dialect, writes it anew"


def _whole(digits: str) -> int:
    """A whole number; one of more digits than any coordinate has is as wrong, and is not worked out."""
    return int(digits[:9])
