"""Repairing a project: what can be read is saved into new files, the damaged ones are kept beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.formats.sidecar import EXTENSIONS
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER, check_folder, scan
from tui_captioner.storage.project.lock import ProjectLock
from tui_captioner.storage.project.salvage import Salvage, salvage
from tui_captioner.storage.project.term_lists import list_names, load_list, put_aside


@dataclass
class Repair:
    """What a repair did, or would do.

    Args:
        database: What became of the database.
        lists: Damaged lists by name, with where the file lies now; None if it was only looked at.
    """

    database: Salvage
    lists: dict[str, Path | None] = field(default_factory=dict)

    @property
    def is_needed(self) -> bool:
        """Whether anything is damaged."""
        return bool(self.database.damage or self.lists)


def repair(root: Path, *, dry: bool = False) -> Repair:
    """Repair what the program keeps in a dataset. Files that people write (`project.toml`) are never touched.

    Args:
        root: The dataset.
        dry: Only look.

    Raises:
        CaptionerError: If there is no such folder or no project in it, or it can't be written.
        ReadOnlyError: If another session has it open.
    """
    check_folder(root)
    folder = root / PROJECT_FOLDER
    if not folder.is_dir():
        raise CaptionerError(f"There is no {PROJECT_FOLDER} in {root}", "Nothing was edited there yet")
    lock = ProjectLock(folder / "lock")
    try:
        holder = lock.acquire()
        if holder:
            raise ReadOnlyError(f"Not repaired: open in another session ({holder})", lock.advice)
        names = [image.name for image in scan(root, EXTENSIONS).images]
        found = Repair(salvage(folder / "captions.db", names, dry=dry))
        for name in list_names(folder):
            try:
                load_list(folder, name)
            except CaptionerError:
                found.lists[name] = None if dry else put_aside(folder, name)
        return found
    except OSError as error:
        where = error.filename or folder
        raise CaptionerError(f"{where} can't be repaired: {error.strerror}", "Check space and permissions") from error
    finally:
        lock.release()
