"""What is known of many captions, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui_captioner.domain.statistics.layers import LayerFigures
from tui_captioner.domain.statistics.shares import Together, is_constant, is_nearly_everywhere
from tui_captioner.domain.statistics.spread import Spread


@dataclass(frozen=True, slots=True)
class SlotFigures:
    """How a slot is used.

    Args:
        slot: Its key.
        images: How many images have tags in it.
        tags: How many tags these are, each text of a caption counted once.
        states: In how many images it is in each state.
    """

    slot: str
    images: int
    tags: int
    states: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TagFigures:
    """How often a tag is used.

    Args:
        text: The tag.
        slot: Key of the slot that it usually stands in.
        images: How many images have it.
    """

    text: str
    slot: str
    images: int


@dataclass(frozen=True, slots=True)
class ModelFigures:
    """What became of the tags that a model proposed.

    Args:
        model: Its name.
        kept: How many were confirmed and stand in captions.
        refused: How many were refused.
        open: How many are neither.
    """

    model: str
    kept: int
    refused: int
    open: int

    @property
    def proposed(self) -> int:
        """How many there were; what was confirmed and then rewritten or deleted is not among them."""
        return self.kept + self.refused + self.open


@dataclass(frozen=True, slots=True)
class Length:
    """How long captions are, for the first encoder of the model.

    Args:
        tokens: How many captions have so many tokens.
        limit: How many the encoder takes.
        encoder: Its name.
        exact: Whether tokens were counted; else they are estimates.
    """

    tokens: Spread
    limit: int
    encoder: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is known of many captions.

    Args:
        images: How many images there are.
        states: How many of them are in each state that any is in.
        length: How long their captions are; images without a caption are left out, here and in all that follows.
        tags: How many captions have so many tags, globals among them.
        slots: The slots, in order, the globals left out.
        used: All tags, the most used first.
        together: Tags that never stand apart.
        layers: Layers, and which of their terms are used.
        globals: Texts that stand in every caption.
        pace: Seconds that an image took lately; None where that is not known.
        models: The models that proposed tags.
    """

    images: int
    states: Mapping[str, int]
    length: Length
    tags: Spread
    slots: tuple[SlotFigures, ...]
    used: tuple[TagFigures, ...]
    together: tuple[Together, ...]
    layers: tuple[LayerFigures, ...]
    globals: tuple[str, ...] = ()
    pace: float | None = None
    models: tuple[ModelFigures, ...] = ()

    @property
    def captions(self) -> int:
        """How many images have a caption."""
        return self.tags.total

    @property
    def constant(self) -> tuple[TagFigures, ...]:
        """Tags on all captions."""
        return tuple(tag for tag in self.used if is_constant(tag.images, self.captions))

    @property
    def nearly_everywhere(self) -> tuple[TagFigures, ...]:
        """Tags on nearly all captions."""
        return tuple(tag for tag in self.used if is_nearly_everywhere(tag.images, self.captions))

    @property
    def once(self) -> tuple[TagFigures, ...]:
        """Tags on one image alone."""
        return tuple(tag for tag in self.used if tag.images == 1)
