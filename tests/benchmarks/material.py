"""What the benchmarks run on: caption sets as JSON lines, vocabulary lists as CSV, or lists made by a fixed seed."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.slotting.placing import placements
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Term, Vocabulary

_SYLLABLES = "ba be bo da de di fa fi go ha hi ka ke la le li lo ma me mi na ne no pa pe ra re ri ro sa se so ta te to"


@dataclass(frozen=True, slots=True)
class CaptionSet:
    """The captions of one dataset, in order, each split at its commas.

    Args:
        name: what the set is called.
        captions: tags, caption by caption.
        slots: the slot of each tag, where they are known; as long as `captions` then.
    """

    name: str
    captions: tuple[tuple[str, ...], ...]
    slots: tuple[tuple[str, ...], ...] = ()

    @property
    def joined_by_underscores(self) -> bool:
        """Whether the words of its tags are joined by `_` rather than by spaces."""
        tags = [tag for caption in self.captions for tag in caption]
        return sum("_" in tag for tag in tags) > sum(" " in tag for tag in tags)


def read_captions(path: Path) -> CaptionSet:
    """Read a file with a line of JSON per image, the caption under `text`."""
    captions: list[tuple[str, ...]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            tags = (tag.strip() for tag in json.loads(line)["text"].split(","))
            captions.append(tuple(tag for tag in tags if tag))
    return CaptionSet(path.stem, tuple(captions))


def read_terms(path: Path) -> list[Term]:
    """Read a list in the CSV of a1111 tagcomplete: name, category, count, "aliases"."""
    terms: list[Term] = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            aliases = tuple(alias for alias in row[3].split(",") if alias) if len(row) > 3 else ()
            terms.append(Term(row[0], aliases=aliases, count=int(row[2] or 0)))
    return terms


def in_style_of(terms: Iterable[Term], captions: CaptionSet) -> list[Term]:
    """Join the words of list terms as the captions do, as an import into such a project would."""
    if captions.joined_by_underscores:
        return [replace(term, text=term.text.replace(" ", "_")) for term in terms]
    return [replace(term, text=term.text.replace("_", " ")) for term in terms]


def in_slots(captions: CaptionSet, vocabulary: Vocabulary) -> CaptionSet:
    """Put the tags of each caption in the order of the slots that the program reads them into."""
    order = DEFAULT_STRUCTURE.keys
    placed: list[list[tuple[str, str]]] = []
    for caption in captions.captions:
        found = placements(tuple(Tag(tag) for tag in caption), vocabulary, DEFAULT_STRUCTURE)
        placed.append(sorted(((one.slot, one.tag.text) for one in found), key=lambda one: order.index(one[0])))
    tags = tuple(tuple(tag for _, tag in caption) for caption in placed)
    return CaptionSet(captions.name, tags, tuple(tuple(slot for slot, _ in caption) for caption in placed))


def make_terms(base: Sequence[Term], amount: int, seed: int = 7) -> list[Term]:
    """Make a list of a wanted size: the terms of `base`, then combinations of their words, all by a fixed seed."""
    chance = random.Random(seed)
    if base:
        words = sorted({word for term in base for word in term.text.split("_") if len(word) > 1})
    else:
        words = ["".join(chance.choices(_SYLLABLES.split(), k=chance.choice((1, 2, 2, 3)))) for _ in range(6000)]
    terms = {term.text: term for term in base[:amount]}
    while len(terms) < amount:
        text = "_".join(chance.choices(words, k=chance.choice((1, 2, 2, 3, 3, 4))))
        aliases = tuple("_".join(chance.choices(words, k=2)) for _ in range(chance.choice((0, 0, 1, 2))))
        terms.setdefault(text, Term(text, aliases=aliases, count=int(10 ** chance.uniform(1, 5))))
    return list(terms.values())
