"""Whatever is left out and written again: no tag is lost, none comes in, and deciding twice is deciding once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.profiles.leaving_out import LeavingOut, decided, decided_anew, with_left_out
from tui_captioner.domain.profiles.profile import Part
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slotting.arranging import into_slots
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.writing import assemble, settled, written_tags
from tui_captioner.storage.project.records import ImageRecord, dump_record, load_record

SLOTS = DEFAULT_STRUCTURE.own_keys
RULES = OutputRules()
words = st.sampled_from(
    ["annika", "park", "red hair", "standing", "BREAK", "a dog.", "(a, b:1.2)", "café", "park bench"]
)
texts = st.lists(words, min_size=1, max_size=8).map(", ".join)
parts = st.frozensets(st.sampled_from(SLOTS).map(Part))


@st.composite
def captions(draw: st.DrawFn) -> Caption:
    """A caption as it was read, or as it was edited since; some tags unsure, some decided by the user."""

    def where(tags: object) -> list[tuple[str, Tag]]:
        return [(draw(st.sampled_from(SLOTS)), tag) for tag in tags]  # type: ignore[attr-defined]

    read = into_slots(read_caption(draw(texts)), DEFAULT_STRUCTURE, (), where)
    if draw(st.booleans()):
        return read
    added = read.added(draw(st.sampled_from(SLOTS)), [Tag("smiling", written=draw(st.sampled_from([None, True])))])
    return settled(DEFAULT_STRUCTURE, RULES, added)


def rule_of(left_out: frozenset[Part]) -> LeavingOut:
    return LeavingOut(left_out, trigger="annika")


def tags_of(caption: Caption) -> list[tuple[str, str]]:
    return sorted((slot, tag.text) for slot, tags in caption.slots.items() for tag in tags)


def text(caption: Caption) -> str:
    return assemble(DEFAULT_STRUCTURE, RULES, (), caption)


@given(captions(), parts)
def test_no_tag_is_lost_or_comes_in(caption: Caption, left_out: frozenset[Part]) -> None:
    for after in (decided(caption, rule_of(left_out)), decided_anew(caption, rule_of(left_out))):
        assert tags_of(after) == tags_of(caption)
        written = [tag.text for tag in written_tags(DEFAULT_STRUCTURE, RULES, (), after)]
        kept = [tag.text for tags in after.slots.values() for tag in tags if tag.is_left_out]
        assert sorted(written + kept) == sorted(tag.text for tag in written_tags(DEFAULT_STRUCTURE, RULES, (), caption))


@given(captions(), parts)
def test_deciding_twice_is_deciding_once(caption: Caption, left_out: frozenset[Part]) -> None:
    rule = rule_of(left_out)
    once, anew = decided(caption, rule), decided_anew(caption, rule)
    assert decided(once, rule) == once
    assert decided_anew(anew, rule) == anew


@given(captions(), parts)
def test_what_was_not_edited_stays_to_the_letter(caption: Caption, left_out: frozenset[Part]) -> None:
    if caption.read is not None:
        assert text(decided(caption, rule_of(left_out))) == text(caption)


@given(captions(), parts)
def test_it_is_kept_with_the_record(caption: Caption, left_out: frozenset[Part]) -> None:
    record = ImageRecord(decided_anew(caption, rule_of(left_out)), "draft")
    again = load_record(dump_record(record))
    assert again == record
    assert text(again.caption) == text(record.caption)


@given(captions(), parts, texts)
def test_another_text_keeps_what_it_can_not_hold(caption: Caption, left_out: frozenset[Part], other: str) -> None:
    before = decided_anew(caption, rule_of(left_out))
    read = into_slots(read_caption(other), DEFAULT_STRUCTURE, (), lambda tags: [("action", tag) for tag in tags])
    after = with_left_out(read, before)
    assert text(after) == text(read)
    kept = {tag.text for tags in before.slots.values() for tag in tags if tag.is_left_out}
    assert kept <= {tag.text for tags in after.slots.values() for tag in tags}
