"""A change of all captions, for the tests and for the programs that they kill."""

from __future__ import annotations

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord

EMPTIED = "7.png"
"""The image whose sidecar goes."""


def bulk(session: Session) -> Job:
    """All images get a new caption, and one gets none."""
    record, none = ImageRecord(Caption({"action": (Tag("sitting"),)}), "draft"), ImageRecord()
    records = ((name, none if name == EMPTIED else record) for name in session.names)
    return session.change_many("bulk", records, lasting=True)
