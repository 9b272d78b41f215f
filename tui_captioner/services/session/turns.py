"""Which images undo and redo leave as they are: who took them elsewhere since must not lose that."""

from __future__ import annotations

from collections.abc import Iterator

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.sidecars import Sidecars
from tui_captioner.storage.project.database import Database
from tui_captioner.storage.project.steps import is_ours

CHANGED_OUTSIDE = "its sidecar was changed outside since; choose which text to keep first"
"""Why an image is left as it is: another program wrote its sidecar."""
_CHANGED_SINCE = "it is not as this step left it; it was left out when a later step was taken back"
_PACE = 20
"""Images between two steps of the progress."""


class NotTurnedError(CaptionerError):
    """A step can't be taken back, or done again, for any of its images; nothing was changed."""


class Turns:
    """Looks at the images of the step that is to be turned; carries nothing out.

    Args:
        project: The opened project.
        sidecars: Tells what lies on disk.
    """

    def __init__(self, project: Project, sidecars: Sidecars) -> None:
        self._project = project
        self._sidecars = sidecars

    def look_through(self, left_out: dict[str, str], *, undone: bool) -> Iterator[Progress]:
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
        number = database.turnable_number(undone=undone)
        if number is None or database.globals_of(number) != (None, None):
            return
        names = database.turnable_images(-1, undone=undone)
        found = dict.fromkeys(database.changed_since(undone=undone), _CHANGED_SINCE)
        for count, name in enumerate(names, 1):
            if self._is_changed_outside(database, name, undone=undone):
                found[name] = CHANGED_OUTSIDE
            if count % _PACE == 0:
                yield Progress(count, 2 * len(names))
        if names and len(found) == len(names):
            raise _refusal(title, found, undone=undone)
        left_out.update(sorted(found.items()))

    def _is_changed_outside(self, database: Database, name: str, *, undone: bool) -> bool:
        image = self._project.images.get(name)
        if image is None or image.shares_with:
            return False
        try:
            data = self._sidecars.on_disk(image)
        except CaptionerError:
            return False  # that it can't be written is said when it is
        row = database.to_write(name)
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
