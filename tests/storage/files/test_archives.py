from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.killed import run_killed
from tui_captioner.storage.files.archives import StagedFiles, link_or_copy, same_content
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX


def replace_with(path: Path, data: bytes) -> None:
    with StagedFiles() as staged:
        staged.write(path, [data])
        staged.commit()


def test_files_appear_together_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")
    (tmp_path / "b").chmod(0o640)
    with StagedFiles() as staged:
        staged.write(tmp_path / "a", iter([b"one ", b"two"]))
        staged.add(tmp_path / "b").write(b"new")
        assert not (tmp_path / "a").exists()
        assert (tmp_path / "b").read_bytes() == b"old"
        staged.commit()
    assert (tmp_path / "a").read_bytes() == b"one two"
    assert (tmp_path / "b").read_bytes() == b"new"
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o640
    assert len(list(tmp_path.iterdir())) == 2


def test_without_a_commit_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def interrupted() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with StagedFiles() as staged:
        staged.write(tmp_path / "a", [b"new"])
        with pytest.raises(KeyboardInterrupt):
            staged.write(tmp_path / "b", interrupted())
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "a").symlink_to("real")
    replace_with(tmp_path / "a", b"new")
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((Path, "replace", fail) if call == "replace" else (os, call, fail)))
    with pytest.raises(OSError, match="No space left"):
        replace_with(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


_KILLED = """
from tui_captioner.storage.files import archives

def chunks():
    yield b"new" * 100000
    if sys.argv[2] == "middle":
        die()
    yield b"end"

at = sys.argv[2]
if at == "rename":
    Path.replace = die
elif at == "after":
    archives.sync_folder = die
elif at == "fsync":
    os.fsync = die
with archives.StagedFiles() as staged:
    staged.write(Path(sys.argv[1]), chunks())
    staged.commit()
"""


@pytest.mark.parametrize(("at", "new"), [("middle", False), ("fsync", False), ("rename", False), ("after", True)])
@pytest.mark.parametrize("old", [b"old", None], ids=["old", "nothing"])
def test_killed_at_any_step_the_file_is_the_old_or_the_new_one(
    tmp_path: Path, at: str, new: bool, old: bytes | None
) -> None:
    path = tmp_path / "a.tar"
    if old is not None:
        path.write_bytes(old)
    run_killed(_KILLED, path, at)
    assert (path.read_bytes() if path.exists() else None) == (b"new" * 100000 + b"end" if new else old)
    leftovers = [other for other in tmp_path.iterdir() if other != path]
    assert all(other.name.endswith(TEMPORARY_SUFFIX) for other in leftovers)
    assert len(leftovers) == (0 if new else 1)

    replace_with(path, b"again")
    assert [other.name for other in tmp_path.iterdir()] == ["a.tar"]


def test_a_file_that_another_writes_just_now_is_no_leftover(tmp_path: Path) -> None:
    with StagedFiles() as first, StagedFiles() as second:
        first.add(tmp_path / "a").write(b"first")
        second.write(tmp_path / "a", [b"second"])
        second.commit()
        first.commit()
    assert (tmp_path / "a").read_bytes() == b"first"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_pipe_is_not_replaced_nor_what_a_link_leads_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        with StagedFiles() as staged, pytest.raises(FileExistsError, match="no regular file"):
            staged.add(tmp_path / name)
    assert (tmp_path / "pipe").is_fifo()
    assert len(list(tmp_path.iterdir())) == 2


def test_an_image_is_linked_or_copied_and_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real.png").write_bytes(b"picture")
    source = tmp_path / "a.png"
    source.symlink_to("real.png")
    assert link_or_copy(source, tmp_path / "out" / "sub" / "a.png", link=True)
    assert (tmp_path / "out" / "sub" / "a.png").samefile(tmp_path / "real.png")
    assert not (tmp_path / "out" / "sub" / "a.png").is_symlink()
    assert not link_or_copy(source, tmp_path / "out" / "b.png", link=False)
    assert not (tmp_path / "out" / "b.png").samefile(source)
    with pytest.raises(FileExistsError):
        link_or_copy(source, tmp_path / "out" / "b.png", link=True)

    def fail(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", fail)
    assert not link_or_copy(source, tmp_path / "out" / "c.png", link=True)
    assert (tmp_path / "out" / "c.png").read_bytes() == b"picture"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"sub", "b.png", "c.png"}


def test_files_are_the_same_by_content(tmp_path: Path) -> None:
    for name, data in (("a", b"x" * 3), ("b", b"x" * 3), ("c", b"xxy"), ("d", b"x")):
        (tmp_path / name).write_bytes(data)
    assert same_content(tmp_path / "a", tmp_path / "b")
    assert not same_content(tmp_path / "a", tmp_path / "c")
    assert not same_content(tmp_path / "a", tmp_path / "d")
