from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui_captioner.storage.atomic import TEMPORARY_SUFFIX, remove, write_atomic


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomic(path, b"one")
    path.chmod(0o640)
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_that_may_be_followed_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "a.txt").symlink_to("real.txt")
    with pytest.raises(OSError, match="it is a link"):
        write_atomic(tmp_path / "a.txt", b"new")
    assert (tmp_path / "real.txt").read_bytes() == b"old"
    write_atomic(tmp_path / "a.txt", b"new", links=True)
    assert (tmp_path / "a.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_remove_is_harmless_twice(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.txt", b"x")
    remove(tmp_path / "a.txt")
    remove(tmp_path / "a.txt")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if call == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomic(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


_KILLED = """
import os, signal, sys
from pathlib import Path
from tui_captioner.storage import atomic

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

at = sys.argv[2]
if at == "rename":
    Path.replace = die
elif at == "after":
    atomic.sync_folder = die
else:
    setattr(os, at, die)
atomic.write_atomic(Path(sys.argv[1]), b"new" * 100000)
"""


@pytest.mark.parametrize(
    ("at", "expected"), [("fdopen", b"old"), ("fsync", b"old"), ("rename", b"old"), ("after", b"new")]
)
def test_killed_at_any_step_the_file_is_the_old_or_the_new_one(tmp_path: Path, at: str, expected: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", _KILLED, str(path), at], check=False)
    assert done.returncode == -9
    assert path.read_bytes() == (b"old" if expected == b"old" else b"new" * 100000)
    assert all(other == path or other.name.endswith(TEMPORARY_SUFFIX) for other in tmp_path.iterdir())
