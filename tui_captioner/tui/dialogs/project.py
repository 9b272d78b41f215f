"""What is taught, by which trigger word, for which model: asked once for a new dataset, changed at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tui_captioner.domain.profiles.profile import Profile
from tui_captioner.domain.structure import Structure
from tui_captioner.tui.dialogs.dialog import Dialog, Handler
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.lines import Line, Lines, Piece, width_of, wrap
from tui_captioner.tui.widgets.text_field import TextField

_LABEL = 15
"""Columns of what stands before each row."""
MODELS = {
    "sd": "SD 1.5",
    "sdxl": "SDXL, Illustrious, Pony",
    "flux-dev": "Flux",
    "qwen-image": "Qwen-Image",
    "wan": "Wan",
}
"""The models that are offered, and how they are called; a project that names another one is offered that too."""
_ROWS = ("trigger", "profile", "model")


@dataclass(frozen=True, slots=True)
class ProjectAnswer:
    """What is set, or was chosen.

    Args:
        trigger: The trigger word.
        profile: Name of the profile.
        model: Whose limits of tokens count.
    """

    trigger: str = ""
    profile: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class ProjectQuestion:
    """What the screen shows.

    Args:
        title: Its first line.
        now: What is set now.
        profiles: The profiles that there are.
        structure: The slots, by whose titles it is said what is left out.
        captions: What is said of captions that are there already; empty for none.
    """

    title: str
    now: ProjectAnswer
    profiles: Sequence[Profile]
    structure: Structure
    captions: str = ""


class ProjectScreen(Dialog[ProjectAnswer]):
    """Answers what was chosen, None where it was skipped.

    Args:
        keymap: Which key does what.
        question: What is asked.
    """

    mode = "project"

    def __init__(self, keymap: ScreenKeymap, question: ProjectQuestion) -> None:
        super().__init__(keymap)
        self._asked, self._answer = question, question.now
        self._row = 0
        models = {**MODELS, **({} if question.now.model in MODELS else {question.now.model: question.now.model})}
        self._choices: Mapping[str, Mapping[str, str]] = {
            "profile": {profile.name: profile.title for profile in question.profiles},
            "model": models,
        }

    def handlers(self) -> Mapping[str, Handler]:
        """Keys that go from row to row and choose, besides those of every dialog."""
        return {
            **super().handlers(),
            "project_begin": lambda _: self._begin(),
            "project_next": lambda _: self._go(1),
            "project_before": lambda _: self._go(-1),
            "project_right": lambda _: self._turn(1),
            "project_left": lambda _: self._turn(-1),
        }

    def compose(self) -> ComposeResult:
        """The line for the trigger word stands between the title and what is chosen."""
        with Vertical(classes="dialog"):
            yield Lines(id="title")
            field = TextField(self._answer.trigger, placeholder=_HINT, id="query", compact=True, select_on_focus=False)
            field.cursor_blink = False
            with Horizontal(id="line"):
                yield Lines(id="label")
                yield field
            yield Lines(id="lines")

    def on_mount(self) -> None:
        """Show what is set now."""
        super().on_mount()
        self.query_one("#line").styles.height = 1
        self.query_one("#label").styles.width = _LABEL
        self.query_one("#query").styles.width = "1fr"
        self._draw()

    def on_resize(self) -> None:
        """Wrap the rows anew."""
        super().on_resize()
        self._draw()

    @property
    def field(self) -> Widget | None:
        """The trigger word, while the keys are about it."""
        return super().field if self.row == "trigger" else None

    @property
    def row(self) -> str:
        """The row that the keys are about."""
        return _ROWS[self._row]

    def _begin(self) -> None:
        self.dismiss(replace(self._answer, trigger=self.query_one(TextField).value.strip()))

    def _go(self, step: int) -> None:
        self._row = (self._row + step) % len(_ROWS)
        self.set_focus(self.query_one(TextField) if self._row == 0 else None)
        self._draw()

    def _turn(self, step: int) -> None:
        if self.row == "trigger":
            field = self.query_one(TextField)
            (field.action_cursor_right if step > 0 else field.action_cursor_left)()
            return
        names = list(self._choices[self.row])
        chosen: str = getattr(self._answer, self.row)
        place = names.index(chosen) if chosen in names else 0
        self._answer = replace(self._answer, **{self.row: names[(place + step) % len(names)]})
        self._draw()

    # --- drawing --------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        title = self.query_one("#title", Lines)
        title.styles.height = 2
        title.show_lines([((self._asked.title, "strong"),), ()])
        self.query_one("#label", Lines).show_lines([(self._label("trigger", "Trigger word"),)])
        lines = [(), *self._options("profile", "You teach"), *self._about(), ()]
        lines += [*self._options("model", "For"), ()]
        if self._asked.captions:
            lines += [*wrap(((self._asked.captions, "dim"),), self.line_width), ()]
        lines += wrap(((self._keys(), "dim"),), self.line_width)
        self.show_lines(lines)

    def _label(self, row: str, text: str) -> Piece:
        return f"{'>' if row == self.row else ' '} {text}".ljust(_LABEL), "accent" if row == self.row else "dim"

    def _options(self, row: str, label: str) -> list[Line]:
        """The options of a row, on as many lines as they need."""
        lines: list[list[Piece]] = [[self._label(row, label)]]
        chosen = getattr(self._answer, row)
        for name, title in self._choices[row].items():
            style = ("marked" if row == self.row else "strong") if name == chosen else ""
            piece = (f"({'•' if name == chosen else ' '}) {title}", style)
            if len(lines[-1]) > 1 and width_of((*lines[-1], piece)) > self.line_width:
                lines.append([(" " * _LABEL, "")])
            lines[-1] += [piece, ("  ", "")]
        return [tuple(line) for line in lines]

    def _about(self) -> list[Line]:
        """What the chosen profile says, on as many lines for each, so that nothing moves."""
        profile = next((one for one in self._asked.profiles if one.name == self._answer.profile), None)
        if profile is None:
            return []
        left_out = [
            part.layer or self._asked.structure.title(part.slot)
            for part in profile.leaves_out
            if part.slot in self._asked.structure.own_keys
        ]
        kept = f". Kept, not written: {', '.join(left_out)}" if left_out else ""
        lines = wrap(((f"{profile.about}{kept}", "faint"),), max(20, self.line_width - _LABEL))[:_ABOUT]
        indented: list[Line] = [((" " * _LABEL, ""), *line) for line in lines]
        return [*indented, *([()] * (_ABOUT - len(lines)))]

    def _keys(self) -> str:
        return self.reminder(
            (("project_begin",), "keeps it"),
            (("project_next",), "next row"),
            (("project_left", "project_right"), "choose"),
            (("leave_dialog",), "skips it, nothing is written"),
        )


_ABOUT = 3
"""Lines of what a profile says."""
_HINT = "what you will type to call it; empty: later"
