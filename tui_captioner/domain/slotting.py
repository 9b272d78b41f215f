"""Which slot a tag of an existing caption belongs to.

The vocabulary knows most; then what this dataset did before; then the nearest known term and the shape of the words;
the neighbours in the caption decide ties, and what is doubtful where a caption keeps the tags of a slot together.
What is not sure is marked so. No tag is ever dropped or changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from tui_captioner.domain.caption import Caption, CaptionText, Tag, Tags
from tui_captioner.domain.placing.context import beliefs, evidence, moves_of
from tui_captioner.domain.placing.guess import HISTORY, NEIGHBOURS, SENTENCE, UNKNOWN, VOCABULARY, Guess
from tui_captioner.domain.placing.judge import CERTAIN, Judge, judge_of
from tui_captioner.domain.placing.kinds import names_animal, names_food, serves
from tui_captioner.domain.placing.phrases import bare_key
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.vocabulary import Vocabulary

SURE = 0.7
"""Confidence from which a placed tag is not shown for review: where some nine placements in ten are right.

`python -m tests.benchmarks.slotting` prints how often placements of each confidence are right, and all the sure and
all the unsure ones: 96 and 65 in 100 on captions that the rules had not seen.
"""
_CLOSE = 0.1
"""Two guesses that lie no farther apart are a tie, which the neighbours decide."""
_SWAY = 0.06
"""What one neighbour that is sure of its slot adds to a guess of the same slot."""
_BY_NEIGHBOURS = 0.5
"""Confidence in the slot that the nearest sure tags on both sides share, where little else tells."""

_BEYOND_DOUBT = 0.95
"""A guess surer than this is not changed by what stands around it."""
_A_NAME = 0.4
"""A guess less sure than this may be no more than a name."""
_MOST_BY_NEIGHBOURS = 0.65
"""No guess that only the neighbours made is surer: some eight in ten are right, so all are shown for review."""

_OF_A = "of a"
"""The layer of the default structure that says what is shown."""
_SURELY = 0.85

History = Mapping[str, Mapping[str, int]]
"""What a dataset did before: `bare_key` of a tag, to slot key, to the number of captions that have it there."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one piece of a caption was put, and why.

    Args:
        tag: The piece, its text as it was; `unsure` says that `confidence` is below `SURE`.
        slot: Key of a slot of the dataset.
        layer: Layer of that slot, None where it is not known.
        confidence: From 0 to 1; 1 for a term of the vocabulary and for a sentence.
        reason: What decided, one of `placing.guess.REASONS`.
    """

    tag: Tag
    slot: str
    layer: str | None
    confidence: float
    reason: str


def place(
    pieces: CaptionText | Tags,
    vocabulary: Vocabulary,
    structure: Structure,
    globals_: Collection[str] = (),
    *,
    history: History | None = None,
) -> Caption:
    """Put the pieces of a caption into slots; the text itself is kept beside them.

    Args:
        pieces: What the file holds, in its order; the text is what they make by themselves, if it is not given.
        vocabulary: Terms with their slots.
        structure: The slots of this dataset.
        globals_: Texts of the project's globals. A piece that is one of them (exact, case-sensitive) belongs to the
            project and is left out of the slots, but only once: a repeat stays.
        history: What this dataset did before, as `history_of` gives it.
    """
    text = pieces if isinstance(pieces, CaptionText) else CaptionText.of(pieces)
    left_out, own = _without_globals(text.pieces, globals_)
    found = iter(placements([piece for piece in own if not piece.mark], vocabulary, structure, history=history))
    slots: dict[str, list[Tag]] = {}
    slot = structure.own_keys[0]
    for piece in own:
        tag = piece
        if not piece.mark:
            placement = next(found)
            slot, tag = placement.slot, placement.tag
        # A mark stands in the slot of the tag before it, where it can be seen and taken out.
        slots.setdefault(slot, []).append(tag)
    return Caption({key: tuple(tags) for key, tags in slots.items()}, text, left_out)


def _without_globals(pieces: Tags, globals_: Collection[str]) -> tuple[frozenset[str], list[Tag]]:
    """The globals that are among the pieces, and the other pieces; one that stands twice is among them too."""
    wanted, own = set(globals_), []
    for piece in pieces:
        if piece.text in wanted and not piece.mark:
            wanted.discard(piece.text)
        else:
            own.append(piece)
    return frozenset(globals_) - wanted, own


def placements(
    pieces: Sequence[Tag],
    vocabulary: Vocabulary,
    structure: Structure,
    globals_: Collection[str] = (),
    *,
    history: History | None = None,
) -> list[Placement]:
    """Say for every piece but the globals where it belongs, how sure that is, and what decided; in the file's order.

    The arguments are those of `place`. Sentences go to the catch-all slot, whole, and are sure to belong there; so does
    what nothing is known of, unsure. A slot that the structure has not is never used.
    """
    judge = judge_of(vocabulary)
    own = [piece for piece in pieces if piece.text not in globals_]
    found = [_guesses(piece, judge, structure, history or {}) for piece in own]
    guesses = _of_a_dish(own, _of_one_subject(own, found, structure), structure)
    sure = [_sure_slot(found) for found in guesses]
    settled = _in_order(own, guesses, sure, structure)
    if settled is None:
        before = ["", *accumulate(sure, _last_known)]
        behind = ["", *accumulate(reversed(sure), _last_known)][-2::-1]
        settled = [
            _swayed(found, [slot for slot in sides if slot])
            for found, *sides in zip(guesses, before, behind, strict=False)
        ]
    return [_placement(piece, guess, structure) for piece, guess in zip(own, settled, strict=True)]


def _in_order(
    own: Sequence[Tag], guesses: Sequence[list[Guess]], sure: Sequence[str], structure: Structure
) -> list[Guess | None] | None:
    """The guess for each piece by all pieces around it; None where the caption is in no order that tells."""
    slots = structure.own_keys
    chain = [at for at, piece in enumerate(own) if not piece.sentence]
    moves = moves_of([sure[at] for at in chain if sure[at]], slots)
    if moves is None:
        return None
    settled = [found[0] if found else None for found in guesses]
    told = [sure[at] for at in chain]
    for run in _runs([not (_stands(guesses[at]) or _fits(told, place_)) for place_, at in enumerate(chain)]):
        first = max(0, run.start - 1)
        tags = [
            evidence({guess.slot: guess.confidence for guess in guesses[at]}, slots, bare_word=own[at].text.isalpha())
            for at in chain[first : run.stop + 1]
        ]
        for place_, belief in zip(run, beliefs(tags, moves)[run.start - first :], strict=False):
            at = chain[place_]
            # A first tag that little is known of is a trigger word in most captions, whatever stands behind it.
            if at or (guesses[at] and guesses[at][0].confidence >= _A_NAME):
                settled[at] = _believed(guesses[at], dict(zip(slots, belief, strict=True)))
    return settled


def _runs(flags: Sequence[bool]) -> Iterator[range]:
    """The longest runs of places whose flag is set. A tag that stands parts what is before it from what is behind."""
    start = 0
    for flag, group in groupby(flags):
        stop = start + sum(1 for _ in group)
        if flag:
            yield range(start, stop)
        start = stop


def _fits(sure: Sequence[str], at: int) -> bool:
    """Whether a tag is sure of the slot that the tags on both sides are sure of, so that they change nothing."""
    return bool(sure[at]) and len(set(sure[max(0, at - 1) : at + 2])) == 1


def _stands(guesses: list[Guess]) -> bool:
    """Whether no neighbour changes a guess: it is a known tag's, or what the dataset did before."""
    return bool(guesses) and (
        guesses[0].reason in (VOCABULARY, HISTORY, SENTENCE, UNKNOWN) or guesses[0].confidence > _BEYOND_DOUBT
    )


