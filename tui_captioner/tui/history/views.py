"""A step as a row: its number, when, how many captions, what was done, and what hinders taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tui_captioner.domain.text import visible
from tui_captioner.storage.project.steps import StepHeader
from tui_captioner.tui.widgets.lines import Line, cut, width_of

_NAMED = 3
"""Images that are named in a row."""
_TITLE = 12
"""Cells that a title keeps, however narrow the row is."""


def when(at: str, now: datetime) -> str:
    """When a step was done, by the clock of this place: the time today, else the day too.

    Args:
        at: As the database has it, ISO 8601.
        now: The time now, with its zone.
    """
    try:
        local = datetime.fromisoformat(at).astimezone(now.tzinfo)
    except ValueError:
        return "?"
    if local.date() == now.date():
        return local.strftime("%H:%M")
    return local.strftime("%d %b %H:%M" if local.year == now.year else "%Y-%m-%d")


def step_line(
    step: StepHeader,
    now: datetime,
    width: int,
    *,
    here: bool,
    is_now: bool,
    outside: Sequence[str] = (),
    number_width: int = 6,
) -> Line:
    """A row. A long title is cut rather than what says whether the step stands.

    Args:
        step: The step.
        now: The time now, with its zone.
        width: Cells of the line.
        here: Whether the cursor is on it.
        is_now: Whether it is the last one that stands.
        outside: Its images that were changed outside since.
        number_width: Cells for the number.
    """
    style = "faint" if step.undone else ""
    count = "the globals" if step.changes_globals else f"{step.images:,} caption{'' if step.images == 1 else 's'}"
    if step.refusals and not step.images:
        count = f"{step.refusals:,} tag{'' if step.refusals == 1 else 's'}"
    if step.findings:
        count = f"{step.findings:,} finding{'' if step.findings == 1 else 's'}"
    before: Line = (
        ("> " if here else "  ", "accent"),
        (f"{step.number:>{number_width}}  {when(step.at, now):<12}", "dim"),
        (f"{count:>16}  ", style),
    )
    stands: list[tuple[str, str]] = []
    if is_now:
        stands.append(("  ◂ now", "accent"))
    if step.undone:
        stands.append(("  (taken back)", "faint"))
    if step.takes_back is not None:
        stands.append((f"  of step {step.takes_back}", "dim"))
    title = cut(visible(step.title), max(_TITLE, width - width_of((*before, *stands))))
    return (*before, (title, style or ("strong" if here else "")), *stands, *_changed_since(outside))


def _changed_since(outside: Sequence[str]) -> Line:
    if not outside:
        return ()
    named = ", ".join(visible(name.rsplit("/", 1)[-1]) for name in outside[:_NAMED])
    more = f" and {len(outside) - _NAMED}" if len(outside) > _NAMED else ""
    return ((f"  ! {len(outside)} changed outside since: {named}{more}", "warn"),)
