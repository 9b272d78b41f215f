"""Where exports go, and whether they may: nothing is overwritten unasked, nothing put where it misleads trainers."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tui_captioner.services.exporting.export_plan import ExportError, ExportPlan, WrongExportError
from tui_captioner.storage.dataset.mounts import syncs_as_a_whole
from tui_captioner.storage.files.archives import link_or_copy, same_content
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX
from tui_captioner.storage.files.file_system_sync import brought_to_disk


def beside(plan: ExportPlan, ending: str) -> Path:
    """The usual file of a format that does not belong into the dataset: next to it, by its name.

    Raises:
        ExportError: If the dataset is the root of the file system.
    """
    root = plan.root
    if not root.name:
        raise WrongExportError("There is no place next to /", "Say where to write with -o PATH")
    return root.with_name(root.name + ending)


def file_target(plan: ExportPlan, usual: Path, *, inside: bool = True) -> Path:
    """The file to write: what was asked for, or the usual one, also inside a folder that was asked for.

    Args:
        plan: The export.
        usual: Where it goes if nothing was said.
        inside: Whether it may lie in the dataset.

    Raises:
        ExportError: If its folder does not exist, or it lies in the dataset and must not.
    """
    output = plan.options.output
    target = usual if output is None else output / usual.name if output.is_dir() else output
    if not target.parent.is_dir():
        raise WrongExportError(f"There is no folder {target.parent}", "Make it, or write elsewhere with -o PATH")
    if not inside and is_below(target, plan.root):
        raise WrongExportError(
            f"{target} lies in the dataset, where trainers would find it", "Write it elsewhere with -o PATH"
        )
    return target


def folder_target(plan: ExportPlan) -> Path | None:
    """The folder to fill; None for the dataset itself.

    Raises:
        ExportError: If it is a file, or a folder in the dataset: its images would be taken for more of the dataset.
    """
    output = plan.options.output
    if output is None or os.path.realpath(output) == os.path.realpath(plan.root):
        return None
    if output.exists() and not output.is_dir():
        raise WrongExportError(f"{output} is a file, not a folder", "Name a folder with -o FOLDER")
    if is_below(output, plan.root):
        raise WrongExportError(f"{output} lies in the dataset", "Name a folder elsewhere with -o FOLDER")
    return output


def is_below(path: Path, root: Path) -> bool:
    """Whether a path lies in a folder, links followed."""
    real = Path(os.path.realpath(path))
    return Path(os.path.realpath(root)) in real.parents


def check_free(plan: ExportPlan, targets: Iterable[Path]) -> None:
    """Raise ExportError if a file exists already, unless it may be replaced; nothing else ever may."""
    there = [target for target in targets if os.path.lexists(target)]
    for target in there:
        if target.exists() and not target.is_file():
            raise WrongExportError(f"{target} is no file, but a folder, a pipe or a device", "Name a file with -o PATH")
    if there and not plan.options.force:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        verb = "exist" if more else "exists"
        raise ExportError(
            f"{there[0]}{more} {verb} already; nothing was written", "--force replaces it, -o PATH writes elsewhere"
        )


def check_images(plan: ExportPlan, folder: Path) -> list[tuple[Path, Path]]:
    """Source and target of the images that are to be put into a folder and are not there yet.

    Raises:
        ExportError: If something else is there under the name of one, which is never replaced, or it can't be read.
    """
    missing: list[tuple[Path, Path]] = []
    for item in plan.items:
        target = folder / item.image.file
        if not os.path.lexists(target):
            missing.append((item.image.path, target))
            continue
        with said(target):
            is_same = target.is_file() and same_content(item.image.path, target)
        if not is_same:
            raise ExportError(
                f"{target} is there already and is not the image of the dataset; nothing was written",
                "Take it away, or name an empty folder with -o FOLDER",
            )
    return missing


@contextmanager
def folder_made(folder: Path) -> Iterator[None]:
    """A folder that is there; if it was not, and what follows fails and leaves nothing in it, it is gone again."""
    was_there = folder.is_dir()
    with said(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        if not was_there:
            with suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def images_put(missing: Sequence[tuple[Path, Path]], folder: Path, *, link: bool) -> Iterator[int]:
    """Images linked or copied to where they are missing, and on the disk; taken away again if what follows fails.

    Gives the number of those that are links.

    Args:
        missing: Source and target of each.
        folder: The folder that the targets lie below; it is there.
        link: Whether they are linked, where that is possible.
    """
    done: list[Path] = []
    try:
        # Who exported may delete what it was made of: a copy that is still on its way to the disk is none.
        with said(folder), brought_to_disk(folder, together=syncs_as_a_whole(folder)) as copies:
            for source, target in missing:
                with said(target):
                    is_link = link_or_copy(source, target, link=link)
                done.append(target)
                copies += [] if is_link else [target]
        yield len(done) - len(copies)
    except BaseException:
        for target in reversed(done):
            with suppress(OSError):
                target.unlink()
        made = {parent for _, target in missing for parent in target.parents if folder in parent.parents}
        for parent in sorted(made, reverse=True):
            with suppress(OSError):
                parent.rmdir()  # only where nothing is in it
        raise


@contextmanager
def said(target: Path) -> Iterator[None]:
    """Turn errors of the file system into an ExportError that names the file."""
    try:
        yield
    except OSError as error:
        file = error.filename2 or error.filename or target
        name = os.fsdecode(file) if isinstance(file, str | bytes | os.PathLike) else str(target)
        if TEMPORARY_SUFFIX in name:
            name = str(target)  # the user knows nothing of the names that files have until they are whole
        reason = error.strerror or str(error)
        too_long = error.errno == errno.ENAMETOOLONG
        hint = "Shorten the name, or write elsewhere with -o PATH" if too_long else "Check permissions and free space"
        raise ExportError(f"{name}: {reason}", hint) from error
