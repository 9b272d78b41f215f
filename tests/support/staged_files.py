"""A batch of files that is staged and not carried out yet."""

from __future__ import annotations

from pathlib import Path

from tui_captioner.storage.files.atomic import look_of
from tui_captioner.storage.files.batches import WriteBatch
from tui_captioner.storage.files.file_system_sync import FileSystemSync

COUNT = 30
GOES = f"{COUNT - 1}.txt"


def names() -> list[str]:
    return [f"sub/{number}.txt" if number % 2 else f"{number}.txt" for number in range(COUNT)]


def staged(root: Path, sync: FileSystemSync | None = None) -> WriteBatch:
    """All files get a new content but for the last one, which goes."""
    batch = WriteBatch(FileSystemSync() if sync is None else sync)
    for name in names():
        data = None if name.endswith(GOES) else b"new"
        batch.stage(name, root / name, data, look_of(root / name))
    return batch
