"""Edits that findings are mended with, beside those that somebody makes by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.edits import Edit, Reorder, changed_tags
from tui_captioner.domain.prose import is_sentence
from tui_captioner.domain.spelling import composed
from tui_captioner.domain.standing import same_text


@dataclass(frozen=True)
class TakeOutRepeats(Edit):
    """Take out all but the first of the tags that look like a text; all of them where a global looks like it.

    Args:
        text: The text. Letters that are composed otherwise look the same.
        slots: Keys of the slots, in whose order tags are counted.
    """

    text: str
    slots: tuple[str, ...]

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:
        """See `Edit.apply`."""
        kept = any(same_text(tag.text, self.text) for tag in globals_)
        repeats: set[tuple[str, int]] = set()
        for slot in self.slots:
            for place, tag in enumerate(caption.tags(slot)):
                if not tag.mark and same_text(tag.text, self.text):
                    if kept:
                        repeats.add((slot, place))
                    kept = True
        return _without(caption, repeats)


@dataclass(frozen=True)
class Combine(Edit):
    """Put one tag in place of several, where the first of them that is named stood; in captions that have all of them.

    Raises:
        ValueError: If there is no new text, or nothing to put it in place of.
    """

    old: tuple[str, ...]
    new: str

    def __post_init__(self) -> None:
        if not self.new.strip() or not self.old:
            raise ValueError("there is nothing to combine")

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:
        """See `Edit.apply`."""
        olds = set(map(composed, self.old))
        own = {composed(tag.text) for tags in caption.slots.values() for tag in tags if not tag.mark}
        if not olds <= own:
            return caption
        placed = composed(self.new) in (own - olds) | {composed(tag.text) for tag in globals_}

        def change(_: str, tag: Tag) -> Tag | None:
            nonlocal placed
            if tag.mark or composed(tag.text) not in olds:
                return tag
            if placed or not same_text(tag.text, self.old[0]):
                return None
            placed = True
            return _with_text(tag, self.new)

        return changed_tags(caption, change)


@dataclass(frozen=True)
class ReplaceInTags(Edit):
    """Put other words in place of some inside tags, never inside a word.

    A tag of which nothing is left goes, and so does one that the caption has then already.

    Args:
        old: What stands there, letter by letter; ValueError if it is empty.
        new: What comes for it.
        first: Whether only the first place in the first tag is meant.
    """

    old: str
    new: str
    first: bool = False

    def __post_init__(self) -> None:
        if not self.old:
            raise ValueError("there is nothing to replace")

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:
        """See `Edit.apply`."""
        own = (tag for tags in caption.slots.values() for tag in tags if not tag.mark)
        there = {composed(tag.text) for tag in (*globals_, *own)}
        done = False

        def change(_: str, tag: Tag) -> Tag | None:
            nonlocal done
            if tag.mark or (self.first and done):
                return tag
            text = replaced_words(tag.text, self.old, self.new, first=self.first)
            if text == tag.text:
                return tag
            done = True
            if not text or composed(text) in there:
                return None
            there.add(composed(text))
            return _with_text(tag, text)

        return changed_tags(caption, change)


def replaced_words(text: str, old: str, new: str, *, first: bool = False) -> str:
    """A text with other words in place of some; blanks that meet where nothing is put are one.

    Args:
        text: The text.
        old: What is replaced; where it begins or ends with a letter or a digit, none stands beside that.
        new: What comes for it.
        first: Whether only the first place is meant.
    """
    pieces: list[str] = []
    start = 0
    while (at := _word_at(text, old, start)) >= 0:
        pieces.append(text[start:at])
        start = at + len(old)
        if first:
            break
    if not pieces:
        return text
    pieces.append(text[start:])
    if new:
        return new.join(pieces).strip()
    return " ".join(filter(None, (piece.strip() for piece in pieces)))


def _word_at(text: str, word: str, start: int) -> int:
    """Where a word stands from a place on, below zero for nowhere."""
    at = text.find(word, start)
    while at >= 0:
        end = at + len(word)
        inside = (at > 0 and word[0].isalnum() and text[at - 1].isalnum()) or (
            end < len(text) and word[-1].isalnum() and text[end].isalnum()
        )
        if not inside:
            break
        at = text.find(word, at + 1)
    return at


@dataclass(frozen=True)
class OrderSlot(Edit):
    """Give the tags of a slot an order; one that is not named stays behind the one that it stands behind."""

    slot: str
    texts: tuple[str, ...]

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:  # noqa: ARG002 - of one slot
        """See `Edit.apply`."""
        ranks = {composed(text): rank for rank, text in enumerate(self.texts, 1)}
        tags, rank = caption.tags(self.slot), 0
        keyed: list[tuple[int, int]] = []
        for place, tag in enumerate(tags):
            if tag.mark:
                return caption  # no tag crosses a mark
            rank = ranks.get(composed(tag.text), rank)
            keyed.append((rank, place))
        order = tuple(place for _, place in sorted(keyed))
        return caption if order == tuple(range(len(tags))) else Reorder(self.slot, order).apply(caption)


@dataclass(frozen=True)
class InSlotOrder(Edit):
    """Put a caption that keeps the order of its file into the order of the slots, where it reads otherwise then.

    Args:
        text_of: How a caption is written.
    """

    text_of: Callable[[Caption], str]

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:  # noqa: ARG002 - they keep their place
        """See `Edit.apply`."""
        if caption.read is None:
            return caption
        ordered = caption.edited()
        return caption if self.text_of(ordered) == self.text_of(caption) else ordered


def _with_text(tag: Tag, text: str) -> Tag:
    return replace(tag.reworded(text), sentence=tag.sentence or is_sentence(text))


def _without(caption: Caption, gone: set[tuple[str, int]]) -> Caption:
    """The caption without the tags at these places, each a slot and an index."""
    # `changed_tags` asks slot by slot, and for the tags of each in their order.
    seen: dict[str, int] = {}

    def change(slot: str, tag: Tag) -> Tag | None:
        place = seen[slot] = seen.get(slot, -1) + 1
        return None if (slot, place) in gone else tag

    return changed_tags(caption, change)
