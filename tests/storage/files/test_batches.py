"""Many files written together: old or new each, at whatever point the program is killed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.killed import run_killed
from tests.support.staged_files import COUNT, GOES, names, staged
from tui_captioner.storage.files import batches, file_system_sync
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX, look_of
from tui_captioner.storage.files.batches import WriteBatch, Written
from tui_captioner.storage.files.file_system_sync import FileSystemSync


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "set"
    (root / "sub").mkdir(parents=True)
    for name in names():
        (root / name).write_bytes(b"old")
    return root


def contents(root: Path) -> list[bytes]:
    return [path.read_bytes() for name in names() if (path := root / name).exists()]


def litter(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.name.endswith(TEMPORARY_SUFFIX)]


def test_a_batch_writes_and_deletes(folder: Path) -> None:
    (folder / "0.txt").chmod(0o640)
    batch = staged(folder)
    assert contents(folder) == [b"old"] * COUNT
    assert batch.carry_out() == Written(tuple(names()), ())
    assert contents(folder) == [b"new"] * (COUNT - 1)
    assert (folder / "0.txt").stat().st_mode & 0o777 == 0o640
    assert not litter(folder)
    assert batch.carry_out() == Written((), ())


@pytest.mark.parametrize("together", [True, False])
def test_all_is_on_the_disk_before_the_first_rename_and_the_folders_after_the_last(
    folder: Path, monkeypatch: pytest.MonkeyPatch, together: bool
) -> None:
    said: list[str] = []
    replace, unlink = os.replace, Path.unlink

    def note(word: str) -> None:
        said.extend([word] if said[-1:] != [word] else [])

    def renamed(one: Path, other: Path) -> None:
        note("rename")
        replace(one, other)

    def deleted(one: Path, **_: bool) -> None:
        if one.name == GOES:
            note("rename")
        unlink(one)

    monkeypatch.setattr(file_system_sync, "sync_file", lambda _: note("file"))
    monkeypatch.setattr(file_system_sync, "syncfs", lambda _: note("all"))
    monkeypatch.setattr(batches, "sync_folder", lambda _: note("folder"))
    monkeypatch.setattr(os, "replace", renamed)
    monkeypatch.setattr(Path, "unlink", deleted)
    staged(folder, FileSystemSync(together=together)).carry_out()
    assert said == (["file", "all", "rename", "folder"] if together else ["file", "rename", "folder"])


@pytest.mark.parametrize("change", ["content", "gone", "another file", "a link"])
def test_what_was_changed_meanwhile_is_left_to_its_writer(folder: Path, change: str) -> None:
    batch = staged(folder)
    path = folder / "4.txt"
    if change == "content":
        path.write_bytes(b"ours")
    else:
        path.unlink()
    if change == "another file":
        path.write_bytes(b"old")
    elif change == "a link":
        path.symlink_to("2.txt")
    before = path.read_bytes() if path.exists() else None
    written = batch.carry_out()
    assert written.left == ("4.txt",)
    assert set(written.done) == set(names()) - {"4.txt"}
    if change != "a link":
        assert (path.read_bytes() if path.exists() else None) == before
    assert path.is_symlink() == (change == "a link")
    assert not litter(folder)


def test_a_file_that_came_meanwhile_is_not_replaced(folder: Path) -> None:
    batch = WriteBatch(FileSystemSync())
    batch.stage("x", folder / "x.txt", b"new", look_of(folder / "x.txt"))
    (folder / "x.txt").write_bytes(b"theirs")
    assert batch.carry_out() == Written((), ("x",))
    assert (folder / "x.txt").read_bytes() == b"theirs"


@pytest.mark.parametrize("call", ["sync_file", "syncfs"])
def test_where_the_disk_takes_no_data_no_file_is_replaced(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_system_sync, call, fail)
    assert staged(folder).carry_out() == Written((), tuple(names()))
    assert contents(folder) == [b"old"] * COUNT
    assert not litter(folder)


def test_a_file_that_can_not_be_replaced_is_left_and_the_others_are_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def refuse(one: Path, other: Path) -> None:
        if Path(other).name == "4.txt":
            raise PermissionError(1, "Operation not permitted")
        replace(one, other)

    monkeypatch.setattr(os, "replace", refuse)
    assert staged(folder).carry_out().left == ("4.txt",)
    assert contents(folder).count(b"old") == 1
    assert not litter(folder)


def test_a_file_that_finds_no_room_is_not_in_the_batch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = WriteBatch(FileSystemSync())
    batch.stage("a", folder / "0.txt", b"new", look_of(folder / "0.txt"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            batch.stage("b", folder / "2.txt", b"new", look_of(folder / "2.txt"))
    assert batch.carry_out() == Written(("a",), ())
    assert (folder / "2.txt").read_bytes() == b"old"
    assert not litter(folder)


def test_interrupted_between_renames_there_is_no_litter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, left = os.replace, [3]

    def stop(one: Path, other: Path) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        replace(one, other)

    batch = staged(folder)
    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        batch.carry_out()
    assert contents(folder) == [b"new"] * 2 + [b"old"] * (COUNT - 2)
    assert not litter(folder)
    assert len(batch) == 0


class Clock:
    """Goes on by what each way takes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, file: float, all_files: float) -> None:
        self.now = 0.0
        self.used: list[str] = []
        monkeypatch.setattr(file_system_sync, "sync_file", lambda _: self.go("file", file))
        monkeypatch.setattr(file_system_sync, "syncfs", lambda _: self.go("all", all_files))

    def go(self, word: str, seconds: float) -> None:
        self.now += seconds
        self.used.append(word)

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(("all_files", "then"), [(0.05, ["all"]), (5.0, ["file"] * 100)])
def test_the_faster_way_is_taken_from_the_second_batch_on(
    monkeypatch: pytest.MonkeyPatch, all_files: float, then: list[str]
) -> None:
    clock = Clock(monkeypatch, file=0.01, all_files=all_files)
    sync = FileSystemSync(clock=clock)
    sync.sync([Path("x")] * 100, [0])
    assert clock.used == ["file"] * 10 + ["all"]
    clock.used.clear()
    sync.sync([Path("x")] * 100, [0])
    assert clock.used == then


def test_without_syncfs_each_file_is_synced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_system_sync, "_library_call", lambda: None)
    with pytest.raises(OSError, match="no syncfs"):
        file_system_sync.syncfs(0)
    monkeypatch.setattr(file_system_sync, "syncfs", None)
    staged(folder).carry_out()
    assert contents(folder) == [b"new"] * (COUNT - 1)


_KILLED = """
from tests.support.staged_files import staged
from tui_captioner.storage.files import batches

if not die_in_a_batch(sys.argv[2]):
    batches.WriteBatch._clear = die
staged(Path(sys.argv[1])).carry_out()
"""


POINTS = {
    "staging": 0,
    "before the sync": 0,
    "before syncfs": 0,
    "after the sync": 0,
    "between renames": 2,
    "before the folders": COUNT,
    "at the end": COUNT,
}


@pytest.mark.parametrize("at", POINTS)
def test_killed_at_any_point_each_file_is_the_old_or_the_new_one(folder: Path, at: str) -> None:
    run_killed(_KILLED, folder, at)
    count = POINTS[at]
    gone = 1 if count == COUNT else 0
    assert contents(folder) == [b"new"] * (count - gone) + [b"old"] * (COUNT - count)
    assert {path.name for path in folder.rglob("*.txt")} <= {Path(name).name for name in names()}
