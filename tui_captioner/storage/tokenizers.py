"""Tokenizers that this machine has: a package with CLIP's, and `tokenizer.json` files. Nothing is ever downloaded."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.tokens import CLIP, ENCODERS, GEMMA, LLAMA, MISTRAL, QWEN, T5, UMT5, CountText, Encoder
from tui_captioner.storage.files.regular_files import MAX_BYTES, size_in_words

_VOCABULARIES: Mapping[str, tuple[tuple[range, Encoder], ...]] = {
    "BPE": (
        (range(49_400, 49_500), CLIP),
        (range(128_000, 128_500), LLAMA),
        (range(131_000, 131_200), MISTRAL),
        (range(151_000, 152_500), QWEN),
        (range(255_900, 263_000), GEMMA),
    ),
    "Unigram": ((range(32_000, 32_200), T5), (range(256_000, 257_000), UMT5)),
}
"""A tokenizer is known by its model and the size of its vocabulary: the files do not say whose they are."""

_IN_SNAPSHOT = ("", "tokenizer/", "tokenizer_2/", "tokenizer_3/", "text_encoder/")
"""Where pipelines keep their tokenizers."""


@dataclass(frozen=True)
class Tokenizer:
    """A tokenizer that can be used.

    Args:
        encoder: Whose it is.
        count: Gives the content tokens of a text.
        source: Where it comes from, for the user.
    """

    encoder: Encoder
    count: CountText
    source: str


def find_tokenizers(wanted: Iterable[Encoder], named: Iterable[Path] = ()) -> dict[str, Tokenizer]:
    """The tokenizers for these encoders that are at hand, by the encoder's key.

    Files that the user named come first, then `instant-clip-tokenizer`, then the local cache of Hugging Face.

    Args:
        wanted: The encoders.
        named: `tokenizer.json` files from the settings.

    Raises:
        CaptionerError: If a named file can't be used; says why.
    """
    found: dict[str, Tokenizer] = {}
    for path in named:
        tokenizer = read_tokenizer(path)
        found.setdefault(tokenizer.encoder.key, tokenizer)
    missing = {encoder.key for encoder in wanted} - set(found)
    if CLIP.key in missing and (instant := _instant_clip()) is not None:
        found[CLIP.key] = instant
        missing.discard(CLIP.key)
    if missing and has_tokenizers():
        for path in cached_files():
            try:
                tokenizer = read_tokenizer(path)
            except CaptionerError:
                continue  # somebody else's file: not ours to complain about
            if tokenizer.encoder.key in missing:
                found[tokenizer.encoder.key] = tokenizer
                missing.discard(tokenizer.encoder.key)
            if not missing:
                break
    return found


def describe_tokenizers() -> str:
    """Whose tokens are counted exactly on this machine, by what, and what would let the others be; one line."""
    found = find_tokenizers(ENCODERS.values())
    exact = [f"{ENCODERS[key].title} by {found[key].source}" for key in ENCODERS if key in found]
    others = [encoder.title for key, encoder in ENCODERS.items() if key not in found]
    if not others:
        return "; ".join(exact)
    how = "name a tokenizer.json in the project's [tokens]"
    if not has_tokenizers():
        how = f'pip install "tui-captioner[tokens]", and {how}'
    return "; ".join([*exact, f"{', '.join(others)}: estimated, marked ~ ({how})"])


def has_tokenizers() -> bool:
    """Whether the package that reads `tokenizer.json` is installed."""
    return find_spec("tokenizers") is not None


@lru_cache(maxsize=1)
def _instant_clip() -> Tokenizer | None:
    """CLIP's tokenizer with its vocabulary inside; it has wheels for few machines. It takes a fifth of a second."""
    try:
        tokenizer: Any = import_module("instant_clip_tokenizer").Tokenizer()
    except ImportError:
        return None
    return Tokenizer(CLIP, lambda text: len(tokenizer.encode(text)), "instant-clip-tokenizer")


def read_tokenizer(path: Path) -> Tokenizer:
    """A `tokenizer.json`.

    Raises:
        CaptionerError: If it is none, if it is not one we know the encoder of, or if the package is missing.
    """
    if not has_tokenizers():
        raise CaptionerError(f"{path} needs the package that reads such files", 'pip install "tui-captioner[tokens]"')
    if not path.is_file():
        raise CaptionerError(f"There is no tokenizer file {path}", "Correct [tokens] in project.toml, or leave it out")
    if path.stat().st_size > MAX_BYTES:
        raise CaptionerError(f"{path} is larger than {size_in_words(MAX_BYTES)}", "It must be a tokenizer.json")
    try:
        # Its own kind of exception for a damaged file is plain `Exception`.
        tokenizer: Any = import_module("tokenizers").Tokenizer.from_file(str(path))
    except Exception as error:
        message = " ".join(str(error).split())
        raise CaptionerError(f"{path} is not a tokenizer file ({message})", "It must be a tokenizer.json") from error
    encoder = _encoder_of(tokenizer)
    if encoder is None:
        size = tokenizer.get_vocab_size()
        raise CaptionerError(
            f"{path} is the tokenizer of no text encoder that is known here ({size} entries)",
            "Known are those of CLIP, T5, umT5, Qwen, Gemma, Llama 3 and Mistral",
        )
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Tokenizer(encoder, lambda text: len(tokenizer.encode(text, add_special_tokens=False)), str(path))


def _encoder_of(tokenizer: Any) -> Encoder | None:
    size = tokenizer.get_vocab_size()
    for sizes, encoder in _VOCABULARIES.get(type(tokenizer.model).__name__, ()):
        if size in sizes:
            return encoder
    return None


def cached_files() -> Iterator[Path]:
    """The `tokenizer.json` files in the local cache of Hugging Face, in a fixed order."""
    for model in sorted(_cache_folder().glob("models--*")):
        for snapshot in sorted((model / "snapshots").glob("*")):
            for folder in _IN_SNAPSHOT:
                path = snapshot / f"{folder}tokenizer.json"
                if path.is_file():
                    yield path


def _cache_folder() -> Path:
    """Where Hugging Face's libraries keep what they have downloaded (`HF_HUB_CACHE`, `HF_HOME`)."""
    if folder := os.environ.get("HF_HUB_CACHE"):
        return Path(folder)
    home = os.environ.get("HF_HOME") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "huggingface"
    return Path(home) / "hub"
