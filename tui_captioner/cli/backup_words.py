"""The words of `backup` and `restore`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

_BACKUP_EXAMPLES = """\
examples:
  tui-captioner backup photos/                      keep one with those that are made by themselves once a day
  tui-captioner backup photos/ --to /mnt/usb        into another folder
  tui-captioner backup photos/ --to before.tar.gz   under that name
  tui-captioner backup photos/ --list               what is kept, the newest first

In it are the caption files as they are, captions.db with all its history, project.toml, vocab.toml, imported lists and
prompt.txt; no pictures. It is a tar file, packed by gzip, and is read back before it gets its name. [backup] in
config.toml says how many daily ones are kept. exit status: 0 made, 1 something is not in it, 2 wrong use
"""
_RESTORE_EXAMPLES = """\
examples:
  tui-captioner restore photos/                      show what the newest backup would change
  tui-captioner restore photos/ --apply              and change it, as one step of undo
  tui-captioner restore photos/ --from 2026-11-20    the newest one of that day, or of a day before
  tui-captioner restore photos/ before.tar.gz --filter "name:*cat*" --apply    some images alone

Where captions.db is damaged or missing, --apply puts that of the backup in its place and keeps the damaged one beside
it; no caption file changes by that. Then restore shows what differs image by image.
exit status: 0 fine, 1 something could not be brought back, 2 wrong use
"""


def add_backup(commands: Any) -> None:
    """Add `backup` and `restore`.

    Args:
        commands: Those of argparse.
    """
    backup = commands.add_parser(
        "backup",
        help="keep captions and history in one file; list what is kept",
        description="Keep the captions of a dataset, and all that the project knows of them, in one file.",
        epilog=_BACKUP_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    backup.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    backup.add_argument("--to", type=Path, metavar="PATH", help="a folder, or the name of the new file")
    backup.add_argument("--list", action="store_true", help="list what is kept of this dataset, and make nothing")
    backup.add_argument("--json", action="store_true", help="one JSON object; with --list one per backup")
    restore = commands.add_parser(
        "restore",
        help="bring captions back from a backup: shown first, one step of undo",
        description="Show what a backup would bring back, image by image; --apply brings it back.",
        epilog=_RESTORE_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    restore.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    restore.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the backup; the newest that is kept")
    restore.add_argument("--from", dest="day", metavar="DAY", help="the newest that is kept of a day, as 2026-11-20")
    restore.add_argument("--filter", metavar="EXPR", default="", help="only the images that it fits")
    restore.add_argument("--apply", action="store_true", help="bring it back, as one step of undo")
    restore.add_argument("--dry-run", action="store_true", help="say what would change; so it is without --apply")
    restore.add_argument("--json", action="store_true", help="one JSON object")
