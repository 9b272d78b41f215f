"""Which images a model is asked about, and with which prompt."""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence

from tui_captioner.domain.drafting.prompt import IMAGE, VIDEO
from tui_captioner.domain.profiles.profile import Profile
from tui_captioner.domain.query.words import EMPTY, SLOT
from tui_captioner.services.catalogue.filtering import filtered_names
from tui_captioner.services.drafting.prompting import MadePrompt, make_prompt, medium_of
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session

_UNFINISHED = "NOT state:done NOT state:reviewed"


def make_prompts(
    session: Session, profile: Profile, names: Sequence[str]
) -> Generator[Progress, None, dict[str, MadePrompt]]:
    """A job that makes the prompt for the images among these, and that for the videos; see `make_prompt`."""
    wanted = {medium_of(name) for name in names}
    found = {}
    for medium in (IMAGE, VIDEO):
        if medium in wanted:
            found[medium] = yield from make_prompt(session, profile, medium)
    return found


def names_to_draft(
    session: Session, slots: Collection[str], chosen: Sequence[str] | None
) -> Generator[Progress, None, list[str]]:
    """A job that finds the images with an empty slot: nothing is drafted where there is something.

    Args:
        session: The open dataset.
        slots: Keys of the slots that are asked for.
        chosen: The images among which they are; None for all that are not finished.
    """
    empty = " OR ".join(f"{SLOT}{slot}:{EMPTY}" for slot in slots)
    found = yield from filtered_names(session, f"({empty})" if chosen is not None else f"({empty}) {_UNFINISHED}")
    if chosen is None:
        return found
    among = set(chosen)
    return [name for name in found if name in among]
