"""What may stand at the cursor of a filter that is being typed."""

from __future__ import annotations

from dataclasses import dataclass

from tui_captioner.domain.query.pattern import Wild, quoted
from tui_captioner.domain.query.scanning import NUMBERS, Token, scan
from tui_captioner.domain.query.words import EMPTY, SLOT, STATE_OF, FilterWords
from tui_captioner.domain.slot_states import STATES

_OPERATORS = ("AND", "OR", "NOT")
_QUOTED = ' \t"“”()*?\\'
"""Characters that make quotes needed around a value."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may be put in.

    Args:
        start: Where what it replaces begins; it ends at the cursor.
        typed: What stands there so far, without quotes.
        options: What may stand there instead, as it is written in a filter, best first.
        tags: Whether tags may stand there too; they begin with `typed`, as the catalogue knows.
        slot: The slot that those have to stand in; empty for any.
    """

    start: int
    typed: str
    options: tuple[str, ...]
    tags: bool = False
    slot: str = ""


def complete(text: str, cursor: int, words: FilterWords) -> Completion:
    """What may stand at a place of a filter, which need not be one that can be read.

    Args:
        text: The filter.
        cursor: Where the cursor stands in it, from 0.
        words: What the dataset has.
    """
    tokens = scan(text[:cursor])
    here = tokens.pop() if tokens and tokens[-1].end == cursor and _is_word(tokens[-1], text, cursor) else None
    if here is None:
        return Completion(cursor, "", _beginning("", tokens, words))
    field = words.field_of(here.field) if here.relation else ""
    if not here.relation:
        return Completion(here.start, here.letters, _beginning(here.letters, tokens, words) if not here.quoted else ())
    values = {"state": STATES, "unsure": ("yes", "no"), "finding": words.rules, "by": words.authors, "note": (EMPTY,)}
    if field.startswith(STATE_OF):
        field = "state"
    slot = field.removeprefix(SLOT) if field.startswith(SLOT) else ""
    tags = (field == "tag" or bool(slot)) and not any(isinstance(piece, Wild) for piece in here.pieces)
    offered = (EMPTY,) if slot and not here.quoted else values.get(field, ())
    options = _begun(here.letters, offered)
    if field in ("by", "proposed"):
        options += tuple(map(written, _begun(here.letters, words.models)))
    return Completion(here.value_start, here.letters, options, tags, slot)


def written(value: str) -> str:
    """A value as it is written in a filter, so that it stands for itself: in quotes where it needs them."""
    bare = value and not any(char in _QUOTED or char.isspace() for char in value) and value.casefold() != EMPTY
    return value if bare else quoted(value)


def _is_word(token: Token, text: str, cursor: int) -> bool:
    """Whether the token that ends at the cursor is still being typed."""
    return token.kind not in ("open", "close") and not (
        token.quoted and token.unclosed < 0 and text[cursor - 1] in '"”' and not token.relation
    )


def _beginning(typed: str, before: list[Token], words: FilterWords) -> tuple[str, ...]:
    """Fields and slots that begin so, and operators where one may stand."""
    fields = tuple(f"{name}{'>' if name in NUMBERS else ':'}" for name in words.all_fields)
    if typed.casefold().startswith("state"):
        # They would hide all other fields where nothing is typed yet.
        fields += tuple(f"{name}:" for name in words.state_fields)
    after_condition = bool(before) and before[-1].kind in ("condition", "close")
    operators = _OPERATORS if after_condition else ("NOT",)
    return _begun(typed, (*fields, *(operators if typed else ())))


def _begun(typed: str, options: tuple[str, ...]) -> tuple[str, ...]:
    folded = typed.casefold()
    return tuple(option for option in options if option.casefold().startswith(folded))
