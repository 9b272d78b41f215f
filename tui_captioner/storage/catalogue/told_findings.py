"""What checks found on first captions, kept with the catalogue: told again without a look at any caption.

`finding_text` has all that was found on an image, also what is told of finished images alone. `finding` counts by rule
what is told of the image; 0 for what is so and not told, so that a filter finds it too.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.domain.checks.settings import CheckSettings
from tui_captioner.domain.slot_states import STATES
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDamagedError, CatalogueDatabase, rule_number
from tui_captioner.storage.project.acceptances import Key
from tui_captioner.storage.project.records import FINISHED

_MANY = 500
_KEPT = 20_000
"""Lines whose findings are kept, a kilobyte each."""
_DONE = frozenset(STATES.index(state) for state in FINISHED)
_ALL = "SELECT id, name, state, told FROM image JOIN finding_text ON finding_text.image = image.id"
_NEXT = (
    "SELECT position, name, state, told FROM image JOIN finding_text ON finding_text.image = image.id "
    f"WHERE position > ? ORDER BY position LIMIT {_MANY}"
)
_TAGS = (
    "SELECT tag.image, slot.key, text.text, tag.unsure, tag.kind, tag.rank FROM tag JOIN slot ON slot.id = tag.slot "
    "JOIN text ON text.id = tag.text WHERE tag.caption = 0 AND tag.image IN ({}) ORDER BY tag.image, tag.place"
)
_LINE = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))
_SENTENCE, _WRITTEN, _LEFT_OUT = 1, 2, 4


class Seen(NamedTuple):
    """A first caption as it is known without its file.

    Args:
        number: Of its image in the catalogue.
        name: Of its image.
        caption: Its tags by slot, without marks and the text that was read.
        order: Texts of its tags in the order in which they are written.
        text: The caption as it is written.
        finished: Whether nobody works on the image any more.
        told: What was found on it, as `as_text` has it.
    """

    number: int
    name: str
    caption: Caption
    order: Sequence[str]
    text: str
    finished: bool
    told: str = ""


def kind_of(tag: Tag) -> int:
    """What a catalogue keeps of a tag beside its text: whether it is a sentence, and whether it is to be written."""
    return (_SENTENCE if tag.sentence else 0) | {None: 0, True: _WRITTEN, False: _LEFT_OUT}[tag.written]


def tag_of(text: str, *, unsure: bool, kind: int) -> Tag:
    """The tag of which `kind_of` was kept."""
    written = True if kind & _WRITTEN else False if kind & _LEFT_OUT else None
    return Tag(text, sentence=bool(kind & _SENTENCE), unsure=unsure, written=written)


def as_text(findings: Iterable[Finding]) -> str:
    """Findings on one image as they are kept, a line of JSON for each; empty for none."""
    rows = ([each.rule, each.slot, each.tag, each.message, each.mend, each.about] for each in findings)
    return "\n".join(map(_LINE.encode, rows))


class FindingReader:
    """Makes findings of what `as_text` made of them, with the severities of today.

    Args:
        settings: How the rules are tuned.
    """

    def __init__(self, settings: CheckSettings) -> None:
        self._settings = settings
        self._known: dict[str, Finding] = {}
        """What a line says. Many images have the same, and what many have comes early: the first are kept."""

    def findings(self, told: str) -> list[Finding]:
        """The findings on an image, without its name; raises CatalogueDamagedError if they are none."""
        lines, known = told.split("\n"), self._known
        new = [line for line in lines if line not in known]
        read = self._read(new) if new else {}
        found = (known.get(line) or read.get(line) for line in lines)
        return [each for each in found if each is not None]

    def _read(self, lines: Sequence[str]) -> dict[str, Finding]:
        """Read lines, all with one call of the reader: of an image most are new, with the name of a tag in them."""
        found: dict[str, Finding] = {}
        try:
            rows = zip(lines, json.loads(f"[{','.join(lines)}]"), strict=True)
            for line, (key, slot, tag, message, mend, about) in rows:
                rule = ALL_RULES.get(key)
                if rule is not None:
                    severity = self._settings.severity(rule)
                    found[line] = Finding(rule.id, severity, message, mend, "", slot, tag, (), "", about)
                    if len(self._known) < _KEPT:
                        self._known[line] = found[line]
        except (TypeError, ValueError) as error:
            raise CatalogueDamagedError(f"The catalogue is damaged: {error}") from error
        return found


def counts_of(name: str, findings: Iterable[Finding], accepted: Collection[Key], *, finished: bool) -> dict[str, int]:
    """How often each rule is told of an image; 0 for one that is so and not told before the image is finished.

    Args:
        name: The image.
        findings: All that was found on it.
        accepted: What was accepted for good.
        finished: Whether it is finished.
    """
    counts: Counter[str] = Counter()
    for each in findings:
        if (each.rule, each.about, name) not in accepted and (each.rule, each.about, "") not in accepted:
            counts[each.rule] += finished or not ALL_RULES[each.rule].when_finished
    return dict(counts)


def images_by_rule(store: CatalogueDatabase) -> Counter[str]:
    """On how many images each rule found something; accepted findings are among them.

    Raises:
        CatalogueError: If it can't be read.
    """
    counts: Counter[str] = Counter()
    for (told,) in store.each("SELECT told FROM finding_text"):
        # A line is a list that begins with the rule.
        counts.update({line[2:].partition('"')[0] for line in str(told).split("\n")})
    return counts


def findings_told(
    store: CatalogueDatabase, reader: FindingReader, after: int = -1
) -> list[tuple[int, str, bool, list[Finding]]]:
    """The next images that something was found on, in the order of the dataset; none behind the last.

    The findings do not name the image: many images have the same. Accepted findings are among them.

    Args:
        store: The catalogue.
        reader: Makes findings of what is kept; one for all of them.
        after: The place behind which they stand.

    Returns:
        Of each its place, its name, whether it is finished, and what was found.

    Raises:
        CatalogueError: If it can't be read.
    """
    rows = store.rows(_NEXT, after)
    return [(int(place), str(name), state in _DONE, reader.findings(told)) for place, name, state, told in rows]


def captions_seen(store: CatalogueDatabase, numbers: Sequence[int]) -> Iterator[Seen]:
    """The first captions of images, by their numbers; none of those whose captions can't be used."""
    marks = ", ".join("?" * len(numbers))
    rows = store.rows(f"SELECT id, name, state FROM image WHERE problem = '' AND id IN ({marks})", *numbers)
    names, done = {row[0]: str(row[1]) for row in rows}, {row[0] for row in rows if row[2] in _DONE}
    texts = dict(store.rows(f"SELECT image, text FROM caption WHERE number = 0 AND image IN ({marks})", *numbers))
    told = dict(store.rows(f"SELECT image, told FROM finding_text WHERE image IN ({marks})", *numbers))
    slots: dict[int, dict[str, list[Tag]]] = {number: {} for number in names}
    order: dict[int, list[tuple[int, str]]] = {number: [] for number in names}
    for number, slot, text, unsure, kind, rank in store.rows(_TAGS.format(marks), *numbers):
        if number not in slots:
            continue
        if slot != GLOBALS:
            slots[number].setdefault(slot, []).append(tag_of(text, unsure=bool(unsure), kind=kind))
        if rank is not None:
            order[number].append((rank, text))
    for number, name in names.items():
        caption = Caption({key: tuple(tags) for key, tags in slots[number].items()})
        ordered = [text for _, text in sorted(order[number])]
        text, found = str(texts.get(number, "")), str(told.get(number, ""))
        yield Seen(number, name, caption, ordered, text, number in done, found)


