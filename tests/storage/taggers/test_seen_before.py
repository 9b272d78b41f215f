"""What a tagger saw is kept by version of the file, bounded, and may be damaged or missing at any time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_captioner.domain.taggers.reported import Reported
from tui_captioner.storage.images.thumbnails import FileVersion
from tui_captioner.storage.taggers.seen_before import SeenBefore

TAGS = [Reported("red hat", "general", 0.9), Reported("alice", "character", 0.4)]


def picture(folder: Path, name: str = "a.png", age: float = 100) -> FileVersion:
    path = folder / name
    path.write_bytes(name.encode())
    now = path.stat().st_mtime
    os.utime(path, (now - age, now - age))
    found = FileVersion.of(path)
    assert found is not None
    return found


def test_it_is_known_to_the_next_session_and_to_no_other_model(tmp_path: Path) -> None:
    version = picture(tmp_path)
    first = SeenBefore("one", tmp_path / "cache")
    first.put(version, TAGS)
    first.close()
    assert SeenBefore("one", tmp_path / "cache").get(version) == TAGS
    assert SeenBefore("two", tmp_path / "cache").get(version) is None


def test_a_file_that_changed_is_another_picture_and_one_just_written_is_not_kept(tmp_path: Path) -> None:
    kept = SeenBefore("one", tmp_path / "cache")
    kept.put(picture(tmp_path), TAGS)
    assert kept.get(picture(tmp_path, age=50)) is None
    fresh = picture(tmp_path, "b.png", age=0)
    kept.put(fresh, TAGS)
    assert kept.get(fresh) is None


def test_the_oldest_go_first(tmp_path: Path) -> None:
    kept = SeenBefore("one", tmp_path / "cache", most=2)
    versions = [picture(tmp_path, name) for name in ("a.png", "b.png", "c.png")]
    for version in versions:
        kept.put(version, TAGS)
    assert [kept.get(version) for version in versions] == [None, TAGS, TAGS]
    for number in range(6):
        SeenBefore(f"model {number}", tmp_path / "cache").close()
    assert len(list((tmp_path / "cache").iterdir())) == 4


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b""])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    version = picture(tmp_path)
    SeenBefore("one", tmp_path / "cache").close()
    (tmp_path / "cache" / "one.seen").write_bytes(damage)
    kept = SeenBefore("one", tmp_path / "cache")
    assert kept.get(version) is None
    kept.put(version, TAGS)
    assert kept.get(version) == TAGS


def test_without_a_folder_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    version = picture(tmp_path)
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file" / "cache", Path("relative")):
        kept = SeenBefore("one", folder)
        kept.put(version, TAGS)
        assert kept.get(version) is None
    assert not Path("relative").exists()
