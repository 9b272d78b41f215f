from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.completion.templates import filled
from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.storage import vocabulary_cache, vocabulary_files
from tui_captioner.storage.vocabulary_cache import cache_path, load_shipped_cached
from tui_captioner.storage.vocabulary_files import load_shipped, shipped_folder

SHIPPED = shipped_folder()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder, and a copy of two of the shipped files that may be changed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shipped = tmp_path / "vocab"
    shipped.mkdir()
    for name in ("action.toml", "associations.toml"):
        shutil.copy2(SHIPPED / name, shipped)
    for module in (vocabulary_files, vocabulary_cache):
        monkeypatch.setattr(module, "shipped_folder", lambda: shipped)
    return shipped


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("made anew")

    monkeypatch.setattr(vocabulary_cache, "load_shipped", fail)
    monkeypatch.setattr(StaticIndex, "of", fail)


def rows(index: StaticIndex, query: str) -> list[tuple[str, str, float]]:
    suggester = Suggester(Vocabulary(load_shipped()), index=index)
    return [(row.term.text, row.matched, row.score) for row in suggester.suggest(query, slot="action")]


def test_the_second_start_reads_no_file_and_builds_nothing(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SHIPPED, own_folders, dirs_exist_ok=True)
    first = load_shipped_cached()
    expected = [rows(first.index(), query) for query in ("", "st", "stnading")]
    with monkeypatch.context() as patch:
        forbid_reading(patch)
        second = load_shipped_cached()
        index, filled_before = second.index(), second.filled()

    assert second.terms == first.terms == load_shipped()
    assert filled_before.to_bytes() == StaticIndex.of(filled(Vocabulary(first.terms))).to_bytes()
    assert [rows(index, query) for query in ("", "st", "stnading")] == expected


def test_without_the_index_nothing_is_written() -> None:
    load_shipped_cached()

    assert not cache_path().exists()


@pytest.mark.parametrize("change", ["content", "time", "more", "version"])
def test_another_source_is_read_anew(change: str, own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_shipped_cached().index()
    changed = own_folders / "action.toml"
    if change == "content":
        changed.write_text('slot = "action"\n[layers]\npose = ["quite new"]\n')
    elif change == "time":
        os.utime(changed, ns=(1, 1))
    elif change == "more":
        (own_folders / "more.toml").write_text('slot = "more"\n[layers]\nmore = ["quite new"]\n')
    else:
        monkeypatch.setattr(vocabulary_cache, "__version__", "other")
    again = load_shipped_cached()

    assert again.terms == load_shipped()
    assert again.index().to_bytes() == StaticIndex.of(Vocabulary(again.terms).terms).to_bytes()
    with monkeypatch.context() as patch:
        forbid_reading(patch)
        assert load_shipped_cached().terms == again.terms


@pytest.mark.parametrize("damage", ["empty", "short", "flipped", "other", "header"])
def test_a_damaged_cache_is_made_anew(damage: str) -> None:
    load_shipped_cached().index()
    whole = cache_path().read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    broken = {"empty": b"", "short": whole[:-9], "flipped": flipped, "other": b"\xff\n" * 99, "header": b"[0]\n"}
    cache_path().write_bytes(broken[damage])
    again = load_shipped_cached()
    again.index()

    assert again.terms == load_shipped()
    assert cache_path().read_bytes() == whole


def test_a_cache_folder_that_cannot_be_used_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands here")
    shipped = load_shipped_cached()

    assert shipped.terms == load_shipped()
    assert len(shipped.index()) == len(Vocabulary(shipped.terms))


def test_nothing_is_kept_without_a_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(vocabulary_cache, "cache_path", lambda: Path("~/.cache/vocabulary.cache"))
    load_shipped_cached().index()

    assert not (tmp_path / "~").exists()
