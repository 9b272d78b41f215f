"""Working out what an edit does to an image: the new record, and the bytes of its sidecar before and after."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from operator import is_
from typing import TYPE_CHECKING, Literal

from tui_captioner.domain.caption import Caption, Tag, Tags
from tui_captioner.domain.profiles.leaving_out import decided_all
from tui_captioner.domain.prose import is_sentence
from tui_captioner.domain.writing import assemble, settled, written
from tui_captioner.formats import sidecar
from tui_captioner.services.session.known_images import Known, KnownImages
from tui_captioner.services.session.ledger import Ledger
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.sentence_writer import SentenceWriter
from tui_captioner.storage.project.database import Change
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.settings import CAPTION_A_LINE

if TYPE_CHECKING:
    from tui_captioner.domain.templating.template import Rendered

_KEPT = 4
"""Captions whose text is kept: that of an image is asked for by a redraw, then by its next edit."""


class Changes:
    """Makes the changes that a step consists of; carries nothing out.

    Args:
        project: The opened project.
        known: What is known of the images.
        ledger: Knows the globals that captions are written with.
    """

    def __init__(self, project: Project, known: KnownImages, ledger: Ledger) -> None:
        self._project = project
        self._known = known
        self._ledger = ledger
        self._texts: deque[tuple[Caption, tuple[str, ...], str]] = deque(maxlen=_KEPT)
        self._writer = SentenceWriter(project)

    def text_of(self, caption: Caption, globals_: Sequence[str] | None = None) -> str:
        """A caption as the trainer would read it, with these globals or those of the project."""
        texts = tuple(self._ledger.globals if globals_ is None else globals_)
        for kept, under, text in self._texts:
            if kept is caption and under == texts:
                return text
        settings = self._project.settings
        text = assemble(settings.structure, settings.output, global_tags(texts), caption)
        self._texts.append((caption, texts, text))
        return text

    def of(
        self,
        name: str,
        record: ImageRecord,
        globals_: Sequence[str] | None = None,
        *,
        rewrite: bool = False,
        decide: Literal["nothing", "new", "all"] = "nothing",
    ) -> Change | None:
        """The change that gives an image a new record; None if it changes nothing or can't be made.

        As long as the text of the first caption stays the same, so do the bytes of the sidecar: one that was not
        written here keeps its own form.

        Args:
            name: The image.
            record: Its new record.
            globals_: The globals of the same step; those of the project if not given.
            rewrite: Whether the sidecar gets our form where the text stays the same too, and whether one whose bytes
                are no text is replaced.
            decide: Of which tags of a changed caption it is decided now whether the profile leaves them out.
        """
        known = self._known.peek_again(name)
        if not known.placed and self._texts_of(known.record) == self._texts_of(record):
            known = self._known.peek(name)
        if known.lock or known.damaged or (known.problem and not (rewrite and known.data is not None)):
            return None
        if decide != "nothing":
            record = self.decided(known.record, record, whole=decide == "all")
        record = self.retold(known.record, self._settled(record), globals_)
        # What is proposed for an image, or noted on it, makes no caption of globals alone.
        bare = known.data is None and known.record.is_bare and record.is_bare
        data = None if bare else self._bytes(known, record, globals_, rewrite=rewrite)
        writes = rewrite or self._project.left_structure is not None
        if record == known.record and not (writes and data != known.data):
            return None
        return Change(name, known.stored_record, record, known.data, data)

    def _texts_of(self, record: ImageRecord) -> list[str]:
        """All captions as they are written under the globals of now: where these differ, so do the records."""
        return [self.text_of(caption) for caption in (record.caption, *record.alternatives)]

    def with_globals(
        self, name: str, texts: Sequence[str], *, edited: bool = False, own: Caption | None = None
    ) -> Change | None:
        """The change that new globals are for an image; None for one that has no caption or can't be edited.

        Args:
            name: The image.
            texts: The new globals.
            edited: Whether the user is at this image, so that it gets a caption even if it has none.
            own: Its new caption, if that changes too.
        """
        known = self._known.peek(name)
        is_without = known.data is None and (known.row is None or known.record.is_bare)
        if known.problem or known.lock or (is_without and not edited):
            return None
        caption = _under(known.record.caption, texts) if own is None else own
        others = tuple(_under(other, texts) for other in known.record.alternatives)
        record = known.record.with_caption(caption, others)
        if own is not None:
            record = self.decided(known.record, record, whole=True)
        record = self.retold(known.record, self._settled(record), texts)
        data = self._bytes(known, record, texts)
        return Change(name, known.stored_record, record, known.data, data)

    def decided(self, before: ImageRecord, record: ImageRecord, *, whole: bool) -> ImageRecord:
        """A record after an edit, with what the profile leaves out left out of the captions that changed.

        Args:
            before: The record before the edit.
            record: The record after it.
            whole: Whether all tags of a changed caption are decided, or those alone that came in.
        """
        old, new = (before.caption, *before.alternatives), (record.caption, *record.alternatives)
        first, *others = decided_all(new, old, self._project.leaving_out, whole=whole)
        return record if (first, *others) == new else replace(record, caption=first, alternatives=tuple(others))

    def retold(self, before: ImageRecord, record: ImageRecord, globals_: Sequence[str] | None = None) -> ImageRecord:
        """A record after an edit, with sentences by the template of the project for the captions that changed.

        Args:
            before: The record before the edit.
            record: The record after it.
            globals_: The globals of the same step; those of the project if not given.
        """
        old, new = (before.caption, *before.alternatives), (record.caption, *record.alternatives)
        if not self._project.settings.template and all(caption.prose is None for caption in new):
            return record
        texts = tuple(self._ledger.globals if globals_ is None else globals_)
        others = texts != tuple(self._ledger.globals)
        # Other globals change the sentences that there are; captions of tags don't become sentences by that.
        kept = [caption for caption in old if not others or caption.prose is None]
        first, *rest = (
            caption if caption in kept else self._writer.retold(caption, global_tags(texts)) for caption in new
        )
        return record if (first, *rest) == new else replace(record, caption=first, alternatives=tuple(rest))

    def rendered(self, name: str, caption: Caption) -> Rendered:
        """What a template makes of a caption; see `SentenceWriter.rendered`."""
        return self._writer.rendered(name, caption, global_tags(self._ledger.globals))

    def tags_text(self, caption: Caption) -> str:
        """The tags of a caption as they are written where no sentences stand in their place."""
        settings = self._project.settings
        return written(settings.structure, settings.output, global_tags(self._ledger.globals), caption).text

    def _settled(self, record: ImageRecord) -> ImageRecord:
        """The record with a place in the text for every tag that was added to one that was read."""
        settings = self._project.settings
        old = (record.caption, *record.alternatives)
        new = [settled(settings.structure, settings.output, caption) for caption in old]
        return record if all(map(is_, new, old)) else replace(record, caption=new[0], alternatives=tuple(new[1:]))

    def _bytes(
        self, known: Known, record: ImageRecord, globals_: Sequence[str] | None, *, rewrite: bool = False
    ) -> bytes | None:
        """What the sidecar is to hold; no file for an empty caption, since no trainer reads an empty one well."""
        text = self.file_text(record, globals_)
        same = not rewrite and text == self._text_before(known)
        if known.data is not None and same and not self._lacks_globals(known, record):
            return known.data
        return sidecar.encode(text) if text else None

    def _lacks_globals(self, known: Known, record: ImageRecord) -> bool:
        """Whether an image is edited, or marked, for the first time, and its sidecar came without the globals: they are
        shown in its caption already, so it reads the same afterwards."""
        before = known.record
        same = (record.state, record.alternatives) == (before.state, before.alternatives)
        if known.stored_record is not None or (same and record.caption == before.caption):
            return False
        return self.file_text(before, ()) != self.file_text(before)

    def _text_before(self, known: Known) -> str:
        """The text of a sidecar before a change: in the slots that there were, where others are being chosen."""
        project = self._project
        if project.left_structure is None:
            return self.file_text(known.record)
        record, output = known.stored_record or known.record, project.settings.output
        globals_ = global_tags(self._ledger.globals)
        texts = (assemble(project.left_structure, output, globals_, caption) for caption in self._in_file(record))
        return "\n".join(filter(None, texts))

    def _in_file(self, record: ImageRecord) -> tuple[Caption, ...]:
        """The captions that stand in the sidecar of an image."""
        several = self._project.settings.lines == CAPTION_A_LINE
        return (record.caption, *record.alternatives) if several else (record.caption,)

    def file_text(self, record: ImageRecord, globals_: Sequence[str] | None = None) -> str:
        """The text of the sidecar of an image: its first caption, or a line for each where the settings say so."""
        return "\n".join(filter(None, [self.text_of(caption, globals_) for caption in self._in_file(record)]))


def _under(caption: Caption, globals_: Sequence[str]) -> Caption:
    """A caption under new globals: those that are none any more are gone from its text, but for what a slot holds."""
    gone = caption.left_out - set(globals_)
    if not gone:
        return caption
    read = None if caption.read is None else caption.read.without(gone)
    return replace(caption, read=read, left_out=caption.left_out - gone)


def global_tags(texts: Sequence[str]) -> Tags:
    """Globals as tags; the settings hold their texts alone, so a sentence is known by its look."""
    return tuple(Tag(text, sentence=is_sentence(text)) for text in texts)
