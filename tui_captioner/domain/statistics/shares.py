"""Tags that a model can't tell from the rest, since they stand on all images, on nearly all, or always together.

Thresholds by which such tags were right to be named in some 130 of 134 cases, measured on real caption sets: a tag on
all images counts from 10 of them, one on nearly all (85%) from 20; tags that never stand apart do so on 4 images and on
5% of all at least, of sets below 35 images on 5, since fewer are often chance.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import NamedTuple, TypeVar

LEAST_CONSTANT = 10
"""Captions from which a tag on all of them says something."""
LEAST_NEARLY = 20
"""Captions from which a tag on nearly all of them says something."""
NEARLY_ALL = 0.85
"""The share from which a tag stands on nearly all."""
_LEAST_TOGETHER, _LEAST_IN_FEW, _FEW = 4, 5, 35

Text = TypeVar("Text", bound=Hashable)


class Together(NamedTuple):
    """Tags of which no image has one without the others.

    Args:
        texts: The tags, in the order in which they were given.
        images: How many images have them.
    """

    texts: tuple[str, ...]
    images: int


def least_together(captions: int) -> int:
    """On how many images tags have to stand together until it is no chance.

    Args:
        captions: How many captions there are.
    """
    least = _LEAST_IN_FEW if captions < _FEW else _LEAST_TOGETHER
    return max(least, -(-captions // 20))


def may_be_together(images: int, captions: int) -> bool:
    """Whether it says something if a tag on so many images stands there with another one always."""
    return least_together(captions) <= images < NEARLY_ALL * captions


def equal_keys(keys: Mapping[Text, Hashable]) -> list[list[Text]]:
    """Texts that have the same key, in groups of two or more, each in the order in which they were given."""
    groups: dict[Hashable, list[Text]] = {}
    for text, key in keys.items():
        groups.setdefault(key, []).append(text)
    return [group for group in groups.values() if len(group) > 1]


def never_apart(images: Mapping[str, Collection[int]], captions: int) -> list[Together]:
    """Tags that stand on the same images; those of the most images first.

    Args:
        images: The images of each tag.
        captions: How many captions there are.
    """
    keys = {text: frozenset(own) for text, own in images.items() if may_be_together(len(set(own)), captions)}
    found = [Together(tuple(group), len(keys[group[0]])) for group in equal_keys(keys)]
    return sorted(found, key=lambda one: -one.images)


def is_constant(images: int, captions: int) -> bool:
    """Whether a tag stands on all images, and there are enough of them."""
    return captions >= LEAST_CONSTANT and images >= captions


def is_nearly_everywhere(images: int, captions: int) -> bool:
    """Whether a tag stands on nearly all images, not on all, and there are enough of them."""
    return captions >= LEAST_NEARLY and NEARLY_ALL * captions <= images < captions


def share(part: int, whole: int) -> float:
    """A share from 0 to 1; 0 of nothing."""
    return part / whole if whole else 0.0


def percent(part: int, whole: int) -> str:
    """A share in words: `0%` is none at all and `100%` all, so what lies between is never rounded to either."""
    if not part or not whole:
        return "0%"
    found = round(100 * part / whole)
    if found == 0:
        return "<1%"
    return ">99%" if found >= 100 and part < whole else f"{found}%"
