"""Words without their endings: one and many, what somebody does and is doing."""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = {
    "women": "woman",
    "men": "man",
    "children": "child",
    "people": "person",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "leaves": "leaf",
    "wolves": "wolf",
    "knives": "knife",
    "lying": "lie",
    "lies": "lie",
    "running": "run",
}
_HISSING = ("ss", "sh", "ch", "x", "z")
_DOUBLED = "bdgklmnprst"
_SHORTEST = 3


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Give the part of a folded word that its forms share; only good for comparing: `smiles`, `smiling` -> `smil`."""
    plain = _without_plural(_IRREGULAR.get(word, word))
    for ending in ("ing", "ed"):
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            plain = plain[: -len(ending)]
            break
    if len(plain) > _SHORTEST and plain[-1] == plain[-2] and plain[-1] in _DOUBLED:
        plain = plain[:-1]
    plain = plain[:-1] if len(plain) > _SHORTEST and plain.endswith("e") else plain
    # `scarves` and `scarf`; of `curves` and `curve` both change.
    return f"{plain[:-1]}f" if plain.endswith(("lv", "rv")) else plain


def _without_plural(word: str) -> str:
    if len(word) <= _SHORTEST:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith("es") and word[:-2].endswith(_HISSING):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def shared_beginning(word: str) -> str:
    """Give a text with which every form of a word begins, long enough to look them up by."""
    plain = stem(word)
    size = next((at for at, (one, other) in enumerate(zip(word, plain, strict=False)) if one != other), len(plain))
    size = min(size, len(word))
    changes = size == len(plain) and plain.endswith(("y", "f"))
    return plain[: size - 1] if size > _SHORTEST and changes else plain[:size]
