"""How images are sorted."""

from __future__ import annotations

from typing import NamedTuple


class Order(NamedTuple):
    """How images are sorted; those that are equal stay in the order of the dataset.

    Args:
        by: One of `browsing.ORDERS`, or the key of a slot.
        reverse: Whether the last one comes first.
    """

    by: str = "name"
    reverse: bool = False
