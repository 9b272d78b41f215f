"""Bringing back what a backup holds of the images, as a proposal: shown image by image, narrowed, one step of undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.backups.backed_up import BackedUp
from tui_captioner.services.bulk.bulk import SAMPLES, Difference, Sample
from tui_captioner.services.bulk.proposal import PACE, Proposal
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.acceptances import Acceptance
from tui_captioner.storage.project.database import Change
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.refusals import Refusal


class Restoring(Proposal):
    """Gives images what they had: captions, states, notes, machine tags, and the bytes of their sidecars.

    Findings that were accepted and tags that were refused come back with them. The globals come back where all images
    do; for some of them the captions are written under the globals of now.

    Args:
        session: The open dataset.
        backed_up: The backup, open as long as the proposal is used.
        names: The images that it is about; all without it.
    """

    lasting = False
    decides = True
    leaves_out = False

    def __init__(self, session: Session, backed_up: BackedUp, names: Sequence[str] | None = None) -> None:
        known = backed_up.backup.contents.images
        scope = [name for name in (session.names if names is None else names) if name in known]
        had, now = backed_up.globals, tuple(tag.text for tag in session.globals)
        self._whole = names is None
        self.other_globals = had is not None and had != now
        """Whether other tags stood in every caption."""
        super().__init__(
            session,
            f"restore {backed_up.backup.path.name}",
            scope,
            had if self._whole and self.other_globals else None,
        )
        self._backed_up = backed_up
        self.gone = [name for name in known if name not in session.project.images] if self._whole else []
        """Images of the backup that are gone, or have other names."""
        self.texts_stay = 0
        """Images that differ in slots, states, notes or machine tags alone."""

    @property
    def is_needed(self) -> bool:
        """See `Proposal.is_needed`: a change of globals, of findings and refusals is one too."""
        return super().is_needed or bool(self._globals is not None or any(self._others()))

    def new_record(self, name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        had = self._backed_up.had(name)
        return record if had is None else self.session.putting_back.record_of(had)

    def _looked_through(self) -> Steps:
        self.difference, self.texts_stay = Difference(), 0
        found: list[str] = []
        self.finding = found
        for count, name in enumerate(self._scope, 1):
            if self.cancelled:
                return
            try:
                change = self._change(name)
            except CaptionerError as error:
                self.difference.passed_over.append((name, error.message))
                change = None
            if change is not None:
                found.append(name)
                self._note(change)
            if count % PACE == 0:
                yield Progress(count, len(self._scope))
        self._found = found

    def _change(self, name: str) -> Change | None:
        had = self._backed_up.had(name)
        exact = self._globals is not None or not self.other_globals
        return None if had is None else self.session.putting_back.change(had, self._new_globals, exact=exact)

    @property
    def _new_globals(self) -> tuple[str, ...] | None:
        return None if self._globals is None else tuple(self._globals)

    def _note(self, change: Change) -> None:
        samples = self._samples(change)
        self.difference.captions += len(samples)
        self.texts_stay += not samples
        self.difference.samples.extend(samples[: SAMPLES - len(self.difference.samples)])

    def samples(self, name: str) -> list[Sample]:
        """See `Proposal.samples`: the texts on disk, and what lies there afterwards."""
        change = self._change(name)
        return [] if change is None else self._samples(change)

    def _samples(self, change: Change) -> list[Sample]:
        """The sidecar where it would read otherwise, then the other captions, which no sidecar has."""
        name = change.file_name
        texts = [(_text(change.bytes_before), _text(change.bytes_after)), *self._alternatives(change)]
        return [Sample(name, before, after) for before, after in texts if before != after]

    def _alternatives(self, change: Change) -> Iterator[tuple[str, str]]:
        others = (() if one is None else one.alternatives for one in (change.before, change.after))
        text = self.session.caption_text
        for before, after in zip_longest(*others):
            yield "" if before is None else text(before), "" if after is None else text(after)

    def _carried_out(self) -> Steps:
        names = list(self.names)
        others: Sequence[str] = ()
        if self._globals is not None:
            changing = set(names)
            others = [name for name in self.session.names if name not in changing and not self._is_known(name)]
        yield from self.session.putting_back.put_back(
            self.title, self._changes(names), len(names), self._new_globals, others, *self._others()
        )

    def _is_known(self, name: str) -> bool:
        return name in self._backed_up.backup.contents.images

    def _changes(self, names: Sequence[str]) -> Iterator[Change]:
        for name in names:
            try:
                change = self._change(name)
            except CaptionerError as error:
                self.difference.passed_over.append((name, error.message))
            else:
                if change is not None:
                    yield change

    def _others(self) -> tuple[tuple[Acceptance, ...], tuple[Refusal, ...]]:
        """What differs in accepted findings and refused tags, of the images that it is about."""
        database = self.session.project.database
        scope = set(self._scope) | ({""} if self._whole else set())
        now, then = (database.accepted() if database is not None else set()), self._backed_up.accepted()
        acceptances = [Acceptance(*key, accepted=key in then) for key in sorted(now ^ then) if key[2] in scope]
        refused = {(tag.file_name, tag.key): tag for tag in (database.refused() if database is not None else ())}
        before = {(tag.file_name, tag.key): tag for tag in self._backed_up.refused()}
        refusals = [
            Refusal((before.get(key) or refused[key]), refused=key in before)
            for key in sorted(refused.keys() ^ before.keys())
            if key[0] in scope
        ]
        return tuple(acceptances), tuple(refusals)


def _text(data: bytes | None) -> str:
    return "" if data is None else data.decode("utf-8", "backslashreplace").rstrip("\r\n")
