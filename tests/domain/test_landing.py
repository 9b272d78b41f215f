"""Where an added tag comes to stand is told before it is added."""

from __future__ import annotations

import pytest

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.edits import Add
from tui_captioner.domain.landing import Landing, landing
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.writing import assemble, settled

HAT = Tag("hat")
RULES = OutputRules()


def landed(caption: Caption, slot: str = "subject", *, globals_: tuple[Tag, ...] = ()) -> Landing | None:
    found = landing(DEFAULT_STRUCTURE, RULES, globals_, caption, slot, HAT)
    if found is not None:
        added = settled(DEFAULT_STRUCTURE, RULES, Add(slot, (HAT,)).apply(caption, globals_))
        assert f"{found.behind}, hat" in f", {assemble(DEFAULT_STRUCTURE, RULES, globals_, added)}"
    return found


def typed(**slots: str) -> Caption:
    return Caption({slot: tuple(map(Tag, text.split(", "))) for slot, text in slots.items()})


@pytest.mark.parametrize(
    ("caption", "behind", "is_first"),
    [
        (Caption(), "", True),
        (typed(subject="coat, boots", background="beach"), "boots", False),
        (typed(action="standing", background="beach"), "standing", True),
        (typed(background="beach"), "", True),
    ],
)
def test_behind_the_last_of_its_slot_else_behind_the_slot_before(caption: Caption, behind: str, is_first: bool) -> None:
    assert landed(caption) == Landing("subject", behind, is_first, False)


def test_globals_stand_before_it() -> None:
    found = landed(typed(background="beach"), globals_=(Tag("annika"),))
    assert found == Landing("subject", "annika", True, False)


def test_what_is_there_already_comes_to_stand_nowhere() -> None:
    assert landed(typed(details="hat")) is None
    assert landed(Caption(), globals_=(HAT,)) is None


@pytest.mark.parametrize(("text", "reorders"), [("standing, coat, beach", False), ("beach, coat, standing", True)])
def test_it_is_told_where_the_order_of_the_file_goes(text: str, reorders: bool) -> None:
    slots = {"standing": "action", "coat": "subject", "beach": "background"}
    read = read_caption(text)
    caption = Caption({slots[tag.text]: (tag,) for tag in read.pieces}, read)
    found = landed(caption)
    assert found == Landing("subject", "coat", False, reorders)
