"""Choosing the template that captions are written by, and having all of them written by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.caption_prose import Prose
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.templating.names import TAGS, check_name
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.sentences import Sentences
from tui_captioner.services.session.jobs import Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.chosen_settings import Chosen
from tui_captioner.storage.project.records import ImageRecord


def choose_template(session: Session, name: str, place: str) -> Chosen | None:
    """Put a template into `project.toml`. No caption changes by that before it is edited: see `TemplateChange`.

    Args:
        session: The open dataset.
        name: Name of the template.
        place: One of `domain.caption_prose.PLACES`.

    Returns:
        What was chosen, for the change of captions that it is followed by; None if it was so already.

    Raises:
        WrongUseError: If there is no template of that name.
        ReadOnlyError: If the dataset can only be read.
        CaptionerError: If the settings could not be written.
    """
    check_template(session, name)
    return session.choosing.choose({("output", "template"): name, ("output", "template_place"): place})


def check_template(session: Session, name: str) -> None:
    """Raise WrongUseError, with the nearest known one, if there is no template of that name."""
    try:
        check_name(name, session.project.settings.templates)
    except ValueError as error:
        raise WrongUseError(f"T{str(error)[1:]}", "[templates] in project.toml may hold more") from error


class TemplateChange(Proposal):
    """Every caption as the template of the project writes it, those too that were never edited; by `tags`, as the tags
    stand. A sentence that somebody wrote stays.

    Args:
        session: The open dataset.
        names: The images; all without it.
        chosen: The settings that were chosen for it.
    """

    leaves_out = False

    def __init__(self, session: Session, names: Sequence[str] | None = None, chosen: Chosen | None = None) -> None:
        name = session.project.settings.template or TAGS
        super().__init__(session, f"write captions by template {name}", names)
        self.chosen = chosen
        self._template = name
        self._sentences = Sentences(session, name, session.project.settings.template_place)

    def new_record(self, _name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        first, *others = (self._anew(caption) for caption in (record.caption, *record.alternatives))
        return replace(record, caption=first, alternatives=tuple(others))

    def _anew(self, caption: Caption) -> Caption:
        """The caption with sentences that are still to be made, or without any."""
        if caption.is_empty or (caption.prose is not None and caption.prose.is_kept):
            return caption
        return replace(caption, prose=None if self._template == TAGS else Prose())

    def _looked_through(self) -> Steps:
        self._sentences = Sentences(self.session, self._template, self.session.project.settings.template_place)
        yield from super()._looked_through()
        told = self._sentences.told()
        self.difference.advice = f"{told[:1].upper()}{told[1:]}." if told else ""

    def note(self, name: str, before: ImageRecord, after: ImageRecord) -> None:
        """Count what a caption would read, and the tags that it would lack."""
        super().note(name, before, after)
        self._sentences.text_of(after.caption)
