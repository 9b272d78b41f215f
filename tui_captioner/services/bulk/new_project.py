"""Whether a dataset is new here, and what follows from what was chosen for it."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

from tui_captioner.domain.tokens import CLIP
from tui_captioner.services.session.jobs import Steps
from tui_captioner.services.session.session import Session

if TYPE_CHECKING:
    from tui_captioner.services.bulk.profile_change import Choice

_LOOKED_AT = 5000
"""Images whose caption files are counted: some 10 ms."""
FEWEST = 4
"""Images from which on a folder is taken for a training set that is worth a question; fewer are a try."""


def is_new(session: Session) -> bool:
    """Whether somebody is to be asked what is taught here: a set of images that may be written, and no project yet."""
    project = session.project
    return not project.read_only and not project.folder.exists() and len(session.names) >= FEWEST


def captions_there(session: Session) -> int:
    """How many of the first images have a caption file."""
    images = islice(session.project.dataset.images, _LOOKED_AT)
    return sum(os.path.lexists(image.sidecar) for image in images)


def captions_told(session: Session) -> str:
    """The same in words; where there are more images than are looked at, that there may be more."""
    count = captions_there(session)
    if not count:
        return "no captions yet"
    more = " or more" if len(session.names) > _LOOKED_AT else ""
    return f"{count:,}{more} captions that are there already"


def begin(session: Session, choice: Choice) -> Steps:
    """Keep what was chosen.

    Where there is no caption yet, and the model reads tags, the trigger word becomes the first global: it stands in
    every caption from the first on. Captions that are there stay as they are.

    Raises:
        CaptionerError: See `choose`.
    """
    from tui_captioner.services.bulk.profile_change import choose

    nothing_yet = session.project.database is None and not captions_there(session)
    choose(session, choice)
    if not session.project.folder.exists():
        # All is as it is by itself: that it was looked at is kept, so that it is asked once.
        session.project.change_settings({("profile",): session.project.settings.profile})
    trigger = session.project.settings.trigger
    texts = [tag.text for tag in session.globals]
    reads_tags = all(limit.encoder is CLIP for limit in session.tokens.limits)
    if nothing_yet and trigger and reads_tags and trigger not in texts:
        yield from session.set_globals([trigger, *texts], f"add global '{trigger}'")
