"""A tokenizer small enough for a test."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Whitespace


def t5_file(path: Path) -> Path:
    """A file with as many entries as T5's; its words are `w0`, `w1` and so on."""
    model = Unigram([("<unk>", 0.0), *((f"w{number}", -1.0) for number in range(32_099))], unk_id=0)
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.enable_truncation(2)
    path.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(path))
    return path
