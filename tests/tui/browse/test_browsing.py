"""The state of the list of images: choosing, ranges, the place that is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.list_desk import make_captions
from tests.support.tui_material import open_session, put
from tui_captioner.services.bulk.notes import Notes
from tui_captioner.services.catalogue.scope import scope_of
from tui_captioner.services.catalogue.unsure import UnsureImages
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.order import Order
from tui_captioner.tui.browse.browsing import Browsing

TEXTS = {"a": b"red hat", "b": b"hat", "c": b"", "d": b"red hat, beach", "e": b"coat"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def browsing(session: Session) -> Browsing:
    return Browsing(session)


def ask(browsing: Browsing, text: str, order: Order | None = None) -> None:
    asked = browsing.scope.wish(text, order or Order())
    browsing.list(asked, result_of(browsing.catalogue.answer(browsing.scope.question(asked))))


def names(browsing: Browsing) -> str:
    return "".join(name[0] for name in browsing.scope.names())


def test_all_images_at_first(browsing: Browsing) -> None:
    assert names(browsing) == "abcde"
    assert browsing.scope.is_all


def test_what_is_found_is_listed_and_the_cursor_stays_on_its_image(browsing: Browsing) -> None:
    browsing.go_to_image("d.png")
    ask(browsing, 'tag:"red hat"')
    assert (names(browsing), browsing.name) == ("ad", "d.png")
    ask(browsing, "coat")
    assert (names(browsing), browsing.name) == ("e", "e.png")
    ask(browsing, "nothing")
    assert (names(browsing), browsing.name, browsing.these) == ("", "", [])


def test_sorted_by_a_column(browsing: Browsing) -> None:
    ask(browsing, "", Order("tags", reverse=True))
    assert names(browsing) == "dabec"
    assert browsing.scope.neighbour("d.png", 1) == "a.png"


def test_an_edit_is_about_the_chosen_images_or_about_all_listed(browsing: Browsing) -> None:
    ask(browsing, "hat")
    assert list(browsing.these) == ["a.png", "b.png", "d.png"]
    browsing.go_to(1)
    browsing.toggle()
    assert list(browsing.these) == ["b.png"]
    assert browsing.hidden == 0
    ask(browsing, "coat")
    assert browsing.hidden == 1
    ask(browsing, "")
    browsing.go_to(4)
    browsing.choose()
    assert list(browsing.these) == ["b.png", "e.png"]
    browsing.toggle()
    assert list(browsing.these) == ["b.png"]


def test_a_range_is_chosen_from_either_end(browsing: Browsing) -> None:
    browsing.go_to(3)
    browsing.mark()
    browsing.go_to(1)
    assert [browsing.is_chosen(row) for row in range(5)] == [False, True, True, True, False]
    browsing.mark()
    assert list(browsing.these) == ["b.png", "c.png", "d.png"]


def test_all_are_chosen_and_let_go(browsing: Browsing) -> None:
    browsing.toggle_all()
    assert len(browsing.chosen) == 5
    browsing.toggle_all()
    assert not browsing.chosen
    browsing.mark()
    assert browsing.let_go()
    assert not browsing.let_go()


def test_an_edited_image_is_fetched_anew(browsing: Browsing, session: Session) -> None:
    finish(browsing.catalogue.fill())
    browsing.fetch(range(5))
    before = browsing.known("a.png")
    assert before is not None
    assert before.caption == "red hat"
    put(session, "a.png", subject=["coat"])
    assert browsing.known("a.png") is None
    browsing.fetch(range(1))
    after = browsing.known("a.png")
    assert after is not None
    assert after.caption == "coat"
    assert browsing.is_old


def test_the_rows_say_the_same_before_all_captions_were_read(browsing: Browsing, session: Session) -> None:
    browsing.fetch(range(5))
    before = [browsing.known(name) for name in session.names]
    finish(browsing.catalogue.fill())
    finish(Notes(session, "blurred", ["b.png"]).carry_out())
    finish(session.undo())
    after = Browsing(session)
    after.fetch(range(5))
    assert [after.known(name) for name in session.names] == before
    assert None not in before


def test_from_an_image_that_is_not_listed_one_goes_to_the_nearest(browsing: Browsing, session: Session) -> None:
    ask(browsing, "hat")
    scope = scope_of(session)
    assert scope.neighbour("c.png", 1) == "d.png"
    assert scope.neighbour("c.png", -1) == "b.png"
    assert scope.neighbour("e.png", 1) == ""
    assert list(scope.behind("b.png")) == ["d.png", "a.png"]
    assert list(scope.behind("c.png")) == ["a.png", "b.png", "d.png"]


def test_the_set_stays_as_it_was_found(browsing: Browsing, session: Session) -> None:
    ask(browsing, "tag:hat")
    put(session, "b.png", subject=["coat"])
    assert names(browsing) == "b"
    ask(browsing, "tag:hat")
    assert names(browsing) == ""


def test_the_next_unsure_image_is_one_of_those_that_are_gone_through(tmp_path: Path) -> None:
    make_captions(tmp_path, {stem: f"zxq {stem}".encode() for stem in "abc"})
    session = open_session(tmp_path)
    unsure = UnsureImages(session)
    finish(unsure.look_through())
    assert unsure.after("a.png") == "b.png"
    ask(Browsing(session), "name:c")
    assert unsure.after("a.png") == "c.png"
    assert unsure.after("c.png") == ""
    session.close()
