"""Captions of an open dataset as a template of it writes them."""

from __future__ import annotations

from collections import Counter

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.reading import is_json
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.templating.choosing import render_first
from tui_captioner.domain.templating.reading import choices_of
from tui_captioner.domain.templating.rendering import Slots
from tui_captioner.domain.templating.template import LeftTag, Rendered, TemplateTag
from tui_captioner.services.session.session import Session
from tui_captioner.storage.vocabulary_cache import load_shipped_cached

INSTEAD, BEFORE, AFTER = "instead", "before", "after"
PLACES = (INSTEAD, BEFORE, AFTER)
"""Where the text of a template stands: instead of the tags, before them, or after them."""
_STOPS = (".", "!", "?", "。", "！", "？")
_NAMED = 3


class Sentences:
    """Writes captions by a template, and counts what it leaves out. No caption is changed.

    Args:
        session: The open dataset.
        name: Name of the template.
        place: One of `PLACES`.

    Raises:
        WrongUseError: If there is no template of that name.
    """

    def __init__(self, session: Session, name: str, place: str = INSTEAD) -> None:
        settings = session.project.settings
        try:
            self._choices = choices_of(name, settings.templates, settings.profile, settings.structure)
        except ValueError as error:
            raise WrongUseError(f"--template: {error}", "[templates] in project.toml may hold more") from error
        self.name = name
        self.left: Counter[str] = Counter()
        """The tags that no field took, each with the number of captions that lack it."""
        self.lacking = 0
        """Captions that lack a tag."""
        self._session = session
        self._place = place
        self._shipped = {term.text: term for term in load_shipped_cached().terms}
        self._known: dict[tuple[str, str], TemplateTag] = {}

    def rendered(self, caption: Caption) -> Rendered:
        """What the template makes of a caption: nothing of an empty one, and JSON as it is.

        What is kept and not written is not written here either, and a global stands once.
        """
        tags = [tag for tags in caption.slots.values() for tag in tags if not tag.is_left_out]
        if not self._choices or (len(tags) == 1 and is_json(tags[0].text)):
            return Rendered(self._session.caption_text(caption))
        slots, marks = self._slots(caption)
        made = render_first(self._choices, slots)
        return Rendered(made.text, (*made.left, *marks))

    def text_of(self, caption: Caption) -> str:
        """The text to be written for a caption; counts what is in it no more."""
        made = self.rendered(caption)
        tags = self._session.caption_text(caption)
        if not tags or made.text == tags:
            return tags
        if self._place == INSTEAD:
            self.left.update(dict.fromkeys(made.left_texts, 1))
            self.lacking += bool(made.left)
            return made.text
        first, last = (made.text, tags) if self._place == BEFORE else (tags, made.text)
        between = " " if first.endswith(_STOPS) else self._session.project.settings.output.separator
        return between.join(filter(None, (first, last)))

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

    def _slots(self, caption: Caption) -> tuple[Slots, list[LeftTag]]:
        """The tags that are written, by slot, and the marks, for which no sentence has a place."""
        found: dict[str, list[TemplateTag]] = {GLOBALS: [self._tag(GLOBALS, tag) for tag in self._session.globals]}
        found.update({key: [] for key in self._session.structure.own_keys})
        marks: list[LeftTag] = []
        absorbed = {tag.text for tag in self._session.globals} - caption.left_out
        keys = [*self._session.structure.own_keys, *(key for key in caption.slots if key not in found)]
        for key in keys:
            for tag in caption.tags(key):
                if tag.is_left_out:
                    continue
                if tag.mark:
                    marks.append(LeftTag(key, "line break" if tag.is_line_break else tag.text))
                elif tag.text in absorbed:
                    absorbed.discard(tag.text)
                else:
                    found.setdefault(key, []).append(self._tag(key, tag))
        return found, marks

    def _tag(self, slot: str, tag: Tag) -> TemplateTag:
        """A tag with its layer and with how it reads in a sentence, as far as the vocabulary says that."""
        known = self._known.get((slot, tag.text))
        if known is None:
            shipped = self._shipped.get(tag.text)
            same = shipped is not None and shipped.slot == slot
            layer = self._session.project.layer_of(slot, tag.text) if slot != GLOBALS else ""
            if not layer and shipped is not None and same:
                layer = shipped.layer or ""
            phrase = self._phrase(tag.text) if slot != GLOBALS else ""
            if not phrase and shipped is not None and same:
                phrase = shipped.phrase or ""
            known = self._known[slot, tag.text] = TemplateTag(tag.text, layer, phrase)
        return known

    def _phrase(self, text: str) -> str:
        """How the vocabulary says that a tag reads; another spelling of a term reads as the term does."""
        vocabulary = self._session.project.vocabulary
        term = vocabulary.get(text) or vocabulary.find(text)
        if term is None or not term.phrase or "{" in term.phrase or match_key(term.text) != match_key(text):
            return ""
        return term.phrase
