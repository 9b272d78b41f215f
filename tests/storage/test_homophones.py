"""The words that sound the same, which are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.storage import homophones as module
from tui_captioner.storage.homophones import homophones
from tui_captioner.storage.vocabulary_files import shipped_folder


def test_each_word_leads_to_all_others_of_its_groups() -> None:
    found = homophones()
    assert 4000 < len(found) < 6000
    assert "hair" in found["hare"]
    assert "eye" in found["i"]
    assert all(word in found[other] for word, others in found.items() for other in others)
    assert not any(word in others or len(set(others)) < len(others) for word, others in found.items())


def test_the_table_is_small_and_its_licence_stands_beside_it() -> None:
    assert (shipped_folder() / "homophones.txt").stat().st_size < 33 * 1024
    assert "Carnegie Mellon University" in (shipped_folder() / "homophones.licence.txt").read_text(encoding="utf-8")


def test_without_the_table_every_word_is_taken_as_it_was_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "shipped_folder", lambda: tmp_path)
    homophones.cache_clear()
    assert homophones() == {}
    homophones.cache_clear()
