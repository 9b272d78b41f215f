"""The words that sound the same, which are shipped; where they come from stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from tui_captioner.storage.vocabulary_files import shipped_folder


@lru_cache(maxsize=1)
def homophones() -> Mapping[str, tuple[str, ...]]:
    """For each of 4,700 English words, in small letters, the others that sound the same.

    Empty where the file is missing or damaged: then every word is taken as it was heard.
    """
    found: dict[str, tuple[str, ...]] = {}
    try:
        lines = (shipped_folder() / "homophones.txt").read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        lines = []
    for group in map(str.split, lines):
        for word in group:
            known = found.get(word, ())
            found[word] = (*known, *(other for other in group if other != word and other not in known))
    return MappingProxyType(found)
