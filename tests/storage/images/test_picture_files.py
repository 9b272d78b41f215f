"""Opening a picture's file: what can't be read is said in words, whatever the system has against it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.picture_files import open_picture


def test_a_disk_that_fails_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    (tmp_path / "a.png").write_bytes(b"x")
    before = len(list(Path("/dev/fd").iterdir()))
    monkeypatch.setattr(os, "pread", fail)
    with pytest.raises(ImageUnreadable, match=r"could not be read \(Input/output error\)"):
        open_picture(tmp_path / "a.png")
    assert len(list(Path("/dev/fd").iterdir())) == before
