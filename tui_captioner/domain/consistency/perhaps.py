"""Tags that are perhaps one thing: alike as strings, and not told apart by the guards. To be looked at, no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui_captioner.domain.consistency.different_pairs import NONE_DIFFERENT, DifferentPairs
from tui_captioner.domain.consistency.guards import never_the_same
from tui_captioner.domain.consistency.tag_forms import TagForm, tag_form
from tui_captioner.domain.consistency.tag_index import LONGEST
from tui_captioner.domain.one_importer import ONE_IMPORTER

LEAST = 94
"""Of 100, how alike two tags are, their words in the alphabet's order: of such pairs 9 of 14 were the same, from 90 on
24 of 50 (measured on eleven sets)."""


class Perhaps(NamedTuple):
    """Two tags that are perhaps one thing, and how alike they are, of 100."""

    one: str
    other: str
    likeness: float


def perhaps(texts: Iterable[str], different: DifferentPairs = NONE_DIFFERENT) -> Iterator[Perhaps | None]:
    """Find the pairs, each tag with those before it; None after each tag, so that others get a turn.

    What the rules say is the same is among them too; the caller leaves it out.

    Args:
        texts: The tags.
        different: The pairs of which the user said that they are not the same.
    """
    # Here, not above: nobody who starts the program waits for it.
    with ONE_IMPORTER:
        from rapidfuzz import fuzz, process

    by_length: dict[int, list[str]] = {}
    forms: dict[str, list[TagForm]] = {}
    for text in texts:
        if len(text) > LONGEST:
            continue
        form = tag_form(text)
        line = " ".join(sorted(form.words))
        # Two strings of one length and another one are 2 * least / (least + most) alike at best.
        furthest = range(int(len(line) * LEAST / (200 - LEAST)), int(len(line) * (200 - LEAST) / LEAST) + 2)
        for length in furthest:
            near = by_length.get(length, ())
            for found, likeness, _ in process.extract(line, near, scorer=fuzz.ratio, score_cutoff=LEAST, limit=None):
                for other in forms[found]:
                    if not (never_the_same(form, other) or different.holds(text, other.text)):
                        yield Perhaps(other.text, text, likeness)
        if line not in forms:
            by_length.setdefault(len(line), []).append(line)
        forms.setdefault(line, []).append(form)
        yield None
