from __future__ import annotations

from functools import partial
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_captioner.domain import reading
from tui_captioner.domain.reading import read_caption

WORDS = [
    "a",
    "the",
    "woman",
    "is",
    "standing",
    "red_hat",
    "BREAK",
    "AND",
    "1,000",
    "100",
    "x-ray",
    "mt. fuji",
    "A",
    "-",
]
JOINTS = [" ", ", ", ", ", ",", "  ", " , ", "\n", ""]
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(JOINTS)), max_size=12).map(
    lambda parts: "".join(word + joint for word, joint in parts)
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from([", ", " - ", " ", ""]), st.sampled_from(["", "red_hat"]), st.integers(0, 60))
def test_a_list_of_plain_tags_is_read_as_any_other_text(text: str, separator: str, head: str, whole: int) -> None:
    read = partial(read_caption, text, separator=separator, head_separator=head)
    with patch.object(reading, "_is_plain", return_value=False):
        expected = [read(), read_caption(text, whole_from=whole)]

    assert [read(), read_caption(text, whole_from=whole)] == expected


@pytest.mark.parametrize("text", ["1girl, long_hair, x-ray, standing", "red hat"])
def test_plain_tags_are_read_without_looking_for_anything_else(text: str) -> None:
    with patch.object(reading, "_Cutter", side_effect=AssertionError):
        found = read_caption(text)

    assert [tag.text for tag in found.tags] == text.split(", ")
    assert found.text == text
