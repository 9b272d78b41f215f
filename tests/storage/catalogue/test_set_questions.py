"""What the rules on a set ask: first captions alone, over all images or some of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tui_captioner.storage.catalogue import set_questions
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.look_alikes import note_look_alikes
from tui_captioner.storage.catalogue.rows import ImageRow, TagRow
from tui_captioner.storage.catalogue.set_questions import SetQuestions


def row(name: str, position: int, *tags: tuple[str, str], unsure: bool = False, problem: str = "") -> ImageRow:
    first = tuple(TagRow(0, slot, text, unsure, rank) for rank, (slot, text) in enumerate(tags))
    other = (TagRow(1, "action", "in another caption", False, None),)
    written = (", ".join(text for _, text in tags), "in another caption")
    return ImageRow(
        name, position, None, b"", False, 0, unsure, not tags, problem, (*first, *other), written, tokens=len(tags)
    )


@pytest.fixture
def store() -> Iterator[CatalogueDatabase]:
    """Images in another order than their numbers; `e` has no caption, `f` one that can't be used."""
    found = CatalogueDatabase(None)
    found.put(
        [
            row("b", 1, ("action", "standing"), ("subject", "red hat"), ("globals", "photo")),
            row("a", 0, ("action", "standing"), ("action", "red hat"), ("globals", "photo"), unsure=True),
            row("c", 2, ("action", "sitting"), ("subject", "red hat")),
            row("e", 3),
            row("f", 4, ("action", "standing"), problem="no text"),
        ],
        str.casefold,
    )
    found.make_indexes()
    yield found
    found.close()


def names(store: CatalogueDatabase, images: object) -> set[str]:
    known = dict(store.rows("SELECT id, name FROM image"))
    return {known[number] for number in images}  # type: ignore[attr-defined]


def test_images_with_a_caption_are_in_the_order_of_the_dataset(store: CatalogueDatabase) -> None:
    assert [(image.name, image.tokens) for image in SetQuestions(store).written()] == [("a", 3), ("b", 3), ("c", 2)]
    assert [image.name for image in SetQuestions(store, ["c", "b", "none"]).written()] == ["b", "c"]


def test_texts_of_several_images_and_of_one_without_globals(store: CatalogueDatabase) -> None:
    often = {(held.text, held.slot): names(store, held.images) for held in SetQuestions(store).often()}
    assert often == {
        ("standing", "action"): {"a", "b", "f"},
        ("red hat", "subject"): {"b", "c"},
        ("red hat", "action"): {"a"},
    }
    assert [(held.text, names(store, held.images)) for held in SetQuestions(store).once()] == [("sitting", {"c"})]
    assert {held.text for held in SetQuestions(store, ["b", "c"]).often()} == {"red hat"}


def test_slots_that_were_only_guessed(store: CatalogueDatabase) -> None:
    asked = [("red hat", "action"), ("red hat", "subject"), ("no such", "action")]
    [found] = SetQuestions(store).guessed(asked)
    assert (found.slot, names(store, found.images)) == ("action", {"a"})
    assert SetQuestions(store, ["b"]).guessed(asked) == []
    assert SetQuestions(store).guessed(asked[1:]) == []


def test_first_captions_are_read_some_at_a_time(store: CatalogueDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_questions, "_PART", 2)
    texts = dict(SetQuestions(store).captions())
    assert sorted(texts.values()) == [
        "",
        "sitting, red hat",
        "standing",
        "standing, red hat, photo",
        "standing, red hat, photo",
    ]
    assert len(dict(SetQuestions(store, ["a", "c"]).captions())) == 2


def test_images_of_some_texts_and_groups_of_one_picture(store: CatalogueDatabase) -> None:
    found = SetQuestions(store, ["a", "b", "c"]).images_with(["red hat", "no such"])
    assert {text: names(store, images) for text, images in found.items()} == {"red hat": {"a", "b", "c"}}
    note_look_alikes(store, "key", [[["a", "b"], ["c"]]])
    parts = SetQuestions(store, ["a", "b", "c"]).same_pictures()
    assert sorted(parts.values()) == [1, 1, 2]


def test_texts_to_tell_prose_by_are_no_globals(store: CatalogueDatabase) -> None:
    assert set(SetQuestions(store).some_texts()) == {"standing", "sitting", "red hat", "in another caption"}
