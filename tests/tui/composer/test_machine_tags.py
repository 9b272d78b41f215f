"""What a model proposed, in the composer: shown apart, confirmed and refused by key, undone, and said at the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.composer_desk import open_desk
from tests.support.lines import plain
from tests.support.tui_material import number
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.domain.typed_text import typed_tags
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer import slot_views, views
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.proposed import Proposed

KEYS = (("Enter", "next"), ("F1", "keys"))
TAGS = (
    DraftedTag("action", "sitting", "wd14"),
    DraftedTag("action", "waving", "wd14"),
    DraftedTag("subject", "brzmzk", "wd14", known=False),
    DraftedTag("background", "beach", "joy"),
)


def propose(session: Session, *tags: DraftedTag) -> None:
    session.edit_record("a.png", "drafts", replace(session.record("a.png"), drafted=tags))


@pytest.fixture
def proposed(state: Composing) -> Composing:
    propose(state.session, *TAGS)
    return state


def act(state: Composing, *names: str) -> None:
    table = Proposed(state).table()
    for name in names:
        table[name]()


def texts(state: Composing, slot: str) -> list[tuple[str, str]]:
    return [(tag.text, tag.by) for tag in state.tags(slot)]


def left(state: Composing) -> list[str]:
    return [one.text for one in state.machine.all]


def test_they_are_shown_apart_without_colour_too_and_are_in_no_caption(proposed: Composing) -> None:
    drawn = [plain(line) for line in slot_views.slot_lines(proposed, 80, 14)]
    assert any("‹sitting› · ‹waving›" in line for line in drawn)
    assert any("‹brzmzk*›" in line for line in drawn)
    assert plain(views.caption_lines(proposed, 80, 2)[0]) == ""
    status = plain(views.status(proposed, KEYS, 120, answer="Alt+Y"))
    assert status.startswith("0 tags")
    assert "‹4 proposed by 2 models› Alt+Y" in status


def test_each_is_confirmed_or_refused_and_the_next_comes(proposed: Composing) -> None:
    act(proposed, "proposed")
    assert proposed.mode == "proposed"
    act(proposed, "confirm_proposed", "refuse_proposed")
    assert texts(proposed, "action") == [("sitting", "wd14")]
    assert left(proposed) == ["brzmzk", "beach"]
    assert proposed.slot == "subject"
    assert [one.text for one in proposed.session.refused.all()] == ["waving"]
    act(proposed, "refuse_proposed", "confirm_proposed")
    assert proposed.machine.here is None
    assert proposed.session.caption_text(proposed.caption) == "sitting, beach"


def test_undo_takes_a_refusal_back(proposed: Composing) -> None:
    act(proposed, "proposed", "refuse_proposed")
    finish(proposed.session.undo())
    assert left(proposed)[0] == "sitting"
    assert list(proposed.session.refused.all()) == []


def test_a_slot_or_all_are_confirmed_in_one_step_without_new_words(proposed: Composing) -> None:
    act(proposed, "proposed", "confirm_slot")
    assert texts(proposed, "action") == [("sitting", "wd14"), ("waving", "wd14")]
    act(proposed, "confirm_image")
    assert left(proposed) == ["brzmzk"]
    assert "1 new word is left: brzmzk" in proposed.message
    finish(proposed.session.undo())
    assert left(proposed) == ["brzmzk", "beach"]


def test_one_goes_along_them_and_back_to_typing(proposed: Composing) -> None:
    act(proposed, "proposed", "proposed_right", "proposed_right")
    assert proposed.slot == "subject"
    act(proposed, "proposed_left", "proposed_left", "proposed_left", "leave_proposed")
    assert (proposed.slot, proposed.mode) == ("action", "empty")


def test_typing_one_confirms_it_and_another_slot_keeps_its_own(proposed: Composing) -> None:
    proposed.typed("Beach")
    proposed.add(typed_tags("Beach"))
    assert texts(proposed, "action") == [("Beach", "joy")]
    assert left(proposed) == ["sitting", "waving", "brzmzk"]


def test_one_that_became_a_global_is_said(proposed: Composing) -> None:
    finish(proposed.session.set_globals(["sitting"], "globals"))
    act(proposed, "proposed", "confirm_proposed")
    assert proposed.message == "'sitting' by wd14: it stands in every caption already"
    assert left(proposed)[0] == "sitting"


def test_half_typed_text_is_not_acted_over(proposed: Composing) -> None:
    proposed.typed("wav")
    act(proposed, "proposed")
    assert proposed.mode == "typing"
    assert "half-typed" in proposed.message


def test_another_caption_of_the_image_has_none(proposed: Composing) -> None:
    record = proposed.session.record("a.png")
    proposed.session.edit_record("a.png", "two", replace(record, alternatives=(record.caption,)))
    proposed.view(1)
    assert left(proposed) == []


def test_finishing_says_what_is_not_confirmed(proposed: Composing) -> None:
    proposed.go_to_slot(number(proposed.session, "associations"))
    proposed.next_slot()
    assert proposed.name != "a.png"
    assert proposed.message == "4 proposed by 2 models and not confirmed for a.png: not written"
    assert not proposed.session.image("a.png").path.with_suffix(".txt").exists()


async def test_the_keys(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        propose(desk.session, *TAGS)
        await desk.press("alt+y", "y", "n")
        assert desk.state.mode == "proposed"
        assert any("Refused 'waving' by wd14" in row for row in desk.drawn())
        await desk.press("q", "a", "escape", "1")
        assert desk.state.tags("action")[0].text == "sitting"
        assert left(desk.state) == ["brzmzk"]
        assert desk.session.caption_text(desk.state.caption).startswith("sitting, ")
