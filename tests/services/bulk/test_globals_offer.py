"""Tags that stand in nearly all captions are offered as globals, and adopted without touching what reads the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session, put
from tui_captioner.services.bulk.bulk import Sample
from tui_captioner.services.bulk.globals_adoption import Adoption
from tui_captioner.services.bulk.globals_offer import GlobalsOffer
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Twenty captions; all but the last begin alike. The last image has none."""
    for number in range(21):
        (tmp_path / f"{number:02}.png").write_bytes(PNG)
    for number in range(19):
        (tmp_path / f"{number:02}.txt").write_text(f"annika, photograph, thing {number}, standing")
    (tmp_path / "19.txt").write_text("sitting, beach")
    return tmp_path


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    opened = open_session(root)
    yield opened
    opened.close()


def offer_of(session: Session) -> GlobalsOffer:
    finish(catalogue_of(session).fill())
    offer = GlobalsOffer(session)
    offer.ask()
    return offer


def held(root: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in root.glob("*.txt")}


def test_the_offer_counts_the_captions_there_are(session: Session) -> None:
    offer = offer_of(session)
    assert offer.texts == ("annika", "photograph", "standing")
    assert offer.message == (
        "'annika, photograph, standing' stand in 19 of 20 captions: 'Adopt globals' in the palette makes them globals"
    )


def test_the_offer_says_the_least_count_where_they_differ(session: Session) -> None:
    put(session, "19.png", details=["annika"])
    assert "stand in 19 or more of 20 captions" in offer_of(session).message


def test_the_offer_changes_no_caption(session: Session, root: Path) -> None:
    before = held(root)
    texts = [session.caption_text(session.peek(name).caption) for name in session.names]
    offer_of(session)
    assert held(root) == before
    assert [session.caption_text(session.peek(name).caption) for name in session.names] == texts


def test_there_is_no_offer_before_all_was_read_nor_once_there_are_globals(session: Session) -> None:
    offer = GlobalsOffer(session)
    offer.ask()
    assert (offer.stands, offer.message) == (False, "")
    offer = offer_of(session)
    finish(session.set_globals(["someone"], "add global"))
    assert (offer.stands, offer.message) == (False, "")


def test_adopting_leaves_captions_that_begin_with_them_alone(session: Session, root: Path) -> None:
    before = held(root)
    adoption = Adoption(session, offer_of(session).texts[:2])
    finish(adoption.look_through())
    assert adoption.difference.samples == [Sample("19.png", "sitting, beach", "annika, photograph, sitting, beach")]
    assert held(root) == before
    finish(adoption.carry_out())
    assert held(root) == before | {"19": b"annika, photograph, sitting, beach"}
    assert [tag.text for tag in session.globals] == ["annika", "photograph"]


def test_adopted_tags_leave_the_slots(session: Session) -> None:
    finish(Adoption(session, ["annika", "photograph"]).carry_out())
    for name in session.names:
        texts = [text for texts in session.record(name).caption.texts().values() for text in texts]
        assert not {"annika", "photograph"} & set(texts)


def test_an_image_without_a_caption_gets_no_file(session: Session, root: Path) -> None:
    finish(Adoption(session, ["annika", "photograph"]).carry_out())
    assert not (root / "20.txt").exists()


def test_adopting_is_one_step(session: Session, root: Path) -> None:
    before = held(root)
    slots = {name: session.record(name).caption for name in session.names}
    finish(Adoption(session, ["annika", "photograph"]).carry_out())
    assert session.undo_title() == "adopt globals 'annika, photograph'"
    finish(session.undo())
    assert (held(root), session.globals) == (before, ())
    assert {name: session.record(name).caption for name in session.names} == slots


def test_a_global_that_is_deleted_later_leaves_the_captions(session: Session, root: Path) -> None:
    finish(Adoption(session, ["annika", "photograph"]).carry_out())
    finish(session.set_globals(["annika"], "delete global"))
    assert held(root)["03"] == b"annika, thing 3, standing"


def test_the_catalogue_offers_what_a_walk_offers(session: Session) -> None:
    put(session, session.names[0], details=["photograph", "annika", "dawn"])
    walked: dict[str, list[int]] = {}
    for name in session.names:
        read = session.peek(name).caption
        tags = read.read.tags if read.read is not None else tuple(tag for _, tag in read.all_tags(session.structure))
        for place, tag in enumerate(tags):
            walked.setdefault(tag.text, []).append(place)
    common = {text: places for text, places in walked.items() if len(places) >= 18}
    asked = offer_of(session)
    assert asked.texts == tuple(sorted(common, key=lambda text: sum(common[text]) / len(common[text])))
    assert "in 18 or more of 20 captions" in asked.message
