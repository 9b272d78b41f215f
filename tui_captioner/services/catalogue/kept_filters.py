"""Filters that are kept under names with the project."""

from __future__ import annotations

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.text import visible
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.kept_filters import load_filters, write_filter

_LONGEST_NAME = 60


def kept_filters(session: Session) -> dict[str, str]:
    """The kept filters by name, as `project.toml` has them now; raises SettingsError if they can't be read."""
    return load_filters(session.project.folder / "project.toml")


def keep_filter(session: Session, name: str, text: str) -> None:
    """Keep a filter under a name, in place of one of that name.

    Args:
        session: The open dataset.
        name: The name.
        text: The filter; empty to forget the one that is kept under the name.

    Raises:
        ReadOnlyError: If the dataset can only be read.
        CaptionerError: If the name won't do, or the file can't be written.
    """
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or visible(name) != name:
        raise CaptionerError(f"{name!r} is no name for a filter", f"Take up to {_LONGEST_NAME} plain characters")
    session.project.check_writable()
    session.project.ensure()
    path = session.project.folder / "project.toml"
    try:
        write_filter(path, name, text)
    except OSError as error:
        raise CaptionerError(f"{path} can't be written: {error.strerror}", "The filter was not kept") from error
