"""Operations on a caption as values: each gives the new caption, leaves the old one alone.

An edit changes what it names. All else keeps its spelling, its repeats, its slot and its side of a mark.

An edit of a place (`Add`, `Remove`, `Replace`, `Move`, `Reorder`, `Split`, `Join`, `Clear`, and `MoveText`, which goes
to a place) makes a caption that was read one in slot order. `Rename` and `TakeOut` name a text, wherever it stands: the
order of the file is kept, and what stood between the pieces too.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from tui_captioner.domain.caption import Caption, CaptionText, Origin, Tag, Tags
from tui_captioner.domain.prose import is_sentence
from tui_captioner.domain.standing import new_and_known, same_text


class Edit(ABC):
    """An operation on a caption."""

    @abstractmethod
    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:
        """The caption afterwards; the very same one if nothing changes.

        Args:
            caption: The caption before.
            globals_: What stands in every caption.

        Raises:
            IndexError: If the edit names a place at which there is no tag.
            ValueError: If what it names can't be put together so.
        """

    def already(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Tags:  # noqa: ARG002 - most bring no tag
        """The tags that the edit would bring, and that the caption has already: they are not added again."""
        return ()

    @property
    def state(self) -> str:
        """The state that the image gets; empty for the one that follows from its tags."""
        return ""


class _Plain(Edit):
    """An edit that looks at the caption alone."""

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:  # noqa: ARG002 - see the class
        """See `Edit.apply`."""
        return self._applied(caption)

    @abstractmethod
    def _applied(self, caption: Caption) -> Caption:
        """The caption afterwards."""


def apply_all(edits: Iterable[Edit], caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:
    """The caption after these edits, one after the other; see `Edit.apply`."""
    for edit in edits:
        caption = edit.apply(caption, globals_)
    return caption


# --- edits of a place -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Add(Edit):
    """Put tags into a slot, before the tag at `at` or behind the last one; what the caption has already is left out."""

    slot: str
    tags: Tags
    at: int | None = None

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:
        """See `Edit.apply`."""
        new, _ = new_and_known(self.tags, globals_, caption)
        old = caption.tags(self.slot)
        place = len(old) if self.at is None else self.at
        return caption.with_slot(self.slot, (*old[:place], *new, *old[place:])) if new else caption

    def already(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Tags:
        """See `Edit.already`."""
        return new_and_known(self.tags, globals_, caption)[1]


@dataclass(frozen=True)
class Remove(_Plain):
    """Take out the one tag at `index` of a slot; the same text elsewhere stays."""

    slot: str
    index: int

    def _applied(self, caption: Caption) -> Caption:
        return caption.removed(self.slot, self.index)


@dataclass(frozen=True)
class Replace(Edit):
    """Put tags in place of the one at `index` of a slot; those that stand elsewhere already are left out."""

    slot: str
    index: int
    tags: Tags

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:
        """See `Edit.apply`."""
        old = _at(caption, self.slot, self.index)
        if self.tags == (old,):
            return caption
        placed = [
            tag if tag.origin is not None else replace(tag, origin=old.origin) for tag in self._new(caption, globals_)
        ]
        kept = caption.tags(self.slot)
        return caption.with_slot(self.slot, (*kept[: self.index], *placed, *kept[self.index + 1 :]))

    def already(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Tags:
        """See `Edit.already`."""
        new = self._new(caption, globals_)
        return tuple(tag for tag in self.tags if tag not in new)

    def _new(self, caption: Caption, globals_: Sequence[Tag]) -> Tags:
        if [tag.text for tag in self.tags] == [_at(caption, self.slot, self.index).text]:
            return self.tags
        return new_and_known(self.tags, globals_, caption.removed(self.slot, self.index))[0]


@dataclass(frozen=True)
class Split(Edit):
    """Make several tags of the one at `index` of a slot."""

    slot: str
    index: int
    texts: tuple[str, ...]

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:
        """See `Edit.apply`."""
        return self._replace.apply(caption, globals_)

    def already(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Tags:
        """See `Edit.already`."""
        return self._replace.already(caption, globals_)

    @property
    def _replace(self) -> Replace:
        return Replace(self.slot, self.index, tuple(Tag(text, sentence=is_sentence(text)) for text in self.texts))


@dataclass(frozen=True)
class Join(_Plain):
    """Make one tag of those from `first` to `last` of a slot, both among them, with `between` put between their texts.

    A mark can't be joined: ValueError.
    """

    slot: str
    first: int
    last: int
    between: str = " "

    def _applied(self, caption: Caption) -> Caption:
        _at(caption, self.slot, self.last)
        tags = caption.tags(self.slot)
        joined = tags[self.first : self.last + 1]
        if self.first < 0 or len(joined) < 2 or any(tag.mark for tag in joined):
            raise ValueError(f"tags {self.first} to {self.last} of {self.slot} can't be joined")
        text = self.between.join(tag.text for tag in joined)
        one = Tag(text, any(tag.sentence for tag in joined), origin=joined[0].origin)
        return caption.with_slot(self.slot, (*tags[: self.first], one, *tags[self.last + 1 :]))


@dataclass(frozen=True)
class Move(_Plain):
    """Move the tag at `index` of a slot to another place of it, or to another slot; it is sure from then on.

    No tag is lost by it: where the other slot has that text already, it stands there twice.
    """

    slot: str
    index: int
    to_slot: str
    to_index: int | None = None

    def _applied(self, caption: Caption) -> Caption:
        tag = _at(caption, self.slot, self.index)
        there = caption.removed(self.slot, self.index).tags(self.to_slot)
        at = len(there) if self.to_index is None else self.to_index
        moved = caption.moved(self.slot, self.index, self.to_slot, self.to_index)
        if len(moved.tags(self.to_slot)) == len(there) + 1:
            return moved
        rest = caption.removed(self.slot, self.index)
        origin = None if tag.origin is None else Origin(tag.origin.place, read=False)
        again = replace(tag, unsure=False, origin=origin, written=tag.written if self.slot == self.to_slot else None)
        return rest.with_slot(self.to_slot, (*there[:at], again, *there[at:]))


@dataclass(frozen=True)
class Reorder(_Plain):
    """Put the tags of a slot into another order: `order` has the index of each, and each once; else ValueError."""

    slot: str
    order: tuple[int, ...]

    def _applied(self, caption: Caption) -> Caption:
        tags = caption.tags(self.slot)
        if sorted(self.order) != list(range(len(tags))):
            raise ValueError(f"{self.order} is no order of {len(tags)} tags")
        new = [
            tags[index] if index == place else _in_place_of(tags[index], tags[place])
            for place, index in enumerate(self.order)
        ]
        return caption if tuple(new) == tags else caption.with_slot(self.slot, new)


@dataclass(frozen=True)
class Clear(_Plain):
    """Take all tags out of a slot. Marks stay: they part the tags of the other slots too."""

    slot: str

    def _applied(self, caption: Caption) -> Caption:
        tags = caption.tags(self.slot)
        marks = tuple(tag for tag in tags if tag.mark)
        return caption if marks == tags else caption.with_slot(self.slot, marks)


@dataclass(frozen=True)
class SetState(_Plain):
    """Mark the image as done, draft and so on; its captions stay."""

    to: str

    def _applied(self, caption: Caption) -> Caption:
        return caption

    @property
    def state(self) -> str:
        """See `Edit.state`."""
        return self.to


# --- edits of a text --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TakeOut(_Plain):
    """Take out every tag of a text: the whole tag, letter by letter; of one slot alone if that is named."""

    text: str
    slot: str = ""

    def _applied(self, caption: Caption) -> Caption:
        return changed_tags(caption, lambda slot, tag: None if self._is_meant(slot, tag) else tag)

    def _is_meant(self, slot: str, tag: Tag) -> bool:
        return self.slot in ("", slot) and not tag.mark and same_text(tag.text, self.text)


@dataclass(frozen=True)
class Rename(Edit):
    """Give every tag of a text another one: the whole tag, letter by letter. Where the caption has the new one already,
    the old one leaves, so that the new one stands there once; `already` says so.

    Raises:
        ValueError: If the new text is empty.
    """

    old: str
    new: str

    def __post_init__(self) -> None:
        if not self.new.strip():
            raise ValueError("a tag can't be renamed to nothing")

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:
        """See `Edit.apply`."""
        there = self._is_there(caption, globals_)
        return changed_tags(
            caption, lambda _, tag: (None if there else self._renamed(tag)) if self._is_old(tag) else tag
        )

    def already(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Tags:
        """See `Edit.already`."""
        has_old = any(self._is_old(tag) for tags in caption.slots.values() for tag in tags)
        return (Tag(self.new),) if has_old and self._is_there(caption, globals_) else ()

    def _is_old(self, tag: Tag) -> bool:
        return not tag.mark and tag.text != self.new and same_text(tag.text, self.old)

    def _is_there(self, caption: Caption, globals_: Sequence[Tag]) -> bool:
        if same_text(self.old, self.new):
            return False  # the same tag, spelt with other code points
        if any(same_text(self.new, tag.text) for tag in globals_):
            return True
        own = [tag for tags in caption.slots.values() for tag in tags if not tag.mark]
        there = [tag for tag in own if same_text(self.new, tag.text)]
        if there and any(not tag.is_left_out and self._is_old(tag) for tag in own):
            # One that is kept and not written can't stand in for one that is.
            there = [tag for tag in there if not tag.is_left_out]
        return bool(there)

    def _renamed(self, tag: Tag) -> Tag:
        new, sentence = tag.reworded(self.new), tag.sentence or is_sentence(self.new)
        return new if new.sentence == sentence else replace(new, sentence=sentence)


@dataclass(frozen=True)
class MoveText(_Plain):
    """Move every tag of a text to a slot, behind what stands there; they are sure then. Repeats stay repeats."""

    text: str
    slot: str

    def _applied(self, caption: Caption) -> Caption:
        left = {
            slot: tuple(tag for tag in tags if slot == self.slot or not self._is_meant(tag))
            for slot, tags in caption.slots.items()
        }
        gone = [tag for slot, tags in caption.slots.items() if slot != self.slot for tag in tags if self._is_meant(tag)]
        there = list(caption.tags(self.slot))
        texts = {tag.text for tag in there}
        for tag in gone:
            # As `Move` does it: beside the tag before it in the text too, but a repeat stays where it stands there.
            beside = there[-1].origin if there and tag.text not in texts else None
            origin = beside or tag.origin
            there.append(replace(tag, unsure=False, written=None, origin=origin and Origin(origin.place, read=False)))
            texts.add(tag.text)
        return caption.with_slots({**left, self.slot: there}) if gone else caption

    def _is_meant(self, tag: Tag) -> bool:
        return not tag.mark and same_text(tag.text, self.text)


def changed_tags(caption: Caption, change: Callable[[str, Tag], Tag | None]) -> Caption:
    """The caption with each tag as `change` gives it, None for one that goes; what was read keeps its order.

    Args:
        caption: The caption before.
        change: Given the key of the slot and the tag; asked once for each, slot by slot.
    """
    slots = {slot: [(tag, change(slot, tag)) for tag in tags] for slot, tags in caption.slots.items()}
    pairs = [(old, new) for tags in slots.values() for old, new in tags if new is not old]
    if not pairs:
        return caption
    kept = {slot: tuple(new for _, new in tags if new is not None) for slot, tags in slots.items()}
    read = None if caption.read is None else _read_with(caption.read, pairs)
    return Caption({slot: tags for slot, tags in kept.items() if tags}, read, caption.left_out, caption.prose)


def _read_with(read: CaptionText, pairs: Sequence[tuple[Tag, Tag | None]]) -> CaptionText | None:
    """The text with these tags changed where they stand in it; None if it can't be told where that is."""
    places = {piece.origin.place: number for number, piece in enumerate(read.pieces) if piece.origin is not None}
    pieces: list[Tag | None] = list(read.pieces)
    gaps = list(read.gaps)
    for old, new in pairs:
        if old.is_left_out:
            continue  # it does not stand in the text
        number = -1 if old.origin is None or not old.origin.read else places.get(old.origin.place, -1)
        if number < 0 or read.pieces[number].text != old.text:
            return None
        pieces[number] = None if new is None else replace(read.pieces[number], text=new.text, sentence=new.sentence)
        inside = number + 1 < len(read.pieces) and not read.pieces[number + 1].mark
        if new is not None and inside and new.ends_sentence != old.ends_sentence:
            gaps[number + 1] = _gap_behind(new, gaps[number + 1], read.gaps)
    named = CaptionText(tuple(new or old for new, old in zip(pieces, read.pieces, strict=True)), tuple(gaps))
    return named.filtered(lambda number: pieces[number] is not None) if None in pieces else named


def _gap_behind(tag: Tag, gap: str, gaps: Sequence[str]) -> str:
    """What parts a tag from the next one, now that it is a sentence, or none any more; as elsewhere in its text."""
    if tag.ends_sentence:
        return " "
    return gap if gap.strip() else next((other for other in gaps[1:-1] if other.strip()), ", ")


def _at(caption: Caption, slot: str, index: int) -> Tag:
    tags = caption.tags(slot)
    if not 0 <= index < len(tags):
        raise IndexError(index)
    return tags[index]


def _in_place_of(tag: Tag, other: Tag) -> Tag:
    """A tag where another one stood in the text; a mark keeps what stands on its sides."""
    if other.origin is None:
        return replace(tag, origin=None)
    glue = None if tag.origin is None else tag.origin.glue
    return replace(tag, origin=Origin(other.origin.place, read=False, glue=glue))