def _believed(guesses: list[Guess], belief: Mapping[str, float]) -> Guess:
    """The guess that the tags around make of the guesses for one piece."""
    slot = max(belief, key=lambda key: belief[key])
    own = next((guess for guess in guesses if guess.slot == slot), None)
    if own is not None and own is guesses[0] and own.reason != NEIGHBOURS:
        return replace(own, confidence=min(CERTAIN, belief[slot]))
    layer = None if own is None else own.layer
    return Guess(slot, layer, min(_MOST_BY_NEIGHBOURS, belief[slot]), NEIGHBOURS)


def _sure_slot(guesses: list[Guess]) -> str:
    """The slot that a tag tells its neighbours of; a sentence tells them nothing."""
    told = guesses and guesses[0].confidence >= SURE and guesses[0].reason != SENTENCE
    return guesses[0].slot if told else ""


def _last_known(earlier: str, slot: str) -> str:
    return slot or earlier


def history_of(captions: Iterable[Caption]) -> dict[str, dict[str, int]]:
    """Count in which slots the tags of captions stand; what was only guessed and sentences are left out."""
    history: dict[str, dict[str, int]] = {}
    for caption in captions:
        for slot, tags in caption.slots.items():
            for tag in tags:
                if not tag.unsure and not tag.sentence:
                    slots = history.setdefault(bare_key(tag.text), {})
                    slots[slot] = slots.get(slot, 0) + 1
    return history


