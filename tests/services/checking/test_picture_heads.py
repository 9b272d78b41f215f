"""Headers of many pictures are read once; again only where a file changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.checks import PNG, check, one
from tui_captioner.services.checking import picture_heads
from tui_captioner.storage.images.picture_heads import read_head

OLD = 1_000_000_000


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose headers are read."""
    names: list[str] = []

    def noted(path: str, *, is_video: bool = False) -> object:
        names.append(Path(path).name)
        return read_head(path, is_video=is_video)

    monkeypatch.setattr(picture_heads, "read_head", noted)
    monkeypatch.setattr(picture_heads, "_FEW", 2)
    return names


def settle(root: Path, seconds: int) -> None:
    for path in root.glob("*.png"):
        os.utime(path, (seconds, seconds))


def test_a_second_check_reads_what_changed(tmp_path: Path, looked: list[str]) -> None:
    root = tmp_path / "set"
    check(root, one("a.png", "b.png", "c.png", "d.png"), "musubi")
    settle(root, OLD)
    looked.clear()
    assert check(root, {}, "musubi") == []
    assert sorted(looked) == ["a.png", "b.png", "c.png", "d.png"]
    looked.clear()
    assert check(root, {}, "musubi") == []
    assert looked == []
    (root / "b.png").write_bytes(PNG[:-20])
    os.utime(root / "b.png", (OLD + 9, OLD + 9))
    (root / "c.png").unlink()
    assert [found.file_name for found in check(root, {}, "musubi")] == ["b.png"]
    assert looked == ["b.png"]


def test_what_was_just_written_is_read_again(tmp_path: Path, looked: list[str]) -> None:
    root = tmp_path / "set"
    for _ in range(2):
        looked.clear()
        check(root, one("a.png", "b.png", "c.png", "d.png"), "musubi")
        assert sorted(looked) == ["a.png", "b.png", "c.png", "d.png"]
