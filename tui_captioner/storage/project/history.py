"""What can be kept of the rows of a damaged database.

A record that can't be read stands in the history too: what a step left an image with is what the next step of that
image began with. So one of the two is enough, and the record of today is what the last step left.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tui_captioner.storage.project.records import RecordError, load_record
from tui_captioner.storage.project.steps import load_globals

Row = tuple[Any, ...]
_UNREADABLE = object()
BRIDGE = "edits that a repair found no step for"
"""Title of the step that stands for the lost ones."""


@dataclass(frozen=True, slots=True)
class Old:
    """The rows that could be read, table by table, whatever stands in them."""

    image: Sequence[Row]
    step: Sequence[Row]
    change: Sequence[Row]
    draft: Sequence[Row]
    meta: Sequence[Row]
    accepted: Sequence[Row] = ()
    acceptance: Sequence[Row] = ()
    refused: Sequence[Row] = ()
    refusal: Sequence[Row] = ()
    asked: Sequence[Row] = ()


@dataclass
class Kept:
    """The rows of the new database, and what became of the others.

    Args:
        images: Rows of images.
        steps: Rows of steps.
        changes: Rows of changes.
        drafts: Rows of half-typed text.
        meta: Small things by key.
        accepted: Findings that were accepted for good.
        acceptances: What steps did to findings.
        refused: Machine tags that were refused.
        refusals: What steps did to those.
        asked: What models were asked.
        from_history: Images whose record was found in the history.
        from_sidecar: Images whose record is lost, so that they are read from their sidecar again.
        lost_steps: Titles of steps that can't be taken back any more, in whole or for an image.
        lost: How many other rows are lost.
    """

    images: list[Row] = field(default_factory=list)
    steps: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    drafts: list[Row] = field(default_factory=list)
    meta: list[Row] = field(default_factory=list)
    accepted: list[Row] = field(default_factory=list)
    acceptances: list[Row] = field(default_factory=list)
    refused: list[Row] = field(default_factory=list)
    refusals: list[Row] = field(default_factory=list)
    asked: list[Row] = field(default_factory=list)
    from_history: list[str] = field(default_factory=list)
    from_sidecar: list[str] = field(default_factory=list)
    lost_steps: list[str] = field(default_factory=list)
    lost: int = 0

    @property
    def has_losses(self) -> bool:
        """Whether anything is not as it was."""
        return bool(self.from_history or self.from_sidecar or self.lost_steps or self.lost)

    def tables(self) -> Iterator[tuple[str, list[Row]]]:
        """The tables with their rows, in the order in which they can be filled."""
        yield from (("image", self.images), ("step", self.steps), ("change", self.changes))
        yield from (("draft", self.drafts), ("meta", self.meta))
        yield from (("accepted", self.accepted), ("acceptance", self.acceptances))
        yield from (("refused", self.refused), ("refusal", self.refusals), ("asked", self.asked))


def mended(old: Old) -> Kept:
    """The rows that a new database is to have."""
    kept = Kept()
    images = {row[0]: list(row) for row in old.image if _is_name(row[0])}
    kept.lost += len(old.image) - len(images)
    steps = _steps(old.step, kept)
    chains = _chains(old, steps, kept)
    for name, chain in chains.items():
        _mend_chain(chain, images.get(name))
    for name in dict.fromkeys([*images, *chains]):
        _keep_image(name, images.get(name), chains.get(name, []), steps, kept)
    _keep_history(steps, chains, kept)
    _bridge(kept)
    numbers = {step[0] for step in kept.steps}
    # A step that took back a part of one that is lost stands for itself.
    kept.steps = [(*step[:6], step[6] if step[6] in numbers else None) for step in kept.steps]
    _keep_small(old, kept)
    _keep_accepted(old, numbers, kept)
    _keep_refused(old, numbers, kept)
    kept.asked = _fine(old.asked, kept, _is_question)
    return kept


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and _is_utf8(value)


def _are_names(values: Row) -> bool:
    return all(map(_is_name, values))


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _steps(rows: Sequence[Row], kept: Kept) -> dict[int, Row]:
    """The steps whose globals can be read, by number."""
    steps: dict[int, Row] = {}
    for number, title, at, undone, before, after, takes_back in sorted(rows, key=lambda row: row[0]):
        shown = title if _is_name(title) else "a step"
        try:
            load_globals(before), load_globals(after)
        except RecordError:
            kept.lost_steps.append(shown)
        else:
            steps[number] = (number, shown, at if _is_name(at) else "", int(bool(undone)), before, after, takes_back)
    return steps


def _chains(old: Old, steps: dict[int, Row], kept: Kept) -> dict[str, list[list[Any]]]:
    """The changes of each image in the order of the steps; a record that can't be read is marked."""
    chains: dict[str, list[list[Any]]] = {}
    for step, name, before, after, was, now in sorted(
        (row for row in old.change if isinstance(row[0], int)), key=lambda row: row[0]
    ):
        if step not in steps or not _is_name(name) or not _are_blobs(was, now):
            kept.lost += 1
            continue
        chains.setdefault(name, []).append([step, name, _record(before), _record(after), was, now])
    return chains


def _are_blobs(*values: Any) -> bool:
    return all(value is None or isinstance(value, bytes) for value in values)


def _record(value: Any) -> Any:
    """The text of a record, None for none, or the mark of one that can't be read."""
    if value is None:
        return None
    with contextlib.suppress(RecordError):
        load_record(value)
        return value
    return _UNREADABLE


