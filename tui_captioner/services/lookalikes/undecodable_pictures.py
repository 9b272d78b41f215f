"""Pictures that turned out to be damaged when they were decoded, though their headers say nothing of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.trainers.folder import Media
from tui_captioner.domain.trainers.picture_rules import undecodable
from tui_captioner.domain.trainers.target import Target
from tui_captioner.services.lookalikes.hashing import hash_store
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.picture_hashes import file_key, kept_hashes
from tui_captioner.storage.images.picture_heads import read_head

_OURS = ("plugin", "megapixels", "decoder")
"""Words of reasons that are about this program, not about the picture."""


def undecodable_findings(
    session: Session, target: Target | None = None, names: Sequence[str] | None = None
) -> Iterator[Finding]:
    """A finding for each picture that could not be decoded when look-alikes were looked for; nothing is decoded here.

    What its header tells is left out, as a check has told it.

    Args:
        session: The open dataset.
        target: The trainer it is for.
        names: The images that are asked for; all without it.

    Raises:
        CatalogueError: If what is kept of pictures can't be read.
    """
    store = hash_store(session)
    try:
        kept = kept_hashes(store)
    finally:
        store.close()
    for name in session.names if names is None else names:
        found = kept.get(name)
        if found is None or not found.problem or any(word in found.problem for word in _OURS):
            continue
        image = session.image(name)
        head = read_head(str(image.path), is_video=image.is_video)
        if head is not None and not head.problem and file_key(image.path) == found.made_of:
            yield undecodable(target, Media(name, image.file), found.problem)
