"""Ways to write one tag: keys under which they are equal, from strict to loose. For finding only, never for writing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ESCAPED_BRACKET = re.compile(r"\\([()\[\]{}])")
_HYPHEN = re.compile(r"(?<=[^\W_])[-\u2010\u2011](?=[^\W_])")
SMALL_WORDS = frozenset(
    ["a", "an", "the", "some", "this", "that", "her", "his", "its", "their", "my", "your", "own", "wearing", "wears"]
)
"""Words that say nothing of which term is meant: `hands behind her back`, `wearing a red dress`."""
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "person", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "geese": "goose", "leaves": "leaf", "loaves": "loaf", "knives": "knife", "wolves": "wolf",
    "elves": "elf", "scarves": "scarf", "hooves": "hoof", "halves": "half", "shelves": "shelf", "calves": "calf",
    "clothes": "clothes", "glasses": "glasses", "pants": "pants", "shorts": "shorts", "dice": "dice",
    "antennae": "antenna", "cacti": "cactus", "fairies": "fairy", "movies": "movie", "eyes": "eye", "shoes": "shoe",
    "grass": "grass", "lens": "lens", "always": "always",
}  # fmt: skip
_LEAST_STEM = 3
"""Letters that a verb keeps without its ending: `ring` and `king` have none."""


def composed(text: str) -> str:
    """Give a text with its letters composed (NFC), as most programs write them; macOS takes those of names apart."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def plain_key(text: str) -> str:
    r"""Give the strictest key: no letter case, `_` is a space, single spaces, `\(` is `(`, letters composed."""
    # Vocabularies go through here whole at the start: what most texts have not is not looked for letter by letter.
    plain = (_ESCAPED_BRACKET.sub(r"\1", text) if "\\" in text else text).replace("_", " ")
    folded = plain.lower() if plain.isascii() else composed(plain).casefold()
    return " ".join(folded.split()) or text.strip().casefold()


def match_key(text: str) -> str:
    r"""Give the form under which two spellings of one tag are equal.

    Letter case, `_` against space, a hyphen between two letters against a space, repeated spaces, the backslash before
    a bracket (as the web user interfaces for Stable Diffusion write it) and composed against decomposed letters make no
    difference.

    >>> match_key("Back-to-back") == match_key("back_to_back")
    True
    """
    return without_hyphens(plain_key(text))


def without_hyphens(key: str) -> str:
    """Give the `match_key` of a text of which the `plain_key` is known."""
    return key if key.isascii() and "-" not in key else _HYPHEN.sub(" ", key)


def loose_key(key: str) -> str:
    """Give a looser key: `colour` is `color`, `gray` is `grey`, and small words such as `her` and `the` are left out.

    Args:
        key: `match_key` of a text.
    """
    same = key.replace("colour", "color").replace("gray", "grey")
    words = same.split()
    if SMALL_WORDS.isdisjoint(words):
        return " ".join(words) or same
    return " ".join([word for word in words if word not in SMALL_WORDS]) or same


def stem_key(key: str) -> str:
    """Give the loosest key: nouns in the singular, the first word as a verb without its ending.

    `looks at viewer`, `look at viewer` and `looking at viewers` are equal; a single word has no such key, for one noun
    in the plural means another number of things.

    Args:
        key: `loose_key` of a text.

    Returns:
        The key, empty for a single word and for none.
    """
    first, *others = key.split() or [""]
    return " ".join([verb_stem(first), *map(singular, others)]) if others else ""


def verb_stem(word: str) -> str:
    """Give what `looking`, `looks` and `look` share; of any other word, its beginning."""
    stem = singular(word)
    if stem.endswith("ing") and len(stem) >= _LEAST_STEM + 3:
        stem = stem[:-3]
    if len(stem) > _LEAST_STEM and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return stem.removesuffix("e") if len(stem) > _LEAST_STEM else stem


@lru_cache(maxsize=16384)
def singular(word: str) -> str:
    """The singular of an English noun, near enough to look it up; other words come back unchanged."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]
