"""What was done with a tag in some images decides where it stands in the others that nobody has edited."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session


def slot_of(session: Session, name: str, text: str) -> str:
    caption = session.record(name).caption
    return next(slot for slot, tags in caption.slots.items() if text in [tag.text for tag in tags])


def move(session: Session, name: str, text: str, slot: str) -> None:
    caption = session.record(name).caption
    moved = tuple(tag for tags in caption.slots.values() for tag in tags if tag.text == text)
    slots = {key: tuple(tag for tag in tags if tag.text != text) for key, tags in caption.slots.items()}
    slots[slot] = (*slots.get(slot, ()), *moved)
    session.edit(name, "move", Caption({key: tags for key, tags in slots.items() if tags}))


def test_a_known_tag_that_was_moved_twice_is_placed_there_and_undo_takes_that_back(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.png").write_bytes(PNG)
        (tmp_path / f"{name}.txt").write_text("smiling, standing")
    session = open_session(tmp_path)
    assert slot_of(session, "d.png", "standing") == "action"
    move(session, "a.png", "standing", "type")
    assert slot_of(session, "c.png", "standing") == "action"
    move(session, "b.png", "standing", "type")
    assert slot_of(session, "c.png", "standing") == "type"
    assert (tmp_path / "c.txt").read_text() == "smiling, standing"
    finish(session.undo())
    assert slot_of(session, "d.png", "standing") == "action"
    session.close()
