"""Every test has its own configuration, state and cache folders, and a fixed terminal."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from textual import _wait

from tests.support.one_vocabulary import share_vocabulary
from tui_captioner.storage.vocabulary_cache import cache_path, load_shipped_cached

# Machines differ, and are busy with other things: no test is about how long an example takes.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
# Some containers say so; the programs that tests start would be compiled at each start, for half a second.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

_MEMORY = "/dev/shm"
_ROOM = 2 * 1024**3


def _has_room_in_memory() -> bool:
    """Whether there is a file system in memory that takes the tests' files, programs among them."""
    if not os.access(_MEMORY, os.W_OK | os.X_OK):
        return False
    facts = os.statvfs(_MEMORY)
    return facts.f_bavail * facts.f_frsize > _ROOM and not facts.f_flag & os.ST_NOEXEC


# Textual's pilot waits behind each key until the process did next to nothing for a time, of which this is a quarter.
_wait.SLEEP_GRANULARITY /= 4
_wait.SLEEP_IDLE /= 4

# Those that are about the copy of a day have it made.
os.environ["TUI_CAPTIONER_DAILY_BACKUP"] = "off"

if _has_room_in_memory():
    # What is written is synced to the disk each time, which thousands of small datasets would wait for.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", _MEMORY)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: tests wait for disks and terminals a third of their time."""
    return (os.cpu_count() or 1) + 1


_FOLDERS = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME")


def _settle_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in _FOLDERS:
        monkeypatch.setenv(variable, str(home / variable.lower()))


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders, of names that need not be looked for among those that there are."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(scope="session")
def _shipped_vocabulary(_homes: Iterator[Path]) -> Path:
    """What a start of the program left in the cache folder: made in each test anew, it takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patch:
        _settle_in(next(_homes), patch)
        load_shipped_cached().index()
        return cache_path()


@pytest.fixture(scope="session", autouse=True)
def _one_vocabulary() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        share_vocabulary(patch)
        yield


@pytest.fixture(autouse=True)
def _own_folders(_homes: Iterator[Path], _shipped_vocabulary: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    home = next(_homes)
    _settle_in(home, monkeypatch)
    cache_path().parent.mkdir(parents=True)
    # The program never writes into this file, it puts a new one in its place.
    os.link(_shipped_vocabulary, cache_path())
    for variable in ("NO_COLOR", "TMUX", "COLORTERM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    yield
    shutil.rmtree(home, ignore_errors=True)


# Python's own numbers have it look through all that is old again and again, for an eighth of the tests' time.
gc.set_threshold(50_000, 20, 1000)


def pytest_collection_finish() -> None:
    """Leave modules and tests out of every look for garbage: they stay until the end."""
    gc.collect()
    gc.freeze()


_MUCH_GARBAGE = 200 << 20
"""Bytes by which a worker may grow until garbage is looked for: an app that ended holds 25 MB in circles."""
_before = 0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Keep a worker small: Python looks through what is old only where much more came since."""
    global _before
    done = yield
    if _memory() - _before > _MUCH_GARBAGE:
        gc.collect()
        _before = _memory()
    return done


def _memory() -> int:
    """Bytes that this process has; 0 where that is not told."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645"
    "400000000049454e44ae426082"
)
"""The smallest picture: one transparent pixel."""


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A folder of three images; the second has a caption."""
    folder = tmp_path / "set"
    folder.mkdir()
    for name in ("a.png", "b.png", "c.png"):
        (folder / name).write_bytes(PNG)
    (folder / "b.txt").write_text("photograph, of a woman, standing, a thing unheard of\n", encoding="utf-8")
    return folder
