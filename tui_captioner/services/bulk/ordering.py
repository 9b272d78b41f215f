"""Putting captions that keep the order of their file into the order of the slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.review import has_unsure
from tui_captioner.services.bulk.bulk import Difference
from tui_captioner.services.session.jobs import Job, Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


class Ordering:
    """Every caption in the order of the slots, as if each had been edited once.

    A caption that reads the same in slot order is left alone, and with it the bytes of its file.

    Args:
        session: The open dataset.
    """

    title = "put all captions in order"

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names: list[str] = []
        self.difference = Difference()

    def look_through(self) -> Job:
        """Work out which captions would read otherwise; nothing is written."""
        names = self._session.names
        for count, name in enumerate(names, 1):
            record = self._session.peek(name)
            if self._ordered(record) != record:
                self._names.append(name)
                self._note(name, record)
            if count % 20 == 0:
                yield Progress(count, len(names))

    @property
    def is_needed(self) -> bool:
        """Whether any caption would read otherwise."""
        return bool(self._names)

    def carry_out(self) -> Job:
        """Put them in order, as one step; see `Session.change_many` for what it raises."""
        return self._session.change_many(self.title, self._records(), total=len(self._names), lasting=True)

    def _records(self) -> Iterator[tuple[str, ImageRecord]]:
        for name in self._names:
            yield name, self._ordered(self._session.peek(name))

    def _note(self, name: str, record: ImageRecord) -> None:
        text, structure = self._session.caption_text, self._session.structure
        for caption in (record.caption, *record.alternatives):
            ordered = self._in_order(caption)
            self.difference.note(name, text(caption), text(ordered), unsure=has_unsure(caption, structure))

    def _ordered(self, record: ImageRecord) -> ImageRecord:
        others = tuple(self._in_order(caption) for caption in record.alternatives)
        return replace(record, caption=self._in_order(record.caption), alternatives=others)

    def _in_order(self, caption: Caption) -> Caption:
        if caption.read is None:
            return caption
        ordered, text = caption.edited(), self._session.caption_text
        return caption if text(ordered) == text(caption) else ordered
