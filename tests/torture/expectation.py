"""What must be there after the program was killed: what it accepted, as one knows it who only typed and looked."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

Tags = tuple[str, ...]
_SYLLABLES = ("bar", "dol", "fen", "gim", "kus", "lav", "mor", "nip", "rud", "tas", "vel", "zok")


def random_word(chance: random.Random) -> str:
    """A tag that nobody has."""
    return " ".join("".join(chance.choices(_SYLLABLES, k=3)) for _ in range(2))


def tags_of(text: bytes) -> Tags:
    """The tags of a caption, in no order: which slot comes first is not what is looked at here."""
    return tuple(sorted(tag for tag in text.decode().split(", ") if tag))


@dataclass(frozen=True, eq=False)
class Captions:
    """All captions at one time.

    Args:
        tags: Those of each image.
        told: Whether the captions are sentences, so that their text is none of these tags.
        structure: The name of the slots that they are written in.
        shared: The globals among the tags.
        texts: What was on the disk when all was at rest, by image: coming back to these captions it must be so again.
    """

    tags: Mapping[str, Tags]
    told: bool = False
    structure: str = "guide"
    shared: frozenset[str] = frozenset()
    texts: dict[str, bytes] = field(default_factory=dict)

    def with_tags(self, change: Callable[[str, Tags], Tags]) -> Captions:
        """What becomes of them when the tags of each image change."""
        changed = {name: tuple(sorted(change(name, tags))) for name, tags in self.tags.items()}
        return replace(self, tags=changed, texts={})

    def same(self) -> Captions:
        """The same captions after a step that changes none of their texts."""
        return replace(self, texts={})

    def adding(self, tag: str, *names: str) -> Captions:
        """With a tag added to some images, or to all; one that is there already is not added again."""
        return self.with_tags(
            lambda name, tags: (*tags, tag) if name in (names or self.tags) and tag not in tags else tags
        )

    def sharing(self, tag: str) -> Captions:
        """With one more global."""
        return replace(self.adding(tag), shared=self.shared | {tag})

    def without(self, tag: str, *names: str) -> Captions:
        """With a tag taken out of some images, or of all."""
        return self.with_tags(
            lambda name, tags: tuple(one for one in tags if name not in (names or self.tags) or one != tag)
        )

    def without_all(self, name: str) -> Captions:
        """With nothing but globals in one image."""
        return self.with_tags(
            lambda one, tags: tuple(tag for tag in tags if tag in self.shared) if one == name else tags
        )

    def some_tag(self, chance: random.Random) -> str:
        """A tag that is no global, and that no image has alone; empty if there is none."""
        own = [[tag for tag in tags if tag not in self.shared] for tags in self.tags.values()]
        alone = {tags[0] for tags in own if len(tags) == 1}
        return chance.choice(sorted({tag for tags in own for tag in tags} - alone) or [""])

    def renaming(self, old: str, new: str) -> Captions:
        """With another text for a tag; an image that has both keeps one."""
        return self.with_tags(lambda _, tags: tuple({new if one == old else one: None for one in tags}))


@dataclass(frozen=True)
class Moment:
    """The captions, with what undo and redo would bring."""

    captions: Captions
    past: tuple[Captions, ...] = ()
    future: tuple[Captions, ...] = ()

    def step(self, captions: Captions) -> Moment:
        """After a step."""
        return Moment(captions, (*self.past, self.captions))

    def grown(self, captions: Captions) -> Moment:
        """After a step went on."""
        return Moment(captions, self.past)

    def undone(self) -> Moment:
        """After undo; the same where there is nothing to take back."""
        if not self.past:
            return self
        return Moment(self.past[-1], self.past[:-1], (self.captions, *self.future))

    def redone(self) -> Moment:
        """After redo; the same where there is nothing to do again."""
        if not self.future:
            return self
        return Moment(self.future[0], (*self.past, self.captions), self.future[1:])


class Expectation:
    """What was accepted, and what was typed since: the program may have got to any of that, and to nothing else.

    Args:
        moment: What is there at first.
    """

    def __init__(self, moment: Moment) -> None:
        self.accepted = moment
        self.typed: list[Moment] = []

    @property
    def last(self) -> Moment:
        """What is there when all that was typed is done."""
        return self.typed[-1] if self.typed else self.accepted

    @property
    def possible(self) -> tuple[Moment, ...]:
        """What may be there, in order."""
        return (self.accepted, *self.typed)

    def accept(self) -> None:
        """Note that the program said that all is done that was typed."""
        self.accepted, self.typed = self.last, []

    def settle(self, moment: Moment) -> None:
        """Note how far it got."""
        self.accepted, self.typed = moment, []
