"""Tags that are not the same, as the user said; kept with the project."""

from __future__ import annotations

from collections.abc import Iterable

from tui_captioner.domain.consistency.different_pairs import DifferentPairs, Two
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.different_tags import forget_different, load_different, write_different


def different_tags(session: Session) -> DifferentPairs:
    """The pairs, as `project.toml` has them now; raises SettingsError if they can't be read."""
    return load_different(session.project.folder / "project.toml")


def keep_different(session: Session, pairs: Iterable[Two], *, forget: bool = False) -> None:
    """Keep pairs of tags apart from now on.

    Args:
        session: The open dataset.
        pairs: The pairs.
        forget: Whether they are to be taken for the same again.

    Raises:
        ReadOnlyError: If the dataset can only be read.
        CaptionerError: If the file can't be used or written; it is untouched then.
    """
    session.project.check_writable()
    session.project.ensure()
    path = session.project.folder / "project.toml"
    try:
        (forget_different if forget else write_different)(path, pairs)
    except OSError as error:
        raise CaptionerError(f"{path} can't be written: {error.strerror}", "Nothing was kept") from error
