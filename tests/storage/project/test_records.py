from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, Origin, Tag
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slot_states import SLOT_STATES, SlotMark
from tui_captioner.domain.typed_text import typed_tags
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


drafted = st.lists(st.builds(DraftedTag, st.text(), st.text(), st.text(), st.booleans()), max_size=3).map(tuple)


@given(
    st.builds(
        ImageRecord,
        captions,
        st.sampled_from(STATES),
        st.lists(captions, max_size=3).map(tuple),
        notes,
        marks,
        drafted,
    )
)
def test_a_record_reads_back_the_same(record: ImageRecord) -> None:
    assert load_record(dump_record(record)) == record


@pytest.mark.parametrize("origin", [None, Origin(4), Origin(4, read=False, joint=" ", glue=("", ","))])
@pytest.mark.parametrize("flags", [{}, {"unsure": True, "written": True}])
def test_who_set_a_tag_is_kept(origin: Origin | None, flags: dict[str, bool]) -> None:
    record = ImageRecord(Caption({"subject": (Tag("a cat", origin=origin, by="wd14", **flags), Tag("a dog"))}), "done")
    tag, other = load_record(dump_record(record)).caption.tags("subject")
    assert (tag, tag.by, tag.origin, other.by) == (record.caption.tags("subject")[0], "wd14", origin, "")
    assert '"a dog"' in dump_record(record)


def test_a_machine_tag_that_the_caption_gets_is_confirmed() -> None:
    hat = DraftedTag("subject", "red hat", "wd14")
    record = ImageRecord(drafted=(hat, DraftedTag("subject", "A_Cat", "wd14")))
    with_cat = record.with_caption(TAGGED)
    assert (with_cat.state, with_cat.drafted) == ("draft", (hat,))
    assert with_cat.caption.tags("subject")[0].by == "wd14"


@pytest.mark.parametrize("drafted", ['"x"', '["x"]', '[["subject", "a"]]', '[["subject", 3, "wd14"]]', "{}"])
def test_machine_tags_that_are_none_are_damage(drafted: str) -> None:
    with pytest.raises(RecordError):
        load_record(f'{{"state": "draft", "caption": {{"slots": {{}}}}, "drafted": {drafted}}}')


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
