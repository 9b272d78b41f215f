"""The words of English that are shipped, to tell misspelt ones; where they come from stands beside them."""

from __future__ import annotations

import gzip
from functools import lru_cache

from tui_captioner.storage.vocabulary_files import shipped_folder


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """81,000 English words of four letters or more, in small letters; read when they are asked for first.

    Empty where the file is missing or damaged: then no word is taken for a misspelt one.
    """
    try:
        packed = (shipped_folder() / "english_words.txt.gz").read_bytes()
        return frozenset(gzip.decompress(packed).decode("ascii").split())
    except (OSError, EOFError, ValueError):
        return frozenset()
