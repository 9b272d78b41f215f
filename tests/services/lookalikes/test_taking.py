"""Tags from the most alike image that has a caption: which one, what it gives, one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.alike_pictures import make_alike
from tests.support.tui_material import open_session, put
from tui_captioner.services.lookalikes.taking import TakingFromAlike, sources_of
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_alike(tmp_path / "set")
    session = open_session(tmp_path / "set")
    yield session
    session.close()


def test_an_image_takes_from_the_most_alike_that_has_a_caption(session: Session) -> None:
    put(session, "b.png", action=["running"])
    assert result_of(sources_of(session, ["a.png"])) == {}
    put(session, "e.png", action=["standing"])
    assert {name: other.name for name, other in result_of(sources_of(session, ["a.png"])).items()} == {"a.png": "e.png"}
    assert result_of(sources_of(session, ["a.png"]))["a.png"].mirrored
    # It is no source for itself.
    assert result_of(sources_of(session, ["e.png"])) == {}


def test_tags_come_behind_the_own_ones_each_once_as_one_step(session: Session) -> None:
    put(session, "e.png", action=["standing", "smiling"], background=["beach"])
    put(session, "a.png", action=["smiling"], subject=["red dress"])
    proposal = TakingFromAlike(session, result_of(sources_of(session, ["a.png", "b.png"])))
    finish(proposal.look_through())
    assert proposal.names == ["a.png"]
    assert proposal.title == "take tags from e.png"
    assert proposal.difference.remarks[0] == "a.png takes from e.png, the same picture, mirrored."
    assert session.peek("a.png").caption.texts() == {"action": ["smiling"], "subject": ["red dress"]}
    finish(proposal.carry_out())
    taken = {"action": ["smiling", "standing"], "subject": ["red dress"], "background": ["beach"]}
    assert session.peek("a.png").caption.texts() == taken
    finish(session.undo())
    assert session.peek("a.png").caption.texts() == {"action": ["smiling"], "subject": ["red dress"]}


def test_several_images_take_from_their_own_ones(session: Session) -> None:
    put(session, "e.png", action=["standing"])
    proposal = TakingFromAlike(session, result_of(sources_of(session, ["a.png", "c.jpg"])))
    finish(proposal.carry_out())
    assert session.peek("a.png").caption.texts() == session.peek("c.jpg").caption.texts() == {"action": ["standing"]}
    assert session.peek("a.png").state == "draft"
    put(session, "c.jpg", action=["standing"], details=["soft light"])
    found = result_of(sources_of(session, ["a.png", "e.png"]))
    mixed = TakingFromAlike(session, found)
    assert mixed.title == "take tags from the most alike"


def test_where_there_is_nothing_to_take_nothing_changes(session: Session) -> None:
    for name in ("a.png", "e.png"):
        put(session, name, action=["standing"])
    proposal = TakingFromAlike(session, result_of(sources_of(session, ["a.png"])))
    finish(proposal.look_through())
    assert not proposal.is_needed
