"""What reaches a screen of user text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.text import shown_characters, visible, visible_lines, without_controls

_JOINERS = "\u200c\u200d"
_ODD = st.sampled_from(
    "\x00\x07\x1b\n\t\x7f\x9b\xad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060"
    "\u2066\u2069\u206f\u3164\ufe0f\ufeff\ufff9\uffff\U000e0001\U000e0041\U000e0100\U0001d173\ud800\udcff"
)
_USUAL = st.sampled_from("ab 1#é\u0301م\u06ccന\u0d4d日👩🚀❤🏳🌈")
_TEXT = st.lists(_ODD | _USUAL | st.characters()).map("".join)


def is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or char in "\u180b\u180c\u180d\u180f"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b]52;c;x\x07b", "a\\x1b]52;c;x\\x07b"),
        ("a\x9b2Jb\x7f", "a\\x9b2Jb\\x7f"),
        ("a\u202eb\u2066c\u2069", "a\\u202eb\\u2066c\\u2069"),
        ("a\u200bb\u200e\u200f\u061cc", "a\\u200bb\\u200e\\u200f\\u061cc"),
        ("a\u2028b\u2029", "a\\u2028b\\u2029"),
        ("\ufeffa\xadb\u2060c", "\\ufeffa\\xadb\\u2060c"),
        ("a\U000e0041\U000e007f", "a\\U000e0041\\U000e007f"),
        ("name\udcff", "name\\udcff"),
        ("a\u3164b\u115f", "a\\u3164b\\u115f"),
        ("two\nlines\tof", "two\\nlines\\tof"),
        ("a\ufe0fb \u200dc", "a\\ufe0fb \\u200dc"),
        ("cat\u200d", "cat\\u200d"),
        ("x\u200d\u200dy", "x\\u200d\\u200dy"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f\\ufe0f"),
    ],
)
def test_what_steers_or_is_not_seen_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "日本 é 🙂 [x]",
        "می\u200cخواهم",
        "ക\u0d4d\u200dഷ",
        "അവന\u0d4d\u200d പോയി",
        "👩\u200d🚀, 👩🏽\u200d🚀, ❤\ufe0f\u200d🔥, 🏳\ufe0f\u200d🌈, 1\ufe0f\u20e3",
        "葛\U000e0100飾区",
        "\xa0\u3000",
    ],
)
def test_joiners_and_selectors_are_text_where_they_belong(text: str) -> None:
    assert visible(text) == text


@given(_TEXT)
def test_no_control_or_format_character_passes(text: str) -> None:
    shown = visible(text)
    for char in shown:
        assert unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in _JOINERS, ascii(shown)
    assert not any(first in _JOINERS and second in _JOINERS for first, second in pairwise(shown))
    assert not any(is_selector(first) and is_selector(second) for first, second in pairwise(shown))
    assert visible(shown) == shown
    assert "".join(shown_characters(text)) == shown
    assert len(list(shown_characters(text))) == len(text)


@given(_TEXT)
def test_the_net_lets_no_control_through_even_of_parts_of_text(text: str) -> None:
    for char in without_controls(text, "?"):
        assert unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in _JOINERS


@given(_TEXT)
def test_lines_stay_lines(text: str) -> None:
    assert visible_lines(text).split("\n") == [visible(line) for line in text.split("\n")]


def test_every_control_and_format_character_is_known() -> None:
    for number in range(0x110000):
        char = chr(number)
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            assert visible(f" {char} ") != f" {char} ", hex(number)
