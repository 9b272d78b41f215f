"""All tags of a dataset: how often, in which slots, with which aliases, in which images."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.tag_questions import TagUse, first_and_last, images_with, tag_uses


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag.

    Args:
        text: Its text.
        count: How many images have it.
        slots: Key of each slot that it stands in with the number of images, the usual one first.
        aliases: What leads to it in the vocabulary.
    """

    text: str
    count: int
    slots: tuple[tuple[str, int], ...]
    aliases: tuple[str, ...] = ()

    @property
    def slot(self) -> str:
        """The slot that it usually stands in."""
        return self.slots[0][0]


class TagTable:
    """The tags of a dataset as the catalogue knows them. What it asks takes long, so it may be asked from a thread.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._catalogue = catalogue_of(session)
        self.rows: Sequence[TagRow] = ()
        self.places: Mapping[str, tuple[int, int]] = {}
        """The places of the first and the last image of each tag; filled after the rows."""
        self._spellings: dict[str, list[str]] = {}
        self._by_text: Mapping[str, TagRow] = {}

    def bring_in(self) -> bool:
        """Have the catalogue look at the few images that changed last; whether it can be asked. Not from a thread."""
        return self._catalogue.ask(lambda _: True) is not None

    def load(self) -> bool:
        """Count all tags; False if the catalogue can't be asked just now."""
        uses = self._catalogue.ask_aside(tag_uses)
        if uses is None:
            return False
        self.rows = self._rows_of(uses)
        self._by_text = {row.text: row for row in self.rows}
        self._spellings = {}
        for row in self.rows:
            self._spellings.setdefault(unicodedata.normalize("NFC", row.text), []).append(row.text)
        return True

    def row(self, text: str) -> TagRow | None:
        """A tag by its text; None if no caption has it."""
        return self._by_text.get(text)

    def load_places(self) -> None:
        """Find the first and the last image of each tag."""
        self.places = self._catalogue.ask_aside(first_and_last) or {}

    def _rows_of(self, uses: Iterable[TagUse]) -> list[TagRow]:
        slots: dict[str, list[tuple[str, int]]] = {}
        for use in uses:
            slots.setdefault(use.text, []).append((use.slot, use.images))
        get = self._session.project.vocabulary.get
        rows = []
        for text, found in slots.items():
            found.sort(key=lambda pair: (-pair[1], pair[0]))
            term = get(text)
            aliases = term.aliases if term is not None and term.text == text else ()
            rows.append(TagRow(text, sum(number for _, number in found), tuple(found), aliases))
        rows.sort(key=lambda row: (-row.count, row.text.casefold(), row.text))
        return rows

    def spellings(self, texts: Iterable[str]) -> list[str]:
        """These texts, each also as other code points spell the same letters, as far as captions have it."""
        found = (self._spellings.get(unicodedata.normalize("NFC", text), [text]) for text in texts)
        return list(dict.fromkeys(text for each in found for text in each))

    def images(self, texts: Iterable[str], limit: int = -1) -> list[str] | None:
        """The images that have one of these tags, in order; None if the catalogue can't be asked just now."""
        wanted = self.spellings(texts)

        def question(store: CatalogueDatabase) -> list[str]:
            return images_with(store, wanted, limit)

        return self._catalogue.ask_aside(question)
