"""Sidecars that are written in batches: nothing is lost by a kill, a full disk, or somebody else's edit."""

from __future__ import annotations

from pathlib import Path
from threading import Event, current_thread

import pytest

from tests.conftest import PNG
from tests.support.bulk_changes import bulk
from tests.support.killed import run_killed
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.session import sidecar_batches, sidecars
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.dataset.plain_sidecars import PlainSidecars
from tui_captioner.storage.files import atomic, batches, file_system_sync
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX
from tui_captioner.storage.files.batches import WriteBatch
from tui_captioner.storage.files.file_system_sync import FileSystemSync
from tui_captioner.storage.project.database import Database

COUNT = 60


OLD, NEW = b"standing, photograph", b"sitting"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    root = tmp_path / "set"
    (root / "sub").mkdir(parents=True)
    for number in range(COUNT):
        folder = root / "sub" if number % 3 == 0 else root
        (folder / f"{number}.png").write_bytes(PNG)
        (folder / f"{number}.txt").write_bytes(OLD)
    return root


def captions(root: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in root.rglob("*.txt"))


def litter(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.name.endswith(TEMPORARY_SUFFIX)]


def test_a_bulk_change_and_its_undo_are_written_in_batches(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_session(many)
    syncs: list[int] = []
    monkeypatch.setattr(file_system_sync, "syncfs", syncs.append)
    # The old way would sync each of them on its own.
    monkeypatch.setattr(sidecars, "write_atomic", None)
    monkeypatch.setattr(sidecars, "remove", None)
    finish(bulk(session))
    assert captions(many) == [NEW] * (COUNT - 1)
    finish(session.undo())
    assert captions(many) == [OLD] * COUNT
    assert len(syncs) == 2
    assert session.project.ensure().pending() == []
    session.close()


_KILLED = """
from tests.support.bulk_changes import bulk
from tests.support.tui_material import open_session
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.project.database import Database

session = open_session(Path(sys.argv[1]))
if sys.argv[3] == "undo":
    finish(bulk(session))
if not die_in_a_batch(sys.argv[2]):
    Database.mark_written = die
finish(session.undo() if sys.argv[3] == "undo" else bulk(session))
"""


_KILLED_BETWEEN_BATCHES = """
from tests.support.bulk_changes import bulk
from tests.support.tui_material import open_session
from threading import Event
from tui_captioner.services.session import sidecar_batches
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.files.batches import WriteBatch
from tui_captioner.storage.files.file_system_sync import FileSystemSync

sidecar_batches._BATCH = 10
stage, sync, third = WriteBatch.stage, FileSystemSync.sync, Event()
staged, syncs = [], []
def counted(*given):
    stage(*given)
    staged.append(given)
    if len(staged) == 25:
        third.set()
def dying(*given):
    # The second batch is written when the third is filled.
    syncs.append(given)
    if len(syncs) == 2:
        third.wait(20)
        die()
    sync(*given)
WriteBatch.stage, FileSystemSync.sync = counted, dying
session = open_session(Path(sys.argv[1]))
finish(bulk(session))
"""


def test_killed_while_one_batch_is_written_and_the_next_one_filled_the_next_opening_finishes(many: Path) -> None:
    run_killed(_KILLED_BETWEEN_BATCHES, many)
    assert set(captions(many)) <= {OLD, NEW}
    assert litter(many)
    session = open_session(many)
    finish(session.finish_interrupted())
    assert captions(many) == [NEW] * (COUNT - 1)
    assert session.project.ensure().pending() == []
    assert not litter(many)
    finish(session.undo())
    assert captions(many) == [OLD] * COUNT
    session.close()


def test_the_next_batch_is_filled_while_one_is_written(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidecar_batches, "_BATCH", 10)
    session = open_session(many)
    staged, at_sync = [0], []
    stage, sync, filled = WriteBatch.stage, FileSystemSync.sync, Event()

    def counted(*given: object) -> None:
        stage(*given)  # type: ignore[arg-type]
        staged[0] += 1
        if staged[0] == 20:
            filled.set()

    def slow(*given: object) -> None:
        at_sync.append(filled.wait(20))
        sync(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(WriteBatch, "stage", counted)
    monkeypatch.setattr(FileSystemSync, "sync", slow)
    finish(bulk(session))
    assert at_sync == [True] * (COUNT // 10)
    assert captions(many) == [NEW] * (COUNT - 1)
    session.close()


def test_whoever_waits_for_keys_waits_for_no_file_of_a_batch(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_session(many)
    threads: set[object] = set()

    def noted(owner: type, name: str) -> None:
        act = getattr(owner, name)

        def acting(*given: object) -> object:
            threads.add(current_thread())
            return act(*given)

        monkeypatch.setattr(owner, name, acting)

    for owner, name in ((PlainSidecars, "look"), (WriteBatch, "stage"), (Database, "mark_written")):
        noted(owner, name)
    finish(bulk(session))
    assert threads
    assert current_thread() not in threads
    assert captions(many) == [NEW] * (COUNT - 1)
    session.close()


@pytest.mark.parametrize("what", ["bulk", "undo"])
@pytest.mark.parametrize(
    ("at", "written"),
    [
        ("staging", 0),
        ("before the sync", 0),
        ("after the sync", 0),
        ("between renames", 2),
        ("before the folders", COUNT),
        ("marking", COUNT),
    ],
)
def test_killed_at_any_point_each_sidecar_is_old_or_new_and_the_next_opening_finishes(
    many: Path, at: str, written: int, what: str
) -> None:
    run_killed(_KILLED, many, at, what)
    before, after = (OLD, NEW) if what == "bulk" else (NEW, OLD)
    found = captions(many)
    assert found.count(after) == (written if written < COUNT else COUNT - (what == "bulk"))
    assert set(found) <= {before, after}
    session = open_session(many)
    assert len(session.project.ensure().pending()) == COUNT
    finish(session.finish_interrupted())
    assert captions(many) == ([NEW] * (COUNT - 1) if what == "bulk" else [OLD] * COUNT)
    assert session.project.ensure().pending() == []
    assert not litter(many)
    finish(session.undo() if what == "bulk" else session.redo())
    assert captions(many) == ([OLD] * COUNT if what == "bulk" else [NEW] * (COUNT - 1))
    session.close()


def test_what_is_changed_outside_while_a_batch_waits_is_left_alone(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_session(many)
    sync = file_system_sync.FileSystemSync.sync

    def meddled(*given: object) -> None:
        sync(*given)  # type: ignore[arg-type]
        (many / "4.txt").write_bytes(b"theirs")
        (many / "5.txt").unlink()
        (many / "8.txt").write_bytes(OLD)

    monkeypatch.setattr(file_system_sync.FileSystemSync, "sync", meddled)
    finish(bulk(session))
    assert (many / "4.txt").read_bytes() == b"theirs"
    assert not (many / "5.txt").exists()
    # Written anew with the same text: it is replaced, as it would have been before.
    assert (many / "8.txt").read_bytes() == NEW
    assert session.project.ensure().pending() == ["4.png", "5.png"]
    conflict = session.conflict("4.png")
    assert conflict is not None
    assert conflict.theirs == "theirs"
    assert captions(many).count(NEW) == COUNT - 3
    assert not litter(many)
    session.close()


@pytest.mark.parametrize("call", ["syncfs", "sync_file"])
def test_where_a_batch_fails_each_is_tried_alone_and_what_fails_is_said_of_that_image(
    many: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    session = open_session(many)
    write = atomic.write_atomic

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    def some(path: Path, data: bytes) -> None:
        if path.name == "4.txt":
            full(path)
        write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(file_system_sync, call, full)
        patch.setattr(sidecars, "write_atomic", some)
        finish(bulk(session))
    assert session.save_state("4.png") == "NOT SAVED, 4.txt: No space left on device"
    assert [name for name in session.names if session.save_state(name)] == ["4.png"]
    assert session.project.ensure().pending() == ["4.png"]
    assert captions(many).count(NEW) == COUNT - 2
    session.refresh("4.png")
    assert captions(many) == [NEW] * (COUNT - 1)
    assert session.save_state("4.png") == ""
    session.close()


def test_where_temporary_files_find_no_room_they_are_written_singly(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(many)
    make, left = atomic.make_temporary, [10]

    def full(target: Path | str, data: bytes, *, durable: bool = True) -> str:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        return make(target, data, durable=durable)

    monkeypatch.setattr(batches, "make_temporary", full)
    finish(bulk(session))
    assert captions(many) == [NEW] * (COUNT - 1)
    assert not [name for name in session.names if session.save_state(name)]
    session.close()


def test_a_locked_file_is_said_of_its_image_alone(many: Path) -> None:
    (many / "4.txt").chmod(0o444)
    session = open_session(many)
    finish(bulk(session))
    assert [name for name in session.names if session.save_state(name)] == ["4.png"]
    assert "write-protected" in session.save_state("4.png")
    assert (many / "4.txt").read_bytes() == OLD
    session.close()


def test_an_edit_that_brings_the_old_text_back_is_not_overwritten(many: Path) -> None:
    session = open_session(many)
    job = bulk(session)
    for progress in job:
        if progress.done > COUNT // 2 + 5:
            break
    later = session.names[COUNT // 2]
    path = session.image(later).sidecar
    assert path.read_bytes() == OLD
    assert session.edit(later, "edit", Caption({"action": (Tag("standing"), Tag("photograph"))}))
    finish(job)
    assert path.read_bytes() == OLD
    assert session.project.ensure().pending() == []
    session.close()


def test_an_edit_in_the_middle_of_a_batch_is_not_overwritten_by_it(many: Path) -> None:
    session = open_session(many)
    job = bulk(session)
    for progress in job:
        if progress.done > COUNT + 30:
            break
    assert session.edit("4.png", "edit", Caption({"action": (Tag("jumping"),)}))
    assert (many / "4.txt").read_bytes() == b"jumping"
    finish(job)
    assert (many / "4.txt").read_bytes() == b"jumping"
    assert session.project.ensure().pending() == []
    finish(session.undo())
    assert (many / "4.txt").read_bytes() == NEW
    finish(session.undo())
    assert captions(many) == [OLD] * COUNT
    session.close()
