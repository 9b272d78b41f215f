"""Opening a dataset to change it: with the session comes what follows its steps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tui_captioner.services.session.session import Session


def open_dataset(
    root: Path, *, writable: bool = True, progress: Callable[[int], None] | None = None, take_over: bool = False
) -> Session:
    """Open a dataset; see `Session.open`. Captions that the project keeps in other dialects follow each step.
    The copy of the day is begun, if it is due.

    Args:
        root: The dataset.
        writable: Whether it is to be changed.
        progress: See `Project`.
        take_over: Whether it is taken from a session of which it can't be known whether it is still there.

    Raises:
        ReadOnlyError: If it can't be taken over, since that session is there.
    """
    if writable and take_over:
        # Here, not above: hardly anybody asks for it.
        from tui_captioner.services.taking_over import take_over as free

        free(root)
    session = Session.open(root, writable=writable, progress=progress)
    if writable and session.project.settings.dialects and not session.project.read_only:
        # Here, not above: only those pay for the dialects who keep some.
        from tui_captioner.services.side_by_side import side_by_side_of

        side_by_side_of(session)
    if writable and not session.project.read_only:
        from tui_captioner.services.backups.daily import start_daily

        start_daily(session)
    return session


def open_for_command(root: Path, *, writable: bool = True, take_over: bool = False) -> Session:
    """Open a dataset for a command, which is refused at once where it could not write what it is for.

    See `open_dataset`.

    Raises:
        ReadOnlyError: If the dataset is to be changed and can only be read.
    """
    session = open_dataset(root, writable=writable, take_over=take_over)
    try:
        if writable:
            session.project.check_writable()
    except BaseException:
        session.close()
        raise
    return session
