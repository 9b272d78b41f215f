"""The terms that a tagger's tags are: those of the vocabulary, and slots for the others. May be asked in any thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.slotting.placing import place
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.vocabulary import Term, Vocabulary


class TagTerms:
    """Finds the term of a tag, each once.

    Args:
        vocabulary: The vocabulary of the project.
        structure: Its slots.
    """

    def __init__(self, vocabulary: Vocabulary, structure: Structure) -> None:
        self._vocabulary, self._structure = vocabulary, structure
        self._found: set[str] = set()

    def new(self, texts: Iterable[str]) -> dict[str, Term]:
        """The terms of those tags that were not asked for before.

        What the vocabulary does not know gets the slot that it would have in a caption that is read.

        Args:
            texts: The tags, as they stand in captions.
        """
        new = [text for text in texts if text not in self._found]
        self._found.update(new)
        found = {text: self._vocabulary.find(text) or Term(text) for text in new}
        unplaced = tuple(Tag(text) for text in new if found[text].slot is None)
        for slot, tags in place(unplaced, self._vocabulary, self._structure).slots.items():
            for tag in tags:
                found[tag.text] = replace(found[tag.text], slot=slot)
        return found
