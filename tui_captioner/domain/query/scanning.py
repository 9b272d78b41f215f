"""A filter cut into brackets, operators and conditions, each with its place. Every text can be cut."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal

from tui_captioner.domain.query.pattern import Piece, Wild

Kind = Literal["open", "close", "and", "or", "not", "condition"]

RELATIONS = ("==", "!=", "<=", ">=", ":", "=", "<", ">")
"""The longer ones first."""
NUMBERS = ("tokens", "tags")
"""Fields whose value is a number: `tokens:>75` is `tokens>75`."""
_WILD = {"*": Wild.ANY, "?": Wild.ONE}
_ESCAPED = '\\"*?()'
"""Characters that a backslash makes plain letters."""
_OPERATORS: dict[str, Kind] = {"and": "and", "or": "or", "not": "not"}
_QUOTES = {'"': '"', "“": "”"}
"""A quote and what closes it: terminals and notes like to bend them."""


@dataclass(slots=True)
class Token:
    """A piece of a filter.

    Args:
        kind: What it is.
        start: Where it begins, from 0.
        end: Where it ends.
        field: What stands before the relation, as typed; empty without one.
        relation: The relation; empty for a bare word.
        value_start: Where what stands behind the relation begins.
        pieces: The text, letters and wildcards.
        quoted: Whether any of the text stands in quotes.
        unclosed: Where a quote stands that is not closed; -1 for none.
    """

    kind: Kind
    start: int
    end: int
    field: str = ""
    relation: str = ""
    value_start: int = 0
    pieces: list[Piece] = dataclasses.field(default_factory=list)
    quoted: bool = False
    unclosed: int = -1

    @property
    def letters(self) -> str:
        """The text as it was typed, without quotes and backslashes."""
        return "".join(piece.value if isinstance(piece, Wild) else piece for piece in self.pieces)


def scan(text: str) -> list[Token]:
    """Cut a filter; one pass over it."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        if text[at] in "()":
            tokens.append(Token("open" if text[at] == "(" else "close", at, at + 1))
        else:
            tokens.append(_Word(text, at).read())
        at = tokens[-1].end
    return tokens


class _Word:
    """Reads the word that begins at a place of a text."""

    def __init__(self, text: str, start: int) -> None:
        self._text, self._at = text, start
        self._token = Token("condition", start, start, value_start=start)
        self._plain = False
        """Whether no relation may follow any more."""
        self._inside = 0
        """Brackets that are open within the word: `saber_(fate)` is one word."""

    def read(self) -> Token:
        token, text = self._token, self._text
        while self._at < len(text) and not text[self._at].isspace():
            char = text[self._at]
            if char in _QUOTES:
                self._quoted(_QUOTES[char])
            elif char == "\\" and text[self._at + 1 : self._at + 2] in tuple(_ESCAPED):
                self._take(text[self._at + 1], 2)
            elif self._ends(char):
                break
            elif not self._begins_value():
                self._take(_WILD.get(char, char), 1)
        token.end = self._at
        bare = not token.quoted and not token.relation
        token.kind = _OPERATORS.get(token.letters.casefold(), "condition") if bare else "condition"
        return token

    def _take(self, piece: Piece, length: int) -> None:
        self._token.pieces.append(piece)
        self._at += length

    def _ends(self, char: str) -> bool:
        """Whether a bracket ends the word: one that was not opened in it, or that its value begins with."""
        if char == "(":
            if not self._token.pieces and self._token.relation:
                return True
            self._inside += 1
        elif char == ")":
            self._inside -= 1
        return self._inside < 0

    def _begins_value(self) -> bool:
        """Take a relation, where the first one of the word stands here."""
        token = self._token
        if self._plain or token.relation or token.quoted:
            return False
        relation = self._relation()
        if not relation:
            return False
        if not _is_name(token.letters) and (token.pieces or relation == ":"):
            # `16:9` and `:d` are words.
            self._plain = True
            return False
        token.field, token.relation, token.pieces = token.letters, relation, []
        self._at += len(relation)
        if relation == ":" and token.field.casefold() in NUMBERS:
            also = self._relation().replace(":", "")
            token.relation, self._at = also or relation, self._at + len(also)
        token.value_start = self._at
        return True

    def _relation(self) -> str:
        """The relation that stands here; empty if none does."""
        return next((each for each in RELATIONS if self._text.startswith(each, self._at)), "")

    def _quoted(self, closing: str) -> None:
        """Take what stands in quotes; wildcards stay wildcards, all else is text."""
        token, text, opened = self._token, self._text, self._at
        token.quoted = True
        self._at += 1
        while self._at < len(text):
            char = text[self._at]
            if char == closing:
                self._at += 1
                return
            if char == "\\" and text[self._at + 1 : self._at + 2] in tuple(_ESCAPED):
                self._take(text[self._at + 1], 2)
            else:
                self._take(_WILD.get(char, char), 1)
        token.unclosed = opened


def _is_name(letters: str) -> bool:
    """Whether this may be meant for a field or a slot, `slot.` before it or not."""
    return all(part.isidentifier() for part in letters.split(".", 1))
