"""Which tags a profile leaves out: they are kept in the project and not written into the caption.

What was decided stands with each tag, so no setting changes a caption by itself: a tag is decided when it comes in, or
when the user edits its caption; all others by a proposal that is shown first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tui_captioner.domain.caption import Caption, CaptionText, Tag, Tags
from tui_captioner.domain.profiles.profile import ALL, Part, Profile
from tui_captioner.domain.profiles.whole_words import holds
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Structure

LayerOf = Callable[[str, str], str]
"""Gives the layer of a slot that a text belongs to, empty where that is not known."""


def _no_layer(_slot: str, _text: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """What is not written in a project.

    Args:
        parts: Slots and layers that are left out.
        written: Those that are written all the same.
        trigger: The trigger word: what holds it is always written.
        layer_of: Knows the layer of a text.
    """

    parts: frozenset[Part] = frozenset()
    written: frozenset[Part] = frozenset()
    trigger: str = ""
    layer_of: LayerOf = field(default=_no_layer, compare=False)

    @classmethod
    def of(
        cls,
        profile: Profile,
        written: Collection[Part] = (),
        trigger: str = "",
        layer_of: LayerOf = _no_layer,
        structure: Structure = DEFAULT_STRUCTURE,
    ) -> LeavingOut:
        """What a profile leaves out, and slots that are only kept; nothing where the project has everything written."""
        kept = {*profile.leaves_out, *(Part(slot.key) for slot in structure.slots if not slot.written)}
        parts = frozenset() if ALL in written else frozenset(kept) - frozenset(written)
        return cls(parts, frozenset(written), trigger, layer_of)

    @property
    def key(self) -> str:
        """What it leaves out as a text that stays the same from one start to the next."""
        return repr((sorted(self.parts), sorted(self.written), self.trigger))

    def has_slot(self, slot: str) -> bool:
        """Whether a whole slot is left out."""
        return Part(slot) in self.parts

    def layers(self, slot: str) -> list[str]:
        """The layers of a slot that are left out by themselves."""
        return sorted(part.layer for part in self.parts if part.slot == slot and part.layer)

    def kept_layers(self, slot: str) -> list[str]:
        """The layers of a slot that are written though the slot is left out."""
        return sorted(part.layer for part in self.written if part.slot == slot and part.layer)

    def leaves(self, slot: str, tag: Tag) -> bool:
        """Whether a tag is left out. One that is unsure, is a mark, or holds the trigger word, is not."""
        if not self.parts or tag.mark or tag.unsure or self._names(tag.text):
            return False
        whole = self.has_slot(slot)
        if whole and not self.kept_layers(slot):
            return True
        if not whole and not self.layers(slot):
            return False
        layer = self.layer_of(slot, tag.text)
        return layer not in self.kept_layers(slot) if whole else bool(layer) and layer in self.layers(slot)

    def _names(self, text: str) -> bool:
        """Whether a text holds the trigger word, in whatever case."""
        return bool(self.trigger) and holds(text.casefold(), self.trigger.casefold())


def decided(caption: Caption, rule: LeavingOut, known: Caption | None = None) -> Caption:
    """The caption with what was not decided yet left out as the rule says.

    A caption that was read and not edited stays as it is, and so does every tag of which that was decided before.

    Args:
        caption: The caption.
        rule: What is left out.
        known: The caption before: only slots that have more tags now are looked at, and of these the tags that came
            in, so that a tag which gets another text stays as it was. None to look at all.
    """
    if caption.read is not None or not rule.parts:
        return caption
    had = {} if known is None else {slot: {tag.text for tag in tags} for slot, tags in known.slots.items()}
    slots = {
        slot: tuple(
            replace(tag, written=False)
            if tag.written is None and tag.text not in had.get(slot, ()) and rule.leaves(slot, tag)
            else tag
            for tag in tags
        )
        if known is None or len(tags) > len(known.tags(slot))
        else tags
        for slot, tags in caption.slots.items()
    }
    return caption if slots == dict(caption.slots) else replace(caption, slots=slots)


def decided_all(
    captions: Sequence[Caption], before: Sequence[Caption], rule: LeavingOut, *, whole: bool
) -> tuple[Caption, ...]:
    """The captions of an image after an edit: those that it had already stay as they are.

    Args:
        captions: All captions, the first one first.
        before: Those that it had before the edit.
        rule: What is left out.
        whole: Whether all tags of a changed caption are decided, or those alone that came in.
    """
    if not rule.parts:
        return tuple(captions)
    return tuple(
        caption
        if caption in before
        else decided(caption, rule, None if whole else before[number] if number < len(before) else Caption())
        for number, caption in enumerate(captions)
    )


def decided_anew(caption: Caption, rule: LeavingOut) -> Caption:
    """The caption as the rule wants it, whatever was left out before; what the user said of a tag holds.

    Of a caption that was read and not edited only what is left out leaves the text: all else stays as it stood.
    """
    old = dict(caption.slots)
    new = {
        slot: tuple(
            tag if tag.written else replace(tag, written=False if rule.leaves(slot, tag) else None) for tag in tags
        )
        for slot, tags in old.items()
    }
    if new == old:
        return caption
    changed = [
        (one, other)
        for slot, tags in old.items()
        for one, other in zip(tags, new[slot], strict=True)
        if one.is_left_out != other.is_left_out
    ]
    read = None if caption.read is None else _taken_out(caption.read, changed)
    return replace(caption, slots=new, read=read)


def _taken_out(read: CaptionText, changed: Sequence[tuple[Tag, Tag]]) -> CaptionText | None:
    """A text without the tags that are left out now; None where some are to come in, or don't stand in it."""
    places = {piece.origin.place: number for number, piece in enumerate(read.pieces) if piece.origin is not None}
    going: set[int] = set()
    for tag, after in changed:
        number = -1 if tag.origin is None or not tag.origin.read else places.get(tag.origin.place, -1)
        if not after.is_left_out or number < 0 or read.pieces[number].text != tag.text:
            return None
        going.add(number)
    return read.filtered(lambda number: number not in going)


