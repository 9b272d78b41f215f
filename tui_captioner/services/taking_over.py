"""Taking a dataset over from a session of which it can't be known whether it is still there."""

from __future__ import annotations

from pathlib import Path

from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER, check_folder
from tui_captioner.storage.files.own_files import check_own_folder
from tui_captioner.storage.project.lock import ProjectLock


def take_over(root: Path) -> None:
    """Free a dataset for the session that is opened next; that of the holder, if it still runs, notices it and reads.

    Args:
        root: The dataset; where nobody holds it nothing happens.

    Raises:
        ReadOnlyError: If the holder is known to be there: then he has to quit.
        CaptionerError: If there is no such folder, or its lock can't be written.
    """
    check_folder(root)
    folder = root / PROJECT_FOLDER
    check_own_folder(folder)
    if not folder.is_dir():
        return
    lock = ProjectLock(folder / "lock")
    try:
        holder = lock.acquire(take_over=True)
    except OSError as error:
        raise CaptionerError(f"{folder} can't be taken over: {error.strerror}", "Check its permissions") from error
    if holder:
        raise ReadOnlyError(f"Not taken over: {holder} is still there", "Quit that session, or end that process")
    lock.release()
