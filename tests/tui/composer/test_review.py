"""Going over unsure tags in the composer's state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import compose, do, open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.services.session.caption_list import Alternatives
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.review import Review

SURE = Caption({"type": (Tag("photograph"),)})
GUESSED = Caption({"type": (Tag("photograph"), Tag("hat", unsure=True)), "details": (Tag("thing", unsure=True),)})


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Four images; the second and the fourth have unsure tags."""
    for name in "abcd":
        (tmp_path / f"{name}.png").write_bytes(PNG)
    opened = open_session(tmp_path)
    for name, caption in zip("abcd", (SURE, GUESSED, SURE, GUESSED), strict=True):
        opened.edit(f"{name}.png", "put", caption)
    yield opened
    opened.close()


@pytest.fixture
def state(session: Session) -> Composing:
    return compose(session)


@pytest.fixture
def review(state: Composing) -> Review:
    return Review(state)


def spot(state: Composing) -> tuple[str, str, int | None]:
    return state.name, state.slot, state.cursor.place


def test_each_tag_is_asked_about_once_not_in_each_image(state: Composing, review: Review) -> None:
    seen, said = [], []
    for _ in range(3):
        do(state, review.next_question())
        seen.append(spot(state))
        said.append(state.message)
    assert seen == [("b.png", "type", 1), ("b.png", "details", 0), ("b.png", "type", 1)]
    assert said[0] == "Is 'hat' right in Type? Space says yes in all 2 images that have it unsure"


def test_the_unsure_tags_of_the_image_in_view_come_first(state: Composing, review: Review) -> None:
    state.show("d.png")
    do(state, review.next_question())
    assert spot(state) == ("d.png", "type", 1)


def test_space_confirms_a_tag_in_all_images_as_one_step(state: Composing, review: Review, session: Session) -> None:
    do(state, review.next_question())
    do(state, review.confirm())
    assert (spot(state), session.undo_title()) == (("b.png", "details", 0), "confirm 'hat' in Type")
    assert [tag.unsure for tag in session.record("d.png").caption.tags("type")] == [False, False]
    do(state, review.confirm())
    do(state, review.next_question())
    assert state.message == "No tag is unsure any more"
    finish(session.undo())
    finish(session.undo())
    assert [tag.unsure for tag in session.record("d.png").caption.tags("type")] == [False, True]
    do(state, review.next_question())
    assert spot(state)[1:] == ("type", 1)


def test_a_tag_that_only_this_image_has_is_confirmed_here(state: Composing, review: Review, session: Session) -> None:
    session.edit("d.png", "put", SURE)
    do(state, review.next_question())
    assert state.message == "Is 'hat' right in Type? Space says yes"
    do(state, review.confirm())
    do(state, review.confirm())
    assert state.message == "No tag of this caption is unsure any more"


def test_the_next_image_with_a_tag_that_was_not_asked_about_comes(
    state: Composing, review: Review, session: Session
) -> None:
    session.edit("d.png", "put", Caption({"type": (Tag("hat", unsure=True),), "action": (Tag("odd", unsure=True),)}))
    seen = []
    for _ in range(3):
        do(state, review.next_question())
        seen.append(spot(state))
    assert seen == [("b.png", "type", 1), ("b.png", "details", 0), ("d.png", "action", 0)]


def test_all_tags_of_a_caption_are_confirmed_in_it_alone(state: Composing, review: Review, session: Session) -> None:
    do(state, review.next_question())
    review.confirm_all()
    assert (session.undo_title(), state.message) == ("confirm 2 tags", "Confirmed 2 tags")
    do(state, review.next_question())
    assert state.name == "d.png"


def test_what_was_confirmed_is_unsure_again_after_undo(state: Composing, review: Review, session: Session) -> None:
    do(state, review.next_question())
    review.confirm_all()
    finish(session.undo())
    do(state, review.next_question())
    assert spot(state)[0] == "b.png"


def test_a_sure_tag_is_not_edited_but_passed_over(state: Composing, review: Review, session: Session) -> None:
    state.show("b.png")
    state.go_to_slot(2)
    state.cursor.place = 0
    steps = session.undo_title()
    do(state, review.confirm())
    assert (spot(state), session.undo_title()) == (("b.png", "type", 1), steps)


def test_confirming_keeps_the_order_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "e.png").write_bytes(PNG)
    (tmp_path / "e.txt").write_text("beach at dusk, quuxly, standing, photograph")
    session = open_session(tmp_path)
    state = compose(session)
    review = Review(state)
    do(state, review.next_question())
    review.confirm_all()
    assert (tmp_path / "e.txt").read_text() == "beach at dusk, quuxly, standing, photograph"
    assert not any(tag.unsure for tags in state.caption.slots.values() for tag in tags)
    session.close()


def test_another_caption_with_unsure_tags_comes_into_view(state: Composing, review: Review, session: Session) -> None:
    state.show("c.png")
    captions = Alternatives(state)
    captions.add_empty()
    state.edit("put", GUESSED)
    session.edit("b.png", "put", SURE)
    state.show("b.png")
    do(state, review.next_question())
    assert (spot(state), state.alternative) == (("c.png", "type", 1), 1)


def test_half_typed_text_is_kept_and_the_cursor_stays_away(state: Composing, review: Review, session: Session) -> None:
    session.set_draft("b.png", "action", "wav")
    do(state, review.next_question())
    assert (state.name, state.text, state.mode) == ("b.png", "wav", "typing")


def test_without_a_tag_cursor_there_is_nothing_to_confirm(state: Composing, review: Review, session: Session) -> None:
    state.show("b.png")
    before = session.undo_title()
    do(state, review.confirm())
    assert (state.message, session.undo_title()) == ("The tag cursor stands on no tag", before)


def test_an_image_that_was_mended_since_is_passed_over(session: Session, state: Composing, review: Review) -> None:
    state.show("b.png")
    session.edit("b.png", "put", SURE)
    do(state, review.next_question())
    session.edit("d.png", "put", SURE)
    do(state, review.next_question())
    assert (state.name, state.message) == ("d.png", "No tag is unsure any more")


# --- what models proposed ---------------------------------------------------------------------------------------------

HAT, NEW = DraftedTag("subject", "hat", "wd14"), DraftedTag("details", "brzmzk", "wd14", known=False)


def propose(session: Session, name: str, *tags: DraftedTag) -> None:
    session.edit_record(name, "drafts", replace(session.record(name), drafted=tags))


def test_what_is_proposed_is_asked_about_behind_what_is_unsure(state: Composing, review: Review) -> None:
    propose(state.session, "a.png", HAT)
    do(state, review.next_question())
    assert (spot(state), state.mode) == (("b.png", "type", 1), "tags")


def test_images_with_new_words_come_first_and_stand_on_them(state: Composing, review: Review) -> None:
    for name in ("b.png", "d.png"):
        state.session.edit(name, "put", SURE)
    propose(state.session, "b.png", HAT)
    propose(state.session, "c.png", HAT, NEW)
    seen = []
    for _ in range(3):
        do(state, review.next_question())
        assert state.machine.here is not None
        seen.append((state.name, state.machine.here.text))
    assert seen == [("c.png", "brzmzk"), ("b.png", "hat"), ("c.png", "brzmzk")]


def test_what_is_proposed_here_comes_before_other_images(state: Composing, review: Review) -> None:
    for name in ("b.png", "d.png"):
        state.session.edit(name, "put", SURE)
    propose(state.session, "a.png", HAT)
    propose(state.session, "c.png", NEW)
    do(state, review.next_question())
    assert (state.name, state.mode) == ("a.png", "proposed")
