"""JSON as models write it: comments, commas too many or too few, single quotation marks, Python's words for nothing.

Linear in the length of the text for each place where it may begin, and no deeper than `_DEEPEST`.
"""

from __future__ import annotations

import re
from typing import Any

_DEEPEST = 8
"""Values inside one another: an answer has two or three."""
_BLANK = re.compile(r"[\s,]+")
_OPENS = re.compile(r"[{\[]")
_PLAIN = {quote: re.compile(rf"[^\\{quote}]+") for quote in "\"'"}
_WORD = re.compile(r"[A-Za-z0-9_.+-]+")
_NOTHING = frozenset(("null", "None", "none", "true", "false", "True", "False", "undefined"))
_HEX = re.compile(r"[0-9a-fA-F]{4}")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": ""}


class NotJsonError(Exception):
    """What begins there is no JSON."""


class RunsOutError(Exception):
    """The text ends before the value does."""


def first_json(text: str) -> Any:
    """The first object or list in a text: dicts, lists, texts; None for all that is no text.

    Raises:
        NotJsonError: If there is none.
        RunsOutError: If the first one is not closed, or one with a key breaks off; no inner one stands for it.
    """
    for match in _OPENS.finditer(text):
        reader = _Reader(text, match.start())
        try:
            return reader.value(0)
        except NotJsonError:
            if reader.has_key:
                raise RunsOutError from None
    raise NotJsonError


def whole_json(text: str) -> Any:
    """The value that a text is; raises NotJsonError or RunsOutError where it is none."""
    return _Reader(text, 0).value(0)


class _Reader:
    """Reads one value.

    Args:
        text: The text.
        at: Where it begins.
    """

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self._at = at
        self.has_key = False

    def value(self, depth: int) -> Any:
        """The value that stands there."""
        char = self._peek()
        if char in "{[" and depth > _DEEPEST:
            raise NotJsonError
        if char == "{":
            return self._object(depth + 1)
        if char == "[":
            return self._list(depth + 1)
        if char in _PLAIN:
            return self._string(char)
        word = self._word()
        if word in _NOTHING or word.lstrip("+-.")[:1].isdigit():
            return None
        raise NotJsonError

    def _object(self, depth: int) -> dict[str, Any]:
        """An object; the values of a key that stands several times are a list."""
        found: dict[str, Any] = {}
        repeated: dict[str, list[Any]] = {}
        self._at += 1
        while (char := self._peek()) != "}":
            key = self._string(char) if char in _PLAIN else self._word()
            if self._peek() != ":":
                raise NotJsonError
            self._at += 1
            self.has_key = True
            value = self.value(depth)
            if key in repeated:
                repeated[key].append(value)
            elif key in found:
                found[key] = repeated[key] = [found[key], value]
            else:
                found[key] = value
        self._at += 1
        return found

    def _list(self, depth: int) -> list[Any]:
        found = []
        self._at += 1
        while self._peek() != "]":
            found.append(self.value(depth))
        self._at += 1
        return found

    def _string(self, quote: str) -> str:
        parts: list[str] = []
        self._at += 1
        while (char := self._char()) != quote:
            if char == "\\":
                parts.append(self._escaped())
                continue
            match = _PLAIN[quote].match(self._text, self._at)
            assert match is not None
            parts.append(match[0])
            self._at = match.end()
        self._at += 1
        return "".join(parts)

    def _escaped(self) -> str:
        """What a backslash and what follows it stand for; a letter that no escape has stays."""
        self._at += 1
        char = self._char()
        self._at += 1
        if char != "u":
            return _LETTERS.get(char, char)
        match = _HEX.match(self._text, self._at)
        if match is None:
            return char
        self._at = match.end()
        number = int(match[0], 16)
        low = _HEX.match(self._text, self._at + 2) if 0xD800 <= number < 0xDC00 else None
        if low is not None and self._text.startswith("\\u", self._at) and 0xDC00 <= int(low[0], 16) < 0xE000:
            self._at = low.end()
            return chr(0x10000 + ((number - 0xD800) << 10) + int(low[0], 16) - 0xDC00)
        return chr(number)

    def _word(self) -> str:
        match = _WORD.match(self._text, self._at)
        if match is None:
            raise NotJsonError
        self._at = match.end()
        return match[0]

    def _peek(self) -> str:
        """The next sign that counts: blanks, commas and comments are passed over."""
        while True:
            match = _BLANK.match(self._text, self._at)
            self._at = self._at if match is None else match.end()
            if self._text.startswith("//", self._at):
                end = self._text.find("\n", self._at)
            elif self._text.startswith("/*", self._at):
                end = self._text.find("*/", self._at) + 1
            else:
                return self._char()
            self._at = end + 1 if end > 0 else len(self._text)

    def _char(self) -> str:
        if self._at >= len(self._text):
            raise RunsOutError
        return self._text[self._at]
