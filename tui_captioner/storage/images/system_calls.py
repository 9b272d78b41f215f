"""System calls by number: what the standard library has no function for, and the list of those that are denied.

Linux on x86-64 and on 64-bit ARM alone; elsewhere `call` raises OSError and the lists are empty.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import platform
import struct
import sys

_X86_64, _ARM_64 = 0xC000003E, 0xC00000B7
"""The machines as seccomp names them (linux/audit.h)."""

_NEW_CALLS = {
    "landlock_create_ruleset": 444,
    "landlock_restrict_self": 446,
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fspick": 433,
    "pidfd_open": 434,
    "clone3": 435,
    "openat2": 437,
    "pidfd_getfd": 438,
    "faccessat2": 439,
    "mount_setattr": 442,
    "open_tree_attr": 467,
}
"""Numbers that are the same on every machine (from 424 on)."""

_X86_CALLS = {
    "open": 2,
    "creat": 85,
    "openat": 257,
    "open_by_handle_at": 304,
    "truncate": 76,
    "memfd_create": 319,
    "socket": 41,
    "connect": 42,
    "accept": 43,
    "bind": 49,
    "listen": 50,
    "socketpair": 53,
    "accept4": 288,
    "fork": 57,
    "vfork": 58,
    "execve": 59,
    "execveat": 322,
    "clone": 56,
    "kill": 62,
    "tkill": 200,
    "tgkill": 234,
    "rt_sigqueueinfo": 129,
    "rt_tgsigqueueinfo": 297,
    "ptrace": 101,
    "process_vm_readv": 310,
    "process_vm_writev": 311,
    "kcmp": 312,
    "rename": 82,
    "renameat": 264,
    "renameat2": 316,
    "mkdir": 83,
    "mkdirat": 258,
    "rmdir": 84,
    "mknod": 133,
    "mknodat": 259,
    "link": 86,
    "linkat": 265,
    "unlink": 87,
    "unlinkat": 263,
    "symlink": 88,
    "symlinkat": 266,
    "chmod": 90,
    "fchmod": 91,
    "fchmodat": 268,
    "chown": 92,
    "fchown": 93,
    "lchown": 94,
    "fchownat": 260,
    "utimensat": 280,
    "setxattr": 188,
    "lsetxattr": 189,
    "fsetxattr": 190,
    "inotify_init": 253,
    "mount": 165,
    "umount2": 166,
    "pivot_root": 155,
    "chroot": 161,
    "unshare": 272,
    "setns": 308,
    "setuid": 105,
    "setgid": 106,
    "setreuid": 113,
    "setregid": 114,
    "setresuid": 117,
    "setresgid": 119,
    "bpf": 321,
    "perf_event_open": 298,
    "userfaultfd": 323,
    "add_key": 248,
    "request_key": 249,
    "keyctl": 250,
    "init_module": 175,
    "finit_module": 313,
    "delete_module": 176,
    "kexec_load": 246,
    "reboot": 169,
    "swapon": 167,
    "swapoff": 168,
    "acct": 163,
    "quotactl": 179,
    "fanotify_init": 300,
    "seccomp": 317,
    "capset": 126,
}
_ARM_CALLS = {
    "openat": 56,
    "open_by_handle_at": 265,
    "truncate": 45,
    "memfd_create": 279,
    "socket": 198,
    "connect": 203,
    "accept": 202,
    "bind": 200,
    "listen": 201,
    "socketpair": 199,
    "accept4": 242,
    "execve": 221,
    "execveat": 281,
    "clone": 220,
    "kill": 129,
    "tkill": 130,
    "tgkill": 131,
    "rt_sigqueueinfo": 138,
    "rt_tgsigqueueinfo": 240,
    "ptrace": 117,
    "process_vm_readv": 270,
    "process_vm_writev": 271,
    "kcmp": 272,
    "renameat": 38,
    "renameat2": 276,
    "mkdirat": 34,
    "mknodat": 33,
    "linkat": 37,
    "unlinkat": 35,
    "symlinkat": 36,
    "fchmod": 52,
    "fchmodat": 53,
    "fchown": 55,
    "fchownat": 54,
    "utimensat": 88,
    "setxattr": 5,
    "lsetxattr": 6,
    "fsetxattr": 7,
    "mount": 40,
    "umount2": 39,
    "pivot_root": 41,
    "chroot": 51,
    "unshare": 97,
    "setns": 268,
    "setuid": 146,
    "setgid": 144,
    "setreuid": 145,
    "setregid": 143,
    "setresuid": 147,
    "setresgid": 149,
    "bpf": 280,
    "perf_event_open": 241,
    "userfaultfd": 282,
    "add_key": 217,
    "request_key": 218,
    "keyctl": 219,
    "init_module": 105,
    "finit_module": 273,
    "delete_module": 106,
    "kexec_load": 104,
    "reboot": 142,
    "swapon": 224,
    "swapoff": 225,
    "acct": 89,
    "quotactl": 60,
    "fanotify_init": 262,
    "seccomp": 277,
    "capset": 91,
}
_MACHINES = {"x86_64": (_X86_64, _X86_CALLS), "aarch64": (_ARM_64, _ARM_CALLS)}

_NOT_DENIED = ("landlock_create_ruleset", "landlock_restrict_self", "seccomp", "capset", "clone3")
_OWN_ONLY = ("kill", "tgkill")
"""Allowed towards this process alone: a library that gives up ends itself with a signal."""

_CLONE_THREAD = 0x10000
_LOAD, _JUMP_EQUAL, _JUMP_SET, _JUMP_FROM, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _DENY, _ABSENT = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_X32 = 0x40000000
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
"""Places in `struct seccomp_data`."""


def call_number(name: str) -> int | None:
    """The number of a system call on this machine; none where it is not known."""
    if not sys.platform.startswith("linux") or struct.calcsize("P") != 8:
        return None
    _, calls = _MACHINES.get(platform.machine(), (0, {}))
    return calls.get(name, _NEW_CALLS.get(name) if calls else None)


@functools.cache
def library() -> ctypes.CDLL:
    """The C library that is loaded anyway."""
    return ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: int | ctypes.c_void_p | None) -> int:
    """Make a system call.

    Raises:
        OSError: If it fails, or is not known on this machine.
    """
    number = call_number(name)
    if number is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    given = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    result = int(library().syscall(ctypes.c_long(number), *given))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def denied_calls() -> tuple[str, ...]:
    """The system calls that a decoder has no use for, as far as this machine has them."""
    _, calls = _MACHINES.get(platform.machine(), (0, {}))
    known = {**calls, **_NEW_CALLS} if calls else {}
    return tuple(name for name in known if name not in (*_NOT_DENIED, *_OWN_ONLY, "clone"))


def filter_program(process: int) -> bytes:
    """The filter in the kernel's own notation (classic BPF, linux/filter.h).

    It denies what `denied_calls` lists, signals to other processes, and new processes; threads are allowed.

    Args:
        process: This process, which may send signals to itself.
    """
    machine = _MACHINES[platform.machine()][0]
    lines = [
        (_LOAD, 0, 0, _MACHINE),
        (_JUMP_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _DENY),
        (_LOAD, 0, 0, _NUMBER),
        (_JUMP_FROM, 0, 1, _X32),
        (_RETURN, 0, 0, _DENY),
    ]
    for name in denied_calls():
        lines += [(_JUMP_EQUAL, 0, 1, _numbered(name)), (_RETURN, 0, 0, _DENY)]
    # glibc falls back to `clone`, whose flags can be looked at.
    lines += [(_JUMP_EQUAL, 0, 1, _numbered("clone3")), (_RETURN, 0, 0, _ABSENT)]
    for name in _OWN_ONLY:
        lines += _unless(name, (_JUMP_EQUAL, 1, 0, process))
    lines += _unless("clone", (_JUMP_SET, 1, 0, _CLONE_THREAD))
    lines.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def _unless(name: str, condition: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
    """Deny a call unless its first argument meets a condition, which then jumps over the denial."""
    return [
        (_JUMP_EQUAL, 0, 4, _numbered(name)),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        condition,
        (_RETURN, 0, 0, _DENY),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _numbered(name: str) -> int:
    number = call_number(name)
    if number is None:
        raise OSError(errno.ENOSYS, name)
    return number
