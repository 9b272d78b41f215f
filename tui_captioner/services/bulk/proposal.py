"""A change of many captions as one thing: looked through, narrowed, shown, and carried out as one step of undo."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from copy import copy
from itertools import zip_longest
from typing import Self, cast

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.review import has_unsure
from tui_captioner.domain.writing import assemble
from tui_captioner.services.bulk.bulk import Difference, Sample
from tui_captioner.services.catalogue.catalogue import SMALL, catalogue_of
from tui_captioner.services.session.changes import global_tags
from tui_captioner.services.session.jobs import Job, Progress, Steps
from tui_captioner.services.session.many_changes import Alongside
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.alias_changes import AliasChange
from tui_captioner.storage.project.asked import Answer
from tui_captioner.storage.project.chosen_settings import Chosen
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.structure_steps import Structures

PACE = 5
"""Images between two steps of the progress."""


class _CancelledError(Exception):
    """The work was stopped by the user before anything was recorded."""


class Proposal(ABC):
    """What many images are to get.

    It is `look_through`ed first, which works out what would change and writes nothing, or `carry_out` at once.
    `difference` holds what was found.

    Args:
        session: The open dataset.
        title: What is done, for undo, the log and the preview.
        names: The images that it is about; all without it.
        globals_: The globals afterwards; None to keep them.
    """

    lasting = True
    """Whether the step, once begun, is recorded even if the session ends while it is being worked out."""
    rewrite = False
    """See `Session.change_many`."""
    leaves_out = True
    """Whether the profile says of tags that come in by it whether they are written."""
    decides = False
    """Whether it is about sidecars that were changed outside, so that this is no news of an image."""
    is_fixed = False
    """Whether what images get was worked out before: once other steps are made or taken back it is out of date."""
    answers: Sequence[Answer] = ()
    """Answers of models that it is made of: noted with what it changes."""
    chosen: Chosen | None = None
    """The settings that were chosen for it: its undo takes them back too."""

    def __init__(
        self, session: Session, title: str, names: Sequence[str] | None = None, globals_: Sequence[str] | None = None
    ) -> None:
        self.session = session
        self.title = title
        self.difference = Difference()
        self.cancelled = False
        self._globals = globals_
        self._scope = session.names if names is None else tuple(names)
        self._found: list[str] | None = None
        self.finding: Sequence[str] = ()
        """While it is looked through, the images found so far that it changes; the list grows."""
        self._job: Steps | None = None
        self._worked_out = False

    @abstractmethod
    def new_record(self, name: str, record: ImageRecord, /) -> ImageRecord:
        """The record that an image gets in place of its own; that one if it stays as it is."""

    def aliases(self) -> tuple[AliasChange, ...]:
        """What it does to the aliases of `vocab.toml`; asked for as it is carried out."""
        return ()

    def structures(self) -> Structures | None:
        """The structures before and after it; None if it stays."""
        return None

    def made(self, name: str, record: ImageRecord) -> ImageRecord:
        """What `new_record` gives, with those tags left out that come in by it and that the profile leaves out; with
        sentences made of what changed.
        """
        new = self.new_record(name, record)
        if new is record and self._globals is None:
            return new
        if self.leaves_out and new is not record:
            new = self.session.decided(record, new)
        return self.session.retold(record, new, self._globals)

    def differs(self, _name: str, before: ImageRecord, after: ImageRecord) -> bool:
        """Whether an image would change."""
        return after != before

    @property
    def names(self) -> Sequence[str]:
        """The images that it is about; once it was looked through, those that it changes."""
        return self._scope if self._found is None else self._found

    @property
    def is_needed(self) -> bool:
        """Whether it would do anything; known once it was looked through."""
        return not self.cancelled and bool(self.names)

    @property
    def is_looked_through(self) -> bool:
        """Whether it is known which images it changes."""
        return self._found is not None

    @property
    def changes_globals(self) -> bool:
        """Whether it gives all captions other globals, so that it can't be narrowed."""
        return self._globals is not None

    def narrowed(self, names: Sequence[str]) -> Self:
        """The same for these images alone, as far as it is about them; not looked through yet.

        Raises:
            ValueError: If it changes the globals, which stand in every caption.
        """
        if self._globals is not None:
            raise ValueError("globals stand in every caption")
        wanted = set(names)
        narrowed = copy(self)
        narrowed._scope, narrowed._found = [name for name in self.names if name in wanted], None
        narrowed.difference, narrowed.cancelled = Difference(), False
        narrowed._job, narrowed._worked_out, narrowed.finding = None, False, ()
        return narrowed

    def look_through(self) -> Job:
        """Work out which images would change; nothing is written."""
        return self.session.own(self._looked_through())

    def _looked_through(self) -> Steps:
        self.difference = Difference(advice=self.difference.advice)
        found: list[str] = []
        self.finding = found
        waited = yield from self._catalogue_filled()
        for count, name in enumerate(catalogue_of(self.session).one_by_one(self._scope), 1):
            if self.cancelled:
                return
            known = self.session.look_over(name)
            record = self.made(name, known.record)
            why = known.problem or known.lock
            if why and not (self.rewrite and known.problem):
                kept = self.difference.unread if record == known.record else self.difference.passed_over
                if known.problem or record != known.record:
                    kept.append((name, why))
            elif self._globals is not None or self.differs(name, known.record, record):
                found.append(name)
                self.note(name, known.record, record)
            if count % PACE == 0:
                total = len(self._scope)
                yield Progress.written(count, total, total) if waited else Progress(count, total)
        self._found = found

    def _catalogue_filled(self) -> Generator[Progress, None, bool]:
        """Have the catalogue know where the tags of many images stand; whether that took any time."""
        done, total, waited = 0, len(self._scope), False
        for step in catalogue_of(self.session).fill_kept() if total > SMALL else ():
            if self.cancelled:
                break
            done, waited = max(done, step.done * total // max(1, step.total)), True
            yield Progress.looked(done, total)
        return waited

    def note(self, name: str, before: ImageRecord, after: ImageRecord) -> None:
        """Count what an image's captions would read, in `difference`."""
        structure = self.session.structure
        for old, new in zip_longest(_captions(before), _captions(after), fillvalue=Caption()):
            unsure = has_unsure(old, structure)
            self.difference.note(name, self._text(old), self._text(new, self._globals), unsure=unsure)

    def samples(self, name: str) -> list[Sample]:
        """The captions of one image as they are and as they would be, those that read otherwise."""
        record = self.session.peek(name)
        return self.samples_of(name, record, self.made(name, record))

    def samples_of(self, name: str, before: ImageRecord, after: ImageRecord) -> list[Sample]:
        """The same for two records that are known already."""
        one = copy(self)
        one.difference = Difference()
        one.note(name, before, after)
        return one.difference.samples

    def _text(self, caption: Caption, globals_: Sequence[str] | None = None) -> str:
        """A caption as it is written, with the globals of the project or others; nothing for one without a tag."""
        if caption.is_empty and caption.read is None:
            return ""
        if globals_ is None:
            return self.session.caption_text(caption)
        settings = self.session.project.settings
        return assemble(settings.structure, settings.output, global_tags(globals_), caption)

    # --- carrying out ---------------------------------------------------------------------------------------------

    def cancel(self) -> bool:
        """Stop it, as long as not every image is worked out: then nothing is changed. Later there is undo."""
        if self._worked_out:
            return False
        self.cancelled = True
        if self._job is not None:
            with suppress(_CancelledError):
                self._job.close()
        return True

    def carry_out(self) -> Job:
        """Make the change, as one step; see `Session.change_many` for what it raises."""
        return self.session.own(self._carried_out())

    def _carried_out(self) -> Steps:
        made = self.session.change_many(
            self.title,
            self._until_cancelled(),
            Alongside(self._globals, self.answers, self.aliases(), self.structures()),
            total=max(1, len(self.names)),
            rewrite=self.rewrite,
            lasting=self.lasting,
        )
        self._job = job = cast(Steps, made)
        try:
            yield from job
            if self.chosen is not None:
                self.session.choosing.note(self.title, self.chosen)
        except _CancelledError:
            return
        finally:
            job.close()

    def _until_cancelled(self) -> Iterator[tuple[str, ImageRecord]]:
        for pair in self.records():
            if self.cancelled:
                raise _CancelledError
            yield pair
        if self.cancelled:
            raise _CancelledError
        self._worked_out = True

    def records(self) -> Iterator[tuple[str, ImageRecord]]:
        """Image and new record of all that change."""
        for name in catalogue_of(self.session).one_by_one(self.names):
            yield name, self.made(name, self.session.peek(name))


def _captions(record: ImageRecord) -> tuple[Caption, ...]:
    return record.caption, *record.alternatives