def _mend_chain(chain: list[list[Any]], image: list[Any] | None) -> None:
    """Put what the neighbours say in place of what can't be read."""
    for one, other in itertools.pairwise(chain):
        if one[3] is _UNREADABLE and one[5] == other[4]:
            one[3] = other[2]
        elif other[2] is _UNREADABLE and one[5] == other[4]:
            other[2] = one[3]
    if image is not None and chain and chain[-1][3] is _UNREADABLE and chain[-1][5] == image[2]:
        record = _record(image[1])
        chain[-1][3] = chain[-1][3] if record is None else record


def _keep_image(name: str, row: list[Any] | None, chain: list[list[Any]], steps: dict[int, Row], kept: Kept) -> None:
    """The row of an image as it was, else by its history, else none: then its sidecar is read."""
    record = _UNREADABLE if row is None else _record(row[1])
    if row is not None and record is not _UNREADABLE and _are_blobs(*row[2:4]):
        kept.images.append((name, record, row[2], row[3], int(bool(row[4]))))
        return
    found, data = _by_history(chain, steps)
    if row is None and found in (None, _UNREADABLE):
        return
    blobs = (None, None) if row is None or not _are_blobs(*row[2:4]) else (row[2], row[3])
    pending = row is not None and bool(row[4]) and blobs != (None, None)
    if found not in (None, _UNREADABLE) and (row is None or blobs == (None, None) or data == blobs[0]):
        kept.from_history.append(name)
        kept.images.append((name, found, data, blobs[1] if pending else None, int(pending)))
        return
    kept.from_sidecar.append(name)
    if pending:
        # A row without a record is one whose sidecar is still to be written; then it is read like any other.
        kept.images.append((name, None, *blobs, 1))


def _by_history(chain: list[list[Any]], steps: dict[int, Row]) -> tuple[Any, bytes | None]:
    """Record and sidecar of an image by the history: what the last step left, or the first undone one began with."""
    done = [change for change in chain if not steps[change[0]][3]]
    undone = [change for change in chain if steps[change[0]][3]]
    if done:
        return done[-1][3], done[-1][5]
    return (undone[0][2], undone[0][4]) if undone else (None, None)


def _keep_history(steps: dict[int, Row], chains: dict[str, list[list[Any]]], kept: Kept) -> None:
    """The steps that can still be carried back and forth, for every image of theirs that can."""
    changed: set[int] = set()
    broken: set[int] = set()
    for chain in chains.values():
        for change in chain:
            if _UNREADABLE in change:
                broken.add(change[0])
            else:
                changed.add(change[0])
                kept.changes.append(tuple(change))
    kept.lost_steps.extend(steps[number][1] for number in sorted(broken))
    for number, step in steps.items():
        if number in changed or number not in broken or step[5] is not None:
            kept.steps.append(step)


def _bridge(kept: Kept) -> None:
    """Where the last step of an image is lost, add one that leads to the record of today: else undo would lose that."""
    undone = {step[0] for step in kept.steps if step[3]}
    last = {change[1]: change for change in sorted(kept.changes, key=lambda one: one[0]) if change[0] not in undone}
    bridges: list[Row] = []
    number = max((step[0] for step in kept.steps), default=0) + 1
    for name, record, written, *_ in kept.images:
        before = last.get(name)
        if before is not None and record is not None and not _same(before[3], record):
            bridges.append((number, name, before[3], record, before[5], written))
    if not bridges:
        return
    # A new step ends what could be done again, here as ever.
    kept.lost_steps.extend(step[1] for step in kept.steps if step[0] in undone)
    kept.steps = [step for step in kept.steps if step[0] not in undone]
    kept.changes = [change for change in kept.changes if change[0] not in undone]
    kept.steps.append((number, BRIDGE, kept.steps[-1][2] if kept.steps else "", 0, None, None, None))
    kept.changes.extend(bridges)


def _same(one: str | None, other: str) -> bool:
    return one is not None and load_record(one) == load_record(other)


def _keep_accepted(old: Old, steps: set[int], kept: Kept) -> None:
    """Findings that were accepted, and what those steps that are kept did to some."""
    kept.accepted = _fine(old.accepted, kept, _are_names)
    fine = _fine(old.acceptance, kept, lambda row: _are_names(row[1:4]) and row[4] in (0, 1))
    kept.acceptances = [row for row in fine if row[0] in steps]


def _keep_refused(old: Old, steps: set[int], kept: Kept) -> None:
    """Machine tags that were refused, and what those steps that are kept did to some."""
    kept.refused = _fine(old.refused, kept, _are_names)
    fine = _fine(old.refusal, kept, lambda row: _are_names(row[1:7]) and row[7] in (0, 1))
    kept.refusals = [row for row in fine if row[0] in steps]


def _fine(rows: Sequence[Row], kept: Kept, is_fine: Callable[[Row], bool]) -> list[Row]:
    """The rows that can be kept; the others are counted as lost."""
    fine = [row for row in rows if is_fine(row)]
    kept.lost += len(rows) - len(fine)
    return fine


def _is_question(row: Row) -> bool:
    """Whether this is a row of what a model was asked."""
    return _are_names((*row[:6], *row[8:])) and all(isinstance(tokens, int) for tokens in row[6:8])


def _keep_small(old: Old, kept: Kept) -> None:
    for row in old.draft:
        if all(map(_is_name, row)):
            kept.drafts.append(row)
        else:
            kept.lost += 1
    for key, value in old.meta:
        try:
            fine = _is_name(key) and _is_name(value)
            fine = fine and (key != "globals" or load_globals(value) is not None)
        except RecordError:
            fine = False
        if fine:
            kept.meta.append((key, value))
        else:
            kept.lost += 1
