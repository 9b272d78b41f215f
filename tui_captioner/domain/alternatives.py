"""Several captions of one image: the first is the one that a sidecar gets, the others are kept beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_captioner.domain.caption import Caption

Captions = tuple[Caption, ...]
"""All captions of an image, the first one first; never none."""


def replaced(captions: Captions, index: int, caption: Caption) -> Captions:
    """The captions with another one at `index`."""
    return (*captions[:index], caption, *captions[index + 1 :])


def removed(captions: Captions, index: int) -> Captions:
    """The captions without the one at `index`; without the first, the next one is the first."""
    return (*captions[:index], *captions[index + 1 :])


def made_first(captions: Captions, index: int) -> Captions:
    """The captions with the one at `index` and the first one in each other's place."""
    swapped = list(captions)
    swapped[0], swapped[index] = swapped[index], swapped[0]
    return tuple(swapped)


def first_change(before: Captions, after: Captions) -> int | None:
    """The index in `after` of the first caption that is not as it was; None if all are."""
    for index, (old, new) in enumerate(zip(before, after, strict=False)):
        if old != new:
            return index
    return None if len(before) == len(after) else min(len(before), len(after) - 1)


def all_texts(captions: Sequence[Caption]) -> dict[str, list[str]]:
    """The texts by slot that any of the captions has, each once: what a suggester learns of the image.

    The first caption's come first and in their order, so an image with one caption teaches just that.
    """
    found: dict[str, dict[str, None]] = {}
    for caption in captions:
        for slot, texts in caption.texts().items():
            found.setdefault(slot, {}).update(dict.fromkeys(texts))
    return {slot: list(texts) for slot, texts in found.items()}


def common_texts(captions: Sequence[Caption]) -> Mapping[str, frozenset[str]]:
    """The texts by slot that every one of the captions has there."""
    slots = {slot for caption in captions for slot in caption.slots}
    return {
        slot: frozenset.intersection(*(frozenset(tag.text for tag in caption.tags(slot)) for caption in captions))
        for slot in slots
    }
