"""The sentences that are written for a caption, instead of its tags or beside them.

They are made of the tags by a template, or somebody wrote them. What a template made is made anew with each edit of the
tags; what somebody wrote is kept as it is, and has the tags that it was written for, so that it is known when these
have changed since.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from tui_captioner.domain.prose import SENTENCE_ENDS

INSTEAD, BEFORE, AFTER = "instead", "before", "after"
PLACES = (INSTEAD, BEFORE, AFTER)
"""Where the sentences stand: instead of the tags, before them, or after them."""
TEMPLATE, PERSON, OUTSIDE = "template", "person", "outside"
WRITERS = (TEMPLATE, PERSON, OUTSIDE)
"""Who wrote the sentences: a template, a person here, or somebody in the caption file."""


class Prose(NamedTuple):
    """Sentences of a caption.

    Args:
        text: What they say, on one line; empty only until a template has made them.
        place: One of `PLACES`.
        by: One of `WRITERS`.
        of: The texts of the tags that a person wrote them for, each once.
    """

    text: str = ""
    place: str = INSTEAD
    by: str = TEMPLATE
    of: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether somebody wrote them, so that no template makes them anew."""
        return self.by != TEMPLATE

    def with_tags(self, tags: str, separator: str) -> str:
        """What is written: these sentences, with the text of the tags where they don't stand instead of it."""
        if self.place == INSTEAD:
            return self.text
        return beside(self.text, tags, self.place, separator)

    def changed_outside(self, text: str, tags: str, separator: str) -> Prose:
        """What a text is that somebody put into the caption file in place of these sentences and of the tags.

        Args:
            text: What the file says now.
            tags: The text of the tags.
            separator: Between two tags.
        """
        place, said = INSTEAD, text
        for between in (" ", separator):
            if self.place == BEFORE and tags and text.endswith(between + tags):
                place, said = BEFORE, text.removesuffix(between + tags)
            elif self.place == AFTER and tags and text.startswith(tags + between):
                place, said = AFTER, text.removeprefix(tags + between)
        return Prose(said, place, OUTSIDE)

    def written_for(self, tags: Collection[str]) -> Prose:
        """The same as a person's, for these tags."""
        return self._replace(by=PERSON, of=tuple(tags))

    def differences(self, tags: Collection[str]) -> tuple[list[str], list[str]]:
        """The tags that came in and those that are gone since a person wrote the sentences."""
        return [tag for tag in tags if tag not in self.of], [tag for tag in self.of if tag not in tags]


def beside(text: str, tags: str, place: str, separator: str) -> str:
    """Sentences before or after the text of the tags; either may be empty."""
    first, last = (text, tags) if place == BEFORE else (tags, text)
    between = " " if first.endswith(SENTENCE_ENDS) else separator
    return between.join(filter(None, (first, last)))
