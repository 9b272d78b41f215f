"""Several captions of one image, as values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.alternatives import all_texts, common_texts, first_change, made_first, removed, replaced
from tui_captioner.domain.caption import Caption, Tag


def caption(**slots: list[str]) -> Caption:
    return Caption({slot: tuple(Tag(text) for text in texts) for slot, texts in slots.items()})


A, B, C = (caption(action=[text]) for text in ("a", "b", "c"))
captions = st.lists(
    st.dictionaries(st.sampled_from(["type", "action"]), st.lists(st.sampled_from("abcd"), unique=True)).map(
        lambda slots: caption(**slots)
    ),
    min_size=1,
    max_size=4,
).map(tuple)


def test_one_is_replaced_removed_and_made_the_first() -> None:
    assert replaced((A, B, C), 1, A) == (A, A, C)
    assert removed((A, B, C), 0) == (B, C)
    assert made_first((A, B, C), 2) == (C, B, A)


@given(captions, st.data())
def test_making_one_the_first_twice_changes_nothing(them: tuple[Caption, ...], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(them) - 1))
    assert made_first(made_first(them, index), index) == them
    assert made_first(them, index)[0] == them[index]


def test_the_first_change_is_the_caption_to_look_at() -> None:
    assert first_change((A, B), (A, B)) is None
    assert first_change((A, B), (A, C)) == 1
    assert first_change((A, B), (A, B, C)) == 2
    assert first_change((A, B, C), (A, B)) == 1
    assert first_change((A, B, C), (B, C)) == 0


@given(captions, captions)
def test_the_first_change_is_always_a_caption_that_is_there(
    before: tuple[Caption, ...], after: tuple[Caption, ...]
) -> None:
    changed = first_change(before, after)
    assert (changed is None) == (before == after)
    assert changed is None or 0 <= changed < len(after)


def test_all_texts_holds_each_tag_once_the_first_captions_first() -> None:
    one, two = caption(action=["standing", "smiling"]), caption(action=["waving", "standing"], type=["photo"])
    assert all_texts([one, two]) == {"action": ["standing", "smiling", "waving"], "type": ["photo"]}


@given(captions)
def test_common_texts_stand_in_every_caption_and_no_others(them: tuple[Caption, ...]) -> None:
    common = common_texts(them)
    for one in them:
        for slot, texts in one.texts().items():
            for text in texts:
                everywhere = all(text in other.texts().get(slot, []) for other in them)
                assert (text in common[slot]) == everywhere
