"""What the templates of an open dataset make of a caption: its tags with their layers and with how they read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.reading import is_json
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.templating.choosing import render_first
from tui_captioner.domain.templating.person_layers import PERSON_LAYERS, person_layer
from tui_captioner.domain.templating.reading import choices_of
from tui_captioner.domain.templating.rendering import Slots
from tui_captioner.domain.templating.template import LeftTag, Rendered, TemplateTag
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.session.project import Project
from tui_captioner.storage.vocabulary_cache import load_shipped_cached

_STEM = 4
"""Letters by which a word is known whatever its ending."""


class Rendering:
    """Fills templates with the tags of captions.

    Args:
        project: The opened project.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[tuple[str, str], TemplateTag] = {}

    @property
    def _keys(self) -> Collection[str]:
        return self._project.settings.structure.own_keys

    @cached_property
    def _shipped(self) -> Mapping[str, Term]:
        """The shipped terms: one that the project has without a layer or a phrase has those of the shipped one."""
        return {term.text: term for term in load_shipped_cached().terms}

    def rendered(self, name: str, caption: Caption, globals_: Sequence[Tag], as_tags: str) -> Rendered:
        """What a template makes of a caption: nothing of an empty one, and JSON as it is.

        What is kept and not written is not written here either, and a global stands once.

        Args:
            name: Name of the template.
            caption: The caption.
            globals_: What stands in every caption.
            as_tags: The caption as it is written without a template.

        Raises:
            ValueError: If there is no template of that name.
        """
        settings = self._project.settings
        choices = choices_of(name, settings.templates, settings.profile, settings.structure)
        tags = [tag for tags in caption.slots.values() for tag in tags if not tag.is_left_out]
        if not choices or (len(tags) == 1 and is_json(tags[0].text)):
            return Rendered(as_tags)
        slots, marks = self._slots(caption, globals_)
        made = render_first(choices, slots)
        return Rendered(made.text, (*made.left, *marks))

    def _slots(self, caption: Caption, globals_: Sequence[Tag]) -> tuple[Slots, list[LeftTag]]:
        """The tags that are written, by slot, and the marks, for which no sentence has a place."""
        keys = self._keys
        found: dict[str, list[TemplateTag]] = {GLOBALS: [self._tag(GLOBALS, tag) for tag in globals_]}
        found.update({key: [] for key in keys})
        marks: list[LeftTag] = []
        absorbed = {tag.text for tag in globals_} - caption.left_out
        for key in [*keys, *(key for key in caption.slots if key not in found)]:
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
            layer = self._project.layer_of(slot, tag.text) if slot != GLOBALS else ""
            if not layer and shipped is not None and same:
                layer = shipped.layer or ""
            layers = self._project.settings.structure.slot(slot).layers if slot in self._keys else ()
            phrase = self._phrase(tag.text) if slot != GLOBALS else ""
            if set(PERSON_LAYERS) <= set(layers):
                layer = person_layer(tag.text, layer)
                phrase = tag.text.removeprefix("of ") if tag.text.startswith("of ") else phrase
            if not phrase and shipped is not None and same:
                phrase = shipped.phrase or ""
            known = self._known[slot, tag.text] = TemplateTag(tag.text, layer, phrase)
        return known

    def _phrase(self, text: str) -> str:
        """How the vocabulary says that a tag reads; another spelling of a term reads as the term does, and so does an
        alias that says nothing else."""
        vocabulary = self._project.vocabulary
        term = vocabulary.get(text) or vocabulary.find(text)
        if term is None or not term.phrase or "{" in term.phrase:
            return ""
        is_own = match_key(term.text) == match_key(text)
        return term.phrase if is_own or _says_it(term.phrase, text) else ""


def _says_it(phrase: str, text: str) -> bool:
    """Whether a phrase has each word of a text, but for its ending: `smiling` says `smile`, not `looking at camera`."""
    said = {word[:_STEM] for word in phrase.lower().split()}
    return all(word[:_STEM] in said for word in match_key(text).split())
