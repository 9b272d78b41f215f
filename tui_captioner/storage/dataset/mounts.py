"""What kind of file system a folder lies on."""

from __future__ import annotations

import os
from pathlib import Path

_NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "glusterfs", "fuse", "virtiofs"),
        *("beegfs", "gpfs", "wekafs", "vboxsf", "vmhgfs", "prl_fs", "ocfs2", "gfs2", "orangefs", "pvfs2"),
    )
)
"""Kinds of file system that several machines may have mounted at the same time. What stands behind `fuse` is a program:
sshfs, s3fs, rclone, the network volumes of rented servers; that of a local disk is `fuseblk`."""
MOUNTS = Path("/proc/self/mounts")
"""The mount table (Linux has one)."""


def is_network_folder(folder: Path, mounts: Path | None = None) -> bool:
    """Whether `folder` lies on a network file system, as far as the mount table tells; `MOUNTS` if none is given."""
    kind = _kind_of(folder, mounts or MOUNTS)
    return kind in _NETWORK or kind.startswith("fuse.")


def syncs_as_a_whole(folder: Path, mounts: Path | None = None) -> bool:
    """Whether syncing the whole file system of `folder` brings its files to the disk.

    Network file systems, and those that are programs (FUSE, whose protocol has `syncfs` for virtiofs alone), need not
    pass it on as they pass on the sync of a file.
    """
    kind = _kind_of(folder, mounts or MOUNTS)
    return kind not in _NETWORK and not kind.startswith("fuse")


def _kind_of(folder: Path, mounts: Path) -> str:
    """The name of the file system that a folder lies on, empty where it can't be told."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    real = os.path.realpath(folder)
    best, kind = "", ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
