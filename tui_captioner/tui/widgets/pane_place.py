"""Where a pane stands that leaves a picture standing."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Where a pane stands, beside a picture that is to stay.

    Args:
        left: Columns that are left free at the left.
        top: Rows that are left free above.
        bottom: Rows that are left free below.
    """

    left: int
    top: int
    bottom: int
