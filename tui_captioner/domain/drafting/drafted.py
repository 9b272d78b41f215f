"""What a model proposed for an image and nobody confirmed: no part of its caption, so nothing writes or counts it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.query.words import ALSO_CALLED, AUTHORS
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.typed_text import clean_text


class DraftedTag(NamedTuple):
    """A machine tag.

    Args:
        slot: Key of the slot that it is proposed for.
        text: The tag.
        by: The model that proposed it.
        known: Whether vocabulary or dataset have the word; one that neither has is never confirmed with others.
    """

    slot: str
    text: str
    by: str
    known: bool = True

    @property
    def key(self) -> str:
        """What all spellings of it have in common."""
        return match_key(self.text)


Drafted = tuple[DraftedTag, ...]

OTHERS = (*AUTHORS, *(name for names in ALSO_CALLED.values() for name in names))
"""What stands for those who set tags and are no models."""
_LONGEST = 80
"""Characters of a model's name."""


def set_by(caption: Caption, author: str) -> Caption:
    """A caption of which an author is to have set every tag."""
    return replace(
        caption, slots={key: tuple(replace(tag, by=author) for tag in tags) for key, tags in caption.slots.items()}
    )


def model_name(text: str) -> str:
    """The name that a model is known by, as it was typed but for blanks around it.

    Raises:
        WrongUseError: If it is none: empty, too long, with characters that can't be drawn, or one of `OTHERS`.
    """
    name = text.strip()
    if not name or len(name) > _LONGEST or clean_text(name) != name:
        raise WrongUseError(f"{text!r} is no name of a model", f"A name is one line of at most {_LONGEST} characters")
    if name.casefold() in OTHERS:
        raise WrongUseError(
            f"'{name}' is no name of a model: it stands for who is none", "Name the model, such as wd14"
        )
    return name


def confirmed_by(caption: Caption, drafted: Drafted) -> tuple[Caption, Drafted]:
    """A caption that may have got some of what was proposed for it, and what is still unconfirmed.

    Args:
        caption: The caption; what it has of the machine tags, in any spelling, is set down to their models.
        drafted: The machine tags.
    """
    if not drafted:
        return caption, drafted
    open_ = {one.key: one.by for one in drafted}
    found: set[str] = set()
    slots = {}
    for slot, tags in caption.slots.items():
        keys = ["" if tag.mark else match_key(tag.text) for tag in tags]
        found.update(keys)
        slots[slot] = tuple(
            replace(tag, by=open_[key]) if key in open_ else tag for tag, key in zip(tags, keys, strict=True)
        )
    if found.isdisjoint(open_):
        return caption, drafted
    return replace(caption, slots=slots), tuple(one for one in drafted if one.key not in found)


class DraftChange(NamedTuple):
    """A machine tag that comes, or goes.

    Args:
        tag: The tag.
        comes: Whether it comes.
    """

    tag: DraftedTag
    comes: bool


def draft_changes(before: Drafted, after: Drafted) -> tuple[DraftChange, ...]:
    """What differs between the machine tags of an image before and after."""
    gone = (DraftChange(one, comes=False) for one in before if one not in after)
    come = (DraftChange(one, comes=True) for one in after if one not in before)
    return (*gone, *come)