def left_out_tags(caption: Caption) -> Mapping[str, Tags]:
    """The tags that are kept and not written, by slot; only slots that have some."""
    found = {slot: tuple(tag for tag in tags if tag.is_left_out) for slot, tags in caption.slots.items()}
    return {slot: tags for slot, tags in found.items() if tags}


def newly_left_out(before: Caption, after: Caption) -> list[str]:
    """The texts of the tags that were written before an edit and are kept alone since."""
    was = {tag.text for tags in before.slots.values() for tag in tags if not tag.is_left_out and not tag.mark}
    return [tag.text for tags in left_out_tags(after).values() for tag in tags if tag.text in was]


def with_left_out(caption: Caption, before: Caption) -> Caption:
    """A caption that was read from a text, with what an earlier one kept and did not write.

    The text can't hold it. A tag that stands in the text now is not kept a second time.
    """
    slots = dict(caption.slots)
    there = {tag.text for tags in slots.values() for tag in tags}
    for slot, tags in left_out_tags(before).items():
        kept = tuple(replace(tag, origin=None) for tag in tags if tag.text not in there)
        if kept:
            slots[slot] = (*slots.get(slot, ()), *kept)
    return caption if slots == dict(caption.slots) else replace(caption, slots=slots)


def said(caption: Caption, slot: str, *, written: bool, index: int | None = None) -> Caption:
    """The caption with a slot, or one tag of it, written or left out because the user says so."""
    tags = tuple(
        replace(tag, written=written) if not tag.mark and index in (None, number) else tag
        for number, tag in enumerate(caption.tags(slot))
    )
    return caption if tags == caption.tags(slot) else caption.with_slot(slot, tags)
