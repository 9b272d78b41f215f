"""The catalogue finds the images that a filter means, whatever the filter and the captions are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.filter_meaning import holds
from tui_captioner.domain.query.parsing import LONGEST, FilterError, parse_filter
from tui_captioner.domain.query.words import FilterWords
from tui_captioner.domain.slot_states import SLOT_STATES, SlotMark
from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.browsing import listed, names_matching, places_matching, tags_beginning
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.order import Order
from tui_captioner.storage.catalogue.rows import ImageRow, Proposed, TagRow

SLOTS = ("action", "subject")
"""Few, so that a slot is full as often as it is empty."""
_WORDS = ("hat", "Red_hat", "red-hat", "(red hat:1.2)", "*", "[a]", "100%", "man", "woman", "é", "e\u0301", "STRASSE")
_WORD = st.sampled_from(_WORDS) | st.text("ab_- *?[]%\\'\"", min_size=1, max_size=4).filter(lambda text: text.strip())
_TAG = st.builds(
    TagRow,
    st.sampled_from((0, 0, 1)),
    st.sampled_from((*SLOTS, GLOBALS)),
    _WORD,
    st.booleans(),
    st.none(),
    st.sampled_from((0, 1, 4)),
)


_MARK = st.builds(SlotMark, st.sampled_from(SLOT_STATES), st.sampled_from(("", "Blurred?", "hm")))


@st.composite
def images(draw: st.DrawFn, number: int) -> ImageRow:
    tags = tuple(draw(st.lists(_TAG, max_size=4)))
    texts = [", ".join(tag.text for tag in tags if tag.caption == which) for which in (0, 1)]
    return ImageRow(
        draw(st.sampled_from(("a", "B_c", "sub/É", "sub/a"))) + f"{number}.png",
        number,
        b"",
        b"",
        False,
        draw(st.integers(0, 4)),
        draw(st.booleans()),
        not any(tag.caption == 0 for tag in tags),
        tags=tags,
        written=tuple(texts if any(tag.caption for tag in tags) else texts[:1]),
        written_tags=len(tags),
        tokens=draw(st.integers(0, 90)),
        note=draw(st.sampled_from(("", "", "Blurred?", "red hat"))),
        authors=draw(st.dictionaries(st.sampled_from(("file", "person", "WD-14")), st.integers(1, 3))),
        proposed=draw(st.dictionaries(st.sampled_from(("WD-14", "joy")), st.just(Proposed(2, 1)))),
        findings=draw(st.dictionaries(st.sampled_from(("written-twice", "unsure")), st.integers(1, 3))),
        marks=draw(st.dictionaries(st.sampled_from(SLOTS), _MARK)),
    )


@st.composite
def datasets(draw: st.DrawFn) -> list[ImageRow]:
    return [draw(images(number)) for number in range(draw(st.integers(0, 6)))]


_VALUE = st.sampled_from(
    ("hat", "*hat*", "red?hat", "r*-hat", '"red hat"', "é", "strasse", r"\*", "[a]", '"(red hat:1.2)"', "a*", "?", "*")
)
_CONDITION = st.one_of(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(("tag", "text", "name", "note", *SLOTS, GLOBALS)),
        st.sampled_from((":", "=", "!=", "==")),
        _VALUE,
    ),
    _VALUE,
    st.builds(
        "state.{}{}{}".format,
        st.sampled_from(SLOTS),
        st.sampled_from((":", "!=")),
        st.sampled_from(("done", "d*", "empty", "*", "flagged", "draft", "reviewed")),
    ),
    st.builds("state:{}".format, st.sampled_from(("done", "d*", "empty", "*"))),
    st.builds(
        "{}{}{}".format, st.sampled_from(("tokens", "tags")), st.sampled_from((">", "<=", "!=")), st.integers(0, 9)
    ),
    st.builds("finding:{}".format, st.sampled_from(("written-twice", "*", "un*", "nothing"))),
    st.builds("by:{}".format, st.sampled_from(("file", "edit", "ME", "per*", "*", "model", "wd-14", "import"))),
    st.builds("proposed:{}".format, st.sampled_from(("*", "joy", "wd_14", "file"))),
    st.builds("{}:empty".format, st.sampled_from((*SLOTS, GLOBALS, "note"))),
    st.sampled_from(("unsure:yes", "unsure:no")),
)
FILTERS = st.recursive(
    _CONDITION,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(("AND", "OR", "")), inner),
        st.builds("NOT ({})".format, inner),
    ),
    max_leaves=6,
)


def filled(images: Sequence[ImageRow]) -> CatalogueDatabase:
    store = CatalogueDatabase(None)
    store.put(images, bare_key)
    return store


@given(datasets(), FILTERS, st.sampled_from(((), ("hat",), ("annika", "Red_hat"))))
def test_the_catalogue_finds_what_a_filter_means(images: list[ImageRow], text: str, globals_: tuple[str, ...]) -> None:
    store, asked = filled(images), parse_filter(text)
    meant = [image.name for image in images if holds(asked, image, globals_)]
    assert names_matching(store, asked, globals_) == meant
    assert [images[place].name for place in places_matching(store, asked, globals_)] == meant


def image(name: str, number: int, *tags: tuple[str, str]) -> ImageRow:
    rows = tuple(TagRow(0, slot, text, False, None) for slot, text in tags)
    text = ", ".join(text for _, text in tags)
    return ImageRow(
        name, number, b"", b"", False, 1, False, not tags, tags=rows, written=(text,), written_tags=len(tags)
    )


THREE = (
    image("a.png", 0, ("subject", "red hat"), ("action", "standing")),
    image("b.png", 1, ("subject", "hat")),
    image("c.png", 2, ("details", "hat on the table"), ("action", "running"), ("action", "smiling")),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tag:hat", "b"),
        ("tag:*hat*", "abc"),
        ("subject:*hat", "ab"),
        ("hat NOT subject:empty", "ab"),
        ("tags>2 OR name:a.", "ac"),
        ("name:A", "a"),
        ("b.PNG", "b"),
        ("tag:annika", "abc"),
    ],
)
def test_images_are_found(text: str, names: str) -> None:
    found = names_matching(filled(THREE), parse_filter(text), ("annika",))
    assert "".join(name[0] for name in found) == names


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (Order(), "abc"),
        (Order("name", reverse=True), "cba"),
        (Order("tags"), "bac"),
        (Order("tags", reverse=True), "cab"),
        (Order("action", reverse=True), "cab"),
        (Order("caption"), "bca"),
        (Order("state"), "abc"),
    ],
)
def test_images_are_sorted(order: Order, names: str) -> None:
    found = names_matching(filled(THREE), parse_filter(""), order=order)
    assert "".join(name[0] for name in found) == names


def test_what_a_list_shows() -> None:
    found = listed(filled(THREE), ["c.png", "gone.png", "a.png"])
    assert found.keys() == {"a.png", "c.png"}
    assert (found["c.png"].slots, found["c.png"].tags) == ({"details": 1, "action": 2}, 3)
    assert found["a.png"].caption == "red hat, standing"


def test_tags_that_begin_so_come_with_their_counts() -> None:
    store = filled(THREE)
    assert tags_beginning(store, "hat") == [("hat", 1), ("hat on the table", 1)]
    assert tags_beginning(store, "hat", "subject") == [("hat", 1)]
    assert tags_beginning(store, "%") == []


@pytest.mark.parametrize(
    "piece", ["a ", "a OR ", "name:a OR ", "tag:*a* ", "NOT a ", "tag:a OR (b AND ", "NOT (a OR b) "]
)
def test_a_filter_of_ten_thousand_characters_is_answered(piece: str) -> None:
    text = piece * (LONGEST // len(piece) - 300)
    text = text.removesuffix("OR ").removesuffix("AND ").rstrip("( ")
    try:
        asked = parse_filter(text)
    except FilterError:
        asked = parse_filter(piece * 15 + "c" + ")" * (15 * piece.count("(")))
    store = filled(THREE)
    assert len(names_matching(store, asked)) == sum(holds(asked, one) for one in THREE)


def test_more_slots_than_an_integer_has_bits() -> None:
    slots = [f"slot{number}" for number in range(70)]
    rows = tuple(TagRow(0, slot, "hat", False, None) for slot in slots)
    store = filled([ImageRow("a.png", 0, b"", b"", False, 1, False, False, tags=rows), image("b.png", 1)])
    words = FilterWords(tuple(slots))
    for slot in slots:
        assert names_matching(store, parse_filter(f"{slot}:empty", words)) == ["b.png"]
