"""Choosing what kind of LoRA it is, and having all captions written as that asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.domain.profiles.leaving_out import decided_anew
from tui_captioner.domain.profiles.profile import profile_name
from tui_captioner.domain.profiles.reading import find_profile
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.session import Session
from tui_captioner.storage.files.file_names import check_line
from tui_captioner.storage.project.chosen_settings import Chosen
from tui_captioner.storage.project.records import ImageRecord


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen; None for what stays as it is.

    Args:
        profile: Name of the profile.
        trigger: The trigger word; empty for none.
        model: Whose limits of tokens count.
    """

    profile: str | None = None
    trigger: str | None = None
    model: str | None = None


def choose(session: Session, choice: Choice) -> Chosen | None:
    """Put a choice into `project.toml`. No caption changes by that: see `ProfileChange`.

    Returns:
        What was chosen, for the change of captions that it is followed by; None if it was so already.

    Raises:
        WrongUseError: If there is no such profile, or the trigger word can't be one.
        ReadOnlyError: If the dataset can only be read.
        CaptionerError: If the settings could not be written.
    """
    settings = session.project.settings
    values: dict[tuple[str, ...], object] = {}
    if choice.profile is not None and profile_name(choice.profile) != settings.profile:
        values[("profile",)] = known_profile(session, choice.profile)
    if choice.trigger is not None and choice.trigger.strip() != settings.trigger:
        try:
            values[("trigger",)] = check_line(choice.trigger.strip(), "trigger word")
        except ValueError as error:
            raise WrongUseError(f"{error}", "Nothing was changed") from error
    if choice.model is not None and choice.model != settings.tokens.model:
        values[("tokens", "model")] = choice.model
    return session.choosing.choose(values)


def known_profile(session: Session, name: str) -> str:
    """The name of a profile, as it is written now; raises WrongUseError with the nearest one if there is none."""
    profiles = session.project.settings.profiles
    try:
        return find_profile(name, profiles).name
    except ValueError:
        raise WrongUseError(f"There is no profile {name!r}", did_you_mean(name, profiles)) from None


class ProfileChange(Proposal):
    """Every caption as the profile of the project wants it: what that leaves out is kept and not written any more, what
    an earlier profile left out is written again. What the user said of a tag or a slot holds.

    Of a caption that was not edited only what is left out leaves its text.

    Args:
        session: The open dataset.
        names: The images; all without it.
        chosen: The settings that were chosen for it.
    """

    leaves_out = False

    def __init__(self, session: Session, names: Sequence[str] | None = None, chosen: Chosen | None = None) -> None:
        super().__init__(session, f"write captions for profile {session.project.settings.profile}", names)
        self.chosen = chosen

    def new_record(self, _name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        rule = self.session.project.leaving_out
        first, *others = (decided_anew(caption, rule) for caption in (record.caption, *record.alternatives))
        if first is record.caption and tuple(others) == record.alternatives:
            return record
        return replace(record, caption=first, alternatives=tuple(others))
