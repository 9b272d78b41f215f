"""Steps over many images: worked out one image at a time, recorded as one, then written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tui_captioner.domain.caption import Caption
from tui_captioner.services.session.changes import Changes
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.known_images import KnownImages
from tui_captioner.services.session.ledger import Ledger
from tui_captioner.services.session.project import Project
from tui_captioner.storage.project.alias_changes import AliasChange
from tui_captioner.storage.project.asked import Answer
from tui_captioner.storage.project.database import Change, Globals, Step
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.structure_steps import Structures

_PACE = 5
"""Images between two steps of the progress."""


@dataclass(frozen=True, slots=True)
class Alongside:
    """What a step over many images does besides giving them records.

    Args:
        globals: New globals, with the captions of all other images; None to keep them.
        answers: Answers of models that the records were made of; noted with them, or alone if nothing changes.
        aliases: What it does to the aliases of `vocab.toml`, see `OwnTerms`.
        structures: The structures before and after it; None if it stays.
    """

    globals: Sequence[str] | None = None
    answers: Sequence[Answer] = ()
    aliases: tuple[AliasChange, ...] = ()
    structures: Structures | None = None


NOTHING_ELSE = Alongside()


@dataclass
class _Draft:
    """A step that is being worked out.

    Args:
        title: What is done.
        old: The globals before it.
        new: The globals after it.
        total: How many images it is about, for the progress.
        lasting: Whether it is recorded even if it is dropped meanwhile.
        alongside: What else it does; `new` has its globals.
        changes: What it does to each image, so far.
    """

    title: str
    old: Globals
    new: Globals
    total: int
    lasting: bool
    alongside: Alongside = NOTHING_ELSE
    changes: PackedChanges = field(default_factory=PackedChanges)

    @property
    def step(self) -> Step:
        """The step as far as it was worked out."""
        old, new = (self.old, self.new) if self.new != self.old else (None, None)
        more = self.alongside
        return Step(
            self.title,
            self.changes,
            old,
            new,
            answers=tuple(more.answers),
            aliases=more.aliases,
            structures=more.structures,
        )

    @property
    def is_needed(self) -> bool:
        """Whether it changes anything."""
        return bool(self.changes) or self.new != self.old or self.alongside.structures is not None

    def add(self, change: Change | None) -> None:
        """Take in what the step does to an image; None for nothing."""
        if change is not None:
            self.changes.append(change)


class ManyChanges:
    """Changes many images, or the globals that stand in all of them, as one step.

    Args:
        project: The opened project.
        known: What is known of the images.
        changes: Makes the changes of each image.
        ledger: Carries steps out.
    """

    def __init__(self, project: Project, known: KnownImages, changes: Changes, ledger: Ledger) -> None:
        self._project = project
        self._known = known
        self._changes = changes
        self._ledger = ledger

    def change_many(
        self,
        title: str,
        records: Iterable[tuple[str, ImageRecord]],
        alongside: Alongside,
        *,
        total: int | None,
        rewrite: bool,
        lasting: bool,
    ) -> Steps:
        """Give many images new records; see `Session.change_many`."""
        self._project.check_writable()
        self._known.forget_peeked()
        total = len(self._project.names) if total is None else total
        old = self._ledger.globals
        new = old if alongside.globals is None else _each_once(alongside.globals)
        draft = _Draft(title, old, new, total, lasting, alongside)
        yield from self._make(draft, self._new_records(draft, records, rewrite=rewrite))

    def set_globals(self, texts: Sequence[str], title: str, at: str = "", own: Caption | None = None) -> Steps:
        """Change the globals; see `Session.set_globals`."""
        new = _each_once(texts)
        if new == self._ledger.globals and own is None:
            return
        self._project.check_writable()
        if own is not None:
            self._known.editable(at)
        self._project.ensure()
        # A global that was typed and accepted is recorded, though the line be dropped.
        draft = _Draft(title, self._ledger.globals, new, len(self._project.names), lasting=True)
        yield from self._make(draft, self._new_globals(draft, at, own))

    @property
    def globals_edited_by_hand(self) -> bool:
        """Whether `project.toml` has other globals than the captions were written with."""
        return self._written_globals() not in (None, self._ledger.globals)

    def apply_globals(self) -> Steps:
        """Bring every caption up to date with globals that were edited by hand."""
        kept = self._written_globals()
        if kept is None or kept == self._ledger.globals:
            return
        new, self._ledger.globals = self._ledger.globals, kept
        yield from self.set_globals(new, "apply the globals of project.toml")

    def _written_globals(self) -> Globals | None:
        """The globals that the captions were written with, None where there are no captions of ours."""
        database = self._project.database
        return None if database is None else database.globals()

    def _make(self, draft: _Draft, work: Iterator[int]) -> Steps:
        """Work a step out, record it, and write what it changed."""
        try:
            for count in work:
                if count % _PACE == 0:
                    yield Progress.looked(count, draft.total)
        except GeneratorExit:
            if draft.lasting:
                deque(work, maxlen=0)
                if draft.is_needed:
                    # Its sidecars are written at the next opening.
                    self._ledger.commit(draft.step)
            raise
        if draft.is_needed:
            yield from self._ledger.carry_out(draft.step, draft.total)
        elif draft.alongside.answers:
            self._ledger.note_answers(draft.alongside.answers)
        if draft.new != draft.old:
            self._ledger.tell(self._project.names)

    def _new_records(
        self, draft: _Draft, records: Iterable[tuple[str, ImageRecord]], *, rewrite: bool
    ) -> Iterator[int]:
        """Work out what these records, and new globals, do to each image; one at a step."""
        count = 0
        for count, (name, record) in enumerate(records, 1):
            draft.add(self._changes.of(name, record, draft.new, rewrite=rewrite))
            yield count
        if draft.new != draft.old:
            changed = set(draft.changes.names)
            for name in self._project.names:
                if name not in changed:
                    draft.add(self._changes.with_globals(name, draft.new))
                count += 1
                yield count

    def _new_globals(self, draft: _Draft, at: str, own: Caption | None) -> Iterator[int]:
        """Work out what new globals do to each image; one at a step."""
        for count, name in enumerate(self._project.names, 1):
            is_here = name == at
            draft.add(self._changes.with_globals(name, draft.new, edited=is_here, own=own if is_here else None))
            yield count


def _each_once(texts: Sequence[str]) -> Globals:
    return tuple(dict.fromkeys(text for text in texts if text))
