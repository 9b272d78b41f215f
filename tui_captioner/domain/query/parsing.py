"""Reading a filter. What is wrong with it is said at its column, in words.

    tag:"red hat" AND background:empty NOT (state:done OR tokens>75)

Conditions side by side must all hold. The reader goes over the text once, with a stack of its own for brackets.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.one_importer import ONE_IMPORTER
from tui_captioner.domain.query.conditions import ConditionError, condition
from tui_captioner.domain.query.expression import EVERYTHING, All, Filter, Not, Some, all_of, negated, some_of
from tui_captioner.domain.query.scanning import Token, scan
from tui_captioner.domain.query.words import SLOT, STATE_OF, FilterWords

LONGEST = 10_000
"""Characters that a filter may have."""
DEEPEST = 20
"""How deep conditions may be nested, brackets that change nothing not counted: SQLite's own reader ends at 100."""
_LIKE = 60
"""Likeness of a field that may have been meant (`rapidfuzz.fuzz.ratio`, 0 to 100)."""


class FilterError(WrongUseError):
    """A filter that can't be read.

    Args:
        what: What is wrong there, a sentence without its stop.
        start: Where it is wrong, from 0.
        end: Where that ends.
        hint: What to do next.
    """

    def __init__(self, what: str, start: int, end: int, hint: str = "") -> None:
        super().__init__(f"Filter, column {start + 1}: {what}", hint)
        self.what, self.start, self.end = what, start, max(end, start + 1)


def parse_filter(text: str, words: FilterWords | None = None) -> Filter:
    """Read a filter; every image fits an empty one.

    Args:
        text: The filter.
        words: What it may name; fields and the default slots if not given.

    Raises:
        FilterError: If it can't be read.
    """
    if len(text) > LONGEST:
        raise FilterError(
            f"a filter may have {LONGEST} characters, this has {len(text)}", LONGEST, len(text), "Shorten it"
        )
    for at, char in enumerate(text):
        if char == "\0" or "\ud800" <= char <= "\udfff":
            raise FilterError("this character is no text", at, at + 1, "Take it out")
    return _Reader(words or FilterWords(), text).read()


@dataclass(slots=True)
class _Group:
    """What stands in brackets so far, or in the whole filter."""

    opened: Token | None
    some: list[Filter] = field(default_factory=list)
    """What stands before each OR."""
    every: list[Filter] = field(default_factory=list)
    """Conditions since the last OR."""
    pending: Token | None = None
    """An operator that waits for what it is about."""
    negated: bool = False
    """Whether that is to be negated."""

    def take(self, part: Filter) -> None:
        self.every.append(negated(part) if self.negated else part)
        self.pending, self.negated = None, False

    def whole(self) -> Filter:
        return some_of([*self.some, all_of(self.every)])


class _Reader:
    """Reads one filter."""

    def __init__(self, words: FilterWords, text: str) -> None:
        self._words, self._text = words, text
        self._groups = [_Group(None)]

    def read(self) -> Filter:
        tokens = _joined(scan(self._text), self._words)
        if not tokens:
            return EVERYTHING
        act = {
            "open": self._open,
            "close": self._close,
            "and": self._operator,
            "or": self._operator,
            "not": self._not,
            "condition": self._condition,
        }
        for token in tokens:
            act[token.kind](token)
        group = self._groups[-1]
        if len(self._groups) > 1 and group.opened is not None:
            raise FilterError("this bracket is not closed", group.opened.start, group.opened.end, "Put ) behind it")
        self._check_complete(group)
        return _checked(group.whole(), len(self._text))

    def _open(self, token: Token) -> None:
        self._groups.append(_Group(token))

    def _close(self, token: Token) -> None:
        group = self._groups[-1]
        if group.opened is None:
            raise FilterError("no bracket is open here", token.start, token.end, 'Take it out, or write it as ")"')
        self._check_complete(group)
        if not group.every:
            raise FilterError("there is nothing in these brackets", group.opened.start, token.end, "Take them out")
        self._groups.pop()
        self._groups[-1].take(group.whole())

    def _operator(self, token: Token) -> None:
        group = self._groups[-1]
        self._check_complete(group)
        if not group.every:
            name = token.kind.upper()
            raise FilterError(
                f"{name} needs a condition before it", token.start, token.end, f'To look for the word write "{name}"'
            )
        if token.kind == "or":
            group.some.append(all_of(group.every))
            group.every = []
        group.pending = token

    def _not(self, token: Token) -> None:
        group = self._groups[-1]
        group.pending, group.negated = token, not group.negated

    def _condition(self, token: Token) -> None:
        if token.unclosed >= 0:
            raise FilterError("this quote is not closed", token.unclosed, token.end, 'Put " behind it')
        try:
            part = condition(token, self._field(token))
        except ConditionError as problem:
            start = token.value_start if token.end > token.value_start else token.start
            raise FilterError(problem.what, start, token.end, problem.hint) from None
        self._groups[-1].take(part)

    def _check_complete(self, group: _Group) -> None:
        """Raise FilterError if an operator waits for a condition."""
        token = group.pending
        if token is not None:
            name = token.kind.upper()
            raise FilterError(
                f"{name} needs a condition behind it", token.start, token.end, f'To look for the word write "{name}"'
            )

    def _field(self, token: Token) -> str:
        """The field that a condition names; empty for a bare word."""
        if not token.relation:
            return ""
        if not token.field:
            what = f"{token.relation} needs a field before it"
            raise FilterError(what, token.start, token.end, 'Such as tokens>75; a tag like >_< goes in quotes: ">_<"')
        found = self._words.field_of(token.field)
        if found:
            return found
        # Here, not above: nobody who starts the composer waits for it.
        with ONE_IMPORTER:
            from rapidfuzz import fuzz, process

        fields = (*self._words.all_fields, *self._words.state_fields)
        close = process.extractOne(token.field.casefold(), fields, scorer=fuzz.ratio, score_cutoff=_LIKE)
        meant = f"Did you mean {close[0]}{token.relation}? " if close else ""
        of_slot = token.field.casefold().startswith((SLOT, STATE_OF))
        what = f"there is no {'slot' if of_slot else 'field'} {token.field!r}"
        raise FilterError(
            what,
            token.start,
            token.start + len(token.field),
            f"{meant}A tag with {token.relation} in it goes in quotes",
        )


def _joined(tokens: list[Token], words: FilterWords) -> list[Token]:
    """Blanks around a relation taken away: `tokens > 75` is `tokens>75`, and `tag: hat` is `tag:hat`."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        plain = token.kind == "condition" and not token.field
        if before is None or not plain or before.kind != "condition":
            joined.append(token)
        elif token.relation and not before.relation and not before.quoted and words.field_of(before.letters):
            token.field, token.start = before.letters, before.start
            joined[-1] = token
        elif not token.relation and before.relation and before.field and not before.pieces and not before.quoted:
            token.field, token.relation = before.field, before.relation
            token.value_start, token.start = token.start, before.start
            joined[-1] = token
        else:
            joined.append(token)
    return joined


def _checked(whole: Filter, length: int) -> Filter:
    """The filter; raises FilterError if it is nested too deep."""
    level: list[Filter] = [whole]
    for _ in range(DEEPEST):
        level = [inner for part in level for inner in _parts(part)]
        if not level:
            return whole
    raise FilterError(f"conditions are nested deeper than {DEEPEST}", 0, length, "Ask in two steps")


def _parts(part: Filter) -> tuple[Filter, ...]:
    if isinstance(part, Not):
        return (part.part,)
    return part.parts if isinstance(part, All | Some) else ()
