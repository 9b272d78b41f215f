"""How long a caption is for the text encoder, estimated without a tokenizer."""

from __future__ import annotations

import re

CLIP_LIMIT = 75
"""Content tokens of one CLIP chunk: 77 places less the start and end marks."""

_PIECE = re.compile(r"[A-Za-z]+|[0-9]|[^\sA-Za-z0-9]")
_LONG_WORD = 9
"""Letters up to which an English word is mostly one CLIP token."""


def estimate_clip_tokens(text: str) -> int:
    """Estimated CLIP content tokens of a caption, start and end marks not counted.

    CLIP's byte pair encoding gives most English words one token, digits and punctuation one each, longer words about
    one more per six letters, and other scripts one to three per character.
    """
    total = 0
    for piece in _PIECE.findall(text):
        if piece.isascii():
            total += 1 + max(0, (len(piece) - _LONG_WORD + 5) // 6)
        else:
            total += 2
    return total
