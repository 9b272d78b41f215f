"""How long a caption is for the text encoders of a model, and where their limits fall in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import NamedTuple

CLIP_LIMIT = 75
"""Content tokens of one CLIP chunk: 77 places less the start and end marks."""
KOHYA_LIMITS = (75, 150, 225)
"""What kohya's sd-scripts takes for `max_token_length`: one to three chunks, cut blindly every 75 tokens."""

_PIECE = re.compile(r"[A-Za-z]+|[0-9]|[^\sA-Za-z0-9]")
_WORD = re.compile(r"\w+|[^\w\s]")
_LONG_WORD = 9
"""Letters up to which an English word is mostly one CLIP token."""

CountText = Callable[[str], int]
"""Content tokens of a text."""


class Encoder(NamedTuple):
    """A kind of text encoder, by its tokenizer.

    Args:
        key: Stable name.
        title: Its name for the user.
        per_clip_token: Its tokens for each CLIP token, for an estimate where its own tokenizer is not at hand.
        ends: Places of a limit that are taken by marks, not by content.
    """

    key: str
    title: str
    per_clip_token: float
    ends: int


CLIP = Encoder("clip", "CLIP", 1.0, 2)
# Measured on tag lists: T5 needs 1.36 times CLIP's tokens (5 to 95 per cent: 1.20 to 1.50), for sentences 1.27.
T5 = Encoder("t5", "T5", 1.36, 1)
UMT5 = Encoder("umt5", "umT5", 1.36, 1)
# The byte-level vocabularies of language models cut English much as CLIP does; not measured, hence always marked.
QWEN = Encoder("qwen", "Qwen", 1.1, 0)
GEMMA = Encoder("gemma", "Gemma", 1.1, 1)
LLAMA = Encoder("llama", "Llama", 1.1, 1)
MISTRAL = Encoder("mistral", "Mistral", 1.1, 1)
ENCODERS: Mapping[str, Encoder] = {encoder.key: encoder for encoder in (CLIP, T5, UMT5, QWEN, GEMMA, LLAMA, MISTRAL)}


class Limit(NamedTuple):
    """How many content tokens an encoder of a model takes; what goes beyond is cut off without a word.

    Args:
        encoder: The encoder.
        tokens: Content tokens, marks not counted.
        chunk: Tokens after which a new chunk begins, 0 where there is but one.
    """

    encoder: Encoder
    tokens: int
    chunk: int = 0


def _of(encoder: Encoder, places: int) -> Limit:
    return Limit(encoder, places - encoder.ends)


MODELS: Mapping[str, tuple[Limit, ...]] = {
    "sd": (_of(CLIP, 77),),
    "sdxl": (_of(CLIP, 77),),
    "sd3": (_of(CLIP, 77), _of(T5, 256)),
    "flux-dev": (_of(CLIP, 77), _of(T5, 512)),
    "flux-schnell": (_of(CLIP, 77), _of(T5, 256)),
    "flux2": (_of(MISTRAL, 512),),
    "chroma": (_of(T5, 512),),
    "pixart": (_of(T5, 120),),
    "hidream": (_of(CLIP, 77), _of(T5, 128)),
    "wan": (_of(UMT5, 512),),
    "hunyuan-video": (_of(CLIP, 77), _of(LLAMA, 256)),
    "qwen-image": (_of(QWEN, 512),),
    "z-image": (_of(QWEN, 512),),
    "lumina2": (_of(GEMMA, 256),),
    "sana": (_of(GEMMA, 300),),
}
"""Limits by model, as trainers set them: kohya's sd-scripts (flux_train_utils, sd3), OneTrainer, ai-toolkit, musubi.

Trainers differ where they cut T5 (OneTrainer at 77 for Flux unless told otherwise); these are the usual ones.
"""


def limits_of(model: str, max_tokens: int = 0) -> tuple[Limit, ...]:
    """The limits that a project has to keep to.

    Args:
        model: One of `MODELS`.
        max_tokens: kohya's `max_token_length` for CLIP, one of `KOHYA_LIMITS`; 0 for what the model has.

    Raises:
        ValueError: If either is not known; the message lists what is.
    """
    if model not in MODELS:
        raise ValueError(f"'model' must be one of {', '.join(MODELS)}, not {model!r}")
    if not max_tokens:
        return MODELS[model]
    if max_tokens not in KOHYA_LIMITS:
        raise ValueError(f"'max_tokens' must be one of {', '.join(map(str, KOHYA_LIMITS))}, not {max_tokens}")
    clip = Limit(CLIP, max_tokens, CLIP_LIMIT)
    return tuple(clip if limit.encoder is CLIP else limit for limit in MODELS[model])


class Count(NamedTuple):
    """How long a caption is for one encoder.

    Args:
        limit: The encoder and what it takes.
        tokens: Content tokens.
        mark: `~` for an estimate, `±` for a text whose count depends on the trainer's version (other than ASCII: the
            tokenizers of the libraries differ there), else empty.
        falls: Where chunks and the limit fall: number of tokens, and the place in the text of the first word that goes
            beyond. Only those that the text reaches.
    """

    limit: Limit
    tokens: int
    mark: str
    falls: tuple[tuple[int, int], ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether something is cut off."""
        return self.tokens > self.limit.tokens

    @property
    def shown(self) -> str:
        """Such as `~80/75`."""
        return f"{self.mark}{self.tokens}/{self.limit.tokens}"


def count_tokens(text: str, limit: Limit, count: CountText, *, exact: bool) -> Count:
    """Count a caption for one encoder.

    Args:
        text: The caption.
        limit: The encoder and its limit.
        count: Gives the content tokens of a text for this encoder.
        exact: Whether it does so exactly.
    """
    size = size_of(text, limit, count, exact=exact)
    steps = [*(range(limit.chunk, limit.tokens, limit.chunk) if limit.chunk else ()), limit.tokens]
    falls = tuple((step, place_of(text, step, count)) for step in steps if size.tokens > step)
    return size._replace(falls=falls)


def size_of(text: str, limit: Limit, count: CountText, *, exact: bool) -> Count:
    """The same without where chunks and the limit fall: that takes a count for each word that is tried."""
    mark = "~" if not exact else "" if text.isascii() else "±"
    return Count(limit, count(text), mark)


def place_of(text: str, tokens: int, count: CountText) -> int:
    """Where the first word begins that goes beyond so many tokens; the length of the text if none does."""
    words = list(_WORD.finditer(text))
    first = bisect_left(words, tokens + 1, key=lambda word: count(text[: word.end()]))
    return words[first].start() if first < len(words) else len(text)


def estimate_for(encoder: Encoder) -> CountText:
    """An estimate of an encoder's tokens, for where its tokenizer is not at hand."""
    return lambda text: round(estimate_clip_tokens(text) * encoder.per_clip_token)


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
