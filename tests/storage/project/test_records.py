from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, Tag, typed_tags
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slot_states import SLOT_STATES, SlotMark
from tui_captioner.storage.project.records import (
    STATES,
    ImageRecord,
    RecordError,
    dump_record,
    load_marks,
    load_record,
)

EMPTY = Caption()
TAGGED = Caption().added("subject", typed_tags("a cat"))
OTHER = Caption().added("subject", typed_tags("a dog"))


@pytest.mark.parametrize(
    ("state", "old", "new", "expected"),
    [
        ("empty", EMPTY, TAGGED, "draft"),
        ("done", TAGGED, OTHER, "done"),
        ("done", TAGGED, EMPTY, "empty"),
        ("reviewed", TAGGED, EMPTY, "empty"),
        ("reviewed", TAGGED, OTHER, "done"),
        ("reviewed", TAGGED, TAGGED, "reviewed"),
        ("flagged", TAGGED, EMPTY, "flagged"),
        ("flagged", EMPTY, TAGGED, "flagged"),
        ("done", EMPTY, EMPTY, "done"),
        ("empty", EMPTY, EMPTY, "empty"),
    ],
)
def test_the_state_follows_the_tags(state: str, old: Caption, new: Caption, expected: str) -> None:
    assert ImageRecord(old, state).with_caption(new) == ImageRecord(new, expected)


def test_other_captions_stay_unless_they_are_given() -> None:
    record = ImageRecord(TAGGED, "done", (OTHER,))
    assert record.with_caption(OTHER).alternatives == (OTHER,)
    assert record.with_caption(OTHER, ()).alternatives == ()


captions = st.sampled_from(
    [EMPTY, TAGGED, OTHER, replace(TAGGED, read=read_caption("a cat|||BREAK,a cat.  It sits\nhere, "))]
)


notes = st.sampled_from(["", "blurred?", "two\nlines"])


marks = st.dictionaries(st.text(), st.builds(SlotMark, st.sampled_from(SLOT_STATES), notes), max_size=3)


@given(
    st.builds(ImageRecord, captions, st.sampled_from(STATES), st.lists(captions, max_size=3).map(tuple), notes, marks)
)
def test_a_record_reads_back_the_same(record: ImageRecord) -> None:
    assert load_record(dump_record(record)) == record


def test_what_was_reviewed_and_has_another_second_caption_is_done() -> None:
    record = ImageRecord(TAGGED, "reviewed", (OTHER,))
    assert record.with_caption(TAGGED, (TAGGED,)).state == "done"
    assert record.with_caption(TAGGED, (OTHER,)).state == "reviewed"
    sure = Caption({"subject": (Tag("a cat"),)})
    unsure = Caption({"subject": (Tag("a cat", unsure=True),)})
    assert ImageRecord(unsure, "reviewed").with_caption(sure).state == "reviewed"


@pytest.mark.parametrize(
    "text", ["[]x", "[1]", '{"a": "done"}', '{"a": ["empty"]}', '{"a": ["done", 3]}', '{"a": []}', "[" * 100_000]
)
def test_states_of_slots_that_are_none_are_damage(text: str) -> None:
    with pytest.raises(RecordError):
        load_marks(text)
    if "[[" not in text and "x" not in text:
        with pytest.raises(RecordError):
            load_record(f'{{"state": "draft", "caption": {{"slots": {{}}}}, "slot_states": {text}}}')
