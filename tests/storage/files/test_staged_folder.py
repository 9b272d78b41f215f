"""Many files of a folder appear together or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.killed import run_killed
from tui_captioner.storage.files import staged_folder
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX
from tui_captioner.storage.files.file_system_sync import FileSystemSync
from tui_captioner.storage.files.staged_folder import StagedFolder


def fill(folder: Path, *names: str) -> None:
    with StagedFolder(folder) as staged:
        for name in names:
            staged.write(folder / name, name.encode())
        staged.commit()


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stop_while_filling(folder: Path) -> None:
    with StagedFolder(folder) as staged:
        staged.write(folder / "a.txt", b"a")
        raise KeyboardInterrupt


def test_files_appear_together_at_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "one" / "out"
    with StagedFolder(folder) as staged:
        staged.write(folder / "a.txt", b"a")
        staged.write(folder / "sub" / "b.txt", b"b")
        assert [path for path in folder.iterdir() if not path.name.endswith(TEMPORARY_SUFFIX)] == []
        staged.commit()
    assert content(folder) == {"a.txt": b"a", "sub/b.txt": b"b"}
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "sub"]


def test_without_a_commit_nothing_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "one" / "out"
    with pytest.raises(KeyboardInterrupt):
        stop_while_filling(folder)
    assert list(tmp_path.iterdir()) == []
    folder.mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        stop_while_filling(folder)
    assert content(folder) == {"a.txt": b"old"}
    assert len(list(folder.iterdir())) == 1


def test_a_full_disk_at_the_last_file_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    real, count = os.fsync, [0]

    def full(descriptor: int) -> None:
        count[0] += 1
        if count[0] == 3:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        fill(tmp_path, "a.txt", "b.txt", "c.txt")
    assert content(tmp_path) == {"a.txt": b"old"}


def test_all_are_on_the_disk_before_the_first_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []

    def sync(_: FileSystemSync, files: Sequence[Path | str], file_systems: Sequence[int]) -> None:
        seen.append((len(files), len(list(tmp_path.glob("*.txt")))))
        assert all(Path(file).stat().st_dev == os.fstat(file_systems[0]).st_dev for file in files)

    monkeypatch.setattr(FileSystemSync, "sync", sync)
    fill(tmp_path, *(f"{number}.txt" for number in range(30)))
    assert seen == [(30, 0)]
    assert len(content(tmp_path)) == 30


def test_modes_and_links_stay(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (tmp_path / "real").write_bytes(b"old")
    (folder / "link.txt").symlink_to("../real")
    (folder / "a.txt").write_bytes(b"old")
    (folder / "a.txt").chmod(0o640)
    fill(folder, "a.txt", "link.txt")
    assert (folder / "link.txt").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"link.txt"
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o640


def test_where_nothing_can_be_renamed_across_file_systems_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def across(path: Path, target: Path) -> Path:
        if path.parent != target.parent:
            raise OSError(18, "Invalid cross-device link")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", across)
    fill(tmp_path, "sub/a.txt")
    assert content(tmp_path) == {"sub/a.txt": b"sub/a.txt"}


_KILLED = """
from tui_captioner.storage.files.staged_folder import StagedFolder

folder = Path(sys.argv[1])
with StagedFolder(folder) as staged:
    staged.write(folder / "a.txt", b"half")
    die()
"""


def test_what_a_killed_process_left_is_cleared_away_and_what_another_fills_is_not(tmp_path: Path) -> None:
    run_killed(_KILLED, tmp_path)
    assert "a.txt" not in content(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    with StagedFolder(tmp_path) as staged:
        staged.write(tmp_path / "a.txt", b"ours")
        fill(tmp_path, "b.txt")
        staged.commit()
    assert content(tmp_path) == {"a.txt": b"ours", "b.txt": b"b.txt"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_a_folder_that_can_not_be_made_leaves_none_above_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(staged_folder, "_clear_leftovers", fail)
    with pytest.raises(OSError, match="No space left"):
        fill(tmp_path / "one" / "two", "a.txt")
    assert list(tmp_path.iterdir()) == []
