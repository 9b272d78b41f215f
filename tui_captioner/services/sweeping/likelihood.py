"""In which order images are asked about a tag: first those that should have it by what reads, or looks, like it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tui_captioner.domain.companions import Companions
from tui_captioner.domain.standing import same_text
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.sweep_questions import first_captions, other_spelling, slots_of

LooksLike = Callable[[Sequence[str], Sequence[str]], Mapping[str, float]]
"""Scores pictures: given the images that are asked about, and those that have the tag, a number by name to add to what
the captions say: log-odds, 0 where it can't tell. It is called from a thread."""


def no_looks(_asked: Sequence[str], _having: Sequence[str]) -> Mapping[str, float]:
    """Pictures tell nothing."""
    return {}


class Ranking:
    """How likely each image should have a tag, by what is known of the others; answers add to that.

    Args:
        companions: What goes with the tag.
        captions: The texts of each image that is asked about.
        looks: What pictures add, by image.
    """

    def __init__(
        self, companions: Companions, captions: Mapping[str, Sequence[str]], looks: Mapping[str, float]
    ) -> None:
        self._companions, self._captions, self._looks = companions, captions, looks

    def answered(self, name: str, *, has: bool) -> None:
        """An image was given the tag, or has it no more."""
        if name in self._captions:
            self._companions.move(self._captions[name], has=has)

    def order(self, names: Sequence[str]) -> list[str]:
        """These images, the likeliest to need the tag first; those that are as likely stay in their order."""
        return sorted(names, key=lambda name: -self._score(name))

    def _score(self, name: str) -> float:
        return self._companions.score(self._captions.get(name, ())) + self._looks.get(name, 0.0)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """What the catalogue says of a tag.

    Args:
        lacking: The images that lack it, the likeliest to need it first.
        having: Those that have it, the least likely first.
        slots: The slots that have it, the usual one first.
        ranking: Puts the rest in order anew while answers come; None where nothing is known.
        spelt: How the captions spell a tag that none of them has as it is; empty where they have none like it.
    """

    lacking: Sequence[str]
    having: Sequence[str]
    slots: Sequence[str]
    ranking: Ranking | None = None
    spelt: str = ""


def likelihood_of(
    text: str, names: Sequence[str], looks_like: LooksLike = no_looks
) -> Callable[[CatalogueDatabase], Likelihood]:
    """The question to a catalogue in which order images are asked about a tag.

    Args:
        text: The tag.
        names: The images that are asked about; those that are as likely stay in this order.
        looks_like: What pictures add.
    """

    def question(store: CatalogueDatabase) -> Likelihood:
        companions, wanted = Companions(text), set(names)
        captions: dict[str, list[str]] = {}
        having: set[str] = set()
        for name, texts in first_captions(store):
            has = any(same_text(text, other) for other in texts)
            companions.learn(texts, has=has)
            if has:
                having.add(name)
            if name in wanted:
                captions[name] = texts
        ranking = Ranking(companions, captions, looks_like(names, sorted(having)))
        lacking = ranking.order([name for name in names if name not in having])
        doubtful = ranking.order([name for name in names if name in having])[::-1]
        slots = list(slots_of(store, text))
        return Likelihood(lacking, doubtful, slots, ranking, "" if slots else other_spelling(store, text))

    return question
