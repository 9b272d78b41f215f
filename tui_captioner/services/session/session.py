"""The session: the one owner of the state of an open project. Every edit goes through here.

An edit is computed by the domain as a new caption, recorded as one step in one transaction, and followed by the
sidecars at once, atomically. Then whoever listens is told which images changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from tui_captioner.domain.caption import Caption
from tui_captioner.services.session import sidecar_looks
from tui_captioner.services.session.accepted_findings import AcceptedFindings
from tui_captioner.services.session.caption_checks import CaptionChecks
from tui_captioner.services.session.changed_outside import ChangedOutside
from tui_captioner.services.session.changes import Changes
from tui_captioner.services.session.choosing import Choosing
from tui_captioner.services.session.companions import Companions
from tui_captioner.services.session.finished_images import FinishedImages
from tui_captioner.services.session.growing_step import GrowingStep
from tui_captioner.services.session.jobs import Job, OpenJobs, Steps
from tui_captioner.services.session.known_images import KnownImages
from tui_captioner.services.session.ledger import Beside, Ledger, Listener
from tui_captioner.services.session.many_changes import NOTHING_ELSE, Alongside, ManyChanges
from tui_captioner.services.session.outside_changes import OutsideChanges
from tui_captioner.services.session.parts import Parts
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.putting_back import PuttingBack
from tui_captioner.services.session.refused_tags import RefusedTags
from tui_captioner.services.session.resume_point import Place
from tui_captioner.services.session.sidecars import Recall, Sidecars
from tui_captioner.services.session.slot_history import PlacementHistory
from tui_captioner.services.session.tokens import TokenCounter
from tui_captioner.services.session.turns import Turns
from tui_captioner.storage.dataset.scan import Notice
from tui_captioner.storage.project.database import Step
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.records import Draft, ImageRecord
from tui_captioner.storage.project.refusals import Refusal


class Session(ChangedOutside):
    """An open dataset: what its images have, and every change of them.

    Args:
        project: The opened project; the session closes it.
        now: Gives the time for the log.
    """

    def __init__(self, project: Project, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._sidecars = Sidecars(project)
        known = KnownImages(project, self._sidecars)
        ledger = Ledger(project, self._sidecars, known, now)
        changes, jobs = Changes(project, known, ledger), OpenJobs()
        outside = OutsideChanges(project, self._sidecars, known, changes, ledger)
        super().__init__(project, known, ledger, changes, outside, jobs)
        self._place = Place(project)
        self.tokens = TokenCounter(project)
        self.own_terms = ledger.own_terms
        """The terms in `vocab.toml`."""
        self.checks = CaptionChecks(project, self.tokens, ledger.accepted, lambda: self.globals, self.caption_text)
        self._many = ManyChanges(project, self._known, self._changes, self._ledger)
        self.choosing = Choosing(project, self._follow_settings)
        """Settings that go with a change of captions."""
        self._turns = Turns(project, self._sidecars, ledger, self._outside, self.choosing)
        self._parts = Parts(project, self._sidecars, self._changes)
        self.putting_back = PuttingBack(project, self._sidecars, known, self._changes, ledger)
        """Gives images back what a backup holds of them."""
        self.companions = Companions()
        self._last = ExitStack()

    @classmethod
    def open(cls, root: Path, *, writable: bool = True, progress: Callable[[int], None] | None = None) -> Session:
        """Open a dataset folder; see `Project` for what it may raise."""
        return cls(Project(root, writable=writable, progress=progress))

    # --- what is there --------------------------------------------------------------------------------------------

    def is_finished(self, name: str) -> bool:
        """Whether an image needs no more work; one that was never edited does."""
        return self.finished.has(name)

    @property
    def finished(self) -> FinishedImages:
        """Which images need no more work."""
        return self._ledger.finished

    @cached_property
    def notices(self) -> Sequence[Notice]:
        """What the scan, and a look into some sidecars, found that the user should know."""
        dataset = self.project.dataset
        looks = sidecar_looks.notices(
            dataset.images, self.project.sidecar_files.read_there, self.project.settings.lines
        )
        slips = (Notice(text) for text in self.project.settings.unknown)
        return (*slips, *dataset.notices, *looks)

    @property
    def position(self) -> str:
        """The image where the user was, by name; the first one if that is gone, empty in an empty dataset."""
        if self._place.position in self.project.images:
            return self._place.position
        return self.names[0] if self.names else ""

    @property
    def unsaved(self) -> Mapping[str, str]:
        """The images whose sidecar could not be written, and why; each is tried again when it is shown or changed."""
        return self._sidecars.failed

    def save_state(self, name: str) -> str:
        """Why the sidecar of this image, or a file beside it, is not as the caption says; empty if they are."""
        image = self.image(name)
        if name in self._sidecars.failed:
            return f"NOT SAVED, {self._sidecars.failed[name]}"
        if image.shares_with and self.row(name) is not None:
            return f"kept in the project: {image.sidecar.name} is shared with {', '.join(image.shares_with)}"
        return self._ledger.beside.left.get(name, "") if self._ledger.beside is not None else ""

    def refresh(self, name: str) -> None:
        """Look at an image anew, since its sidecar may have changed; done when it is shown.

        A sidecar that could not be written is tried again: it may have been write-protected, or the disk full.
        """
        self._ledger.refresh(name)

    @property
    def placement_history(self) -> PlacementHistory:
        """Where this dataset has put its tags so far."""
        return self._sidecars.history

    def _follow_settings(self) -> None:
        self.tokens.follow_settings()
        self.checks.forget()

    def recall_by(self, recall: Recall) -> None:
        """Have somebody asked where the tags of a caption were put before, so that they are not placed again."""
        self._sidecars.recall = recall

    def write_beside(self, beside: Beside) -> None:
        """Have further files written for the captions, behind the sidecars, with each step from here on."""
        self._ledger.beside = beside

    def before_close(self, act: Callable[[], object]) -> None:
        """Have something done before the dataset is let go, whatever ends the session."""
        self._last.callback(act)

    def take_news(self) -> str:
        """What the user should know of what happened by itself since this was last asked; empty for nothing."""
        return self.project.take_news()

    def subscribe(self, listener: Listener) -> None:
        """Have `listener` called with the names of the images that changed, after each edit."""
        self._ledger.subscribe(listener)

    # --- edits of one image ---------------------------------------------------------------------------------------

    def edit(self, name: str, title: str, caption: Caption, state: str | None = None) -> bool:
        """Give an image a new caption, as one step. On disk when this returns.

        Args:
            name: The image.
            title: What was done, for undo and the log.
            caption: The new caption.
            state: The new state; by itself `draft` once there are tags, `empty` when there are none.

        Returns:
            Whether anything changed; nothing is recorded otherwise.

        Raises:
            ReadOnlyError: If the dataset or this image can only be read.
            SidecarChangedError: If the sidecar was changed outside; nothing was written.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        record = self._known.look(name).record.with_caption(caption)
        return self.edit_record(name, title, replace(record, state=state or record.state))

    def edit_record(self, name: str, title: str, record: ImageRecord, refusals: Sequence[Refusal] = ()) -> bool:
        """Give an image a new record, alternatives and state included, as one step. On disk when this returns.

        See `edit` for what it returns and raises. As long as the text of the first caption stays the same, so do the
        bytes of the sidecar: an imported caption keeps its own. `refusals` are machine tags of the image that are
        refused with it.
        """
        known = self._known.editable(name)
        change = self._changes.of(name, record, decide="all")
        if change is None:
            return False
        self._outside.check(name, known)
        self._ledger.carry_out_one(Step(title, PackedChanges([change]), refusals=tuple(refusals)))
        return True

    @property
    def accepted(self) -> AcceptedFindings:
        """Which findings were accepted for good."""
        return self._ledger.accepted

    @property
    def refused(self) -> RefusedTags:
        """Which machine tags were refused."""
        return self._ledger.refused

    def set_state(self, name: str, state: str) -> bool:
        """Mark an image as done, draft and so on; one step."""
        return self.edit_record(name, f"mark {state}", replace(self._known.editable(name).record, state=state))

    def change_many(
        self,
        title: str,
        records: Iterable[tuple[str, ImageRecord]],
        alongside: Alongside = NOTHING_ELSE,
        *,
        total: int | None = None,
        rewrite: bool = False,
        lasting: bool = False,
    ) -> Job:
        """Give many images new records, as one step.

        An image whose sidecar can't be read is passed over; one whose sidecar was changed outside gets its new record,
        and the two texts are shown for choice when the user comes by. If nothing changes, no step is recorded.

        Args:
            title: What was done, for undo and the log.
            records: Image and new record; worked out while it is asked for, so it may be a generator.
            alongside: What else the step does.
            total: How many there are, for the progress; as many as there are images if not given.
            rewrite: Whether sidecars get the form of ours where the caption stays the same too (one line, UTF-8), and
                whether those whose bytes are no text are replaced. Undo brings either back.
            lasting: Whether the step is recorded even if the session ends while it is still being worked out.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        many = self._many.change_many(title, records, alongside, total=total, rewrite=rewrite, lasting=lasting)
        return self._jobs.own(many)

    def growing_step(self, title: str) -> GrowingStep:
        """A step that is made one image after the other, each on disk before the next; `title` is for undo and log."""
        return GrowingStep(title, self.project, self._known, self._changes, self._ledger, self._outside)

    # --- globals --------------------------------------------------------------------------------------------------

    def set_globals(self, texts: Sequence[str], title: str, at: str = "", own: Caption | None = None) -> Job:
        """Change the globals, and with them every caption that exists, as one step.

        Args:
            texts: The new globals, in order.
            title: What was done.
            at: The image the user is at; it counts as edited, so its sidecar is written even if it had none.
            own: A new caption for that image in the same step, when a tag moves between it and the globals.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        return self._jobs.own(self._many.set_globals(texts, title, at, own))

    @property
    def globals_edited_by_hand(self) -> bool:
        """Whether `project.toml` has other globals than the captions were written with."""
        return self._many.globals_edited_by_hand

    def apply_globals(self) -> Job:
        """Bring every caption up to date with globals that were edited by hand, as one step."""
        return self._jobs.own(self._many.apply_globals())

    def own(self, job: Steps) -> Job:
        """Have a job over this dataset ended before the session closes."""
        return self._jobs.own(job)

    # --- undo -----------------------------------------------------------------------------------------------------

    def undo(self) -> Job:
        """Take the last step back. The iterator is empty if there is none; see `undo_title` first.

        Raises:
            SidecarChangedError: If the step is about one image whose sidecar was changed outside.
            NotTurnedError: If it is about several, of which none is as the step left it. Else those that are not stay
                as they are, and `left_out` has them.
        """
        return self._jobs.own(self._turns.turn(undone=True))

    def redo(self) -> Job:
        """Do the last step that was taken back again."""
        return self._jobs.own(self._turns.turn(undone=False))

    def undo_title(self) -> str:
        """What undo would take back, empty if nothing."""
        return self._ledger.turnable_title(undone=True)

    def redo_title(self) -> str:
        """What redo would do again, empty if nothing."""
        return self._ledger.turnable_title(undone=False)

    def turnable_images(self, limit: int, *, undone: bool) -> Sequence[str]:
        """Names of the first images, no more than `limit`, that undo would change, or redo where not `undone`."""
        return self._ledger.turnable_images(limit, undone=undone)

    @property
    def turned(self) -> int:
        """How many images the last undo or redo was about."""
        return self._turns.turned

    @property
    def left_out(self) -> Mapping[str, str]:
        """The images that the last undo or redo left as they are, and why: they were changed outside since."""
        return self._turns.left_out

    def undo_part(self, number: int, name: str) -> None:
        """Take back what one step did to one image, wherever it stands in the history, as a step of its own.

        Args:
            number: The step, see `StepHeader.number`.
            name: The image.

        Raises:
            PartError: If there is nothing to take back, or the image changed since; nothing is changed.
            ReadOnlyError: If the dataset or this image can only be read.
            SidecarChangedError: If the sidecar was changed outside; nothing was written.
        """
        self.project.check_writable()
        self._sidecars.settle()
        step = self._parts.step_back(number, name)
        self._outside.check(name, self._known.editable(name))
        self._ledger.carry_out_one(step)

    def finish_interrupted(self) -> Job:
        """Write what an earlier session could not: after a crash, or when the disk was full."""
        return self._jobs.own(self._ledger.finish_interrupted())

    # --- place and drafts -----------------------------------------------------------------------------------------

    @property
    def drafts(self) -> Mapping[str, Draft]:
        """Half-typed text by image."""
        return self._place.drafts

    def go_to(self, name: str) -> None:
        """Note where the user is."""
        self._place.position = name

    def set_draft(self, name: str, slot: str, text: str, of: str = "") -> None:
        """Note half-typed text, so that it can be offered again; empty text forgets it; see `Draft`."""
        self._place.set_draft(name, Draft(slot, text, of))

    def save_place(self) -> None:
        """Put the place and the drafts on disk, if they changed."""
        self._place.save()

    def close(self) -> None:
        """End what is still being done, save the place and let the dataset go."""
        with ExitStack() as last:
            last.callback(self.project.close)
            last.callback(self.save_place)
            last.callback(self.companions.clear)
            last.push(self._last.pop_all())
            self._jobs.close()
