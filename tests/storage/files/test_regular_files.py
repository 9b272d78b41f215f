from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.files.regular_files import open_regular, read_regular, size_in_words


def test_a_file_and_a_link_to_one_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    (tmp_path / "b").symlink_to("a")
    assert read_regular(tmp_path / "a") == read_regular(tmp_path / "b") == b"text"
    with open_regular(tmp_path / "a") as file:
        assert file.read(2) == b"te"


def test_a_folder_a_pipe_and_a_device_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CaptionerError, match="is a folder"):
        read_regular(tmp_path)
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(CaptionerError, match="is not a regular file"):
            read_regular(path)
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "gone")


def test_a_file_over_the_limit_is_refused_with_both_sizes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(2048))
    assert len(read_regular(tmp_path / "a", 2048)) == 2048
    with pytest.raises(CaptionerError, match=r"is 2 kB, and at most 1\.999 kB are read"):
        read_regular(tmp_path / "a", 2047)
    (tmp_path / "huge").touch()
    os.truncate(tmp_path / "huge", 600 << 20)
    with pytest.raises(CaptionerError, match="is 600 MB, and at most 512 MB are read"):
        read_regular(tmp_path / "huge")


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 bytes"), (1536, "1.5 kB"), (512 << 20, "512 MB"), (3 << 30, "3 GB")]
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_in_words(size) == words
