"""`tui-captioner backup DATASET [--to PATH]`: captions and history in one file; `--list` says what is kept."""

from __future__ import annotations

import argparse
import re
from datetime import datetime
from pathlib import Path

from tui_captioner.cli.differences import LISTED, counted, shown_line
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.text import visible
from tui_captioner.services.backups.making import Made, make_backup
from tui_captioner.services.backups.places import kept_backups
from tui_captioner.storage.backups.kept import SUFFIX, BackupFolder, free_path, new_name
from tui_captioner.storage.dataset.scan import check_folder
from tui_captioner.storage.files.regular_files import size_in_words


def run(options: argparse.Namespace) -> int:
    """Make a backup, or list them; 1 if something of the dataset is not in it."""
    check_folder(options.dataset)
    if options.list:
        return _list(options)
    meter = Meter("Keeping")
    try:
        made = _make(options, meter)
    finally:
        meter.clear()
    if options.json:
        print(json_line(_described(made)))
    else:
        size = size_in_words(made.path.stat().st_size)
        print(f"{visible(str(made.path))} ({size}): {counted(made.captions, 'caption file')}, read back and whole")
    for name, why in made.left_out[:LISTED]:
        warn(f"not in it: {name}: {why}")
    if len(made.left_out) > LISTED:
        warn(f"and {len(made.left_out) - LISTED} more")
    return 1 if made.left_out else 0


def _make(options: argparse.Namespace, meter: Meter) -> Made:
    root, to, now = options.dataset, options.to, datetime.now()
    if to is None:
        return _keep(root, now, meter)
    if to.is_dir():
        before = re.sub(r"[^\w.-]+", "-", root.resolve().name)
        return make_backup(root, free_path(to / new_name(now, f"{before}-")), meter.show)
    if not to.parent.is_dir():
        raise WrongUseError(f"There is no folder {to.parent}", "Make it first, or name another one")
    if not to.name.endswith((SUFFIX, ".tgz")):
        raise WrongUseError(f"{to.name} is no name of a backup", f"Let it end in {SUFFIX}, or name a folder")
    return make_backup(root, to, meter.show)


def _keep(root: Path, now: datetime, meter: Meter) -> Made:
    try:
        folder = BackupFolder.of(root)
        with folder.alone() as is_alone:
            if not is_alone:
                raise CaptionerError("Another backup of this dataset is just being made", "Try again when it is done")
            return make_backup(root, free_path(folder.folder / new_name(now)), meter.show)
    except OSError as error:
        raise CaptionerError(
            f"The user's state folder can't be written: {error.strerror or error}", "Name another folder: --to FOLDER"
        ) from error


def _list(options: argparse.Namespace) -> int:
    found = kept_backups(options.dataset)
    for one in found:
        kind = "daily" if one.daily else "made"
        when = f"{one.made:%Y-%m-%d}" if one.daily else f"{one.made:%Y-%m-%d %H:%M}"
        if options.json:
            said = {"path": str(one.path), "made": one.made.isoformat(), "daily": one.daily, "bytes": one.size}
            print(json_line(said))
        else:
            print(shown_line(f"{when:<16}  {kind:<5}  {size_in_words(one.size):>8}  {one.path}"))
    if not found and not options.json:
        print("No backup is kept of this dataset")
    return 0


def _described(made: Made) -> dict[str, object]:
    return {
        "path": str(made.path),
        "bytes": made.path.stat().st_size,
        "images": made.images,
        "captions": made.captions,
        "left_out": [{"what": name, "why": why} for name, why in made.left_out],
    }