def _guesses(piece: Tag, judge: Judge, structure: Structure, history: History) -> list[Guess]:
    """The guesses for one piece that the structure has slots for, the best first; a guess of no slot stays, unsure."""
    if piece.sentence:
        return [Guess(structure.catch_all, None, 1.0, SENTENCE)]
    known = judge.guesses(piece.text)
    if not (known and known[0].reason == VOCABULARY and known[0].slot in structure.own_keys):
        before = _of_history(history.get(bare_key(piece.text), {}), structure) if history else None
        if before is not None:
            return [before]
    if known and known[0].slot not in structure.own_keys and known[0].confidence >= SURE:
        return [Guess(structure.catch_all, None, 0.0, UNKNOWN)]
    return [guess for guess in known if guess.slot in structure.own_keys]


def _of_one_subject(own: Sequence[Tag], guesses: list[list[Guess]], structure: Structure) -> list[list[Guess]]:
    """Where a caption says surely what it is of, a second being is not what it is of.

    `border collie` after `of a dog` describes the subject; `pigeons` after `of an old man` are in the background.
    """
    shown = [at for at, found in enumerate(guesses) if found and found[0].layer == _OF_A]
    sure = [at for at in shown if guesses[at][0].confidence > _SURELY]
    if not sure or not {"subject", "background"} <= set(structure.own_keys):
        return guesses
    animals = any(names_animal(own[at].text) for at in sure)
    subject = Guess("subject", "build or material", SURE - 0.05, NEIGHBOURS)
    behind = Guess("background", "things in it", SURE - 0.05, NEIGHBOURS)
    settled = list(guesses)
    for at in shown:
        if at not in sure:
            settled[at] = [behind if names_animal(own[at].text) and not animals else subject]
    return settled


def _of_a_dish(own: Sequence[Tag], guesses: list[list[Guess]], structure: Structure) -> list[list[Guess]]:
    """Where the picture is of food, what is eaten is the subject: `melted cheese` after `of a burger`."""
    shows = [at for at, found in enumerate(guesses) if found and found[0].slot == "type" and names_food(own[at].text)]
    if not shows or "subject" not in structure.own_keys:
        return guesses
    dish = Guess("subject", "build or material", SURE - 0.05, NEIGHBOURS)
    return [
        [dish] if found and found[0].slot == "background" and not _stands(found) and serves(piece.text) else found
        for piece, found in zip(own, guesses, strict=True)
    ]


def _of_history(slots: Mapping[str, int], structure: Structure) -> Guess | None:
    """What the dataset did with a tag: the commonest slot, surer the more often and the more alike."""
    counts = {slot: count for slot, count in slots.items() if slot in structure.own_keys and count > 0}
    if not counts:
        return None
    slot = max(counts, key=lambda key: (counts[key], -structure.index(key)))
    return Guess(slot, None, min(CERTAIN, counts[slot] / (sum(counts.values()) + 0.25)), HISTORY)


def _swayed(guesses: list[Guess], neighbours: Sequence[str]) -> Guess | None:
    """The best guess after the neighbours had their say, which they have only where guesses tie or there is none."""
    agreed = neighbours[0] if len(neighbours) == 2 and neighbours[0] == neighbours[1] else ""
    if agreed and (not guesses or _is_weak(guesses[0])):
        return Guess(agreed, None, _BY_NEIGHBOURS, NEIGHBOURS)
    if not guesses:
        return None
    best = guesses[0]
    if len(guesses) == 1 or best.confidence - guesses[1].confidence > _CLOSE:
        return best
    swayed = max(guesses, key=lambda guess: guess.confidence + _SWAY * neighbours.count(guess.slot))
    return best if swayed.slot == best.slot else replace(swayed, reason=NEIGHBOURS)


def _is_weak(guess: Guess) -> bool:
    """Whether a guess gives way to what both neighbours say; a known tag whose slot is gone does not."""
    return guess.reason != UNKNOWN and guess.confidence < _BY_NEIGHBOURS


def _placement(piece: Tag, guess: Guess | None, structure: Structure) -> Placement:
    if guess is None:
        guess = Guess(structure.catch_all, None, 0.0, UNKNOWN)
    confidence = round(guess.confidence, 3)
    tag = piece if confidence >= SURE else replace(piece, unsure=True)
    layer = guess.layer if guess.layer in structure.slot(guess.slot).layers else None
    return Placement(tag, guess.slot, layer, confidence, guess.reason)


def rehouse(caption: Caption, structure: Structure) -> Caption:
    """A stored caption under a changed structure: tags of a slot that is gone go to the catch-all slot, unsure."""
    strays = [key for key in caption.slots if key not in structure.own_keys]
    if not strays:
        return caption
    slots = {key: tags for key, tags in caption.slots.items() if key not in strays}
    moved = tuple(replace(tag, unsure=True) for key in strays for tag in caption.slots[key])
    slots[structure.catch_all] = (*slots.get(structure.catch_all, ()), *moved)
    return replace(caption, slots=slots)
