"""Text that was read in the wrong encoding is known, and what was typed is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.misdecoded import repaired


@pytest.mark.parametrize(
    "written",
    ["don’t", "café", "cœur", "“red” hat", "日本語", "девушка", "😀 smile", "© 2020", "naïve, Pokémon", "ein Mädchen"],
)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_what_was_read_wrong_is_as_it_was_written(written: str, encoding: str) -> None:
    # As programs do it: bytes that cp1252 leaves out stand for themselves.
    read = "".join(
        bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else encoding) for byte in written.encode()
    )
    assert read != written
    assert repaired(read) == written


def test_what_was_read_wrong_twice_is_repaired_too() -> None:
    assert repaired("cafÃƒÂ©") == "café"


@pytest.mark.parametrize(
    "typed",
    ["São Paulo", "“IRMÔ", "CAFÉ»", "l’été", "naïve café", "ÆØÅ", "Â", "ÃO", "30 °C, ½", "日本", "девушка", "Ä“"],
)
def test_what_was_typed_stays(typed: str) -> None:
    assert repaired(typed) == typed


@given(st.text(alphabet=st.characters(max_codepoint=0xBF), max_size=40))
def test_signs_that_begin_nothing_stay(text: str) -> None:
    assert repaired(text) == text
