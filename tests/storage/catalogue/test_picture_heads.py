"""Headers are kept by the path of the picture and what it was made of."""

from __future__ import annotations

from tui_captioner.domain.trainers.pictures import PictureHead
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.picture_heads import forget_heads, keep_heads, kept_heads

HEADS = {"a.png": PictureHead("PNG", "", 4, 5, 6, 1), "b.jpg": PictureHead("", "it is text, not a picture")}


def test_what_was_seen_is_there_again_until_it_is_forgotten() -> None:
    store = CatalogueDatabase(None)
    keep_heads(store, HEADS, {"a.png": b"1 2 3", "b.jpg": b"4"})
    assert kept_heads(store) == {"a.png": (b"1 2 3", HEADS["a.png"]), "b.jpg": (b"4", HEADS["b.jpg"])}
    keep_heads(store, {"a.png": HEADS["b.jpg"]}, {"a.png": b"5"})
    forget_heads(store, ["b.jpg"])
    assert kept_heads(store) == {"a.png": (b"5", HEADS["b.jpg"])}


def test_a_file_that_may_change_unseen_is_not_kept() -> None:
    store = CatalogueDatabase(None)
    keep_heads(store, HEADS, {"a.png": b""})
    assert kept_heads(store) == {}
