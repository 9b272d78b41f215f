"""A program that is killed at the worst moment: the process that dies, and the points it dies at."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from tui_captioner.storage.files import batches, file_system_sync
from tui_captioner.storage.files.atomic import make_temporary

_ROOT = Path(__file__).resolve().parents[2]


def run_killed(script: str, *arguments: object) -> None:
    """Run lines of Python in a process of its own, which must be killed in it.

    Args:
        script: The lines; `sys`, `Path` and all of this module are there.
        arguments: `sys.argv[1:]` of it.
    """
    lines = f"import os, sys\nfrom pathlib import Path\nfrom tests.support.killed import *\n{script}"
    command = [sys.executable, "-c", lines, *map(str, arguments)]
    paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
    done = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": paths})
    assert done.returncode == -signal.SIGKILL


def die(*_: object, **__: object) -> NoReturn:
    """What stands in place of a function that is never reached."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("killed")


def third(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that works twice, and is killed when it is called once more."""
    return dying_after(2, function)


def dying_after(calls: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that works so many times, and is killed when it is called once more."""
    left = [calls]

    def call(*given: object, **named: object) -> Any:
        left[0] -= 1
        if left[0] < 0:
            die()
        return function(*given, **named)

    return call


def die_in_a_batch(at: str) -> bool:
    """Have the process killed while files are written together; whether there is such a point."""
    if at == "staging":
        _replace(batches, "make_temporary", third(make_temporary))
    elif at == "before the sync":
        _replace(file_system_sync.FileSystemSync, "sync", die)
    elif at == "before syncfs":
        _replace(file_system_sync, "syncfs", die)
    elif at == "after the sync":
        sync = file_system_sync.FileSystemSync.sync
        _replace(file_system_sync.FileSystemSync, "sync", lambda *given: (sync(*given), die()))
    elif at == "between renames":
        real, counted = os.replace, third(os.replace)
        # Those of other files, such as the settings, do not count.
        _replace(os, "replace", lambda one, other: (counted if Path(other).suffix == ".txt" else real)(one, other))
    elif at == "before the folders":
        _replace(batches, "sync_folder", die)
    else:
        return False
    return True


def _replace(owner: object, name: str, by: Callable[..., Any]) -> None:
    setattr(owner, name, by)
