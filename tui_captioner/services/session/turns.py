"""Which images undo and redo leave as they are: who took them elsewhere since must not lose that."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import islice

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.aside import Aside, saying
from tui_captioner.services.session.choosing import Choosing
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.ledger import Ledger
from tui_captioner.services.session.outside_changes import OutsideChanges
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.sidecars import SidecarChangedError, Sidecars
from tui_captioner.storage.project.database import Database
from tui_captioner.storage.project.steps import ToWrite, is_ours

CHANGED_OUTSIDE = "its sidecar was changed outside since; choose which text to keep first"
"""Why an image is left as it is: another program wrote its sidecar."""
_CHANGED_SINCE = "it is not as this step left it; it was left out when a later step was taken back"
_PACE = 50
"""Images that are looked at together."""


class NotTurnedError(CaptionerError):
    """A step can't be taken back, or done again, for any of its images; nothing was changed."""


class Turns:
    """Takes steps back and does them again, but for images that are not as the step left them.

    Args:
        project: The opened project.
        sidecars: Tells what lies on disk.
        ledger: Turns the steps.
        outside: Tells conflicts.
        choosing: Turns settings that were chosen for a step.
    """

    def __init__(
        self, project: Project, sidecars: Sidecars, ledger: Ledger, outside: OutsideChanges, choosing: Choosing
    ) -> None:
        self._project = project
        self._sidecars = sidecars
        self._ledger = ledger
        self._outside = outside
        self._choosing = choosing
        self.left_out: dict[str, str] = {}
        """The images that the last turn left as they are, and why."""
        self.turned = 0
        """How many images the last step that was turned is about."""

    def turn(self, *, undone: bool) -> Steps:
        """Undo or redo one step; see `Session.undo`."""
        self._project.check_writable()
        self.left_out, self.turned = {}, 0
        names = self._ledger.turnable_images(2, undone=undone)
        if len(names) == 1 and names[0] in self._project.images:
            conflict = self._outside.conflict(names[0])
            if conflict is not None:
                raise SidecarChangedError(conflict)
        look = self._look_through(self.left_out, undone=undone)
        try:
            for count in look:
                yield Progress.looked(count, self.turned)
        except GeneratorExit:
            # Undo that was asked for is recorded all the same; its sidecars are written at the next opening.
            with suppress(NotTurnedError):
                deque(look, maxlen=0)
                deque(islice(self._ledger.turn(undone=undone, left_out=self.left_out), 1), maxlen=0)
            raise
        number = None if self._project.database is None else self._project.database.turnable_number(undone=undone)
        for progress in self._ledger.turn(undone=undone, left_out=self.left_out):
            yield Progress.written(progress.done, progress.total, self.turned)
        if number is None:
            return
        self._choosing.turned(number, undone=undone)
        if self._project.ensure().structures_of(number) is not None:
            self._project.tell("The structure is another now: it holds once the dataset is opened anew")

    def _look_through(self, left_out: dict[str, str], *, undone: bool) -> Iterator[int]:
        """Find the images that are not as the step left them.

        A step that changed the globals goes back for all: they stand in every caption.

        Args:
            left_out: Gets them by name, and why.
            undone: Whether the step is to be taken back, else done again.

        Raises:
            NotTurnedError: If none of its images can be turned.
        """
        database = self._project.database
        title = "" if database is None else database.turnable_title(undone=undone)
        if database is None or not title:
            return
        names, others = yield from saying(0, self._ledger.turnable(undone=undone))
        self.turned = len(names)
        number = database.turnable_number(undone=undone)
        if number is None or database.globals_of(number) != (None, None):
            return
        found = dict.fromkeys(others, _CHANGED_SINCE)
        for at in range(0, len(names), _PACE):
            some = names[at : at + _PACE]
            rows = database.to_write(some)
            as_written = yield from saying(at, Aside(partial(self._sidecars.as_written, rows)).waiting())
            for name in some:
                if name not in as_written and self._is_changed_outside(database, name, rows.get(name), undone=undone):
                    found[name] = CHANGED_OUTSIDE
                yield at + len(some)
        if names and len(found) == len(names):
            raise _refusal(title, found, undone=undone)
        left_out.update(sorted(found.items()))

    def _is_changed_outside(self, database: Database, name: str, row: ToWrite | None, *, undone: bool) -> bool:
        image = self._project.images.get(name)
        if image is None or image.shares_with:
            return False
        try:
            data = self._sidecars.on_disk(image)
        except CaptionerError:
            return False  # that it can't be written is said when it is
        if row is not None:
            return not is_ours(data, row)
        return data != database.sides_of_last(name, undone=undone)


def _refusal(title: str, found: dict[str, str], *, undone: bool) -> NotTurnedError:
    names = list(found)
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return NotTurnedError(
        f"'{title}' is not {'taken back' if undone else 'done again'}: {shown}: {found[names[0]]}",
        "Nothing was changed",
    )
