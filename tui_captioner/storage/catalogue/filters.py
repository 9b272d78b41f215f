"""Filters as questions to the catalogue: conditions on its table of images, with all values bound."""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from tui_captioner.domain.checks.rule_names import NEAR_DUPLICATE, SAME_PICTURE
from tui_captioner.domain.query.expression import (
    All,
    Empty,
    Filter,
    Not,
    NumberTest,
    Some,
    TextTest,
    Unsure,
)
from tui_captioner.domain.query.pattern import Pattern
from tui_captioner.domain.query.words import ALSO_CALLED
from tui_captioner.domain.slot_states import FINISHED, STATES
from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue import near_duplicates
from tui_captioner.storage.catalogue.database import LAST_BIT, CatalogueDatabase
from tui_captioner.storage.catalogue.look_alikes import SAME_PICTURES


class Where(NamedTuple):
    """A condition on a row of the table `image`.

    Args:
        sql: The condition, with a `?` for each value.
        values: The values.
        height: How deep it is nested: what SQLite reads at once has a limit.
    """

    sql: str
    values: tuple[object, ...] = ()
    height: int = 0


def where(store: CatalogueDatabase, asked: Filter, globals_: Sequence[str] = ()) -> Where:
    """The condition that a filter is.

    Args:
        store: The catalogue.
        asked: The filter.
        globals_: The texts that stand in every caption which holds anything.
    """
    slots = {str(key): int(number) for number, key in store.rows("SELECT id, key FROM slot")}
    rules = {str(key): int(number) for number, key in store.rows("SELECT id, key FROM rule")}
    authors = {str(key): int(number) for number, key in store.rows("SELECT id, key FROM author")}
    near = near_duplicates.has_near_duplicates(store)
    return _Compiler(slots, rules, authors, globals_, near=near).compiled(asked)


_ALWAYS, _NEVER = Where("1"), Where("0")


class _Compiler:
    """Makes conditions of the parts of a filter."""

    def __init__(
        self,
        slots: Mapping[str, int],
        rules: Mapping[str, int],
        authors: Mapping[str, int],
        globals_: Sequence[str],
        *,
        near: bool = False,
    ) -> None:
        self._slots, self._rules, self._globals, self._near = slots, rules, globals_, near
        self._authors = authors
        self._own = f"slot <> {slots[GLOBALS]}" if GLOBALS in slots else "1"
        """Tags that are no globals: those are asked of the project."""
        self._texts: Mapping[str, Callable[[TextTest], Where]] = {
            "word": self._word,
            "name": _name,
            "text": _caption,
            "tag": self._tag,
            "note": _note,
            "finding": self._finding,
            "by": lambda test: self._author(test, "set_by"),
            "proposed": lambda test: self._author(test, "proposed"),
            "state": self._state,
        }

    def compiled(self, part: Filter) -> Where:
        """The condition that a part is."""
        if isinstance(part, Not):
            inner = self.compiled(part.part)
            return Where(f"NOT ({inner.sql})", inner.values, inner.height + 1)
        if isinstance(part, All):
            return _combined("AND", [self.compiled(each) for each in part.parts], _ALWAYS)
        if isinstance(part, Some):
            return _combined("OR", [self.compiled(each) for each in part.parts], _NEVER)
        if isinstance(part, TextTest):
            return self._texts[part.field](part)
        if isinstance(part, NumberTest):
            return Where(f"{part.field} {part.relation} ?", (part.number,))
        return Where("unsure") if isinstance(part, Unsure) else self._empty(part)

    def _empty(self, part: Empty) -> Where:
        if not part.slot:
            tables = ("SELECT image FROM note", "SELECT image FROM slot_state WHERE key <> ''")
            return _combined("AND", [Where(f"id NOT IN ({table})") for table in tables], _ALWAYS)
        if part.slot == GLOBALS:
            return _NEVER if self._globals else _ALWAYS
        number = self._slots.get(part.slot)
        if number is None:
            return _ALWAYS
        if number > LAST_BIT:
            return Where("id NOT IN (SELECT image FROM tag WHERE caption = 0 AND slot = ?)", (number,))
        return Where("NOT filled & ?", (1 << number,))

    def _tag(self, test: TextTest) -> Where:
        if test.slot == GLOBALS:
            return self._global(test)
        texts = _in_text(test)
        if test.slot:
            number = self._slots.get(test.slot)
            return _NEVER if number is None else self._tagged(f"slot = {number}", texts)
        return _combined("OR", [self._tagged(self._own, texts), self._global(test)], _NEVER)

    def _tagged(self, slot: str, texts: Where) -> Where:
        return Where(
            f"id IN (SELECT image FROM tag WHERE {slot} AND text IN (SELECT id FROM text WHERE {texts.sql}))",
            texts.values,
        )

    def _global(self, test: TextTest) -> Where:
        """A global stands in every caption that holds anything."""
        return Where("NOT vacant") if any(fits_tag(test, text) for text in self._globals) else _NEVER

    def _word(self, test: TextTest) -> Where:
        """Captions hold the tags too; those that stand in none are kept beside them."""
        return _caption(test, least="")

    def _state(self, test: TextTest) -> Where:
        fitting = {state: str(number) for number, state in enumerate(STATES) if test.pattern.fits(state)}
        if not test.slot:
            return Where(f"state IN ({', '.join(fitting.values())})")
        number = self._slots.get(test.slot, -1)
        own = "SELECT image FROM slot_state WHERE slot = ?"
        given = Where(f"id IN ({own} AND state IN ({', '.join(fitting.values())}))", (number,))
        empty = self._empty(Empty(test.slot))
        # See `domain.slot_states.state_of_slot`: what has no state of its own follows from its image and its tags.
        parts = [Where(f"state = {fitting[state]}") for state in FINISHED if state in fitting]
        open_ = f"state NOT IN ({', '.join(str(STATES.index(state)) for state in FINISHED)})"
        if "empty" in fitting:
            parts.append(_combined("AND", [Where(open_), empty], _NEVER))
        if "draft" in fitting:
            parts.append(_combined("AND", [Where(open_), Where(f"NOT ({empty.sql})", empty.values)], _NEVER))
        follows = [Where(f"id NOT IN ({own})", (number,)), _combined("OR", parts, _NEVER)]
        return _combined("OR", [given, _combined("AND", follows, _NEVER)], _NEVER)

    def _finding(self, test: TextTest) -> Where:
        fitting = [str(number) for key, number in self._rules.items() if test.pattern.fits(match_key(key))]
        images = [f"SELECT image FROM finding WHERE rule IN ({', '.join(fitting)})"] if fitting else []
        if self._near and test.pattern.fits(match_key(NEAR_DUPLICATE)):
            images.append(near_duplicates.IMAGES)
        if test.pattern.fits(match_key(SAME_PICTURE)):
            images.append(SAME_PICTURES)
        return Where(f"id IN ({' UNION '.join(images)})") if images else _NEVER

    def _author(self, test: TextTest, table: str) -> Where:
        fitting = [str(number) for author, number in self._authors.items() if fits_author(test, author)]
        return Where(f"id IN (SELECT image FROM {table} WHERE author IN ({', '.join(fitting)}))") if fitting else _NEVER


