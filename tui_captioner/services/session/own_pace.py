"""How fast images of a dataset were finished so far, by the history: known from the first minute of a session."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from tui_captioner.domain.statistics.pace import pace_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.database import DatabaseError

_STEPS = 500
"""Steps that are looked at: some 30 images, by some 15 steps each."""


def own_pace(session: Session) -> float | None:
    """Seconds that an image took when images were finished one by one last; None where that is not known."""
    database = session.project.database
    times: list[float] = []
    with suppress(DatabaseError):
        for at in [] if database is None else database.finish_times(_STEPS):
            with suppress(ValueError):
                times.append(datetime.fromisoformat(at).timestamp())
    return pace_of(times)
