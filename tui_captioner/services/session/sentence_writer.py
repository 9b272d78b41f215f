"""Sentences that templates make of the captions of an open dataset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.caption_prose import Prose
from tui_captioner.domain.writing import written
from tui_captioner.services.session.project import Project

if TYPE_CHECKING:
    from tui_captioner.domain.templating.template import Rendered
    from tui_captioner.services.session.rendering import Rendering


class SentenceWriter:
    """Makes sentences of captions; changes none.

    Args:
        project: The opened project.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    @cached_property
    def _rendering(self) -> Rendering:
        # Here, not above: most captions are written as tags.
        from tui_captioner.services.session.rendering import Rendering

        return Rendering(self._project)

    def rendered(self, name: str, caption: Caption, globals_: Sequence[Tag]) -> Rendered:
        """What a template makes of a caption; see `Rendering.rendered`."""
        return self._rendering.rendered(name, caption, globals_, self._write(caption, globals_))

    def retold(self, caption: Caption, globals_: Sequence[Tag]) -> Caption:
        """A caption that was edited, with the sentences that the template of the project makes of it now.

        Those that somebody wrote stay. A caption that was read and not edited keeps its text, unless it has sentences.
        """
        prose, settings = caption.prose, self._project.settings
        if prose is not None and prose.is_kept:
            return caption
        text = ""
        if settings.template and not caption.is_empty and (prose is not None or caption.read is None):
            text = self.rendered(settings.template, caption, globals_).text
        new = Prose(text, settings.template_place) if text and text != self._write(caption, globals_) else None
        return caption if new == prose else replace(caption, prose=new)

    def _write(self, caption: Caption, globals_: Sequence[Tag]) -> str:
        """The tags of a caption as they are written without a template."""
        settings = self._project.settings
        return written(settings.structure, settings.output, globals_, caption).text
