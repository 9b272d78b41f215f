"""What is written is read as the same pieces: sentences behind a project's own separator, and of wide scripts."""

from __future__ import annotations

import pytest

from tui_captioner.domain.reading import read_caption


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("red hat; A cat sits on a mat.", ["red hat", "A cat sits on a mat."]),
        ("red hat; tree; A cat sits. She is happy.", ["red hat", "tree", "A cat sits.", "She is happy."]),
        ("red hat; A cat sits on a mat. zzz", ["red hat", "A cat sits on a mat.", "zzz"]),
        ("red hat; blue coat; tree; nice.", ["red hat", "blue coat", "tree", "nice."]),
        ("She sits; he stands; it rains.", ["She sits; he stands; it rains."]),
    ],
)
def test_a_sentence_behind_the_projects_own_separator(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in read_caption(text, separator="; ").pieces] == pieces
    assert read_caption(text, separator="; ").text == text


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("少女站在窗前。 1girl, solo", ["少女站在窗前。", "1girl", "solo"]),
        ("少女站在窗前。她在微笑。 tree", ["少女站在窗前。她在微笑。", "tree"]),
        ("少女站在窗前。 她在微笑。", ["少女站在窗前。", "她在微笑。"]),
        ("微笑。 hat", ["微笑。 hat"]),
        ("ラブライブ！ サンシャイン, 1girl", ["ラブライブ！ サンシャイン", "1girl"]),
    ],
)
def test_a_sentence_of_a_script_without_blanks_ends_at_one(text: str, pieces: list[str]) -> None:
    read = read_caption(text)
    assert [piece.text for piece in read.pieces] == pieces
    assert all(piece.sentence for piece in read.pieces if piece.text.endswith("。"))
    assert read.text == text
