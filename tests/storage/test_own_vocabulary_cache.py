from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.completion.templates import filled
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.storage import own_vocabulary_cache
from tui_captioner.storage.own_vocabulary_cache import KEPT, OwnVocabulary, cache_folder

SHIPPED = [Term("{colour} hat", "subject"), Term("red", group="colour"), Term("blue", group="colour")]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def opened(*own: str, shipped: str = "version 1") -> OwnVocabulary:
    terms = [Term(text) for text in own]
    return OwnVocabulary(Vocabulary([*terms, *SHIPPED]), terms, shipped)


def both(vocabulary: OwnVocabulary) -> tuple[bytes, bytes]:
    return vocabulary.index().to_bytes(), vocabulary.filled().to_bytes()


def built(*own: str) -> tuple[bytes, bytes]:
    vocabulary = Vocabulary([*map(Term, own), *SHIPPED])
    return StaticIndex.of(vocabulary.terms).to_bytes(), StaticIndex.of(filled(vocabulary)).to_bytes()


def test_the_second_start_builds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    first = both(opened("my hat"))
    with monkeypatch.context() as patch:
        patch.setattr(StaticIndex, "of", None)
        second = both(opened("my hat"))

    assert first == second == built("my hat")


def test_other_terms_have_other_indexes() -> None:
    both(opened("my hat"))

    assert both(opened("your hat")) == built("your hat")


def test_another_shipped_vocabulary_has_another_file() -> None:
    both(opened("my hat"))
    both(opened("my hat", shipped="version 2"))

    assert len(list(cache_folder().iterdir())) == 2


@pytest.mark.parametrize("damage", ["empty", "short", "flipped", "other"])
def test_a_damaged_cache_is_made_anew(damage: str) -> None:
    both(opened("my hat"))
    (file,) = cache_folder().iterdir()
    whole = file.read_bytes()
    flipped = whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:]
    file.write_bytes({"empty": b"", "short": whole[:-9], "flipped": flipped, "other": b"\xff\n" * 99}[damage])

    assert both(opened("my hat")) == built("my hat")
    assert file.read_bytes() == whole


def test_no_more_than_a_few_are_kept() -> None:
    for number in range(KEPT + 3):
        both(opened(f"hat {number}"))

    assert len(list(cache_folder().iterdir())) == KEPT


def test_a_folder_that_cannot_be_used_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands here")

    assert both(opened("my hat")) == built("my hat")


def test_nothing_is_kept_without_a_home_folder_or_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    both(opened("my hat", shipped=""))
    monkeypatch.setattr(own_vocabulary_cache, "cache_folder", lambda: Path("~/.cache/vocabularies"))
    both(opened("my hat"))

    assert list(tmp_path.iterdir()) == []
