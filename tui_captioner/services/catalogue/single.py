"""What a list shows of one image, worked out without the catalogue: for the few in sight before it is whole."""

from __future__ import annotations

from collections import Counter

from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.catalogue.image_rows import row_of, with_texts
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.browsing import ListedImage


def looked_at(session: Session, name: str) -> ListedImage:
    """The same as `storage.catalogue.browsing.listed` has of an image.

    Args:
        session: The open dataset.
        name: The image.
    """
    known = session.look_over(name)
    row = row_of(name, session.place(name), known, session.structure)
    row = row if known.damaged else with_texts(row, session, known.record)
    slots = Counter(tag.slot for tag in row.tags if tag.caption == 0 and tag.slot != GLOBALS)
    caption = row.written[0] if row.written else ""
    flags = {slot: mark.note for slot, mark in row.marks.items() if mark.state == "flagged"}
    return ListedImage(
        name,
        row.state,
        row.written_tags,
        row.tokens,
        row.unsure,
        row.problem,
        caption,
        row.note,
        dict(slots),
        {rule: count for rule, count in row.findings.items() if count},
        flags=flags,
    )
