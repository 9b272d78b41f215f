"""Typed and pasted text as tags may hold it."""

from __future__ import annotations

import pytest

from tui_captioner.domain.typed_text import clean_text


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("a \x07 b", "a b"),
        ("a \u202e\ufeff b", "a b"),
        (" a\t\u3000b\n", "a b"),
        ("cafe\u0301", "caf\u00e9"),
        ("\x00", ""),
    ],
)
def test_a_tag_has_single_blanks_and_nothing_that_is_not_seen(typed: str, clean: str) -> None:
    assert clean_text(typed) == clean
