"""`--filter EXPR`: a command for the images alone that a filter fits."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import warn
from tui_captioner.domain.checks.rule_names import SAME_PICTURE
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.services.catalogue.filtering import filtered_names
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.kept_filters import load_filters


def filtered(session: Session, text: str, meter: Meter) -> Sequence[str] | None:
    """The images that a filter fits, in order; None where none is given.

    Args:
        session: The open dataset.
        text: The filter as it was given, or `@` and the name of a kept one; blank for none.
        meter: Shows how far it is.

    Raises:
        FilterError: If it can't be read; says at which column.
        WrongUseError: If no filter is kept under that name.
        CatalogueError: If there can be no catalogue.
    """
    if not text.strip():
        return None
    text = as_typed(session, text)
    job = filtered_names(session, text)
    look_for(session, text, meter)
    names = result_of(job, meter.show)
    if not names:
        meter.clear()
        warn("No image fits the filter")
    return names


def look_for(session: Session, text: str, meter: Meter) -> None:
    """Have it known which pictures are the same, where a filter asks for them: else it would fit none."""
    if SAME_PICTURE not in text:
        return
    # Not above: hardly a filter needs it.
    from tui_captioner.services.lookalikes.lookalikes import look_alikes_of

    doing, meter.doing = meter.doing, "Looking at the pictures"
    meter.follow(look_alikes_of(session).look(compares=False))
    meter.doing = doing


def as_typed(session: Session, text: str) -> str:
    """A filter as it was given: the kept one of that name where `@` stands before it; raises WrongUseError for none."""
    if not text.startswith("@"):
        return text
    name, kept = text[1:], load_filters(session.project.folder / "project.toml")
    if name not in kept:
        hint = did_you_mean(name, kept, "" if kept else "There are none yet: [filters] in project.toml has them")
        raise WrongUseError(f"There is no filter {text}", hint)
    return kept[name]
