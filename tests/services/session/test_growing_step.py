"""A step that grows answer by answer: each on disk at once, all of them one step, parts gone without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.list_desk import captions
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.errors import ReadOnlyError
from tui_captioner.services.history.history import History
from tui_captioner.services.session.growing_step import GrowingStep
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import SidecarChangedError

OLD = b"standing,  photograph"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.png").write_bytes(PNG)
        (folder / f"{name}.txt").write_bytes(OLD)
    return folder


@pytest.fixture
def session(root: Path) -> Session:
    return open_session(root)


def wave(session: Session, step: GrowingStep, name: str) -> bool:
    record = session.record(name)
    return step.add(name, record.with_caption(record.caption.added("action", (Tag("waving"),))))


def steps(session: Session) -> list[tuple[int, str, int]]:
    return [(step.number, step.title, step.images) for step in History(session).page()]


NEW = b"photograph, standing, waving"


def test_each_part_is_on_disk_at_once_and_all_are_one_step(session: Session, root: Path) -> None:
    step = session.growing_step("wave")
    assert wave(session, step, "a.png")
    assert captions(root) == {"a": NEW, "b": OLD, "c": OLD}
    assert wave(session, step, "c.png")
    assert captions(root) == {"a": NEW, "b": OLD, "c": NEW}
    assert steps(session) == [(1, "wave", 2)]
    finish(session.undo())
    assert captions(root) == dict.fromkeys("abc", OLD)
    finish(session.redo())
    assert captions(root) == {"a": NEW, "b": OLD, "c": NEW}


def test_a_part_that_is_taken_back_leaves_no_trace(session: Session, root: Path) -> None:
    step = session.growing_step("wave")
    wave(session, step, "a.png")
    wave(session, step, "b.png")
    assert step.drop("a.png")
    assert captions(root) == {"a": OLD, "b": NEW, "c": OLD}
    assert session.row("a.png") is None
    assert steps(session) == [(1, "wave", 1)]
    assert step.drop("b.png")
    assert steps(session) == []
    assert session.undo_title() == session.redo_title() == ""
    assert captions(root) == dict.fromkeys("abc", OLD)


def test_a_part_can_be_taken_back_alone_later(session: Session, root: Path) -> None:
    step = session.growing_step("wave")
    wave(session, step, "a.png")
    wave(session, step, "b.png")
    session.edit("c.png", "sit", session.record("c.png").caption.added("action", (Tag("sitting"),)))
    session.undo_part(1, "a.png")
    assert captions(root)["a"] == OLD
    assert captions(root)["b"] == NEW


def test_what_changes_nothing_is_no_part(session: Session) -> None:
    step = session.growing_step("wave")
    assert not step.add("a.png", session.record("a.png"))
    assert steps(session) == []
    assert not step.drop("a.png")


def test_another_step_in_between_begins_a_new_one(session: Session, root: Path) -> None:
    step = session.growing_step("wave")
    wave(session, step, "a.png")
    session.edit("b.png", "sit", session.record("b.png").caption.added("action", (Tag("sitting"),)))
    wave(session, step, "c.png")
    assert [(title, images) for _, title, images in steps(session)] == [("wave", 1), ("sit", 1), ("wave", 1)]
    # Steps stand before it, so it does not go without a trace.
    assert not step.drop("a.png")
    assert captions(root)["a"] == NEW


def test_an_image_that_it_changes_already_begins_a_new_one(session: Session) -> None:
    step = session.growing_step("wave")
    wave(session, step, "a.png")
    record = session.record("a.png")
    assert step.add("a.png", record.with_caption(record.caption.added("action", (Tag("sitting"),))))
    assert [images for _, _, images in steps(session)] == [1, 1]
    finish(session.undo())
    assert session.caption("a.png") == NEW.decode()


def test_what_could_be_done_again_is_gone_with_the_first_part(session: Session) -> None:
    session.edit("b.png", "sit", session.record("b.png").caption.added("action", (Tag("sitting"),)))
    finish(session.undo())
    step = session.growing_step("wave")
    wave(session, step, "a.png")
    assert session.redo_title() == ""
    finish(session.undo())
    wave(session, step, "b.png")
    assert session.redo_title() == ""
    assert [images for _, _, images in steps(session)] == [1]


def test_a_sidecar_that_was_changed_outside_is_left_alone(session: Session, root: Path) -> None:
    step = session.growing_step("wave")
    wave(session, step, "a.png")
    session.record("b.png")
    (root / "a.txt").write_bytes(b"theirs")
    (root / "b.txt").write_bytes(b"theirs")
    with pytest.raises(SidecarChangedError):
        step.drop("a.png")
    with pytest.raises(SidecarChangedError):
        wave(session, step, "b.png")
    assert captions(root) == {"a": b"theirs", "b": b"theirs", "c": OLD}
    assert steps(session) == [(1, "wave", 1)]


def test_a_dataset_that_can_only_be_read_is_left_alone(root: Path) -> None:
    session = open_session(root, writable=False)
    with pytest.raises(ReadOnlyError):
        wave(session, session.growing_step("wave"), "a.png")
    assert captions(root) == dict.fromkeys("abc", OLD)
