"""The names of the templates that everybody has, and whether a name is one: the start asks that and no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from tui_captioner.domain.nearest import did_you_mean

TAGS, SENTENCE, SENTENCE_PLUS_TAGS = "tags", "sentence", "sentence-plus-tags"
SHIPPED: Mapping[str, str] = MappingProxyType(
    {
        TAGS: "the caption as it is without a template",
        SENTENCE: "a sentence that fits the profile, then what it has no place for",
        SENTENCE_PLUS_TAGS: "sentences, then tags for camera, light and what else there is",
    }
)
"""Names, and what they make."""


def check_name(name: str, own: Collection[str]) -> None:
    """Raise ValueError, with the nearest known one, if there is no template of that name.

    Args:
        name: The name.
        own: The names of the project's own templates.
    """
    if name not in own and name not in SHIPPED:
        raise ValueError(f"there is no template {name[:80]!r}. {did_you_mean(name, [*SHIPPED, *own])}")
