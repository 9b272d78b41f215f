"""Edits of captions over many images: the same for each, and one step of undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Self

from tui_captioner.domain.alternatives import Captions
from tui_captioner.domain.caption import Caption, Tag, Tags
from tui_captioner.domain.edits import Add, Edit, MoveText, Rename, TakeOut, apply_all
from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.nearest import did_you_mean, plain
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.standing import same_text
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.typed_text import clean_text
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.alias_changes import AliasChange
from tui_captioner.storage.project.records import ImageRecord


def edited(record: ImageRecord, edits: Sequence[Edit], globals_: Sequence[Tag] = ()) -> ImageRecord:
    """A record after these edits of each of its captions, in the state that follows or that an edit sets."""
    first, *others = (apply_all(edits, caption, globals_) for caption in _captions(record))
    new = record.with_caption(first, tuple(others))
    state = next((edit.state for edit in reversed(edits) if edit.state), new.state)
    return new if state == new.state else replace(new, state=state)


def _captions(record: ImageRecord) -> Captions:
    return record.caption, *record.alternatives


class TagEdits(Proposal):
    """The same edits on every caption of many images.

    Args:
        session: The open dataset.
        title: What is done, for undo, the log and the preview.
        edits: Carried out one after the other.
        names: The images; all without it.
    """

    def __init__(self, session: Session, title: str, edits: Sequence[Edit], names: Sequence[str] | None = None) -> None:
        super().__init__(session, title, names)
        self._edits = tuple(edits)
        self._leading: tuple[str, Sequence[str], str] | None = None

    def keeping_aliases(self, text: str, aliases: Sequence[str], slot: str) -> Self:
        """The same, which also has aliases lead to a tag; see `OwnTerms.leading_to` for what is raised."""
        self.session.own_terms.leading_to(text, aliases, slot)
        kept = copy(self)
        kept.title = f"{self.title}, as {'its alias' if len(aliases) == 1 else 'its aliases'}"
        kept._leading = (text, tuple(aliases), slot)
        return kept

    def aliases(self) -> tuple[AliasChange, ...]:
        """See `Proposal.aliases`."""
        return () if self._leading is None else self.session.own_terms.leading_to(*self._leading)

    def new_record(self, _name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        return edited(record, self._edits, self.session.globals)

    def note(self, name: str, before: ImageRecord, after: ImageRecord) -> None:
        """Count it, and the captions that had a new tag already: it stands there once."""
        super().note(name, before, after)
        for caption in _captions(before):
            now = caption
            for edit in self._edits:
                for tag in edit.already(now, self.session.globals):
                    self.difference.already[tag.text] += 1
                now = edit.apply(now, self.session.globals)


# --- the edits that tags are tidied with ------------------------------------------------------------------------------


def renaming(session: Session, old: str, new: str) -> TagEdits:
    """Give a tag another text, in all captions; see `one_tag` and `check_own` for what is raised."""
    check_own(session, [old])
    text = one_tag(session, new).text
    return TagEdits(session, f"rename '{old}' to '{text}'", [Rename(old, text)])


def merging(session: Session, texts: Sequence[str], into: str) -> TagEdits:
    """Make one tag of several, in all captions, where it stands once; see `one_tag` and `check_own`."""
    check_own(session, texts)
    text = one_tag(session, into).text
    return TagEdits(session, f"merge {_quoted(texts)} into '{text}'", [Rename(old, text) for old in texts])


@dataclass(frozen=True)
class RenameEach(Edit):
    """Give each tag of some texts its own new one; see `Rename`.

    Args:
        new: The new text by the old one, letter by letter.
    """

    new: Mapping[str, str]

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:
        """See `Edit.apply`."""
        return apply_all(self._renames(caption), caption, globals_)

    def already(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Tags:
        """See `Edit.already`."""
        return tuple(tag for rename in self._renames(caption) for tag in rename.already(caption, globals_))

    def _renames(self, caption: Caption) -> list[Rename]:
        texts = dict.fromkeys(tag.text for tags in caption.slots.values() for tag in tags if not tag.mark)
        return [Rename(text, self.new[text]) for text in texts if text in self.new]


def renaming_each(session: Session, title: str, new: Mapping[str, str]) -> TagEdits:
    """Give each of several tags its own new text, in all captions; see `one_tag` and `check_own`.

    Args:
        session: The open dataset.
        title: What is done.
        new: The new text by the old one.
    """
    check_own(session, list(new))
    texts = {old: one_tag(session, text).text for old, text in new.items()}
    return TagEdits(session, title, [RenameEach(texts)])


def moving(session: Session, texts: Sequence[str], slot: str) -> TagEdits:
    """Move tags to a slot, in all captions; see `check_slot` and `check_own`."""
    check_own(session, texts)
    check_slot(session, slot)
    title = f"move {_quoted(texts)} to {session.structure.title(slot)}"
    return TagEdits(session, title, [MoveText(text, slot) for text in texts])


def deleting(session: Session, texts: Sequence[str]) -> TagEdits:
    """Take tags out of all captions; see `check_own`."""
    check_own(session, texts)
    return TagEdits(session, f"delete {_quoted(texts)}", [TakeOut(text) for text in texts])


def adding(session: Session, texts: Sequence[str], slot: str, at: int | None = None) -> TagEdits:
    """Add tags to a slot of all captions that have them not; see `one_tag` and `check_slot`.

    Args:
        session: The open dataset.
        texts: The tags.
        slot: Key of the slot.
        at: How many tags of the slot stand before them; behind the last one if not given.
    """
    check_slot(session, slot)
    tags = tuple(one_tag(session, text) for text in texts)
    return TagEdits(session, f"add {_quoted([tag.text for tag in tags])}", [Add(slot, tags, at)])


def one_tag(session: Session, text: str) -> Tag:
    """The tag that a text is, as it would be read from a caption of this dataset.

    Raises:
        CaptionerError: If it would be read as nothing, as several tags, or as a mark.
    """
    output = session.project.settings.output
    cleaned = clean_text(text)
    pieces = read_caption(cleaned, separator=output.separator, head_separator=output.head_separator).pieces
    if len(pieces) != 1:
        many = "more than one tag" if pieces else "no tag"
        raise CaptionerError(f"{text!r} is {many}", "Give one tag; a comma inside brackets parts none")
    if pieces[0].mark:
        raise CaptionerError(f"{text!r} parts captions and is no tag", "Put it in by hand where it is wanted")
    return replace(pieces[0], origin=None)


def check_own(session: Session, texts: Sequence[str]) -> None:
    """Raise CaptionerError if one of the texts is a global: it stays in every caption, whatever is done to a slot."""
    for text in texts:
        if any(same_text(text, tag.text) for tag in session.globals):
            raise CaptionerError(
                f"{text!r} is a global and stands in every caption",
                "Change it in the composer, or under globals in .tui-captioner/project.toml",
            )


def check_slot(session: Session, slot: str) -> None:
    """Raise CaptionerError if the dataset has no such slot, or if that is the globals."""
    if slot == GLOBALS:
        raise CaptionerError(
            "Globals stand in every caption, so they are set once",
            "Add them in the composer, or to globals in .tui-captioner/project.toml",
        )
    if slot not in session.structure.own_keys:
        keys = session.structure.own_keys
        raise WrongUseError(f"There is no slot {slot!r}", did_you_mean(slot, keys, f"Slots are {', '.join(keys)}"))


def slot_named(session: Session, word: str) -> str:
    """Key of the slot that is named by its key or its title, whatever the case; the word itself if there is none."""
    for slot in session.structure.slots:
        if plain(word) in (plain(slot.key), plain(slot.title)):
            return slot.key
    return word


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"'{text}'" for text in texts)
