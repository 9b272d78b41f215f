"""Bringing a whole project back where its database is damaged or missing; what is there is kept aside."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.services.backups.backed_up import BackedUp
from tui_captioner.storage.backups.layout import DATABASE
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER, check_folder
from tui_captioner.storage.files.atomic import discard, temporary_for, write_new
from tui_captioner.storage.files.own_files import check_database_files, check_own_folder
from tui_captioner.storage.project.database import DamagedError, Database
from tui_captioner.storage.project.lock import ProjectLock
from tui_captioner.storage.project.salvage import put_in_place


@dataclass
class BroughtBack:
    """What was done, or would be.

    Args:
        why: What is wrong with the database that is there, in a clause.
        images: How many edited images are in that of the backup.
        steps: How many steps of undo.
        aside: Where the damaged one lies now; None where there was none, or nothing was done.
        files: The other files of the project that were missing and come back.
        other: Those that are there and read otherwise: they stay.
    """

    why: str
    images: int = 0
    steps: int = 0
    aside: Path | None = None
    files: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def what_is_wrong(root: Path) -> str:
    """What is wrong with the database of a dataset, in a clause; empty if it can be used.

    Raises:
        CaptionerError: If the folder can't be opened, or the database not be looked at.
    """
    check_folder(root)
    folder = root / PROJECT_FOLDER
    check_own_folder(folder)
    path = folder / DATABASE
    check_database_files(path)
    try:
        if path.exists():
            Database(path, writable=False).close()
            return ""
    except DamagedError as error:
        return error.message
    return f"{path} is missing"


def bring_back(root: Path, backed_up: BackedUp, why: str, *, dry: bool) -> BroughtBack:
    """Put the database of a backup in its place, and the files of the project that are missing.

    Args:
        root: The dataset.
        backed_up: The backup, which has a database.
        why: See `what_is_wrong`.
        dry: Only say what would be done.

    Raises:
        ReadOnlyError: If another session has it open.
        CaptionerError: If it can't be written; the old database is where it was then.
    """
    folder, files = root / PROJECT_FOLDER, backed_up.backup.files
    done = BroughtBack(why)
    if backed_up.database is not None:
        done.images = len(backed_up.database.all_stored())
        done.steps = len(backed_up.database.headers())
    for name, source in files.items():
        if name != DATABASE:
            there = folder / name
            if not there.exists():
                done.files.append(name)
            elif not there.is_file() or there.read_bytes() != source.read_bytes():
                done.other.append(name)
    if not dry:
        lock = ProjectLock(folder / "lock")
        try:
            folder.mkdir(exist_ok=True)
            holder = lock.acquire()
            if holder:
                raise ReadOnlyError(f"Not restored: open in another session ({holder})", lock.advice)
            _put(folder, files, done)
        except OSError as error:
            raise CaptionerError(
                f"{folder} can't be written: {error.strerror or error}", "Check space and permissions"
            ) from error
        finally:
            lock.release()
    return done


def _put(folder: Path, files: dict[str, Path], done: BroughtBack) -> None:
    for name in done.files:
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        check_own_folder(target.parent)
        write_new(target, files[name].read_bytes())
    new = temporary_for(folder / DATABASE)
    try:
        shutil.copyfile(files[DATABASE], new)
        done.aside = put_in_place(new, folder / DATABASE)
    except BaseException:
        discard(new)
        raise
