"""Numbers in a filter."""

from __future__ import annotations

import pytest

from tui_captioner.domain.query.expression import NumberTest
from tui_captioner.domain.query.parsing import parse_filter


@pytest.mark.parametrize(
    ("typed", "number"),
    [("20", 20), ("007", 7), ("000000000000075", 75), ("0", 0), ("0000", 0), ("9" * 30, 10**9)],
)
def test_a_number_counts_whatever_stands_before_it(typed: str, number: int) -> None:
    assert parse_filter(f"tokens>{typed}") == NumberTest("tokens", ">", number)
