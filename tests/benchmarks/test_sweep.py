"""The benchmark of the sweeps is tested: a wrong ruler measures nothing."""

from __future__ import annotations

import pytest

from tests.benchmarks.material import CaptionSet
from tests.benchmarks.sweep import Digits, average_precision, order_of, share_of_first


def test_average_precision_is_one_where_all_yes_come_first_and_falls_with_each_no_before_them() -> None:
    assert average_precision([1, 2, 3, 4], {1, 2}) == 1
    assert average_precision([3, 1, 4, 2], {1, 2}) == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert share_of_first([3, 1, 4, 2], {1, 2}) == 0.5


def test_captions_that_read_alike_are_asked_about_first() -> None:
    beach = ("hat", "beach", "sunglasses")
    office = ("tie", "office")
    found = order_of(CaptionSet("set", (*[office] * 8, *[beach] * 8)))
    assert found["ours_precision"] == found["ours_first"] == 1
    assert found["files_precision"] < 1


def test_no_common_tag_gives_no_figures() -> None:
    assert order_of(CaptionSet("set", (("a",), ("b",)))) == {}


def test_a_digit_costs_one_key_and_a_zero_for_each_nine_before_it() -> None:
    digits = Digits([str(number) for number in range(20)])
    assert digits.keys("3", 9) == 1
    assert digits.keys("12", 9) == 2
    assert digits.keys("13", 9) == 1
    assert digits.keys("3", 9) == 3
    assert digits.keys("19", 2) == 2
    assert digits.keys("new", 4) == 4
    assert digits.keys("new", 4) == 3
