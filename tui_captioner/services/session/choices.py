"""What a choice between two texts of a sidecar is as a change: ours over the one on disk, or that one taken over."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from tui_captioner.domain.alternatives import Captions
from tui_captioner.domain.caption import Caption
from tui_captioner.domain.errors import ReadOnlyError
from tui_captioner.domain.profiles.leaving_out import with_left_out
from tui_captioner.domain.slotting.kept_slots import in_slots_of
from tui_captioner.services.session.changes import Changes
from tui_captioner.services.session.known_images import Known, KnownImages
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.sidecars import Conflict
from tui_captioner.storage.project.database import Change, Stored
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.settings import CAPTION_A_LINE


class Choices:
    """Works out the changes; carries nothing out.

    Args:
        project: The opened project.
        known: What is known of the images.
        changes: Writes captions as text.
    """

    def __init__(self, project: Project, known: KnownImages, changes: Changes) -> None:
        self._project = project
        self._known = known
        self._changes = changes

    def ours(self, conflict: Conflict) -> Change:
        """Our caption over the text on disk; that text is what undo brings back.

        Raises:
            ReadOnlyError: If our record is damaged.
        """
        name = conflict.name
        row = self._row(name)
        if row is None:
            known = self._known.look(name)
            return Change(name, None, known.record, conflict.data, known.data)
        known = self._known.peek(name)
        return Change(name, self.their_record(name), row.record or known.record, conflict.data, row.written)

    def theirs(self, name: str) -> Change | None:
        """The text on disk in place of our caption; None for an image of which we have none.

        Raises:
            ReadOnlyError: If the text can't be read, or our record is damaged.
        """
        row = self._row(name)
        found = self._known.read_sidecar(self._project.images[name])
        if found.problem:
            raise ReadOnlyError(f"Not changed: {found.problem}")
        if row is None or row.record is None:
            return None
        return Change(name, row.record, self._record(found, row), row.written, found.data)

    def their_record(self, name: str) -> ImageRecord | None:
        """The record that the text on disk makes; None if it can't be read."""
        found = self._known.read_sidecar(self._project.images[name])
        return None if found.problem else self._record(found, self._row(name))

    def _row(self, name: str) -> Stored | None:
        row = self._known.row(name)
        if row is not None and row.damage:
            raise ReadOnlyError(f"Not changed: {row.damage}")
        return row

    def _record(self, found: Known, row: Stored | None) -> ImageRecord:
        """A record of what was found, with all that is not in the file: slots, state and, mostly, other captions."""
        ours = None if row is None else row.record
        if ours is None:
            return found.record
        first, *others = (
            caption if before is None else self._with_what_we_know(caption, before)
            for caption, before in zip_longest(_captions(found.record), _captions(ours))
            if caption is not None
        )
        alternatives = tuple(others) if self._project.settings.lines == CAPTION_A_LINE else ours.alternatives
        return ours.with_caption(first, alternatives)

    def _with_what_we_know(self, caption: Caption, before: Caption) -> Caption:
        """A caption that was read from the file, with what the file can't hold.

        Where we had written sentences, what stands there now are somebody's sentences, and our tags stay: they are
        older than those.
        """
        if before.prose is None or caption.read is None or not caption.read.text:
            return with_left_out(in_slots_of(caption, before), before)
        tags, separator = self._changes.tags_text(before), self._project.settings.output.separator
        prose = before.prose.changed_outside(caption.read.text, tags, separator)
        return replace(before, prose=prose)


def _captions(record: ImageRecord) -> Captions:
    return record.caption, *record.alternatives
