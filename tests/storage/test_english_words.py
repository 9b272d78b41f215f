"""The English words that are shipped, with where they come from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.loaded import loaded_after
from tui_captioner.storage import english_words as module
from tui_captioner.storage.english_words import WordList, english_words
from tui_captioner.storage.vocabulary_files import shipped_folder


def test_the_words_are_there_in_small_letters_and_misspelt_ones_are_not() -> None:
    words = english_words()
    assert len(words) > 80_000
    assert all(word.isascii() and word.isalpha() and word.islower() and len(word) > 3 for word in words)
    assert {"scarf", "length", "colour", "color"} <= words
    assert words.isdisjoint({"scrarf", "lenght", "fron"})


def test_the_list_is_small_and_its_licence_stands_beside_it() -> None:
    assert (shipped_folder() / "english_words.txt.gz").stat().st_size < 256 * 1024
    licence = (shipped_folder() / "english_words.licence.txt").read_text(encoding="utf-8")
    assert "Wolf Garbe" in licence
    assert "Kevin Atkinson" in licence


def test_without_the_list_no_word_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "shipped_folder", lambda: tmp_path)
    (tmp_path / "english_words.txt.gz").write_bytes(b"no archive")
    english_words.cache_clear()
    assert list(english_words()) == []
    english_words.cache_clear()


def test_nobody_who_asks_for_no_word_loads_the_libraries_that_compare() -> None:
    loaded = loaded_after("import tui_captioner.storage.english_words, tui_captioner.domain.consistency.tag_index")
    assert loaded & {"rapidfuzz", "numpy"} == set()


def test_a_list_has_what_a_set_of_its_words_has() -> None:
    words = {"ab", "abc", "b", "ba", "zz"}
    listed = WordList("".join(f"{word}\n" for word in sorted(words)))
    others = {"", "a", "aa", "abcd", "az", "b\nba", "c", "zzz", "\n"}
    assert [word in listed for word in sorted(words | others)] == [word in words for word in sorted(words | others)]
    assert "a" not in WordList()
    assert (len(listed), set(listed)) == (5, words)
    assert listed | {"q"} == words | {"q"}


def test_the_words_take_little_memory() -> None:
    measuring = "import tracemalloc; from tui_captioner.storage.english_words import english_words; tracemalloc.start()"
    printing = "words = english_words(); print(len(words), tracemalloc.get_traced_memory()[0])"
    done = subprocess.run(
        [sys.executable, "-c", f"{measuring}\n{printing}"], capture_output=True, text=True, check=True
    )
    count, memory = map(int, done.stdout.split())
    # The text and four bytes for each word; a set of them takes eight times as much.
    assert memory < 20 * count
