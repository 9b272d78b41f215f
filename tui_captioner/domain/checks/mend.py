"""What mends a finding, as plain values: each kind says what is done to a caption, none does it.

A rule gives its finding one of these. `services/bulk/mends.py` makes a proposal of it, for the images that the finding
is about, or that the rule has findings on; so nothing is changed before its difference was shown.

A tag is named by its whole text, letter by letter, wherever it stands in a caption. No kind needs a place: a caption
may be another by the time it is mended, and then the mend does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


class Mend:
    """One way to mend a finding; the classes below are all there are."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class DeleteTag(Mend):
    """Take a tag out.

    Args:
        text: The tag.
        slot: Key of the slot that it is taken out of; empty for all slots.
    """

    text: str
    slot: str = ""


@dataclass(frozen=True, slots=True)
class DropRepeats(Mend):
    """Keep the first of several tags that look the same, or none where the globals have it; take out the others.

    Args:
        text: The tag. Letters that are composed otherwise (NFC) are the same, case is not.
    """

    text: str


@dataclass(frozen=True, slots=True)
class RenameTag(Mend):
    """Give a tag another text; where the caption has that already, the old one leaves.

    Args:
        old: The tag.
        new: Its new text.
    """

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MergeTags(Mend):
    """Give each of several tags the same text, wherever one of them stands: near-duplicates, spellings.

    Args:
        old: The tags.
        into: The text that stays.
    """

    old: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True)
class CombineTags(Mend):
    """Put one tag in place of several, in captions that have all of them: it stands where the first one named stood.

    Args:
        old: The tags, in the order in which the new one says them: `simple background`, `white background`, `lamp in
            background`.
        new: What says the same: `simple white background with a lamp`.
    """

    old: tuple[str, ...]
    new: str


@dataclass(frozen=True, slots=True)
class MoveTag(Mend):
    """Move a tag to another slot, behind what stands there; it is sure then.

    Args:
        text: The tag.
        slot: Key of the slot.
    """

    text: str
    slot: str


@dataclass(frozen=True, slots=True)
class KeepInSlot(Mend):
    """Let a tag that was only guessed to belong to its slot belong there; no caption reads otherwise.

    Args:
        text: The tag.
        slot: Key of the slot.
    """

    text: str
    slot: str


@dataclass(frozen=True, slots=True)
class ReplaceWords(Mend):
    """Put other words in place of some, inside the tags and sentences of a caption; never inside a word.

    A tag of which nothing is left is taken out; so is one that the caption has then already.

    Args:
        old: What stands there, letter by letter: `she`, `Annika`, `&amp;`, `<lora:a:1>`. Where it begins or ends with
            a letter or a digit, none stands beside that.
        new: What comes for it; empty for nothing.
        first: Whether only the first tag that has it is meant, and in that only the first place.
    """

    old: str
    new: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class MakeGlobal(Mend):
    """Take tags out of the slots and put them behind the globals, so that they stand in every caption.

    Args:
        texts: The tags, in order; those that are globals already count as such.
    """

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PutInOrder(Mend):
    """Put the caption in the order of its slots; within a slot in the order that is given.

    Args:
        slot: Key of the slot whose tags get another order; empty where slots alone are put in order.
        texts: The tags of that slot in their new order; those that are not named stay behind the named one that they
            stand behind.
    """

    slot: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeveralMends(Mend):
    """Several mends, one after the other, as one change.

    Args:
        mends: The mends.
        title: What they do together, in a few words: `delete the 3 tags that the profile leaves out`.
    """

    mends: tuple[Mend, ...]
    title: str
