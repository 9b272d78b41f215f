"""What of a tagger's scores is said, and how its tags are spelt here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, isnan

from tui_captioner.domain.taggers.family import Family
from tui_captioner.domain.taggers.labels import CHARACTER, RATING, Label, Labels
from tui_captioner.domain.taggers.thresholds import Thresholds
from tui_captioner.domain.typed_text import clean_text

LEAST = 0.05
"""Lower scores are not kept."""
_LEAST_CHARACTER = 0.15
"""Below this no character is believed, wherever the cut falls."""
SILENT = frozenset({RATING, "quality", "meta", "model", "year"})
"""Categories that describe a post, not a picture; they are said where they are asked for."""
_FACES = frozenset(
    [
        "0_0",
        "(o)_(o)",
        "+_+",
        "+_-",
        "._.",
        "<o>_<o>",
        "<|>_<|>",
        "=_=",
        ">_<",
        "3_3",
        "6_9",
        ">_o",
        "@_@",
        "^_^",
        "o_o",
        "u_u",
        "x_x",
        "|_|",
        "||_||",
    ]
)
"""Tags whose underscore is part of a face; TagGUI's list."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A tag that a tagger sees.

    Args:
        text: As it stands in captions here.
        category: Its category.
        score: From 0 to 1.
    """

    text: str
    category: str
    score: float


def probabilities(scores: Sequence[float]) -> Sequence[float]:
    """Scores from 0 to 1. One outside of that tells that they are logits: a second sigmoid would lift all to 0.5.

    What is no number, as a model of half precision gives it that overflows, says nothing: 0.
    """
    if any(map(isnan, scores)):
        known = iter(probabilities([score for score in scores if not isnan(score)]))
        return [0.0 if isnan(score) else next(known) for score in scores]
    if all(0.0 <= score <= 1.0 for score in scores):
        return scores
    return [1 / (1 + exp(-max(-50.0, min(50.0, score)))) for score in scores]


def seen(labels: Labels, scores: Sequence[float]) -> list[Reported]:
    """All that a tagger sees with more than a trace of belief, the likeliest first.

    Args:
        labels: The tagger's tags.
        scores: A score for each, from 0 to 1.
    """
    found = [
        Reported(spelt(label.name), label.category, score)
        for label, score in zip(labels, scores, strict=True)
        if score >= LEAST
    ]
    return sorted((tag for tag in found if tag.text), key=lambda tag: -tag.score)


def said(family: Family, labels: Labels, scores: Sequence[float], wanted: Thresholds) -> list[Reported]:
    """What a tagger says of a picture, the likeliest first.

    Args:
        family: Its family.
        labels: Its tags.
        scores: A score for each, from 0 to 1.
        wanted: From which scores on.
    """
    found: list[Reported] = []
    for category, members in _by_category(labels, scores):
        if category in SILENT and not wanted.ratings:
            continue
        cut = _cut(members, category) if wanted.cuts else None
        for label, score in members:
            if score >= (_threshold(family, label, wanted) if cut is None else cut):
                found.append(Reported(spelt(label.name), category, score))
    return sorted((tag for tag in found if tag.text), key=lambda tag: -tag.score)


def spelt(name: str) -> str:
    """A tagger's tag as it stands in captions: spaces for underscores, no backslashes, which are for prompts."""
    plain = name.replace("\\(", "(").replace("\\)", ")")
    return clean_text((plain if plain in _FACES else plain.replace("_", " ")).replace(",", " "))


def _by_category(labels: Labels, scores: Sequence[float]) -> Iterable[tuple[str, list[tuple[Label, float]]]]:
    found: dict[str, list[tuple[Label, float]]] = {}
    for label, score in zip(labels, scores, strict=True):
        if score >= LEAST:
            found.setdefault(label.category, []).append((label, score))
    return found.items()


def _threshold(family: Family, label: Label, wanted: Thresholds) -> float:
    """What the user says, else what the file says of this tag, else what the family's makers say."""
    own, usual = (
        (wanted.character, family.character) if label.category == CHARACTER else (wanted.general, family.general)
    )
    return own if own is not None else usual if label.threshold is None else label.threshold


def _cut(members: Sequence[tuple[Label, float]], category: str) -> float:
    """The middle of the largest gap between two neighbours, the scores sorted (Largeron and others, MCut, 2012)."""
    ordered = sorted((score for _, score in members), reverse=True)
    ordered.append(0.0)
    _, upper, lower = max((one - other, one, other) for one, other in pairwise(ordered))
    middle = (upper + lower) / 2
    return max(middle, _LEAST_CHARACTER) if category == CHARACTER else middle
