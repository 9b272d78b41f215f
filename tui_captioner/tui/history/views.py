"""A step as a row: its number, when, how many captions, what was done, and what hinders taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tui_captioner.domain.text import visible
from tui_captioner.storage.project.steps import StepHeader
from tui_captioner.tui.widgets.lines import Line

_NAMED = 3
"""Images that are named in a row."""


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
    step: StepHeader, now: datetime, *, here: bool, is_now: bool, outside: Sequence[str] = (), number_width: int = 6
) -> Line:
    """A row.

    Args:
        step: The step.
        now: The time now, with its zone.
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
    pieces: list[tuple[str, str]] = [
        ("> " if here else "  ", "accent"),
        (f"{step.number:>{number_width}}  {when(step.at, now):<12}", "dim"),
        (f"{count:>16}  ", style),
        (visible(step.title), style or ("strong" if here else "")),
    ]
    if is_now:
        pieces.append(("  ◂ now", "accent"))
    if step.undone:
        pieces.append(("  (taken back)", "faint"))
    if step.takes_back is not None:
        pieces.append((f"  of step {step.takes_back}", "dim"))
    if outside:
        named = ", ".join(visible(name.rsplit("/", 1)[-1]) for name in outside[:_NAMED])
        more = f" and {len(outside) - _NAMED}" if len(outside) > _NAMED else ""
        pieces.append((f"  ! {len(outside)} changed outside since: {named}{more}", "warn"))
    return tuple(pieces)
