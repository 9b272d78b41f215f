"""Who holds a lock, as its file says it, and whether that process is still there."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import re
import secrets
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, get_type_hints

_EARLIER = re.compile(r"([^\n]{1,200}) on ([^\n]{1,99}), process ([0-9]{1,10})")
"""What earlier versions wrote."""
_LONGEST = 200
"""Characters of a name that are taken from a lock file: anybody may have written it."""


class Holder(NamedTuple):
    """A process that holds a lock.

    Args:
        user: Who started it.
        host: The name of its machine.
        process: Its id.
        since: When it took the lock, ISO 8601; empty if unknown.
        started: When it was started, as its system counts that; empty if unknown. Ids are given again, this is not.
        boot: What tells the running kernel from all others, and from itself before a restart; empty if unknown.
        space: In which of the kernel's process tables the id counts: containers have their own; empty if unknown.
        file: The inode of the lock file: a copy of the file is no lock. 0 if unknown.
        mark: Tells this holding of the lock from all others.
    """

    user: str
    host: str
    process: int
    since: str = ""
    started: str = ""
    boot: str = ""
    space: str = ""
    file: int = 0
    mark: str = ""

    def __str__(self) -> str:
        since = f", since {_local(self.since)}" if self.since else ""
        return f"{self.user} on {self.host}, process {self.process}{since}"

    def dump(self) -> bytes:
        """What its lock file holds."""
        return json.dumps(self._asdict()).encode() + b"\n"

    def is_running(self, here: Holder) -> bool | None:
        """Whether the process is still there; None if that can't be told from here.

        Args:
            here: This process.
        """
        if self.boot and here.boot and self.boot != here.boot:
            # The same machine was started anew; of another one nothing is known.
            return False if self.host == here.host else None
        if self.host != here.host or self.space != here.space:
            return None
        started = _start_of(self.process)
        return started is not None and (not self.started or started == self.started)


def this_process(file: int) -> Holder:
    """This process, as the holder of a lock from now on.

    Args:
        file: The inode of the lock file.
    """
    process = os.getpid()
    return Holder(
        user=_user(),
        host=socket.gethostname(),
        process=process,
        since=datetime.now(UTC).isoformat(timespec="seconds"),
        started=_start_of(process) or "",
        boot=_read(Path("/proc/sys/kernel/random/boot_id")),
        space=_space(),
        file=file,
        mark=secrets.token_hex(8),
    )


def read_holder(content: bytes) -> Holder | None:
    """The holder that a lock file names; None if it names none, or is not ours."""
    text = content.decode("utf-8", "replace").strip()
    earlier = _EARLIER.fullmatch(text)
    if earlier is not None:
        return Holder(earlier[1], earlier[2], int(earlier[3]))
    with contextlib.suppress(ValueError, RecursionError):
        said = json.loads(text)
        if isinstance(said, dict) and all(isinstance(said.get(key), kind) for key, kind in _KINDS.items()):
            return Holder(**{key: said[key][:_LONGEST] if kind is str else said[key] for key, kind in _KINDS.items()})
    return None


_KINDS = get_type_hints(Holder)


def _start_of(process: int) -> str | None:
    """When a process was started, empty where the system does not tell; None if there is no such process."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return None
    except (OSError, OverflowError):
        pass  # it is somebody else's
    # The name of the program, in brackets, may hold anything; starttime is field 22 (proc_pid_stat(5)).
    words = _read(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return words[19] if len(words) > 19 else ""


def _space() -> str:
    with contextlib.suppress(OSError):
        return str(Path("/proc/self/ns/pid").readlink())
    return ""


def _read(path: Path) -> str:
    with contextlib.suppress(OSError):
        return path.read_text(encoding="utf-8", errors="replace").strip()
    return ""


def _user() -> str:
    with contextlib.suppress(Exception):
        return getpass.getuser()
    return str(os.getuid())


def _local(since: str) -> str:
    """A time as the clock here shows it; as it stands where it is none."""
    with contextlib.suppress(ValueError, OverflowError):
        return f"{datetime.fromisoformat(since).astimezone():%Y-%m-%d %H:%M}"
    return since
