"""In which slot a tag belongs is asked once, and answered for all images as one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.bulk.slot_questions import all_into, settle, settling
from tui_captioner.services.catalogue.split_tags import split_tags
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session

TEXTS = {
    "a": "standing , zxqv, beach",
    "b": "zxqv,  standing",
    "c": "beach, qqoo",
    "d": "standing, beach",
    "e": "zxqv",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.png").write_bytes(PNG)
        (tmp_path / f"{name}.txt").write_text(text)
    return tmp_path


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    opened = open_session(root)
    yield opened
    opened.close()


def held(root: Path) -> dict[str, str]:
    return {path.stem: path.read_text() for path in root.glob("*.txt")}


def slots_of(session: Session, text: str) -> dict[str, list[tuple[str, bool]]]:
    found: dict[str, list[tuple[str, bool]]] = {}
    for name in session.names:
        for slot, tags in session.peek(name).caption.slots.items():
            found.setdefault(name, []).extend((slot, tag.unsure) for tag in tags if tag.text == text)
    return {name: places for name, places in found.items() if places}


def put(session: Session, name: str, slot: str, text: str, *, unsure: bool = False) -> None:
    session.edit(name, "put", Caption({slot: (Tag(text, unsure=unsure),)}))


def test_an_answer_holds_for_all_images_and_no_file_changes_by_it(session: Session, root: Path) -> None:
    assert result_of(settle(session, "zxqv", "background")) == 3
    assert slots_of(session, "zxqv") == {f"{name}.png": [("background", False)] for name in "abe"}
    assert held(root) == TEXTS


def test_an_answer_is_one_step(session: Session) -> None:
    before = slots_of(session, "zxqv")
    result_of(settle(session, "zxqv", "background"))
    assert session.undo_title() == "confirm 'zxqv' in Background"
    finish(session.undo())
    assert slots_of(session, "zxqv") == before


def test_an_edited_caption_is_written_with_the_tag_in_its_new_place(session: Session, root: Path) -> None:
    session.edit("d.png", "put", Caption({"details": (Tag("zxqv", unsure=True),), "background": (Tag("beach"),)}))
    result_of(settle(session, "zxqv", "background"))
    assert held(root)["d"] == "beach, zxqv"


def test_nothing_is_done_where_no_image_has_it_unsure(session: Session) -> None:
    assert result_of(settle(session, "standing", "background")) == 0
    assert session.undo_title() == ""


def test_what_is_sure_elsewhere_is_for_the_other_question(session: Session) -> None:
    put(session, "e.png", "subject", "zxqv")
    for name in ("a.png", "b.png"):
        put(session, name, "details", "zxqv", unsure=True)
    assert list(result_of(settling(session, "zxqv", "background")).names) == ["a.png", "b.png"]
    result_of(settle(session, "zxqv", "background"))
    assert slots_of(session, "zxqv")["e.png"] == [("subject", False)]
    [question] = result_of(split_tags(session))
    uses = {slot: (use.images, use.confirmed) for slot, use in question.uses.items()}
    assert (question.text, question.usual, question.elsewhere) == ("zxqv", "background", 1)
    assert uses == {"subject": (1, 1), "background": (2, 2)}


def test_tags_in_one_slot_are_no_question(session: Session) -> None:
    assert result_of(split_tags(session)) == []


def test_what_was_confirmed_twice_goes_before_what_most_images_have(session: Session) -> None:
    for name in ("a.png", "b.png", "d.png"):
        put(session, name, "action", "standing", unsure=True)
    put(session, "c.png", "subject", "standing")
    [once] = result_of(split_tags(session))
    assert (once.text, once.usual, once.elsewhere) == ("standing", "action", 1)
    put(session, "e.png", "subject", "standing")
    [twice] = result_of(split_tags(session))
    assert (twice.usual, twice.elsewhere) == ("subject", 3)


def test_all_into_one_slot_is_shown_first_and_is_one_step(session: Session, root: Path) -> None:
    put(session, "c.png", "subject", "standing")
    proposal = result_of(all_into(session, "standing", "action"))
    assert list(proposal.names) == ["c.png"]
    proposal = result_of(all_into(session, "standing", "subject"))
    finish(proposal.look_through())
    assert [sample.name for sample in proposal.difference.samples] == ["a.png", "b.png"]
    assert held(root)["a"] == TEXTS["a"]
    finish(proposal.carry_out())
    assert session.undo_title() == "put all 'standing' into Subject"
    assert result_of(split_tags(session)) == []
    finish(session.undo())
    assert held(root) == {**TEXTS, "c": "standing"}


@pytest.mark.parametrize(("text", "slot"), [("zxqv", "nowhere"), ("zxqv", "globals"), ("glob", "details")])
def test_a_slot_that_is_not_there_and_a_global_are_refused(session: Session, text: str, slot: str) -> None:
    finish(session.set_globals(["glob"], "set globals"))
    for ask in (settle, all_into):
        with pytest.raises(CaptionerError):
            result_of(ask(session, text, slot))
    assert session.undo_title() == "set globals"
