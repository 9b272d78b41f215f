"""Settings that are chosen together with a change of captions: one undo takes both back."""

from __future__ import annotations

from collections.abc import Callable

from tui_captioner.domain.templating.names import TAGS
from tui_captioner.services.session.project import Project
from tui_captioner.storage.project.chosen_settings import Chosen, Values
from tui_captioner.storage.project.settings import ProjectSettings


class Choosing:
    """Chooses settings, and goes back to those before when the step is undone that they were chosen for.

    Args:
        project: The opened project.
        follow: Has all else go by the settings of now.
    """

    def __init__(self, project: Project, follow: Callable[[], object]) -> None:
        self._project = project
        self._follow = follow

    def choose(self, values: Values) -> Chosen | None:
        """Put settings into `project.toml`; what that changes, None for nothing. See `Project.change_settings`."""
        now = _values(self._project.settings)
        new = {path: value for path, value in values.items() if now[path] != value}
        if not new:
            return None
        self._project.change_settings(new)
        self._follow()
        return Chosen({path: now[path] for path in new}, new)

    def note(self, title: str, chosen: Chosen) -> None:
        """Note that the last step, if it has this title, goes with these settings."""
        database = self._project.ensure()
        number = database.turnable_number(undone=True)
        if number is not None and database.turnable_title(undone=True) == title:
            database.note_chosen(number, chosen)

    def turned(self, number: int, *, undone: bool) -> None:
        """Go by the settings before a step that was undone, or by those of one that was done again.

        What was chosen otherwise since stays.
        """
        chosen = self._project.ensure().chosen_of(number)
        if chosen is None:
            return
        there, wanted = (chosen.after, chosen.before) if undone else (chosen.before, chosen.after)
        now = _values(self._project.settings)
        if wanted.keys() <= now.keys() and all(now.get(path) == value for path, value in there.items()):
            self.choose(wanted)
            said = ", ".join(f"{path[-1]} = {value!r}" for path, value in wanted.items())
            self._project.tell(f"The settings are as they were then, too: {said}")


def _values(settings: ProjectSettings) -> dict[tuple[str, ...], object]:
    """The settings that may be chosen so, as `project.toml` has them."""
    return {
        ("profile",): settings.profile,
        ("trigger",): settings.trigger,
        ("tokens", "model"): settings.tokens.model,
        ("output", "template"): settings.template or TAGS,
        ("output", "template_place"): settings.template_place,
    }
