"""The steps of a dataset: listed in pages, their difference image by image, undo and redo up to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.drafting.drafted import DraftChange, draft_changes
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.slot_states import MarkChange, mark_changes
from tui_captioner.services.session.jobs import Job, Progress, Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.database import Database, Globals
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.settings import CAPTION_A_LINE
from tui_captioner.storage.project.step_log import MOST_NAMES
from tui_captioner.storage.project.steps import Part, StepHeader

PAGE = 50
"""Steps, or images of a step, that are read at a time."""


class HistoryError(WrongUseError):
    """There is no such step; nothing was changed."""


class Moved(NamedTuple):
    """A tag that stands in another slot: its text, the slot it left, and the one it came to."""

    text: str
    from_slot: str
    to_slot: str


@dataclass(frozen=True, slots=True)
class PartDifference:
    """What a step did to one image.

    Args:
        name: The image.
        before: Its captions as they were; of one that had never been edited, the text of its sidecar.
        after: Its captions as the step left them.
        states: Its state before and after; the same twice where it stayed.
        moved: The tags that it put into another slot.
        taken_back: Whether a later step took this part back, and still stands.
        gone: Whether the image is not in the dataset any more.
        marks: The slots whose own states it changed.
        notes: The note on the image before and after; the same twice where it stayed.
        drafted: The machine tags that came by it, or went.
    """

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    states: tuple[str, str]
    moved: tuple[Moved, ...] = ()
    taken_back: bool = False
    gone: bool = False
    marks: tuple[MarkChange, ...] = ()
    notes: tuple[str, str] = ("", "")
    drafted: tuple[DraftChange, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An image that undo or redo left as it is.

    Args:
        title: The step.
        name: The image.
        why: Why it stays.
    """

    title: str
    name: str
    why: str


class History:
    """The steps of an open dataset, also those of earlier sessions.

    `turned` has the steps that the last job of `undo`, `redo` or `go_to` took back or did again, in that order;
    `left_out` the images that were left as they are, since they were changed outside.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.turned: list[StepHeader] = []
        self.left_out: list[LeftOut] = []

    @property
    def _database(self) -> Database | None:
        return self._session.project.database

    def page(self, limit: int = PAGE, before: int | None = None) -> Sequence[StepHeader]:
        """Some steps, newest first; what they did to each image is not read.

        Args:
            limit: How many at most.
            before: The number of the last step of the page before; None for the first page.
        """
        return () if self._database is None else self._database.headers(limit, before=before)

    def step(self, number: int) -> StepHeader:
        """The step of a number.

        Raises:
            HistoryError: If there is none.
        """
        found = [] if self._database is None else self._database.headers(1, number=number)
        if not found:
            last = self.page(1)
            hint = f"The last one is {last[0].number}" if last else "Nothing was done in this dataset yet"
            raise HistoryError(f"There is no step {number}", hint)
        return found[0]

    def difference(self, number: int, limit: int = PAGE, after: str = "") -> Sequence[PartDifference]:
        """What a step did to some of its images, by name.

        Args:
            number: The step.
            limit: How many images at most.
            after: The last name of the page before; empty for the first page.

        Raises:
            DamagedError: If the step can't be read.
        """
        parts = () if self._database is None else self._database.parts(number, limit, after)
        return [self._difference(part) for part in parts]

    def images(self, number: int) -> Sequence[str]:
        """The images that a step changed, in the order of `difference`."""
        return () if self._database is None else self._database.images_of_step(number)

    def with_image(self, text: str) -> set[int]:
        """The numbers of the steps that changed an image whose name holds a text."""
        return set() if self._database is None else self._database.steps_with_image(text)

    def steps_of(self, names: Sequence[str]) -> dict[int, list[str]]:
        """Which of these images each step changed, by its number; of very many names the first ones only."""
        return {} if self._database is None or not names else self._database.steps_of(names[:MOST_NAMES])

    def globals_of(self, number: int) -> tuple[Globals | None, Globals | None]:
        """The globals before and after a step; None for either where they stayed."""
        return (None, None) if self._database is None else self._database.globals_of(number)

    def _difference(self, part: Part) -> PartDifference:
        change, images = part.change, self._session.project.images
        old, new = change.before, change.after
        states = ("" if old is None else old.state, "" if new is None else new.state)
        return PartDifference(
            change.file_name,
            self._texts(old, change.bytes_before),
            self._texts(new, change.bytes_after),
            states,
            () if old is None or new is None else _moved(old.caption, new.caption),
            part.taken_back,
            change.file_name not in images,
            mark_changes({} if old is None else old.marks, {} if new is None else new.marks),
            ("" if old is None else old.note, "" if new is None else new.note),
            draft_changes(() if old is None else old.drafted, () if new is None else new.drafted),
        )

    def _texts(self, record: ImageRecord | None, data: bytes | None) -> tuple[str, ...]:
        """The captions of one side of a part: the first as its sidecar had it, with the globals of that time."""
        first = "" if data is None else data.decode("utf-8", "backslashreplace")
        if record is None or self._session.project.settings.lines == CAPTION_A_LINE:
            return tuple(first.splitlines()) if record is not None else (first,) if first else ()
        others = tuple(self._session.caption_text(caption) for caption in record.alternatives)
        return (first, *others) if first or others else ()

    # --- turning --------------------------------------------------------------------------------------------------

    def undo(self, steps: int = 1) -> Job:
        """Take so many steps back, the last one first; fewer where there are no more.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            SidecarChangedError, NotTurnedError: If a step can be taken back for none of its images. It stays, and with
                it those before it.
        """
        return self._session.own(self._turn(-steps))

    def redo(self, steps: int = 1) -> Job:
        """Do so many steps again that were taken back; see `undo`."""
        return self._session.own(self._turn(steps))

    def go_to(self, number: int) -> Job:
        """Take back, or do again, what is needed so that all is as it was right after a step; see `undo`.

        Args:
            number: The step; 0 for what was before the first one that is kept.

        Raises:
            HistoryError: If there is no such step.
        """
        if number:
            self.step(number)
        return self._session.own(self._turn(0 if self._database is None else self._database.turns_to(number)))

    def _turn(self, turns: int) -> Steps:
        self.turned, self.left_out = [], []
        undone = turns < 0
        total = self._size(turns)
        done = 0
        for _ in range(abs(turns)):
            number = None if self._database is None else self._database.turnable_number(undone=undone)
            if number is None:
                return
            header = self.step(number)
            for progress in self._session.undo() if undone else self._session.redo():
                yield Progress(done + progress.done, total)
            done += header.images
            self.turned.append(header)
            self.left_out += [LeftOut(header.title, name, why) for name, why in self._session.left_out.items()]

    def _size(self, turns: int) -> int:
        """How many images so many steps are about; one that several of them change counts for each."""
        return 0 if self._database is None else self._database.size_of_turns(abs(turns), undone=turns < 0)

    def undo_part(self, number: int, name: str) -> None:
        """Take back what one step did to one image, as a step of its own; see `Session.undo_part`."""
        self._session.undo_part(number, name)


def _moved(before: Caption, after: Caption) -> tuple[Moved, ...]:
    """The tags that stand once on either side, in another slot."""
    old, new = _places(before), _places(after)
    return tuple(
        Moved(text, slots[0], new[text][0])
        for text, slots in old.items()
        if len(slots) == 1 and len(new.get(text, ())) == 1 and new[text] != slots
    )


def _places(caption: Caption) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for slot, tags in caption.slots.items():
        for tag in tags:
            if not tag.mark:
                places.setdefault(tag.text, []).append(slot)
    return places