def numbers_of(store: CatalogueDatabase, *, found: bool = False) -> list[tuple[int, str]]:
    """Number and name of all images in the order of the dataset, or of those that something was found on."""
    which = "WHERE id IN (SELECT image FROM finding_text)" if found else ""
    return [(int(row[0]), str(row[1])) for row in store.rows(f"SELECT id, name FROM image {which} ORDER BY position")]


def put_findings(
    store: CatalogueDatabase, found: Sequence[tuple[Seen, Sequence[Finding]]], accepted: Collection[Key]
) -> None:
    """Put what was found on images in the place of what is kept.

    Args:
        store: The catalogue.
        found: The images, and what was found on each.
        accepted: What was accepted for good.
    """
    with store.transaction() as sql:
        for seen, findings in found:
            sql.execute("DELETE FROM finding_text WHERE image = ?", (seen.number,))
            told = as_text(findings)
            if told:
                sql.execute("INSERT INTO finding_text VALUES (?, ?)", (seen.number, told))
            _put_counts(sql, seen.number, counts_of(seen.name, findings, accepted, finished=seen.finished))


def _put_counts(sql: sqlite3.Connection, number: int, counts: Mapping[str, int]) -> None:
    sql.execute("DELETE FROM finding WHERE image = ?", (number,))
    rows = ((number, rule_number(sql, rule), count) for rule, count in counts.items())
    sql.executemany("INSERT INTO finding VALUES (?, ?, ?)", rows)


def recount(store: CatalogueDatabase, accepted: Collection[Key], names: Collection[str] | None = None) -> None:
    """Count anew what is told of images, since other findings are accepted now.

    Args:
        store: The catalogue.
        accepted: What was accepted for good.
        names: The images; all without it.
    """
    rows = store.each(_ALL)
    if names is not None:
        parts = (sorted(names)[at : at + _MANY] for at in range(0, len(names), _MANY))
        asked = (store.rows(f"{_ALL} WHERE name IN ({', '.join('?' * len(part))})", *part) for part in parts)
        rows = chain.from_iterable(asked)
    reader = FindingReader(CheckSettings())
    with store.transaction() as sql:
        for number, name, state, told in rows:
            found = reader.findings(told)
            _put_counts(sql, number, counts_of(str(name), found, accepted, finished=state in _DONE))
