"""The lock: who holds it, whether that process is still there, and what becomes of one that lost it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tui_captioner.storage.dataset import mounts
from tui_captioner.storage.project import lock as lock_module
from tui_captioner.storage.project.lock import ProjectLock
from tui_captioner.storage.project.lock_holder import Holder, read_holder, this_process

_HOLDING = """
import sys
from pathlib import Path
from tui_captioner.storage.project.lock import ProjectLock
lock = ProjectLock(Path(sys.argv[1]))
print(lock.acquire() or "held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that holds a lock, until it is killed."""
    command = [sys.executable, "-c", _HOLDING, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A lock file that was never held."""
    path = tmp_path / "lock"
    path.touch()
    return path


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder lies on a network file system."""
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda / ext4 rw 0 0\nhost:/x {os.path.realpath(tmp_path)} nfs4 rw 0 0\n")
    monkeypatch.setattr(mounts, "MOUNTS", table)


def told(path: Path, **others: object) -> None:
    """Have the lock file name this process, but for some things, as one that does not have the kernel's lock."""
    path.write_bytes(this_process(path.stat().st_ino)._replace(**others).dump())  # type: ignore[arg-type]


def gone() -> int:
    """The id of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_a_killed_process_leaves_a_lock_that_is_taken_without_a_question(path: Path) -> None:
    lock = ProjectLock(path)
    with another_process(path) as process:
        said = lock.acquire()
        assert f"process {process.pid}, since 20" in said
        assert (lock.may_be_dead, lock.acquire(take_over=True)) == (False, said)
        process.kill()
        process.wait()
    assert read_holder(path.read_bytes()) is not None
    assert lock.acquire() == ""
    lock.release()
    assert path.read_bytes() == b""


@pytest.mark.usefixtures("shared")
def test_so_it_is_on_a_network_file_system_that_has_no_locks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock_module, "_flock", lambda _: None)
    lock = ProjectLock(path)
    with another_process(path) as process:
        said = lock.acquire(take_over=True)
        assert f"process {process.pid}" in said
        process.kill()
        process.wait()
        assert lock.acquire() == ""
    lock.release()


ANOTHER_HOST = {"host": "gpu-7", "boot": "b-7", "space": "pid:[7]"}
STALE: list[dict[str, object]] = [{"boot": "before the restart"}, {"started": "1"}, {"process": gone()}]


@pytest.mark.parametrize("others", STALE)
@pytest.mark.parametrize("free", [True, None])
@pytest.mark.usefixtures("shared")
def test_what_is_known_to_be_dead_is_taken_without_a_question(
    path: Path, others: dict[str, object], free: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "_flock", lambda _: free)
    told(path, **others)
    lock = ProjectLock(path)
    assert (lock.acquire(), lock.lost_to()) == ("", "")
    lock.release()


@pytest.mark.parametrize("free", [True, False, None])
@pytest.mark.usefixtures("shared")
def test_of_another_host_it_cannot_be_known_so_it_is_asked(
    path: Path, free: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "_flock", lambda _: free)
    told(path, user="annika", process=12, **ANOTHER_HOST)
    before = path.read_bytes()
    lock = ProjectLock(path)
    assert lock.acquire().startswith("annika on gpu-7, process 12, since 20")
    assert lock.may_be_dead
    assert path.read_bytes() == before
    assert lock.acquire(take_over=True) == ""
    assert path.read_bytes() != before
    lock.release()


def test_a_disk_of_another_machine_is_asked_about_too_but_a_copy_is_not(path: Path, tmp_path: Path) -> None:
    told(path, **ANOTHER_HOST)
    copy = Path(shutil.copy(path, tmp_path / "copy"))
    lock, of_copy = ProjectLock(path), ProjectLock(copy)
    assert "gpu-7" in lock.acquire()
    assert lock.may_be_dead
    assert of_copy.acquire() == ""
    of_copy.release()


@pytest.mark.usefixtures("shared")
def test_a_container_of_this_machine_is_told_by_the_lock_of_the_kernel(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(path, host="3f2c", space="pid:[7]", process=gone())
    lock = ProjectLock(path)
    monkeypatch.setattr(lock_module, "_flock", lambda _: False)
    assert "3f2c" in lock.acquire(take_over=True)
    monkeypatch.setattr(lock_module, "_flock", lambda _: None)
    assert "3f2c" in lock.acquire()
    assert lock.may_be_dead
    monkeypatch.undo()
    assert lock.acquire() == ""
    lock.release()


def test_the_one_that_was_taken_over_notices_it_and_leaves_the_lock_alone(path: Path) -> None:
    lock = ProjectLock(path)
    assert (lock.acquire(), lock.lost_to()) == ("", "")
    told(path, user="annika", **ANOTHER_HOST)
    theirs = path.read_bytes()
    assert lock.lost_to().startswith("annika on gpu-7")
    lock.release()
    assert path.read_bytes() == theirs
    assert "annika on gpu-7" in lock.acquire()


def test_a_lock_file_that_was_deleted_is_made_again_unless_another_session_has_its_own(path: Path) -> None:
    lock = ProjectLock(path)
    lock.acquire()
    path.unlink()
    assert lock.lost_to() == ""
    assert read_holder(path.read_bytes()) is not None
    path.unlink()
    other = ProjectLock(path)
    assert other.acquire() == ""
    assert "process" in lock.lost_to()
    lock.release()
    assert other.lost_to() == ""
    other.release()


@pytest.mark.parametrize("content", [b"", b"before"])
def test_a_lock_file_that_git_replaced_is_made_again(path: Path, content: bytes) -> None:
    lock = ProjectLock(path)
    lock.acquire()
    before = path.read_bytes()
    new = path.with_name("new")
    new.write_bytes(before if content else b"")
    new.replace(path)
    assert lock.lost_to() == ""
    assert path.read_bytes() not in (b"", before)
    lock.release()


def test_a_note_in_its_place_is_kept(path: Path) -> None:
    path.write_bytes(b"do not touch, anna")
    lock = ProjectLock(path)
    assert (lock.acquire(), lock.lost_to()) == ("", "")
    lock.release()
    assert path.read_bytes() == b"do not touch, anna"


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b"[" * 3000,
        b'{"user": 5}',
        b"\xff\xfe",
        b'{"process": "x"}',
        json.dumps({**json.loads(Holder("a", "b", 1).dump()), "process": 10**30}).encode(),
    ],
)
def test_no_content_of_a_stranger_keeps_anybody_out_or_crashes(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    lock = ProjectLock(path)
    assert lock.acquire(take_over=True) == ""
    lock.release()


def test_a_half_written_file_after_a_power_cut_is_written_anew(path: Path) -> None:
    path.write_bytes(bytes(40))
    lock = ProjectLock(path)
    assert lock.acquire() == ""
    assert read_holder(path.read_bytes()) is not None
    lock.release()


@pytest.mark.parametrize(
    ("kind", "is_network"),
    [("nfs", True), ("fuse.sshfs", True), ("fuse.mfs", True), ("virtiofs", True), ("fuseblk", False), ("ext4", False)],
)
def test_which_file_systems_several_machines_share(tmp_path: Path, kind: str, is_network: bool) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda / ext4 rw 0 0\nx {os.path.realpath(tmp_path)} {kind} rw 0 0\n")
    assert mounts.is_network_folder(tmp_path, table) == is_network
