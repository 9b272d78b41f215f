"""Editing one image without a screen: what the composer, a sweep and the command line share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.edits import Rename
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.session.image_editor import ImageEditor
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

FILE_ORDER = '[output]\norder = "file"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".tui-captioner").mkdir()
    (tmp_path / ".tui-captioner" / "project.toml").write_text(FILE_ORDER)
    for name, text in (("a", "soft light, calm, beach, long hair, standing"), ("b", "photograph, sitting, red dress")):
        (tmp_path / f"{name}.png").write_bytes(PNG)
        (tmp_path / f"{name}.txt").write_text(text)
    return tmp_path


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    opened = open_session(root)
    yield opened
    opened.close()


def at(session: Session, name: str, slot: str) -> ImageEditor:
    session.go_to(name)
    editor = ImageEditor(session)
    editor.slot = slot
    return editor


def test_what_is_taken_from_another_image_stands_behind_its_slot(session: Session, root: Path) -> None:
    editor = at(session, "b.png", "action")
    editor.take_from("a.png", ["action", "subject"])
    assert (root / "b.txt").read_text() == "photograph, sitting, standing, red dress, long hair"
    assert editor.message == "Took 2 tags from a.png"
    editor.take_from("a.png", ["action", "subject"])
    assert editor.message == "Nothing to take from a.png"


def test_a_repeat_that_is_moved_to_where_it_stands_is_not_lost(session: Session, root: Path) -> None:
    editor = at(session, "b.png", "subject")
    editor.edit("put", editor.caption.with_slot("details", (Tag("red dress"),)))
    editor.slot = "details"
    editor.move_to_slot(0, "subject")
    assert [tag.text for tag in editor.tags("subject")] == ["red dress", "red dress"]


def test_a_tag_is_moved_into_the_globals_and_out_of_them(session: Session, root: Path) -> None:
    editor = at(session, "b.png", "type")
    job = editor.move_to_slot(0, GLOBALS)
    assert job is not None
    finish(job)
    assert (root / "a.txt").read_text() == "photograph, soft light, calm, beach, long hair, standing"
    editor.slot = GLOBALS
    job = editor.move_to_slot(0, "type")
    assert job is not None
    finish(job)
    assert (root / "a.txt").read_text() == "soft light, calm, beach, long hair, standing"
    assert (root / "b.txt").read_text() == "photograph, sitting, red dress"


def test_any_edit_is_carried_out_as_one_step(session: Session, root: Path) -> None:
    editor = at(session, "b.png", "type")
    assert editor.do("rename", Rename("sitting", "lying"))
    assert (root / "b.txt").read_text() == "photograph, lying, red dress"
    assert not editor.do("rename", Rename("sitting", "lying"))
    assert session.undo_title() == "rename"


def test_unsure_tags_are_confirmed_by_place(session: Session) -> None:
    editor = at(session, "b.png", "details")
    tags = tuple(Tag(text, unsure=True) for text in ("one", "two", "three"))
    editor.edit("put", editor.caption.with_slot("details", tags))
    editor.confirm([("details", 1)])
    assert session.undo_title() == "confirm 'two'"
    assert editor.unsure_spots == [("details", 0), ("details", 2)]
    editor.confirm(editor.unsure_spots)
    assert (session.undo_title(), editor.unsure_spots) == ("confirm 2 tags", [])


def test_an_image_is_done_and_not_done_again(session: Session) -> None:
    editor = at(session, "b.png", "type")
    editor.toggle_done()
    assert session.record("b.png").state == "done"
    editor.toggle_done()
    assert session.record("b.png").state == "draft"
