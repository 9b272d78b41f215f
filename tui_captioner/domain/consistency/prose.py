"""Whether what stands between the commas of a dataset's captions are pieces of sentences."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from tui_captioner.domain.consistency.tag_forms import words_of

_LONG = 5
"""Words of the median piece from which they are no tags."""
_FEW = 20
"""Pieces below which their length says nothing."""
_LOOKED_AT = 2000
"""Pieces of which the length is looked at, from all over the dataset."""
_ENDS = (".", "!", "?")
_ARTICLES = ("a ", "an ", "the ")


def is_prose(texts: Iterable[str]) -> bool:
    """Whether pieces are those of prose: the median has five words or more, or half of them are whole sentences.

    The border was measured on eleven sets: in prose, forms and order of comma pieces say nothing (`having ruffled`,
    `ruffled`); misspelt words do.

    Args:
        texts: The different pieces.
    """
    known = list(texts)
    if not known:
        return False
    known = known[:: len(known) // _LOOKED_AT + 1]
    whole = sum(text.endswith(_ENDS) and text.lower().startswith(_ARTICLES) for text in known)
    if 2 * whole > len(known):
        return True
    return len(known) >= _FEW and median(len(words_of(text)) for text in known) >= _LONG
