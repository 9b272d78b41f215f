"""The names in a tar of a dataset: a hostile one has none, and neither waits nor takes memory."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import pytest

from tests.support.hostile_tar import endless_names, huge_header
from tui_captioner.storage.dataset.archive_names import names_in_archive


def test_files_alone_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    with tarfile.open(tmp_path / "it.tar", "w") as archive:
        archive.add(tmp_path / "a.png", "sub/a.png")
        folder = tarfile.TarInfo("other")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
    assert names_in_archive(tmp_path / "it.tar") == ("sub/a.png",)


@pytest.mark.parametrize("data", [endless_names(), huge_header()], ids=["endless names", "huge header"])
def test_hostile_headers_are_not_read(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "it.tar"
    path.write_bytes(data)
    os.truncate(path, 5 << 30)
    assert names_in_archive(path) is None


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "it.tar")
    assert names_in_archive(tmp_path / "it.tar") is None
