"""What a step did to one image is taken back alone, from the middle of the history too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import ReadOnlyError
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.parts import PartError
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.storage.project.records import ImageRecord

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
    """All images got the same caption in one step, number 1."""
    opened = open_session(root)
    record = ImageRecord(Caption({"action": (Tag("sitting"),)}), "draft")
    finish(opened.change_many("bulk", [(name, record) for name in opened.names]))
    return opened


def texts(root: Path) -> list[bytes | None]:
    return [path.read_bytes() if (path := root / f"{name}.txt").exists() else None for name in "abc"]


def add(session: Session, name: str, text: str) -> None:
    session.edit(name, f"add {text}", session.record(name).caption.added("action", (Tag(text),)))


def refused(session: Session, number: int, name: str) -> str:
    """The words with which it is refused; and nothing changes."""
    before = session.undo_title(), texts(session.project.root), session.redo_title()
    with pytest.raises(PartError) as caught:
        session.undo_part(number, name)
    assert (session.undo_title(), texts(session.project.root), session.redo_title()) == before
    return str(caught.value)


def test_a_part_goes_back_alone_as_a_step_of_its_own(session: Session, root: Path) -> None:
    add(session, "a.png", "waving")
    told: list[frozenset[str]] = []
    session.subscribe(told.append)
    session.undo_part(1, "b.png")
    assert texts(root) == [b"sitting, waving", OLD, b"sitting"]
    assert told == [frozenset({"b.png"})]
    assert session.row("b.png") is None
    assert session.undo_title() == "take back 'bulk' for b.png"
    assert session.project.ensure().headers()[0].takes_back == 1
    assert refused(session, 1, "b.png") == "'bulk' is taken back for b.png already"
    finish(session.undo())
    assert texts(root) == [b"sitting, waving", b"sitting", b"sitting"]
    finish(session.redo())
    assert texts(root) == [b"sitting, waving", OLD, b"sitting"]
    for _ in range(3):
        finish(session.undo())
    assert texts(root) == [OLD] * 3
    session.close()


def test_it_outlives_the_session(session: Session, root: Path) -> None:
    session.undo_part(1, "b.png")
    session.close()
    again = open_session(root)
    part = again.project.ensure().part(1, "b.png")
    assert part is not None
    assert part.taken_back
    other = again.project.ensure().part(1, "c.png")
    assert other is not None
    assert not other.taken_back
    finish(again.undo())
    assert texts(root) == [b"sitting"] * 3
    again.close()


def test_a_part_that_was_taken_back_can_be_given_back(session: Session, root: Path) -> None:
    session.undo_part(1, "b.png")
    number = session.project.ensure().headers()[0].number
    session.undo_part(number, "b.png")
    assert texts(root) == [b"sitting"] * 3
    session.undo_part(1, "b.png")
    assert texts(root)[1] == OLD
    session.close()


def test_an_image_that_changed_since_is_refused_with_words(session: Session, root: Path) -> None:
    add(session, "a.png", "waving")
    assert refused(session, 1, "a.png") == (
        "a.png was changed since 'bulk'. Take its later steps back first, or change the caption itself"
    )
    session.set_state("b.png", "done")
    assert "b.png was changed since" in refused(session, 1, "b.png")
    finish(session.undo())
    session.undo_part(1, "b.png")
    assert texts(root) == [b"sitting, waving", OLD, b"sitting"]
    session.close()


def test_what_is_not_there_is_refused_with_words(session: Session, root: Path) -> None:
    assert "There is no such step" in refused(session, 7, "a.png")
    session.edit("a.png", "one", Caption({"action": (Tag("jumping"),)}))
    assert refused(session, 2, "b.png") == "'one' did not change b.png"
    assert refused(session, 2, "x.png") == "x.png is not in this dataset any more"
    finish(session.undo())
    assert refused(session, 2, "a.png") == "'one' is taken back already"
    finish(session.set_globals(["annika"], "globals"))
    assert "changed the globals, which all captions share" in refused(session, 2, "a.png")
    session.close()


def test_a_dataset_that_was_never_edited_has_no_steps(root: Path) -> None:
    session = open_session(root)
    with pytest.raises(PartError, match="no such step"):
        session.undo_part(1, "a.png")
    assert not (root / ".tui-captioner").exists()
    session.close()


def test_globals_that_came_since_stay_in_the_caption(session: Session, root: Path) -> None:
    add(session, "a.png", "waving")
    finish(session.set_globals(["annika"], "globals"))
    session.undo_part(2, "a.png")
    assert texts(root) == [b"annika, sitting"] * 3
    assert "The globals changed since 'bulk'" in refused(session, 1, "b.png")
    session.close()


def test_a_sidecar_that_was_changed_outside_is_not_overwritten(session: Session, root: Path) -> None:
    (root / "b.txt").write_bytes(b"theirs")
    with pytest.raises(SidecarChangedError):
        session.undo_part(1, "b.png")
    assert texts(root)[1] == b"theirs"
    assert session.undo_title() == "bulk"
    session.undo_part(1, "c.png")
    number = session.project.ensure().headers()[0].number
    (root / "c.txt").write_bytes(b"theirs")
    assert "c.png was changed since" in refused(session, number, "c.png")
    session.close()


def test_a_second_session_takes_nothing_back(session: Session, root: Path) -> None:
    second = open_session(root)
    with pytest.raises(ReadOnlyError):
        second.undo_part(1, "b.png")
    second.close()
    session.close()


def test_the_state_goes_back_with_it(session: Session) -> None:
    session.set_state("a.png", "done")
    add(session, "b.png", "waving")
    assert session.finished.count == 1
    session.undo_part(2, "a.png")
    assert session.finished.count == 0
    assert session.record("a.png") == replace(session.record("c.png"), state="draft")
    session.close()


def test_a_step_that_is_forgotten_leaves_its_taker(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.undo_part(1, "b.png")
    monkeypatch.setattr("tui_captioner.storage.project.database.MAX_STEPS", 1)
    add(session, "a.png", "waving")
    assert [step.takes_back for step in session.project.ensure().headers()] == [None, None]
    assert "There is no such step" in refused(session, 1, "b.png")
    session.close()
