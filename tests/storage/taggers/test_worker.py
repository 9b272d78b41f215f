"""What the process of a tagger says of what went wrong in its library."""

from __future__ import annotations

import pytest

from tui_captioner.storage.taggers.worker import _first_line


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RuntimeError("no such node\n at line 3"), "no such node"),
        (RuntimeError(""), "RuntimeError"),
        (MemoryError(), "MemoryError"),
    ],
)
def test_an_error_without_words_is_named_by_its_kind(error: Exception, said: str) -> None:
    assert _first_line(error) == said
