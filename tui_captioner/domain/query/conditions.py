"""What one condition of a filter asks for: its field, its relation and its value."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import cast

from tui_captioner.domain.query.expression import (
    Empty,
    Filter,
    NumberField,
    NumberTest,
    Relation,
    TextField,
    TextTest,
    Unsure,
    negated,
    some_of,
)
from tui_captioner.domain.query.pattern import Pattern, name_key
from tui_captioner.domain.query.scanning import NUMBERS, Token
from tui_captioner.domain.query.words import EMPTY, SLOT, STATE_OF, YES_OR_NO
from tui_captioner.domain.slot_states import STATES
from tui_captioner.domain.spelling import match_key

_MOST = 10**9
_EQUAL = (":", "=", "==", "!=")
_PARTS = ("name", "text", "note")
"""Fields of which a part may be asked for."""


class ConditionError(Exception):
    """What is wrong with a condition.

    Args:
        what: What is so, a sentence without its stop.
        hint: What to do next.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def condition(token: Token, field: str) -> Filter:
    """What a condition asks for.

    Args:
        token: The condition as typed.
        field: Its field, see `FilterWords.field_of`; empty for a bare word.

    Raises:
        ConditionError: If it can't be asked for.
    """
    name = token.field or "a word"
    if not token.letters.strip():
        raise ConditionError(
            f"{token.field}{token.relation} needs a value" if field else "there is nothing in the quotes"
        )
    if field in NUMBERS:
        return _number(token, cast(NumberField, field))
    if field and token.relation not in _EQUAL:
        raise ConditionError(
            f"{name} can't be less or more", f"Only {' and '.join(NUMBERS)} are numbers; write {name}:"
        )
    found = _text(token, field)
    return negated(found) if token.relation == "!=" else found


def _text(token: Token, field: str) -> Filter:
    """A condition on a text; `!=` is left to the caller."""
    value = "" if token.quoted else token.letters.casefold()
    if field == "unsure":
        if value not in YES_OR_NO:
            raise ConditionError("unsure: is yes or no", "Write unsure:yes or unsure:no")
        return Unsure() if YES_OR_NO[value] else negated(Unsure())
    if value == EMPTY and (field == "note" or field.startswith(SLOT)):
        return Empty(field.removeprefix(SLOT) if field.startswith(SLOT) else "")
    if field == "state" or field.startswith(STATE_OF):
        return _state(token, field.removeprefix("state").removeprefix("."))
    letters = unicodedata.normalize("NFC", token.letters) if token.relation == "==" else ""
    key: Callable[[str], str] = name_key if field == "name" else match_key
    pattern = Pattern.of(token.pieces, key)
    if field.startswith(SLOT):
        return TextTest("tag", pattern, field.removeprefix(SLOT), whole=True, letters=letters)
    if not field:
        # Names are not folded as tags are: `_` and a blank are two things there.
        return some_of([TextTest("name", Pattern.of(token.pieces, name_key)), TextTest("word", pattern)])
    whole = field not in _PARTS or token.relation in ("=", "==", "!=") or (field == "name" and pattern.is_wild)
    return TextTest(cast(TextField, field), pattern, whole=whole, letters=letters)


def _state(token: Token, slot: str) -> TextTest:
    pattern = Pattern.of(token.pieces)
    if not any(pattern.fits(state) for state in STATES):
        raise ConditionError(f"there is no state {token.letters!r}", f"States are {', '.join(STATES)}")
    return TextTest("state", pattern, slot, whole=True)


def _number(token: Token, field: NumberField) -> Filter:
    letters = token.letters.strip()
    if not (letters.isascii() and letters.isdecimal()):
        raise ConditionError(f"{field} is a number, not {token.letters!r}", f"Write such as {field}>20")
    relation = {":": "=", "==": "=", "!=": "="}.get(token.relation, token.relation)
    test = NumberTest(field, cast(Relation, relation), min(_MOST, int(letters.lstrip("0")[:10] or 0)))
    return negated(test) if token.relation == "!=" else test
