"""Sidecars that other programs write while the dataset is open: noticed, whoever writes how, and never written over."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.sessions import add, open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import ReadOnlyError
from tui_captioner.services.session.outside_watch import OutsideWatch
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.storage.dataset import folder_events
from tui_captioner.storage.files import atomic

OURS, THEIRS = b"standing", b"sitting."
"""Of the same size."""


def in_place(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(THEIRS)


def rename_over(path: Path) -> None:
    new = path.with_name(".new")
    new.write_bytes(THEIRS)
    new.replace(path)


def delete_and_create(path: Path) -> None:
    path.unlink()
    path.write_bytes(THEIRS)


def with_the_same_times(path: Path) -> None:
    before = path.stat()
    in_place(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def as_a_link(path: Path) -> None:
    (path.parent / "other.caption").write_bytes(THEIRS)
    path.unlink()
    path.symlink_to("other.caption")


def with_other_line_ends(path: Path) -> None:
    path.write_bytes(OURS + b"\r\n")


def deleted(path: Path) -> None:
    path.unlink()


WRITERS = [in_place, rename_over, delete_and_create, with_the_same_times, as_a_link, with_other_line_ends, deleted]


def noticed(watch: OutsideWatch, at: str = "") -> list[str]:
    """What one look finds changed."""
    changed: list[str] = []
    for _ in watch.judge(watch.look(at), changed):
        pass
    return changed


@pytest.fixture
def edited(dataset: Path) -> Session:
    """A session in which two images were edited."""
    session = open_session(dataset)
    for name in ("a.png", "b.png"):
        session.edit(name, "begin", Caption({"action": (Tag("standing"),)}))
    return session


@pytest.mark.parametrize("events", [True, False])
@pytest.mark.parametrize("write", WRITERS)
def test_it_is_seen_at_the_next_look_and_no_edit_writes_over_it(
    edited: Session, write: Callable[[Path], None], events: bool
) -> None:
    watch = OutsideWatch(edited, events=events)
    noticed(watch)
    assert noticed(watch) == []
    path = edited.image("b.png").sidecar
    assert path.read_bytes() == OURS
    write(path)
    theirs = path.read_bytes() if path.exists() else None
    assert noticed(watch, "a.png") == ["b.png"]
    assert edited.changed_outside == {"b.png"}
    with pytest.raises((SidecarChangedError, ReadOnlyError)):
        add(edited, "b.png", "action", "waving")
    assert (path.read_bytes() if path.exists() else None) == theirs
    assert noticed(watch) == []
    edited.close()


def test_what_is_written_here_is_none_and_a_choice_ends_it(edited: Session) -> None:
    watch = OutsideWatch(edited)
    noticed(watch)
    add(edited, "a.png", "action", "waving")
    assert noticed(watch) == []
    edited.image("a.png").sidecar.write_bytes(THEIRS)
    assert noticed(watch) == ["a.png"]
    conflict = edited.conflict("a.png")
    assert conflict is not None
    edited.take_theirs(conflict)
    assert noticed(watch) == []
    assert edited.changed_outside == set()
    edited.close()


def test_a_caption_that_was_never_edited_is_read_anew_and_told_of(dataset: Path) -> None:
    session = open_session(dataset)
    watch = OutsideWatch(session)
    told: set[str] = set()
    session.subscribe(told.update)
    noticed(watch, "b.png")
    session.record("b.png")
    session.image("b.png").sidecar.write_bytes(THEIRS)
    assert noticed(watch, "b.png") == ["b.png"]
    assert told == {"b.png"}
    assert session.caption("b.png") == "sitting."
    assert session.changed_outside == set()
    session.close()


def test_a_session_that_reads_follows_the_one_that_writes(edited: Session) -> None:
    reader = open_session(edited.project.root)
    watch = OutsideWatch(reader)
    assert reader.caption("a.png") == "standing"
    noticed(watch, "a.png")
    add(edited, "a.png", "action", "waving")
    assert noticed(watch, "a.png") == ["a.png"]
    assert reader.caption("a.png") == "standing, waving"
    assert reader.changed_outside == set()
    reader.close()
    edited.close()


def test_a_write_in_the_same_tick_of_the_clock_is_seen_when_looked_at_twice(
    edited: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = OutsideWatch(edited, events=False)
    path = edited.image("a.png").sidecar
    look = path.stat()
    noticed(watch, "a.png")
    in_place(path)
    real = os.stat
    monkeypatch.setattr(os, "stat", lambda at, **how: look if str(at) == str(path) else real(at, **how))
    assert noticed(watch, "a.png") == ["a.png"]
    monkeypatch.undo()
    edited.close()


def test_where_the_kernel_has_no_room_it_goes_by_looks_alone(edited: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui_captioner.services.session.outside_watch.FolderEvents", none)
    watch = OutsideWatch(edited)
    noticed(watch)
    in_place(edited.image("a.png").sidecar)
    assert noticed(watch) == ["a.png"]
    edited.close()


def test_what_changes_while_a_caption_is_on_its_way_to_the_disk_stays(
    edited: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = edited.image("a.png").sidecar, atomic.make_temporary

    def slowly(target: Path, data: bytes, *, durable: bool = True) -> str:
        temporary = real(target, data, durable=durable)
        if target == path:
            rename_over(path)
        return temporary

    monkeypatch.setattr(atomic, "make_temporary", slowly)
    add(edited, "a.png", "action", "waving")
    assert path.read_bytes() == THEIRS
    assert "another program has just changed it" in edited.save_state("a.png")
    assert not [one for one in path.parent.iterdir() if atomic.is_temporary(one.name)]
    monkeypatch.undo()
    edited.refresh("a.png")
    assert edited.conflict("a.png") is not None
    edited.close()


def test_a_folder_that_goes_is_no_end_of_watching(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    events = folder_events.FolderEvents([str(tmp_path), str(tmp_path / "gone")])
    (tmp_path / "gone").rmdir()
    assert events.changed() is None
    (tmp_path / "x.txt").touch()
    assert events.changed() == {str(tmp_path / "x.txt")}
    events.close()
