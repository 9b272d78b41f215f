"""A tag is made sure in a slot: what is sure stays, and a caption that was read keeps its text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.settling import Settle
from tui_captioner.domain.slotting.placing import place
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.domain.writing import assemble

S = DEFAULT_STRUCTURE
VOCABULARY = Vocabulary([Term("1girl", slot="type"), Term("hat", slot="subject"), Term("tree", slot="background")])
UNSURE = Tag("zxqv", unsure=True)


def read(text: str) -> Caption:
    return place(read_caption(text), VOCABULARY, S)


def written(caption: Caption) -> str:
    return assemble(S, OutputRules(), (), caption)


def in_slots(caption: Caption) -> dict[str, list[tuple[str, bool]]]:
    return {slot: [(tag.text, tag.unsure) for tag in tags] for slot, tags in caption.slots.items()}


def test_of_a_caption_that_was_read_no_letter_changes() -> None:
    caption = read("zxqv ,tree,hat, BREAK,  1girl")
    assert in_slots(caption)["details"] == [("zxqv", True)]
    settled = Settle("zxqv", "background").apply(caption)
    assert in_slots(settled)["background"] == [("zxqv", False), ("tree", False)]
    assert written(settled) == "zxqv ,tree,hat, BREAK,  1girl"


def test_of_an_edited_caption_the_tag_goes_behind_the_others_of_its_slot() -> None:
    caption = Caption({"details": (UNSURE, Tag("glow")), "background": (Tag("tree"),)})
    settled = Settle("zxqv", "background").apply(caption)
    assert in_slots(settled) == {"details": [("glow", False)], "background": [("tree", False), ("zxqv", False)]}
    assert written(settled) == "glow, tree, zxqv"


def test_where_it_stands_already_it_is_made_sure_in_its_place() -> None:
    caption = Caption({"details": (UNSURE, Tag("glow"))})
    assert in_slots(Settle("zxqv", "details").apply(caption)) == {"details": [("zxqv", False), ("glow", False)]}


def test_what_is_sure_stays_and_so_does_a_caption_without_the_tag() -> None:
    caption = Caption({"details": (Tag("zxqv"),), "subject": (Tag("other", unsure=True), Tag("zxqv BREAK"))})
    assert Settle("zxqv", "background").apply(caption) is caption


def test_a_repeat_stays_a_repeat() -> None:
    caption = Caption({"details": (UNSURE, UNSURE), "background": (Tag("zxqv"),)})
    settled = Settle("zxqv", "background").apply(caption)
    assert in_slots(settled) == {"background": [("zxqv", False)] * 3}


def others(caption: Caption, text: str) -> dict[str, list[Tag]]:
    kept = {slot: [tag for tag in tags if tag.text != text] for slot, tags in caption.slots.items()}
    return {slot: tags for slot, tags in kept.items() if tags}


@given(
    st.lists(st.sampled_from(["zxqv", "tree", "hat", "1girl", "blorp", "BREAK", "It rains, today."]), max_size=8),
    st.sampled_from(["zxqv", "blorp", "tree"]),
    st.sampled_from(S.own_keys),
    st.booleans(),
)
def test_no_tag_is_lost_and_no_other_changes(texts: list[str], text: str, slot: str, edited: bool) -> None:
    caption = read(", ".join(texts))
    caption = caption.edited() if edited else caption
    settled = Settle(text, slot).apply(caption)
    before = sorted((tag.text, tag.mark) for tags in caption.slots.values() for tag in tags)
    assert sorted((tag.text, tag.mark) for tags in settled.slots.values() for tag in tags) == before
    assert not any(tag.unsure and tag.text == text for tags in settled.slots.values() for tag in tags)
    assert others(settled, text) == others(caption, text)
    assert edited or written(settled) == written(caption)
