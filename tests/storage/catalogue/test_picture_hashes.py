"""Hashes as they are kept, and groups as they are noted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.look_alikes import LookAlike, group_of, look_alikes_of, note_look_alikes, noted_key
from tui_captioner.storage.catalogue.picture_hashes import (
    KeptHash,
    NewHash,
    file_key,
    file_keys,
    forget_hashes,
    greys_of,
    keep_hashes,
    kept_hashes,
)
from tui_captioner.storage.catalogue.rows import ImageRow

ONE = NewHash("a.png", KeptHash(b"1", b"x" * 16), b"g" * 1024)
BROKEN = NewHash("b.png", KeptHash(b"2", b"", "the file is damaged"))


@pytest.fixture
def store() -> CatalogueDatabase:
    return CatalogueDatabase(None)


def captioned(store: CatalogueDatabase, **captions: str) -> None:
    rows = [
        ImageRow(f"{name}.png", place, b"", b"", False, 0, False, not text, written=(text,) if text else ())
        for place, (name, text) in enumerate(captions.items())
    ]
    store.put(rows, str)


def test_what_was_found_is_kept(store: CatalogueDatabase) -> None:
    keep_hashes(store, [ONE, BROKEN])
    assert kept_hashes(store) == {"a.png": ONE.kept, "b.png": BROKEN.kept}
    assert greys_of(store, ["a.png", "b.png", "c.png"]) == {"a.png": ONE.greys}


def test_what_is_found_anew_comes_in_its_place(store: CatalogueDatabase) -> None:
    keep_hashes(store, [ONE])
    keep_hashes(store, [NewHash("a.png", KeptHash(b"3", b""))])
    assert kept_hashes(store) == {"a.png": KeptHash(b"3", b"")}
    assert greys_of(store, ["a.png"]) == {}


def test_images_that_are_gone_are_forgotten(store: CatalogueDatabase) -> None:
    keep_hashes(store, [ONE, BROKEN])
    forget_hashes(store, ["a.png"])
    assert list(kept_hashes(store)) == ["b.png"]
    assert greys_of(store, ["a.png"]) == {}


def test_what_is_taken_out_of_the_catalogue_takes_its_hash_along(store: CatalogueDatabase) -> None:
    captioned(store, a="red", b="red")
    keep_hashes(store, [ONE, BROKEN])
    note_look_alikes(store, "k", [[["a.png", "b.png"]]])
    store.remove(["a.png"])
    assert list(kept_hashes(store)) == ["b.png"]
    assert greys_of(store, ["a.png"]) == {}
    assert group_of(store, "b.png") == []
    assert look_alikes_of(store, ["b.png"]) == {}


def test_many_greys_are_found(store: CatalogueDatabase) -> None:
    names = [f"{number}.png" for number in range(1200)]
    keep_hashes(store, [NewHash(name, KeptHash(b"1", b"x" * 16), name.encode()) for name in names])
    assert greys_of(store, names) == {name: name.encode() for name in names}


def test_a_file_is_known_by_time_size_and_inode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    assert file_key(path) == b""
    os.utime(path, (1_600_000_000, 1_600_000_000))
    key = file_key(path)
    assert key
    assert file_keys({"a": str(path), "b": str(tmp_path / "gone")}) == {"a": key}
    other = tmp_path / "other"
    other.write_bytes(b"two")
    os.utime(other, (1_600_000_000, 1_600_000_000))
    other.replace(path)
    assert file_key(path) != key
    assert file_key(tmp_path / "gone") is None


def test_groups_are_noted_in_place_of_earlier_ones(store: CatalogueDatabase) -> None:
    note_look_alikes(store, "k1", [[["a.png"], ["b.png"]]])
    note_look_alikes(store, "k2", [[["c.png", "a.png"]], [["d.png"], ["e.png", "f.png"]]])
    assert noted_key(store) == "k2"
    assert group_of(store, "a.png") == ["c.png", "a.png"]
    assert group_of(store, "f.png") == ["d.png", "e.png", "f.png"]
    assert group_of(store, "b.png") == []
    assert look_alikes_of(store, ["a.png", "b.png", "d.png", "e.png"]) == {
        "a.png": LookAlike(1, 2, 2, False),
        "d.png": LookAlike(2, 3, 1, False),
        "e.png": LookAlike(2, 3, 2, False),
    }


def test_captions_differ_between_images_that_show_the_same_and_have_one(store: CatalogueDatabase) -> None:
    captioned(store, a="red", b="red", c="blue", d="", e="green", f="grey")
    note_look_alikes(store, "k", [[["a.png", "b.png"], ["c.png", "d.png"]], [["e.png", "f.png"]]])
    found = look_alikes_of(store, [f"{name}.png" for name in "abcdef"])
    assert {name: alike.differs for name, alike in found.items() if alike.differs} == {"e.png": True, "f.png": True}
    captioned(store, a="red", b="blue", c="blue", d="", e="green", f="green")
    found = look_alikes_of(store, [f"{name}.png" for name in "abcdef"])
    assert [name for name, alike in found.items() if alike.differs] == ["a.png", "b.png"]
