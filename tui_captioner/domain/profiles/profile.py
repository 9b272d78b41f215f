"""What kind of LoRA it is: what is described and what left out, what must stand in each caption, and what must not."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A slot, or one layer of it.

    Args:
        slot: Key of the slot.
        layer: Name of the layer; empty for the whole slot.
    """

    slot: str
    layer: str = ""

    def __str__(self) -> str:
        return f"{self.slot}/{self.layer}" if self.layer else self.slot


ALL = Part("all")
"""Stands for every slot, where a project says what is written all the same."""


def part_of(text: str) -> Part:
    """The part that `background` or `subject/hair and face` names."""
    slot, _, layer = text.partition("/")
    return Part(slot.strip(), layer.strip())


class Length(NamedTuple):
    """How long a caption is, both ends among it; 0 for no limit.

    Args:
        least: As short as this.
        most: As long as this.
    """

    least: int = 0
    most: int = 0


_NO_PART, _NO_LENGTH = Part(""), Length()


class Profile(NamedTuple):
    """One kind of LoRA.

    Args:
        name: What it is called in `project.toml`.
        title: What the user reads behind "you teach".
        about: What is described and what left out, in a sentence.
        leaves_out: Slots and layers that are kept and not written.
        appearance: Layers whose words belong to the trigger word, wherever they stand.
        varies: The layer that is written only where it varies over the set; empty for none.
        needs_trigger: Whether the trigger word must stand in each caption.
        needs_framing: Whether the camera view must stand in each caption.
        forbidden: Words that must not stand in a caption, but for the trigger word.
        class_words: Words for the class of what is taught, which take up what the trigger word is to learn.
        sentences: How many sentences a caption in prose has.
        tags: How many tags a caption of tags has.
        globals_at: Where the globals go if the settings do not say; empty for the start.
        rule: The one rule that a model is given which is to describe images.
        describe: What it is to describe, in order.
    """

    name: str
    title: str
    about: str = ""
    leaves_out: tuple[Part, ...] = ()
    appearance: tuple[Part, ...] = ()
    varies: Part = _NO_PART
    needs_trigger: bool = False
    needs_framing: bool = False
    forbidden: tuple[str, ...] = ()
    class_words: tuple[str, ...] = ()
    sentences: Length = _NO_LENGTH
    tags: Length = _NO_LENGTH
    globals_at: str = ""
    rule: str = ""
    describe: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it asks for nothing and leaves nothing out."""
        return not (self.leaves_out or self.needs_trigger or self.needs_framing or self.forbidden)


PLAIN = "plain"
"""The profile of a project that names none."""


def profile_name(text: str) -> str:
    """The name of a profile as it is written now: the plain one had another, or may be left empty."""
    return PLAIN if text in ("", "default") else text