def fits_author(test: TextTest, author: str) -> bool:
    """Whether a condition on who set a tag fits an author."""
    return any(test.pattern.fits(match_key(name)) for name in (author, *ALSO_CALLED.get(author, ())))


def fits_tag(test: TextTest, text: str) -> bool:
    """Whether a condition on a tag fits a tag of this text."""
    if test.letters:
        return test.letters == unicodedata.normalize("NFC", text)
    return test.pattern.fits(match_key(text)) or test.pattern.fits(bare_key(text))


def _in_text(test: TextTest) -> Where:
    """The condition on a row of the table of texts."""
    if test.letters:
        return _one_of("text", test.letters)
    return _combined("OR", [_equal("key", test.pattern), _equal("bare", test.pattern)], _NEVER)


def _one_of(column: str, letters: str) -> Where:
    """The very text, its letters composed or not."""
    forms = tuple(dict.fromkeys((letters, unicodedata.normalize("NFD", letters))))
    return Where(f"{column} IN ({', '.join('?' * len(forms))})", forms)


def _equal(column: str, pattern: Pattern) -> Where:
    return (
        Where(f"{column} = ?", (pattern.text,)) if not pattern.is_wild else Where(f"{column} GLOB ?", (pattern.glob,))
    )


def _within(column: str, pattern: Pattern) -> Where:
    if not pattern.is_wild:
        return Where(f"instr({column}, ?)", (pattern.text,))
    return Where(f"{column} GLOB ?", (pattern.anywhere().glob,))


def _name(test: TextTest) -> Where:
    """A name as a whole is the path or its last part."""
    if test.letters:
        return _one_of("name", test.letters)
    column = "COALESCE(folded, name)"
    if not test.whole:
        return _within(column, test.pattern)
    return _combined(
        "OR", [_equal(column, test.pattern), Where(f"{column} GLOB ?", (f"*/{test.pattern.glob}",))], _NEVER
    )


def _caption(test: TextTest, least: str = " AND number >= 0") -> Where:
    column = "COALESCE(key, text)"
    found = _equal(column, test.pattern) if test.whole else _within(column, test.pattern)
    found = _one_of("text", test.letters) if test.letters else found
    return Where(f"id IN (SELECT image FROM caption WHERE {found.sql}{least})", found.values)


def _note(test: TextTest) -> Where:
    found = _equal("key", test.pattern) if test.whole else _within("key", test.pattern)
    tables = (("note", ""), ("slot_state", " AND key <> ''"))
    parts = [Where(f"id IN (SELECT image FROM {table} WHERE {found.sql}{own})", found.values) for table, own in tables]
    return _combined("OR", parts, _NEVER)


def _combined(operator: str, parts: Sequence[Where], none: Where) -> Where:
    """Conditions put together two by two, the flattest first: a chain of thousands would be nested too deep."""
    if not parts:
        return none
    numbers = count()
    heap = [(part.height, next(numbers), part) for part in parts]
    heapq.heapify(heap)
    while len(heap) > 1:
        _, _, one = heapq.heappop(heap)
        height, _, other = heapq.heappop(heap)
        both = Where(f"({one.sql} {operator} {other.sql})", (*one.values, *other.values), height + 1)
        heapq.heappush(heap, (both.height, next(numbers), both))
    return heap[0][2]
