"""Statistics equal a count by hand, and the filter behind each figure finds the images that it counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.support.hostile_texts import UNITS
from tests.support.list_desk import make_captions
from tests.support.tui_material import open_session
from tui_captioner.domain.query.parsing import parse_filter
from tui_captioner.domain.query.words import FilterWords
from tui_captioner.domain.slot_states import SLOT_STATES, STATES, SlotMark, state_of_slot
from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.statistics.figures import Statistics
from tui_captioner.domain.statistics.shares import least_together
from tui_captioner.domain.statistics.told import all_rows, sections
from tui_captioner.domain.structure import GLOBALS, Slot, Structure
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.filtering import read_filter
from tui_captioner.services.catalogue.statistics import Given, StatisticsReader, statistics_of
from tui_captioner.services.session.jobs import result_of
from tui_captioner.storage.catalogue.browsing import names_matching
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.rows import ImageRow, TagRow

STRUCTURE = Structure(
    (Slot(GLOBALS, "Globals"), Slot("type", "Type", layers=("kind",)), Slot("tags", "[b]Tags", layers=("light", "x")))
)
TERMS = (Term("shot", "type", "kind"), Term("low light", "tags", "light"), Term("glow", "tags", "light"))
_ODD = ('"*" \\', "e\u0301", "[/x]", "\x1b[2J")
_TEXTS = ("shot", "wide shot", "low_light", "glow", "Glow of it", "hat", "red hat", *_ODD)
_TAG = st.tuples(st.sampled_from(("type", "tags")), st.sampled_from(_TEXTS))
_MARK = st.builds(SlotMark, st.sampled_from(SLOT_STATES))
GIVEN = Given(STRUCTURE, TERMS, (), 20, "CLIP", True, 30.0)


@st.composite
def images(draw: st.DrawFn, number: int) -> ImageRow:
    tags = draw(st.lists(_TAG, max_size=5, unique_by=lambda tag: tag[1]))
    text = ", ".join(tag for _, tag in tags)
    return ImageRow(
        *(f"{number}.png", number, b"", b"", False, draw(st.integers(0, 4)), False, not tags),
        tags=tuple(TagRow(0, slot, tag, False, rank) for rank, (slot, tag) in enumerate(tags)),
        written=(text,) if tags else (),
        written_tags=len(tags),
        tokens=len(text),
        marks=draw(st.dictionaries(st.sampled_from(("type", "tags")), _MARK, max_size=2)),
    )


@st.composite
def datasets(draw: st.DrawFn) -> list[ImageRow]:
    count = draw(st.integers(0, 3) | st.integers(8, 24))
    few = [draw(images(number)) for number in range(min(count, 6))]
    return few + [
        ImageRow(
            *(f"{at}.png", at, b"", b"", False, row.state, False, row.vacant),
            tags=row.tags,
            written=row.written,
            written_tags=row.written_tags,
            tokens=row.tokens,
            marks=row.marks,
        )
        for at in range(len(few), count)
        for row in [draw(st.sampled_from(few))]
    ]


def counted(rows: list[ImageRow], scope: str = "") -> tuple[CatalogueDatabase, Statistics]:
    store = CatalogueDatabase(None)
    store.put(rows, bare_key)
    store.make_indexes()
    return store, statistics_of(store, GIVEN, parse_filter(scope, FilterWords(STRUCTURE.keys)))


@given(datasets())
def test_all_is_counted_as_by_hand(rows: list[ImageRow]) -> None:
    store, found = counted(rows)
    store.close()
    captioned = [row for row in rows if not row.vacant]
    assert (found.images, found.captions) == (len(rows), len(captioned))
    assert found.states == Counter(STATES[row.state] for row in rows)
    assert found.tags.counts == Counter(len(row.tags) for row in captioned)
    assert found.length.tokens.counts == Counter(row.tokens for row in captioned)
    uses = Counter(tag.text for row in rows for tag in row.tags)
    assert {tag.text: tag.images for tag in found.used} == uses
    assert [tag.images for tag in found.used] == sorted(uses.values(), reverse=True)
    for slot in found.slots:
        assert slot.images == sum(any(tag.slot == slot.slot for tag in row.tags) for row in rows)
        assert slot.tags == sum(tag.slot == slot.slot for row in rows for tag in row.tags)
        assert slot.states == Counter(
            state_of_slot(
                STATES[row.state], row.marks.get(slot.slot), has_tags=any(tag.slot == slot.slot for tag in row.tags)
            )
            for row in rows
        )
    for tag in found.used:
        slots = Counter(other.slot for row in rows for other in row.tags if other.text == tag.text)
        assert slots[tag.slot] == max(slots.values())
    assert {group.texts for group in found.together} == together_by_hand(captioned)


def together_by_hand(rows: list[ImageRow]) -> set[tuple[str, ...]]:
    """Groups of tags on the same images, each in the order in which the catalogue met them."""
    having: dict[str, set[str]] = {}
    for row in rows:
        for tag in row.tags:
            having.setdefault(tag.text, set()).add(row.name)
    groups: dict[frozenset[str], list[str]] = {}
    for text, names in having.items():
        if least_together(len(rows)) <= len(names) < 0.85 * len(rows):
            groups.setdefault(frozenset(names), []).append(text)
    return {tuple(group) for group in groups.values() if len(group) > 1}


@given(datasets(), st.sampled_from(("", "tag:hat", "state:done OR tag:*shot*", "NOT tag:hat")))
def test_each_filter_finds_what_its_figure_counts(rows: list[ImageRow], scope: str) -> None:
    store, found = counted(rows, scope)
    words = FilterWords(STRUCTURE.keys)
    for section, row in all_rows(sections(found, STRUCTURE, 0)):
        whole = f"({scope}) AND ({row.filter})" if scope else row.filter
        assert len(names_matching(store, parse_filter(whole, words))) == row.images, (section.key, row)
        assert row.images <= row.whole
    store.close()


def test_a_figure_for_each_part_of_the_captions() -> None:
    texts = ("shot", "hat", "red hat", "glow")
    tags = tuple(TagRow(0, "tags" if text != "shot" else "type", text, False, at) for at, text in enumerate(texts))
    rows = [
        ImageRow(
            *(f"{at}.png", at, b"", b"", False, 2 if at < 5 else 1, False, False),
            tags=tags if at < 10 else tags[:1] if at < 19 else (TagRow(0, "type", "wide", False, 0),),
            written=("x",),
            written_tags=4,
            tokens=30 if at == 0 else 3,
        )
        for at in range(20)
    ]
    store, found = counted(rows)
    store.close()
    told_of = {section.key: section for section in sections(found, STRUCTURE)}
    assert set(told_of) == {
        *("progress", "slot-progress", "slots", "empty-slots", "tags", "tokens", "used", "nearly", "once", "together"),
        *("type.kind", "tags.light"),
    }
    assert [(row.label, row.images, row.note) for row in told_of["slot-progress"].rows] == [
        ("Type", 5, "15 draft"),
        ("[b]Tags", 5, "5 draft, 10 empty"),
    ]
    assert told_of["progress"].note == "15 to go at 30 s each: 8 min left"
    assert [(row.label, row.images) for row in told_of["nearly"].rows] == [("lacks shot", 1)]
    assert [(row.label, row.images) for row in told_of["once"].rows] == [("wide", 1)]
    assert [(row.label, row.images) for row in told_of["together"].rows] == [("hat + red hat + glow", 10)]
    assert [(row.label, row.images) for row in told_of["tags.light"].rows] == [("glow", 10), ("none known", 10)]
    assert told_of["tokens"].rows[0].label == "over 20 tokens"
    assert (told_of["used"].note, told_of["used"].more) == ("5 different, 50 in all", 0)
    short = {section.key: section for section in sections(found, STRUCTURE, 2)}["used"]
    assert (len(short.rows), short.more) == (2, 3)


def test_globals_are_no_tags_of_an_image(tmp_path: Path) -> None:
    make_captions(tmp_path, {"a": b"annika, red hat", "b": b"annika, red hat, smiling"})
    session = open_session(tmp_path)
    result_of(session.set_globals(["annika"], "globals", "a.png"))  # type: ignore[arg-type]
    reader = StatisticsReader(session)
    found = result_of(catalogue_of(session).answer(reader.question))
    session.close()
    assert [(tag.text, tag.images) for tag in found.used] == [("red hat", 2), ("smiling", 1)]
    assert found.globals == ("annika",)
    assert found.tags.counts == {2: 1, 3: 1}


def test_whatever_stands_in_captions_is_counted(tmp_path: Path) -> None:
    texts = {f"i{number:03}": f"{unit * 3}, hat".encode() for number, unit in enumerate(UNITS.values())}
    make_captions(tmp_path, texts)
    session = open_session(tmp_path)
    reader = StatisticsReader(session, read_filter(session, "hat"))
    catalogue = catalogue_of(session)
    found = result_of(catalogue.answer(reader.question))
    assert found.images == found.captions > 0
    for _, row in all_rows(sections(found, session.structure, 0)):
        asked = read_filter(session, row.filter)
        names = catalogue.ask(lambda store, asked=asked: names_matching(store, asked))  # type: ignore[misc]
        assert names is not None
        assert len(names) >= row.images
    session.close()
