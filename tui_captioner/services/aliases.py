"""Aliases of the project's own vocabulary: what was written otherwise is completed to the one spelling."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.own_vocabulary import add_aliases


def keep_aliases(session: Session, text: str, aliases: Sequence[str], slot: str) -> tuple[str, ...]:
    """Have aliases lead to a tag, in `vocab.toml`; they are completed from the next start on.

    Args:
        session: The open dataset.
        text: The tag.
        aliases: Other spellings of it.
        slot: The slot of the tag, where the vocabulary does not know it.

    Returns:
        All aliases that the tag has then.

    Raises:
        ReadOnlyError: If the dataset can only be read.
        CaptionerError: If the file can't be used or written; it is untouched then.
    """
    project = session.project
    if project.read_only:
        raise ReadOnlyError(f"Not changed: {project.read_only}")
    project.ensure()
    known = project.vocabulary.get(text)
    term = known if known is not None and known.text == text and known.slot else Term(text, slot)
    path = project.folder / "vocab.toml"
    try:
        return add_aliases(path, term, aliases)
    except OSError as error:
        raise CaptionerError(f"{path} can't be written: {error.strerror}", "Check space and permissions") from error
