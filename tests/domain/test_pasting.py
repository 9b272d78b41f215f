"""Pasted text as the pieces of a caption."""

from __future__ import annotations

import pytest

from tui_captioner.domain.pasting import read_pasted


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("red hat, blue shirt", ["red hat", "blue shirt"]),
        ("red hat\r\nblue shirt\n", ["red hat", "blue shirt"]),
        ("red hat,\n\n blue   shirt, ", ["red hat", "blue shirt"]),
        ("red\x1b[2J hat\x07, blue", ["red[2J hat", "blue"]),
        (
            "A woman is standing, tall,\non a beach. She has a\nred hat.",
            ["A woman is standing, tall, on a beach.", "She has a red hat."],
        ),
        ("(red hat, blue:1.2), c", ["(red hat, blue:1.2)", "c"]),
        ("mt. fuji", ["mt. fuji"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_the_pieces_of_what_was_pasted(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in read_pasted(text).pieces] == pieces
