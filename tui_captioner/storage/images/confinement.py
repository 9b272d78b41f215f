"""Taking from this process what a decoder has no use for: files, network, other programs, memory without end.

Done once, after everything is imported and before the first byte of a picture. Each measure that the system lacks is
left out and named, so that `doctor` can say what holds.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import struct
from collections.abc import Callable
from pathlib import Path

from tui_captioner.storage.images.system_calls import call, call_number, denied_calls, filter_program, library
from tui_captioner.storage.images.vips_library import VARIABLES

HOLDS = "yes"
"""How a measure begins that holds; the others say why they don't."""

_OPEN_FILES = 32
_SET_DUMPABLE, _SET_SECCOMP, _SET_NO_NEW_PRIVILEGES = 4, 22, 38
"""Options of prctl (linux/prctl.h)."""
_FILTER_MODE, _ALL_THREADS = 1, 1
_FILES_BY_VERSION = (13, 14, 15, 15, 16)
"""How many kinds of access to files Landlock knows, by its version (linux/landlock.h)."""
_NETWORK_FROM, _SCOPES_FROM = 4, 6


def confine(memory: int) -> dict[str, str]:
    """Confine this process for good.

    Args:
        memory: Bytes of addresses that it may take.

    Returns:
        By measure, whether it holds: "yes" and what that is, or the reason why not.
    """
    measures: dict[str, Callable[[], str]] = {
        "limits": lambda: _limits(memory),
        "privileges": _no_new_privileges,
        "rights": _no_capabilities,
        "files": _landlock,
        "calls": _seccomp,
    }
    said = {"variables": _environment()}
    for name, measure in measures.items():
        try:
            said[name] = measure()
        except (OSError, ValueError, AttributeError) as error:
            said[name] = f"no: {getattr(error, 'strerror', '') or error}"
    return said


def limit_time(seconds: float) -> None:
    """Let this process end itself after so many more seconds of a processor, should nobody be there to end it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    with contextlib.suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def _environment() -> str:
    for name in set(os.environ) - set(VARIABLES):
        del os.environ[name]
    return f"{HOLDS}, none of the environment"


def _limits(memory: int) -> str:
    """Lower the limits for good, each that the system has."""
    wanted = {
        f"at most {memory >> 20} MB of memory": (resource.RLIMIT_AS, memory),
        f"{_OPEN_FILES} open files": (resource.RLIMIT_NOFILE, _OPEN_FILES),
        "none written": (resource.RLIMIT_FSIZE, 0),
        "no core dump": (resource.RLIMIT_CORE, 0),
    }
    held, missing = [], []
    for words, (what, amount) in wanted.items():
        try:
            _, hard = resource.getrlimit(what)
            amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
            resource.setrlimit(what, (amount, amount))
            held.append(words)
        except (OSError, ValueError):
            missing.append(words)
    without = f"; not to be had here: {', '.join(missing)}" if missing else ""
    return f"{HOLDS if held else 'no'}, {', '.join(held)}{without}"


def _prctl(option: int, *arguments: int) -> None:
    given = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)][:4]
    if library().prctl(option, *given):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _no_new_privileges() -> str:
    _prctl(_SET_NO_NEW_PRIVILEGES, 1)
    _prctl(_SET_DUMPABLE, 0)
    return f"{HOLDS}, no new ones, and no other process looks in"


def _no_capabilities() -> str:
    """Give up what root may do, where the program is run by root."""
    if os.geteuid() != 0:
        return f"{HOLDS}, none of root's"
    head = ctypes.create_string_buffer(struct.pack("=Ii", 0x20080522, 0))
    data = ctypes.create_string_buffer(bytes(24))
    call("capset", ctypes.cast(head, ctypes.c_void_p), ctypes.cast(data, ctypes.c_void_p))
    return f"{HOLDS}, those of root given up"


def _landlock() -> str:
    """No file can be opened by its path any more, and no connection made: the rules name none that may."""
    if _threads() > 1:
        return "no: a library has started threads, which it would not hold for"
    version = call("landlock_create_ruleset", None, 0, 1)
    files = (1 << _FILES_BY_VERSION[min(version, len(_FILES_BY_VERSION)) - 1]) - 1
    network = 3 if version >= _NETWORK_FROM else 0
    scopes = 3 if version >= _SCOPES_FROM else 0
    parts = (files, network, scopes)[: 1 + (version >= _NETWORK_FROM) + (version >= _SCOPES_FROM)]
    wanted = ctypes.create_string_buffer(struct.pack(f"={len(parts)}Q", *parts))
    rules = call("landlock_create_ruleset", ctypes.cast(wanted, ctypes.c_void_p), 8 * len(parts), 0)
    try:
        call("landlock_restrict_self", rules, 0)
    finally:
        os.close(rules)
    return f"{HOLDS}, Landlock {version}: no path{', no connection' if network else ''}"


def _threads() -> int:
    """Threads of this process, those of libraries included."""
    return len(list(Path("/proc/self/task").iterdir()))


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = [("length", ctypes.c_ushort), ("lines", ctypes.c_void_p)]


def _seccomp() -> str:
    """Deny system calls that decoding never makes."""
    if call_number("seccomp") is None:
        return "no: its system calls are not known here"
    code = filter_program(os.getpid())
    lines = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(lines, ctypes.c_void_p))
    place = ctypes.cast(ctypes.pointer(program), ctypes.c_void_p)
    try:
        call("seccomp", _FILTER_MODE, _ALL_THREADS, place)
    except OSError:  # a container may deny that call and allow the older way
        _prctl_seccomp(place)
    return f"{HOLDS}, {len(denied_calls())} denied by seccomp"


def _prctl_seccomp(place: ctypes.c_void_p) -> None:
    if library().prctl(_SET_SECCOMP, ctypes.c_ulong(2), place, ctypes.c_ulong(0), ctypes.c_ulong(0)):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
