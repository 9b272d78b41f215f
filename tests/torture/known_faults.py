"""All faults, and those of them that can be made on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from tests.torture.failing_writes import WRITES
from tests.torture.faults import DELETED, INJECTED, MOUNTED, Fault

FAULTS: Sequence[Fault] = (*DELETED, *INJECTED, *WRITES, *MOUNTED)


def can_be_made(fault: Fault, *, mounted: bool) -> bool:
    """Whether a fault can be made on this machine.

    Args:
        fault: The fault.
        mounted: Whether the dataset lies on a small disk of its own, and more may be mounted.
    """
    return mounted if fault in MOUNTED else not fault.needs or shutil.which(fault.needs) is not None
