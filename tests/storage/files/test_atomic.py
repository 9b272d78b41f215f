from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest

from tests.support.killed import run_killed
from tui_captioner.storage.files.atomic import (
    TEMPORARY_SUFFIX,
    clear_leftovers,
    is_temporary,
    remove,
    temporary_for,
    write_atomic,
    write_new,
)


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomic(path, b"one")
    path.chmod(0o640)
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_that_may_be_followed_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "a.txt").symlink_to("real.txt")
    with pytest.raises(OSError, match="it is a link"):
        write_atomic(tmp_path / "a.txt", b"new")
    assert (tmp_path / "real.txt").read_bytes() == b"old"
    write_atomic(tmp_path / "a.txt", b"new", links=True)
    assert (tmp_path / "a.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_remove_is_harmless_twice(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.txt", b"x")
    remove(tmp_path / "a.txt")
    remove(tmp_path / "a.txt")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if call == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomic(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


_KILLED = """
from tui_captioner.storage.files import atomic

at = sys.argv[2]
if at == "rename":
    Path.replace = die
elif at == "after":
    atomic.sync_folder = die
else:
    setattr(os, at, die)
atomic.write_atomic(Path(sys.argv[1]), b"new" * 100000)
"""


@pytest.mark.parametrize(
    ("at", "expected"), [("write", b"old"), ("fsync", b"old"), ("rename", b"old"), ("after", b"new")]
)
def test_killed_at_any_step_the_file_is_the_old_or_the_new_one(tmp_path: Path, at: str, expected: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    run_killed(_KILLED, path, at)
    assert path.read_bytes() == (b"old" if expected == b"old" else b"new" * 100000)
    assert all(other == path or other.name.endswith(TEMPORARY_SUFFIX) for other in tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to others")
def test_the_owner_of_a_file_that_is_replaced_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    os.chown(path, 1234, 4321)
    path.chmod(0o664)
    write_atomic(path, b"new")
    status = path.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (1234, 4321, 0o664)


def test_where_the_system_refuses_the_owner_the_text_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    real = path.stat()

    def other(self: Path, **_: object) -> os.stat_result:
        return os.stat_result((real.st_mode, 1, 1, 1, real.st_uid + 1, real.st_gid + 1, 3, 0, 0, 0))

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "stat", other)
    monkeypatch.setattr(os, "fchown", refuse)
    monkeypatch.setattr(os, "fchmod", refuse)
    write_atomic(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"new"


def test_extended_attributes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.rating", b"5")
    except OSError:
        pytest.skip("this file system knows no extended attributes")
    write_atomic(path, b"new")
    assert os.getxattr(path, "user.rating") == b"5"


@pytest.mark.parametrize("name", ["x" * 251 + ".txt", "\u6f22" * 83 + ".txt", "a"])
def test_the_temporary_name_is_short_and_known_for_ours(tmp_path: Path, name: str) -> None:
    temporary = temporary_for(tmp_path / name)
    assert len(os.fsencode(temporary.name)) < 100
    assert is_temporary(temporary.name)
    write_atomic(tmp_path / name, b"new")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "name", [".x.tui-captioner-tmp", "a.01234567.tui-captioner-tmp", ".a.0123456.tui-captioner-tmp", ".a.01234567.tmp"]
)
def test_other_names_are_not_ours(name: str) -> None:
    assert not is_temporary(name)


def test_leftovers_go_but_for_what_is_being_written_or_no_file(tmp_path: Path) -> None:
    gone, used, folder, link = (tmp_path / f".{name}.01234567{TEMPORARY_SUFFIX}" for name in "abcd")
    gone.touch()
    used.touch()
    folder.mkdir()
    link.symlink_to("nowhere")
    with used.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        clear_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in (used, folder, link))
    clear_leftovers(tmp_path / "gone")


_PARTED = """
from tui_captioner.storage.files import own_files

if sys.argv[2] == "rename":
    Path.replace = die
else:
    own_files.os.fsync = die
own_files.part_hard_links(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("at", ["fsync", "rename"])
def test_killed_while_a_database_is_parted_from_its_copy_both_are_whole(tmp_path: Path, at: str) -> None:
    (tmp_path / "captions.db").write_bytes(b"old" * 1000)
    os.link(tmp_path / "captions.db", tmp_path / "copy")
    run_killed(_PARTED, tmp_path / "captions.db", at)
    assert (tmp_path / "captions.db").read_bytes() == (tmp_path / "copy").read_bytes() == b"old" * 1000
    clear_leftovers(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_new_file_never_replaces_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"
    write_new(target, b"new")
    assert target.read_bytes() == b"new"

    def no_links(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no hard links here")

    for _ in range(2):
        with pytest.raises(FileExistsError):
            write_new(target, b"other")
        assert [path.name for path in tmp_path.iterdir()] == ["a"]
        monkeypatch.setattr("tui_captioner.storage.files.atomic.os.link", no_links)
    write_new(tmp_path / "b", b"there too")
    assert (tmp_path / "b").read_bytes() == b"there too"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
