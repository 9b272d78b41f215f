from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.errors import DecodingError
from tui_captioner.formats.sidecar import decode, encode


@pytest.mark.parametrize(
    ("data", "offset", "said"),
    [
        (b"caf\xe9", 3, "byte 0xe9 at offset 3"),
        (b"\xef\xbb\xbfab\xff", 5, "byte 0xff at offset 5"),
        ("a".encode("utf-16"), 0, "UTF-16"),
        ("a".encode("utf-32"), 0, "UTF-32"),
        (b"ab\0c", 2, "NUL byte at offset 2"),
        (b"\xed\xa0\x80", 0, "not UTF-8"),
    ],
)
def test_what_is_not_utf8_is_refused_with_the_offset(data: bytes, offset: int, said: str) -> None:
    with pytest.raises(DecodingError, match=said) as caught:
        decode(data)
    assert caught.value.offset == offset


def test_a_bom_is_taken_off_and_nothing_else() -> None:
    assert decode(b"\xef\xbb\xbf a\r\n") == " a\r\n"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_what_is_written_is_read_back(text: str) -> None:
    assert decode(encode(text)) == text
