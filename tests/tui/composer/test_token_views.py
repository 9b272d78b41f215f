from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.tokens import CLIP, T5, Limit, count_tokens
from tui_captioner.tui.composer.token_views import token_pieces, with_limits


def words(text: str) -> int:
    return len(text.split())


def test_one_encoder_is_not_named_several_are() -> None:
    one = count_tokens("a b c", Limit(CLIP, 75), words, exact=True)
    two = count_tokens("a b c", Limit(T5, 2), words, exact=False)
    assert token_pieces([one]) == [("3/75 tokens", "dim")]
    assert token_pieces([one, two]) == [("3/75 CLIP", "dim"), ("  ", ""), ("~3/2 T5", "warn")]


def test_the_limit_is_marked_and_what_is_cut_off_is_faint() -> None:
    counts = [count_tokens("one two three four", Limit(CLIP, 2), words, exact=True)]
    line = with_limits((("one ", "dim"), ("two three", ""), (" four", "dim")), counts)
    assert line == (("one ", "dim"), ("two ", ""), ("⟨2⟩", "warn"), ("three", "faint"), (" four", "faint"))


def test_text_that_another_encoder_still_takes_is_not_faint() -> None:
    text = "one two three four"
    counts = [
        count_tokens(text, Limit(CLIP, 2), words, exact=True),
        count_tokens(text, Limit(T5, 9), words, exact=True),
    ]
    assert with_limits(((text, ""),), counts) == (("one two ", ""), ("⟨CLIP 2⟩", "warn"), ("three four", ""))


def test_chunks_of_a_longer_limit_are_marked_quietly() -> None:
    counts = [count_tokens("a b c d e", Limit(CLIP, 4, 2), words, exact=True)]
    assert with_limits((("a b c d e", ""),), counts) == (
        ("a b ", ""),
        ("⟨2⟩", "dim"),
        ("c d ", ""),
        ("⟨4⟩", "warn"),
        ("e", "faint"),
    )


@given(st.lists(st.text("ab ,", max_size=6), max_size=6), st.integers(1, 4), st.integers(1, 3))
def test_the_text_itself_is_never_changed(texts: list[str], limit: int, chunk: int) -> None:
    text = "".join(texts)
    counts = [
        count_tokens(text, Limit(CLIP, limit, chunk), words, exact=True),
        count_tokens(text, Limit(T5, 2), words, exact=True),
    ]
    line = with_limits(tuple((piece, "dim") for piece in texts), counts)
    assert "".join(piece for piece, _ in line if not piece.startswith("⟨")) == text
