"""What a caption says its picture shows, and what that makes of its other tags."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.slotting.candidates import OF_A, Candidate
from tui_captioner.domain.slotting.guess import NEIGHBOURS, SHAPE, TELLS, VOCABULARY, Guess
from tui_captioner.domain.slotting.kinds import is_a_dish, is_plain_food, is_served, names_animal, names_food
from tui_captioner.domain.slotting.whole import says_all
from tui_captioner.domain.structure import Structure

_SURELY = 0.85
_ITSELF = 0.98
"""A term itself is surer than this, an alias less sure."""
_SUBJECT = [Guess("subject", "build or material", TELLS - 0.05, NEIGHBOURS)]
_EATEN = [Guess("subject", "build or material", 0.82, NEIGHBOURS)]
_DISH = [Guess("type", OF_A, TELLS - 0.05, NEIGHBOURS)]
_BEHIND = [Guess("background", "things in it", TELLS - 0.05, NEIGHBOURS)]


def of_one_subject(own: Sequence[Tag], found: list[Candidate], structure: Structure) -> list[Candidate]:
    """Where a caption says surely what it is of, a second being is not what it is of.

    `border collie` after `of a dog` describes the subject; `pigeons` after `of an old man` are in the background.
    """
    shown = [at for at, candidate in enumerate(found) if candidate.shows]
    if not shown or "subject" not in structure.own_keys or "background" not in structure.own_keys:
        return found
    further = _said_again(own, found, shown)
    sure = [
        at
        for at in shown
        if at not in further and (found[at].guesses[0].confidence > _SURELY or says_all(own[at].text))
    ]
    # A bare `fish` or `miko` may be anything beside what is named outright: `of a woman`, `1girl`.
    sure = [at for at in sure if _is_outright(own[at], found[at])] or sure
    if not sure or len(sure) == len(shown):
        return found
    animals = any(names_animal(own[at].text) for at in sure)
    settled = list(found)
    for at in set(shown).difference(sure):
        aside = at in further or (names_animal(own[at].text) and not animals)
        settled[at] = Candidate(_BEHIND if aside else _SUBJECT, found[at].word)
    return settled


def _is_outright(tag: Tag, candidate: Candidate) -> bool:
    """Whether a tag says by itself that the picture is of what it names, not only by another word for that."""
    best = candidate.guesses[0]
    return best.reason != VOCABULARY or best.confidence >= _ITSELF or says_all(tag.text)


def _said_again(own: Sequence[Tag], found: list[Candidate], shown: Sequence[int]) -> set[int]:
    """The phrases that say what a whole picture shows where another tag before them has said it.

    `a lamp on a table` after `a cat on a sofa` or `1girl` is one of the things in the picture.
    """
    phrases = [at for at in shown if found[at].guesses[0].reason == SHAPE and says_all(own[at].text)]
    if not phrases:
        return set()
    first = next((at for at in shown if at in phrases or found[at].guesses[0].confidence > _SURELY), -1)
    return {at for at in phrases if at > first}


def of_a_dish(own: Sequence[Tag], found: list[Candidate], structure: Structure) -> list[Candidate]:
    """Where the picture is of food, what is eaten is the subject: `melted cheese` after `of a burger`.

    `a plate with rice` says what the picture is of where nothing else does, and a second such phrase what is beside it.
    """
    if not {"type", "subject"}.issubset(structure.own_keys):
        return found
    settled = list(found)
    shown = next((at for at in range(len(own)) if _shows_food(own[at], found[at])), -1)
    dish = next((at for at, tag in enumerate(own) if not tag.sentence and is_a_dish(tag.text)), -1)
    only_food = all(names_food(tag.text) for tag, each in zip(own, found, strict=True) if each.shows)
    if dish >= 0 and only_food and (shown < 0 or dish < shown):
        shown = dish
        settled[dish] = Candidate(_DISH, found[dish].word)
    if shown < 0:
        return found
    for at, tag in enumerate(own):
        if at != shown and not tag.sentence and is_served(tag.text) and _may_be_served(tag, found[at], at > shown):
            surely = at > shown and is_plain_food(tag.text)
            settled[at] = Candidate(_EATEN if surely else _SUBJECT, found[at].word)
    return settled


def _shows_food(tag: Tag, candidate: Candidate) -> bool:
    return bool(candidate.guesses) and candidate.guesses[0].slot == "type" and names_food(tag.text)


def _may_be_served(tag: Tag, candidate: Candidate, behind: bool) -> bool:
    """Whether something to eat may be the subject: what nothing else says more of, and what is on a second dish."""
    if not candidate.guesses:
        return True
    best = candidate.guesses[0]
    if best.layer == OF_A and best.reason == SHAPE:
        return best.confidence < TELLS or (behind and says_all(tag.text))
    return best.slot == "background" and not candidate.stands
