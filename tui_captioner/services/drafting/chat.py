"""What is sent to a server and what it answers, in the form of OpenAI's chat completions.

Servers differ in what they take of it, and in how they say what is wrong: the shapes are those of vLLM, Ollama,
llama.cpp, LM Studio, SGLang, Gemini and OpenRouter.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tui_captioner.domain.drafting.prompt import Prompt
from tui_captioner.domain.text import without_controls

MAX_TOKENS = 700
"""Tokens of an answer: a caption has some 100, as JSON 200."""
TEMPERATURE = 0.3
SCHEMA, OBJECT, TEXT = "json_schema", "json_object", "text"
LADDER = (SCHEMA, OBJECT, TEXT)
"""How an answer is held to its form, the strictest first."""
_LONGEST = 200
"""Characters of what a server says that are shown."""
_LOOKED_AT = 4
"""Errors of a list that are looked at."""
_FORMAT_NAMES = ("response_format", "json_schema", "json_object", "structured output", "grammar")
_DROPPABLE = {"reasoning_effort": ("reasoning", "thinking"), "temperature": ("temperature",)}
"""Fields that a server may not know, by the words that it names them with."""
NEWER_LIMIT = "max_completion_tokens"


@dataclass(frozen=True, slots=True)
class Form:
    """What a server was found to take.

    Args:
        rung: The step of the ladder.
        limit: Name of the field for the limit of tokens.
        dropped: Fields that are not sent.
    """

    rung: int = 0
    limit: str = "max_tokens"
    dropped: frozenset[str] = frozenset()

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Form:
        """What `kept` of another form gave; the usual form for anything else."""
        rung, limit, dropped = kept.get("rung"), kept.get("limit"), kept.get("dropped")
        if not isinstance(rung, int) or not 0 <= rung < len(LADDER):
            return cls()
        if limit not in (cls().limit, NEWER_LIMIT) or not isinstance(dropped, list):
            return cls()
        return cls(rung, limit, frozenset(name for name in _DROPPABLE if name in dropped))

    @property
    def kept(self) -> dict[str, Any]:
        """It as JSON can hold it."""
        return {"rung": self.rung, "limit": self.limit, "dropped": sorted(self.dropped)}

    def lower(self) -> Form:
        """One step down the ladder."""
        return replace(self, rung=min(self.rung + 1, len(LADDER) - 1))

    def without(self, message: str) -> Form:
        """The form for a server that refused this one; the same one where its message names no field."""
        said = message.casefold()
        if NEWER_LIMIT in said and self.limit != NEWER_LIMIT:
            return replace(self, limit=NEWER_LIMIT)
        if any(name in said for name in _FORMAT_NAMES):
            return self.lower()
        for name, words in _DROPPABLE.items():
            if name not in self.dropped and any(word in said for word in words):
                return replace(self, dropped=self.dropped | {name})
        return self


@dataclass(frozen=True, slots=True)
class Said:
    """What a model answered.

    Args:
        text: Its words; its reasoning is none of them.
        finish_reason: Why it ended, as the server says it.
        refused: Whether it, or a filter, would not answer.
        tokens_in: Tokens that were read.
        tokens_out: Tokens that were written.
    """

    text: str = ""
    finish_reason: str = ""
    refused: bool = False
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What a model is asked about one picture.

    Args:
        model: Name of the model.
        prompt: What it is to do.
        pictures: JPEG files; several are frames of a video.
        note: What is said of them.
        max_tokens: Tokens that the answer may have.
    """

    model: str
    prompt: Prompt
    pictures: Sequence[bytes] = field(repr=False)
    note: str = ""
    max_tokens: int = MAX_TOKENS


def body_of(question: Question, form: Form) -> dict[str, Any]:
    """The JSON that is sent."""
    text = " ".join(filter(None, (question.prompt.user, question.note)))
    content: list[dict[str, Any]] = [{"type": "text", "text": text}]
    content += [{"type": "image_url", "image_url": {"url": _data_url(data)}} for data in question.pictures]
    body: dict[str, Any] = {
        "model": question.model,
        "messages": [{"role": "system", "content": question.prompt.system}, {"role": "user", "content": content}],
        "temperature": TEMPERATURE,
        form.limit: question.max_tokens,
        "reasoning_effort": "none",
    }
    if LADDER[form.rung] == SCHEMA:
        named = {"name": "caption", "strict": True, "schema": question.prompt.schema}
        body["response_format"] = {"type": SCHEMA, SCHEMA: named}
    elif LADDER[form.rung] == OBJECT:
        body["response_format"] = {"type": OBJECT}
    return {name: value for name, value in body.items() if name not in form.dropped}


def _data_url(data: bytes) -> str:
    return f"data:image/jpeg;base64,{b64encode(data).decode('ascii')}"


# --- what comes back --------------------------------------------------------------------------------------------------


def parsed(data: bytes) -> Any:
    """The JSON in an answer; None where it is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def error_in(value: Any, depth: int = 4) -> str:
    """What a server says is wrong, on one line; empty where it says nothing that is known.

    Args:
        value: What it sent.
        depth: How many lists and objects are looked into.
    """
    if isinstance(value, str):
        return shown(value)
    if not depth:
        return ""
    if isinstance(value, list):
        return next((said for one in value[:_LOOKED_AT] if (said := error_in(one, depth - 1))), "")
    if not isinstance(value, Mapping):
        return ""
    place = value.get("loc")
    where = ".".join(str(part) for part in place if isinstance(part, str)) + ": " if isinstance(place, list) else ""
    for name in ("error", "message", "msg", "detail"):
        if said := error_in(value.get(name), depth - 1):
            return shown(where + said)
    return ""


def code_in(value: Any) -> str:
    """The code of an error, such as `insufficient_quota`; empty for none."""
    if isinstance(value, list):
        value = value[0] if value else None
    error = value.get("error") if isinstance(value, Mapping) else None
    code = (error.get("code") or error.get("type")) if isinstance(error, Mapping) else None
    return code if isinstance(code, str) else ""


def shown(text: str) -> str:
    """What a server said as it may be shown: on one line, no controls, not long."""
    line = " ".join(without_controls(" ".join(text[: 4 * _LONGEST].split()), "").split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def said_in(value: Any) -> Said | None:
    """What a model answered; None where there is no answer in it."""
    choices = value.get("choices") if isinstance(value, Mapping) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, Mapping) else None
    if not isinstance(choice, Mapping) or not isinstance(message, Mapping):
        return None
    reason = choice.get("finish_reason")
    reason = reason if isinstance(reason, str) else ""
    usage = value.get("usage")
    usage = usage if isinstance(usage, Mapping) else {}
    refused = bool(message.get("refusal")) or reason == "content_filter"
    tokens = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    return Said(_text_of(message.get("content")), reason, refused, *tokens)


def _text_of(content: Any) -> str:
    """The text of a message, which may come in parts; half a surrogate pair, which can't be kept, becomes `?`."""
    if isinstance(content, list):
        parts = (part.get("text") for part in content if isinstance(part, Mapping))
        content = "".join(part for part in parts if isinstance(part, str))
    return content.encode("utf-8", "replace").decode() if isinstance(content, str) else ""


def _count(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 1 << 31 else 0
