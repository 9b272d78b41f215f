"""A backup as a row: when it was made, by whom, how large it is, and what of it differs from now."""

from __future__ import annotations

from tui_captioner.storage.backups.kept import KeptBackup
from tui_captioner.storage.files.regular_files import size_in_words
from tui_captioner.tui.widgets.lines import Line

_WHEN, _KIND, _SIZE, _IMAGES = 16, 6, 10, 8
"""Cells of the columns."""


def head_line() -> Line:
    """The names of the columns."""
    return ((f"  {'made':<{_WHEN}}  {'':<{_KIND}}{'size':>{_SIZE}}{'images':>{_IMAGES}}  compared with now", "dim"),)


def backup_line(backup: KeptBackup, images: int | None, differs: str, *, here: bool) -> Line:
    """A row.

    Args:
        backup: The backup.
        images: How many images it knows; None as long as it was not read.
        differs: What of it differs, in words; empty as long as that is not known.
        here: Whether the cursor is on it.
    """
    when = f"{backup.made:%Y-%m-%d}" if backup.daily else f"{backup.made:%Y-%m-%d %H:%M}"
    count = "" if images is None else f"{images:,}"
    return (
        ("> " if here else "  ", "accent"),
        (f"{when:<{_WHEN}}  ", "strong" if here else ""),
        (f"{'daily' if backup.daily else 'by you':<{_KIND}}", "dim"),
        (f"{size_in_words(backup.size):>{_SIZE}}{count:>{_IMAGES}}  ", "dim"),
        (differs, ""),
    )
