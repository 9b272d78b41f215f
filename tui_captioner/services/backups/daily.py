"""The copy of a dataset that is made once a day, by a process of its own, so that the keyboard stays free.

It begins when a dataset is opened to be changed, and lies in the user's state folder. Where that can't be written it
lies in the project's folder, and begins with the first change: a dataset that is only looked at stays as it is.
`TUI_CAPTIONER_DAILY_BACKUP=off` has none made, for scripts and tests.
"""

from __future__ import annotations

import os
import subprocess
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.backups.places import INSIDE
from tui_captioner.services.session.session import Session
from tui_captioner.storage.backups.kept import BackupFolder
from tui_captioner.storage.own_process import own_command
from tui_captioner.storage.user_settings import load_user_settings

OFF = "TUI_CAPTIONER_DAILY_BACKUP"
"""Set to `off`, it has no daily copy made."""

_MODULE = "tui_captioner.services.backups.daily_copy"


def start_daily(session: Session) -> None:
    """Have the copy of today begun, if it is due; whatever hinders it is said once, as news, and stops nothing."""
    if os.environ.get(OFF) == "off" or session.project.read_only or not session.names:
        return
    with suppress(CaptionerError, OSError):
        if not load_user_settings().backup.daily:
            return
        folder = _state_folder(session.project.root)
        if folder is not None:
            _begin(session, folder)
        else:
            _Later(session)


def _state_folder(root: Path) -> BackupFolder | None:
    """The folder of a dataset in the user's state folder; None where it can't be written."""
    with suppress(OSError):
        found = BackupFolder.of(root)
        found.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.access(found.folder, os.W_OK | os.X_OK):
            return found
    return None


class _Later:
    """Begins the copy with the first change."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._begun = False
        session.subscribe(self._note)

    def _note(self, _names: frozenset[str]) -> None:
        if not self._begun:
            self._begun = True
            _begin(self._session, BackupFolder(self._session.project.folder / INSIDE))


def _begin(session: Session, folder: BackupFolder) -> None:
    """Start the process, unless there is a copy of today."""
    if not folder.is_due(date.today()):
        return
    with suppress(OSError):
        process = subprocess.Popen(
            own_command(_MODULE, str(session.project.root.absolute()), str(folder.folder.absolute())),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # It goes on where the terminal is closed, or the command ends.
            start_new_session=True,
        )
        threading.Thread(target=_wait, args=(session, process), name="daily backup", daemon=True).start()


def _wait(session: Session, process: subprocess.Popen[bytes]) -> None:
    """Wait for the end of the process, and have it told what it complains of."""
    said = process.communicate()[0].decode("utf-8", "replace").strip()
    if said:
        session.project.tell(f"There is no backup of today: {said}")
