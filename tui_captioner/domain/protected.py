"""What stands in brackets or quotation marks: a comma, a full stop or a mark in there is no border.

`(red eyes, standing:1.2)` is one weighted run of A1111, `{a, b|c}` one choice, `"no, smoking"` what a sign says. Linear
in the length of the text, whatever is in it.
"""

from __future__ import annotations

import re

_PAIRS = "()[]{}（）［］｛｝【】〖〗〔〕「」『』｢｣《》〈〉"
_OPENS = {**dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)), "\\(": "\\)", "\\[": "\\]"}
"""Brackets behind a backslash, which A1111 takes for letters, are a kind of their own."""
_CLOSES = {close: start for start, close in _OPENS.items()}
_QUOTES = {
    '"': re.compile('"'),
    "“": re.compile("”"),
    "”": re.compile("”"),
    "„": re.compile("[“”]"),
    "«": re.compile("»"),
    "»": re.compile("«"),
    "‹": re.compile("›"),
    "›": re.compile("‹"),
    "〝": re.compile("[〞〟]"),
    "‘": re.compile(r"’(?!\w)"),
    "‚": re.compile(r"[‘’](?!\w)"),
    "'": re.compile(r"(?<![\s,])'(?![\w'])"),
}
"""What ends each quotation. An apostrophe inside a word (`don’t`) ends none."""
_OPEN_IF_APART = frozenset("\"”»›‚'")
"""Signs that close, or part clauses or feet from inches, as well: they open one only behind a blank or the like."""
_OPENS_WORDS = re.compile(r"['‘](?!(?:tis|twas|em|til|till|cause|bout|round|n)\b)[^\W\d]", re.IGNORECASE)
"""What begins a quotation in apostrophes: neither the years of a decade (`'80s`) nor a word that lost its head."""
_SIGN = re.compile(rf"""\\[()\[\]{{}}"]|[{re.escape(_PAIRS + "".join(_QUOTES))}]""")
_FACE = re.compile(r"(?<![^\s,])>?[:;=][-^']?[()\[\]{}](?![^\s,])")
"""A bracket in a smiley that is a whole tag, such as `:(` or `>:)`, is none."""
_LINE_END = re.compile(r"[\r\n]")
_BEFORE_QUOTE = frozenset(" \t\n\r,;:=(/[{（「-—")
"""What an opening quotation mark stands behind; behind a digit it says inches."""


_NEAR = 8
"""Blanks beside a bracket that are looked over."""


def protected(text: str) -> bytearray:
    """Say of each character whether it stands inside brackets or quotation marks that are closed.

    A bracket or quotation mark that nothing closes protects nothing. A quotation does not go on in the next line.

    Returns:
        A byte for each character: 1 inside (the brackets themselves among it), else 0.
    """
    inside = bytearray(len(text))
    end = -1
    for start, stop in sorted(_spans(text)):
        if start > end:
            inside[start : stop + 1] = b"\1" * (stop + 1 - start)
            end = stop
    return inside


def _spans(text: str) -> list[tuple[int, int]]:
    """Where each pair of brackets or quotation marks begins and ends."""
    faces = {match.end() - 1 for match in _FACE.finditer(text)}
    spans: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    open_ = dict.fromkeys(_OPENS, 0)
    quoted_to, find = -1, _Next(text)
    for match in _SIGN.finditer(text):
        at, sign = match.start(), match[0]
        if at <= quoted_to or at in faces or _stands_alone(text, at, match.end()):
            continue
        if sign in _QUOTES:
            quoted_to = _quotation_end(text, at, sign, find)
            if quoted_to > at:
                spans.append((at, quoted_to))
        elif sign in _OPENS:
            stack.append((sign, at))
            open_[sign] += 1
        elif sign in _CLOSES and open_[_CLOSES[sign]]:
            spans.append((_closed(stack, open_, _CLOSES[sign]), match.end() - 1))
    return spans


def _closed(stack: list[tuple[str, int]], open_: dict[str, int], sign: str) -> int:
    """Take the last bracket of this kind off the stack, and what was opened after it; where it was opened."""
    while True:
        other, at = stack.pop()
        open_[other] -= 1
        if other == sign:
            return at


def _stands_alone(text: str, start: int, stop: int) -> bool:
    """Whether a sign is all there is between two commas: a tag, not a bracket."""
    before, behind = text[max(0, start - _NEAR) : start].rstrip(), text[stop : stop + _NEAR].lstrip()
    if not (before.endswith(",") or (not before and start <= _NEAR)):
        return False
    return behind.startswith(",") or (not behind and stop + _NEAR >= len(text))


class _Next:
    """Where a sign stands next, looked up once for all that stand before it.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[re.Pattern[str], int] = {}

    def behind(self, at: int, sign: re.Pattern[str]) -> int:
        """The first place behind `at`, which only grows from call to call; the length of the text if there is none."""
        found = self._found.get(sign, -1)
        if found <= at:
            match = sign.search(self._text, at + 1)
            found = self._found[sign] = len(self._text) if match is None else match.start()
        return found


def _quotation_end(text: str, at: int, sign: str, find: _Next) -> int:
    """Where the quotation that begins here ends; -1 where none does."""
    if sign in _OPEN_IF_APART and at and text[at - 1] not in _BEFORE_QUOTE:
        return -1
    if sign in "'‘" and _OPENS_WORDS.match(text, at) is None:
        return -1
    end = find.behind(at, _QUOTES[sign])
    return end if end < min(find.behind(at, _LINE_END), len(text)) else -1
