"""A comma inside quotation marks or brackets of any script is no border; an apostrophe or a sign of feet opens none."""

from __future__ import annotations

import pytest

from tui_captioner.domain.reading import read_caption


@pytest.mark.parametrize(
    "whole",
    [
        "a sign that says 'no, smoking'",
        "‘don’t, stop’ on a shirt",
        "„nein, danke“",
        "„nie, dziękuję”",
        "”nej, tack”",
        "»nein, danke«",
        "«non, merci»",
        "‹non, merci›",
        "《a, b》",
        "［a, b］",
        "｛a, b｝",
        "〔a, b〕",
        "〖a, b〗",
        "｢a, b｣",
        "〝a, b〟",
        "the words 'a, b' and 'c, d'",
    ],
)
def test_what_is_quoted_is_one_piece(whole: str) -> None:
    text = f"1girl, {whole}, tree"
    assert [piece.text for piece in read_caption(text).pieces] == ["1girl", whole, "tree"]


@pytest.mark.parametrize(
    "tags",
    [
        ["girls' hair", "'80s", "rock 'n' roll", "'tis", "cats'"],
        ["6'2\" tall", "5' wide", "it's", "dogs' bowls"],
        ["d'Artagnan", "l'été", "'x", "o'clock"],
        ["‘90s", "don’t", "girls’ hats"],
        ["a « b", "c", "› d"],
        ["«a", "b\nc»", "d"],
    ],
)
def test_what_only_looks_like_a_quotation_opens_none(tags: list[str]) -> None:
    text = ", ".join(tags)
    expected = [part for tag in tags for part in (tag if "\n" not in tag else tag.replace("\n", "|\n|")).split("|")]
    assert [piece.text for piece in read_caption(text).pieces] == expected
