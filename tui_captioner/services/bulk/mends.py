"""Mends of findings as changes of captions: one proposal for one finding or for all of a rule, one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.mend import (
    CombineTags,
    DeleteTag,
    DropRepeats,
    KeepInSlot,
    MakeGlobal,
    Mend,
    MergeTags,
    MoveTag,
    PutInOrder,
    RenameTag,
    ReplaceWords,
    SeveralMends,
)
from tui_captioner.domain.edits import Edit, MoveText, Rename, TakeOut
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.mend_edits import Combine, InSlotOrder, OrderSlot, ReplaceInTags, TakeOutRepeats
from tui_captioner.domain.settling import Settle
from tui_captioner.services.bulk.globals_adoption import Adoption
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.bulk.tag_edits import check_own, check_slot, edited, one_tag
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.filtering import filtered_names
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.questions import images_of
from tui_captioner.storage.project.records import ImageRecord


def mend_of(finding: Finding) -> Mend | None:
    """How a finding is mended by a key; None where there is no such way."""
    return finding.mend_by if isinstance(finding.mend_by, Mend) else None


def mend_words(session: Session, mend: Mend) -> str:
    """What a mend does, in a few words: `delete 'lamp'`."""
    title = session.structure.title
    words: Mapping[type[Mend], Callable[..., str]] = {
        DeleteTag: lambda it: f"delete '{it.text}'",
        DropRepeats: lambda it: f"keep '{it.text}' once",
        RenameTag: lambda it: f"rename '{it.old}' to '{it.new}'",
        MergeTags: lambda it: f"merge {_quoted(it.old)} into '{it.into}'",
        CombineTags: lambda it: f"combine {_quoted(it.old)} as '{it.new}'",
        MoveTag: lambda it: f"move '{it.text}' to {title(it.slot)}",
        KeepInSlot: lambda it: f"leave '{it.text}' in {title(it.slot)}",
        ReplaceWords: lambda it: f"replace '{it.old}' by '{it.new}'" if it.new else f"take out '{it.old}'",
        MakeGlobal: lambda it: f"make {_quoted(it.texts)} global",
        PutInOrder: lambda it: f"put {title(it.slot)} in order" if it.slot else "put in the order of the slots",
        SeveralMends: lambda it: it.title,
    }
    return words[type(mend)](mend)


def edits_of(session: Session, mend: Mend) -> tuple[Edit, ...]:
    """The edits that a mend is, for each caption.

    Raises:
        CaptionerError: If a new text is no single tag, or a global would have to leave a slot, which it is not in.
        WrongUseError: If it names a slot that the dataset has not.
    """
    if isinstance(mend, SeveralMends):
        return tuple(edit for each in mend.mends for edit in edits_of(session, each))
    make = _EDITS.get(type(mend))
    if make is None:
        raise CaptionerError("Globals are for all captions", "Mend it from the list of findings")
    made = make(session, mend)
    return made if isinstance(made, tuple) else (made,)


def _delete(session: Session, mend: DeleteTag) -> Edit:
    check_own(session, [mend.text])
    return TakeOut(mend.text, mend.slot)


def _rename(session: Session, mend: RenameTag) -> Edit:
    check_own(session, [mend.old])
    return Rename(mend.old, one_tag(session, mend.new).text)


def _merge(session: Session, mend: MergeTags) -> tuple[Edit, ...]:
    check_own(session, mend.old)
    into = one_tag(session, mend.into).text
    return tuple(Rename(old, into) for old in mend.old if old != into)


def _combine(session: Session, mend: CombineTags) -> Edit:
    check_own(session, mend.old)
    return Combine(mend.old, one_tag(session, mend.new).text)


def _move(session: Session, mend: MoveTag) -> Edit:
    check_own(session, [mend.text])
    check_slot(session, mend.slot)
    return MoveText(mend.text, mend.slot)


def _keep(session: Session, mend: KeepInSlot) -> Edit:
    check_slot(session, mend.slot)
    return Settle(mend.text, mend.slot)


def _order(session: Session, mend: PutInOrder) -> Edit:
    return OrderSlot(mend.slot, mend.texts) if mend.slot else InSlotOrder(session.caption_text)


_EDITS: Mapping[type[Mend], Callable[..., Edit | tuple[Edit, ...]]] = {
    DeleteTag: _delete,
    DropRepeats: lambda session, mend: TakeOutRepeats(mend.text, tuple(session.structure.own_keys)),
    RenameTag: _rename,
    MergeTags: _merge,
    CombineTags: _combine,
    MoveTag: _move,
    KeepInSlot: _keep,
    ReplaceWords: lambda _, mend: ReplaceInTags(mend.old, mend.new, mend.first),
    PutInOrder: _order,
}


class Mending(Proposal):
    """Each image gets what mends its own findings.

    Args:
        session: The open dataset.
        title: What is done, for undo, the log and the preview.
        edits: What is done to the captions of each image, by its name.
    """

    def __init__(self, session: Session, title: str, edits: Mapping[str, Sequence[Edit]]) -> None:
        super().__init__(session, title, [name for name in session.names if name in edits])
        self._edits = edits

    def new_record(self, name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        return edited(record, self._edits[name], self.session.globals)


def mending(
    session: Session, findings: Iterable[Finding], title: str = "", names: Sequence[str] | None = None
) -> Generator[Progress, None, Proposal]:
    """A job that gives the proposal to mend these findings; to be looked through and shown.

    Args:
        session: The open dataset.
        findings: The findings; those that no key mends are passed over.
        title: What is done; made of the mends if not given.
        names: The images that may be changed; all without it.

    Raises:
        CaptionerError: If none of them can be mended so, or only by new globals, which are not for some images.
        CatalogueError: If there can be no catalogue to ask.
    """
    pairs = [(finding, mend) for finding in findings if (mend := mend_of(finding)) is not None]
    if not pairs:
        raise CaptionerError("No key mends this", "What to do stands in its details")
    new = [text for _, mend in pairs if isinstance(mend, MakeGlobal) for text in mend.texts]
    if new and names is not None:
        raise CaptionerError("Globals stand in every caption", "Look at the findings of all images first")
    if new:
        return Adoption(session, tuple(dict.fromkeys(new)))
    edits: dict[str, list[Edit]] = {}
    left: list[str] = []
    allowed = None if names is None else set(names)
    for finding, mend in pairs:
        try:
            made = edits_of(session, mend)
        except CaptionerError as error:
            left.append(error.message)
            continue
        for name in (yield from _images(session, finding, mend)):
            if allowed is None or name in allowed:
                edits.setdefault(name, []).extend(edit for edit in made if edit not in edits.get(name, ()))
    words = list(dict.fromkeys(mend_words(session, mend) for _, mend in pairs))
    proposal = Mending(session, title or words[0] if title or len(words) == 1 else f"{words[0]} and more", edits)
    if left:
        proposal.difference.advice = f"{len(left):,} can't be mended by a key, such as: {left[0]}."
    return proposal


def _images(session: Session, finding: Finding, mend: Mend) -> Generator[Progress, None, Sequence[str]]:
    """The images that a mend is for."""
    if finding.file_name:
        return [finding.file_name]
    if finding.images:
        return finding.images
    if finding.filter:
        return (yield from filtered_names(session, finding.filter))
    texts = _texts(mend)
    if not texts:
        return session.names
    found = yield from catalogue_of(session).answer(lambda store: [images_of(store, text) for text in texts])
    return list(dict.fromkeys(name for names in found for name in names))


def _texts(mend: Mend) -> tuple[str, ...]:
    """The tags without which a caption needs no such mend; none where that can't be told."""
    if isinstance(mend, MergeTags):
        return mend.old
    if isinstance(mend, CombineTags):
        return mend.old[:1]
    if isinstance(mend, RenameTag):
        return (mend.old,)
    return (mend.text,) if isinstance(mend, DeleteTag | DropRepeats | MoveTag | KeepInSlot) else ()


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"'{text}'" for text in texts)
