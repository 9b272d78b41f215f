"""Statistics as rows that are read: what each counts, of how many, and the filter that finds those images."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tui_captioner.domain.slot_states import FINISHED, STATES
from tui_captioner.domain.statistics import asked
from tui_captioner.domain.statistics.figures import Statistics, TagFigures
from tui_captioner.domain.statistics.layers import LayerFigures
from tui_captioner.domain.statistics.pace import left_in_words
from tui_captioner.domain.statistics.shares import least_together, percent
from tui_captioner.domain.statistics.spread import Spread
from tui_captioner.domain.structure import Structure

LISTED = 20
"""Rows of a section that has one for each tag."""
_BINS = 8
_TO_DO = ("flagged", "draft", "empty")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure.

    Args:
        label: What is counted; it may be a tag, so any text.
        images: How many images.
        whole: Of how many.
        note: What else is to be said of it.
        filter: Finds these images; empty where there is no filter for them.
        slot: Key of the slot that it is about; empty for none.
    """

    label: str
    images: int
    whole: int
    note: str = ""
    filter: str = ""
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Figures of one kind.

    Args:
        key: Its name for programs.
        title: Its title.
        rows: Its figures.
        note: What is to be said of all of them.
        more: How many rows are left out.
    """

    key: str
    title: str
    rows: tuple[Row, ...]
    note: str = ""
    more: int = 0


def sections(figures: Statistics, structure: Structure, listed: int = LISTED) -> list[Section]:
    """All that is told, section by section; one without a row is left out.

    Args:
        figures: The statistics.
        structure: The slots of the dataset.
        listed: Rows of a section that has one for each tag, 0 for all.
    """
    parts = (
        _progress(figures),
        _slot_progress(figures, structure),
        _slots(figures, structure),
        _empty_slots(figures, structure),
        _tags(figures),
        _lengths(figures),
        _models(figures),
        _used(figures, structure, listed),
        _constant(figures, structure),
        _nearly_everywhere(figures, listed),
        _once(figures, structure, listed),
        _together(figures, listed),
        *(_layer(figures, layer, structure, listed) for layer in figures.layers),
    )
    return [part for part in parts if part.rows]


def _progress(figures: Statistics) -> Section:
    rows = [
        Row(state, figures.states[state], figures.images, filter=asked.in_state(state))
        for state in STATES
        if figures.states.get(state)
    ]
    left = figures.images - sum(figures.states.get(state, 0) for state in FINISHED)
    note = left_in_words(left, figures.pace) if left else f"all {figures.images:,} are done"
    return Section("progress", "How far it is", tuple(rows), note)


def _slot_progress(figures: Statistics, structure: Structure) -> Section:
    rows = [
        Row(
            structure.title(slot.slot),
            sum(slot.states.get(state, 0) for state in FINISHED),
            figures.images,
            ", ".join(f"{slot.states[state]:,} {state}" for state in _TO_DO if slot.states.get(state)),
            " OR ".join(asked.in_slot_state(slot.slot, state) for state in FINISHED),
            slot.slot,
        )
        for slot in figures.slots
        if slot.states
    ]
    return Section("slot-progress", "How far each slot is: done", tuple(rows))


def _slots(figures: Statistics, structure: Structure) -> Section:
    rows = [
        Row(
            structure.title(slot.slot),
            slot.images,
            figures.images,
            f"{slot.tags / slot.images:.1f} tags each" if slot.images else "",
            asked.in_slot(slot.slot),
            slot.slot,
        )
        for slot in figures.slots
    ]
    note = f"{len(figures.globals)} globals stand in every caption" if figures.globals else ""
    return Section("slots", "Images with tags in a slot", tuple(rows), note)


def _empty_slots(figures: Statistics, structure: Structure) -> Section:
    rows = [
        Row(
            f"nothing in {structure.title(slot.slot)}",
            figures.images - slot.images,
            figures.images,
            filter=asked.none_in_slot(slot.slot),
            slot=slot.slot,
        )
        for slot in figures.slots
        if 0 < slot.images < figures.images
    ]
    return Section("empty-slots", "Empty slots", tuple(rows))


def _tags(figures: Statistics) -> Section:
    return Section("tags", "Tags a caption", tuple(_bins("tags", figures.tags)), _spread_words(figures.tags))


def _lengths(figures: Statistics) -> Section:
    length = figures.length
    over = length.tokens.beyond(length.limit)
    rows = list(_bins("tokens", length.tokens))
    if over:
        rows.insert(
            0, Row(f"over {length.limit} tokens", over, figures.captions, "is cut", asked.longer_than(length.limit))
        )
    mark = "" if length.exact else "~"
    note = f"{_spread_words(length.tokens)}; {mark}tokens for {length.encoder}, limit {length.limit}"
    return Section("tokens", "Length of captions", tuple(rows), note)


def _models(figures: Statistics) -> Section:
    rows = [
        Row(
            one.model,
            one.kept,
            one.proposed,
            f"{one.refused:,} refused, {one.open:,} open",
            asked.set_by(one.model) if one.kept else asked.proposed_by(one.model) if one.open else "",
        )
        for one in figures.models
    ]
    return Section("models", "Tags kept of those that a model proposed", tuple(rows))


def _bins(field: str, spread: Spread) -> Iterator[Row]:
    for first, last, count in spread.bins(_BINS):
        unit = field.removesuffix("s") if last == 1 else field
        label = f"{first} {unit}" if first == last else f"{first} to {last} {unit}"
        # No caption at all is no caption without a tag.
        wanted = asked.both(asked.between(field, first, last), "tags>0" if first == 0 else "")
        yield Row(label, count, spread.total, filter=wanted)


def _spread_words(spread: Spread) -> str:
    return f"median {spread.at(0.5)}, from {spread.least} to {spread.most}"


def _used(figures: Statistics, structure: Structure, listed: int) -> Section:
    tags, whole = figures.used, sum(tag.images for tag in figures.used)
    note = f"{len(tags):,} different, {whole:,} in all"
    return _of_tags("used", "Most used tags", tags, figures, structure, listed, note)


def _constant(figures: Statistics, structure: Structure) -> Section:
    note = "what is on every image is learned with it: a global, or left out"
    return _of_tags("constant", "On every image", figures.constant, figures, structure, 0, note)


def _nearly_everywhere(figures: Statistics, listed: int) -> Section:
    rows = [
        Row(
            f"lacks {tag.text}",
            figures.captions - tag.images,
            figures.captions,
            f"{percent(tag.images, figures.captions)} have it",
            asked.lacking(asked.with_tag(tag.text)),
            tag.slot,
        )
        for tag in figures.nearly_everywhere
    ]
    return _cut("nearly", "On nearly every image", rows, listed, "is it missing, or really not there?")


def _once(figures: Statistics, structure: Structure, listed: int) -> Section:
    note = f"{len(figures.once):,} tags of {len(figures.used):,}"
    return _of_tags("once", "On one image alone", figures.once, figures, structure, listed, note)


def _of_tags(
    key: str,
    title: str,
    tags: Sequence[TagFigures],
    figures: Statistics,
    structure: Structure,
    listed: int,
    note: str = "",
) -> Section:
    called = structure.title_or_key
    rows = (
        Row(tag.text, tag.images, figures.captions, called(tag.slot), asked.with_tag(tag.text), tag.slot)
        for tag in tags
    )
    return _cut(key, title, list(rows), listed, note)


def _together(figures: Statistics, listed: int) -> Section:
    rows = [
        Row(" + ".join(group.texts), group.images, figures.captions, filter=asked.with_tag(group.texts[0]))
        for group in figures.together
    ]
    note = f"on {least_together(figures.captions)} images and more; a model can't tell them apart"
    return _cut("together", "Never apart", rows, listed, note)


def _layer(figures: Statistics, layer: LayerFigures, structure: Structure, listed: int) -> Section:
    slot, name = layer.layer
    rows = [Row(term.text, term.images, figures.captions, filter=term.filter, slot=slot) for term in layer.terms]
    cut = _cut(f"{slot}.{name}", f"{structure.title(slot)}: {name}", rows, listed)
    lacking = figures.captions - layer.images
    if not lacking:
        return cut
    wanted = asked.lacking(layer.filter) if layer.terms else "tags>0"
    none = Row("none known", lacking, figures.captions, filter=wanted, slot=slot)
    return Section(cut.key, cut.title, (*cut.rows, none), cut.note, cut.more)


def _cut(key: str, title: str, rows: Sequence[Row], listed: int, note: str = "") -> Section:
    kept = rows[:listed] if listed else rows
    return Section(key, title, tuple(kept), note, len(rows) - len(kept))


def all_rows(parts: Iterable[Section]) -> Iterator[tuple[Section, Row]]:
    """Every row with its section."""
    for part in parts:
        for row in part.rows:
            yield part, row
