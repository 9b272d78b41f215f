"""Captions of an open dataset as a template of it writes them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.caption_prose import INSTEAD, beside
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.templating.names import TAGS, check_name
from tui_captioner.services.session.session import Session

if TYPE_CHECKING:
    from tui_captioner.domain.templating.template import Rendered

_NAMED = 3


class Sentences:
    """Writes captions by a template, and counts what it leaves out. No caption is changed.

    Args:
        session: The open dataset.
        name: Name of the template.
        place: One of `domain.caption_prose.PLACES`.

    Raises:
        WrongUseError: If there is no template of that name.
    """

    def __init__(self, session: Session, name: str, place: str = INSTEAD) -> None:
        try:
            check_name(name, session.project.settings.templates)
        except ValueError as error:
            raise WrongUseError(f"--template: {error}", "[templates] in project.toml may hold more") from error
        self.name = name
        self.left: Counter[str] = Counter()
        """The tags that no field took, each with the number of captions that lack it."""
        self.lacking = 0
        """Captions that lack a tag."""
        self._session = session
        self._place = place

    def rendered(self, caption: Caption) -> Rendered:
        """What the template makes of a caption; see `SentenceWriter.rendered`."""
        return self._session.rendered(self.name, caption)

    def text_of(self, caption: Caption) -> str:
        """The text to be written for a caption; counts what is in it no more.

        A sentence that somebody wrote is kept as it is, but where tags are asked for.
        """
        tags = self._session.tags_text(caption)
        if self.name == TAGS or (not tags and caption.is_empty):
            return tags
        if caption.prose is not None and caption.prose.is_kept:
            return self._session.caption_text(caption)
        made = self.rendered(caption)
        if made.text == tags:
            return tags
        if self._place != INSTEAD:
            return beside(made.text, tags, self._place, self._session.project.settings.output.separator)
        self.left.update(dict.fromkeys(made.left_texts, 1))
        self.lacking += bool(made.left)
        return made.text

    def told(self) -> str:
        """What the template left out so far, in a sentence; empty for nothing."""
        if not self.left:
            return ""
        count = self.left.total()
        most = ", ".join(f"{text} ({number})" for text, number in self.left.most_common(_NAMED))
        others = len(self.left) - _NAMED
        more = f" and {others} other{'s'[: others > 1]}" if others > 0 else ""
        tags, captions = f"{count} tag{'s'[: count > 1]}", f"{self.lacking} caption{'s'[: self.lacking > 1]}"
        return f"the template {self.name!r} has no place for {tags} in {captions}: {most}{more}"
