"""How well tags that were made elsewhere find their slots.

    python -m tests.benchmarks.slotting [--misses] [--part NAME]
    python -m tests.benchmarks.slotting --captions FILE.jsonl [--sample 20]

The first measures on the labelled sets that lie in `data/`: tags by themselves and in captions, sure and unsure, by
slot and by what decided, next to what the vocabulary alone does. The second shows where the tags of real captions go,
for reading by eye: sure ones plain, unsure ones with a question mark.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.labelled import Example, Label, LabelledPart, read_parts
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.reading import read_pieces
from tui_captioner.domain.slotting.guess import REASONS, VOCABULARY
from tui_captioner.domain.slotting.placing import SURE, Placement, placements
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.storage.vocabulary_files import load_shipped


@dataclass(frozen=True, slots=True)
class Outcome:
    """One labelled tag and where it was put.

    Args:
        label: The tag.
        placement: Where it was put.
        in_caption: Whether it stood among others.
        looked_up: The slot it would have if the vocabulary alone were asked, the catch-all slot where that has none.
    """

    label: Label
    placement: Placement
    in_caption: bool
    looked_up: str

    @property
    def right(self) -> bool:
        """Whether the slot is a right one."""
        return self.placement.slot in self.label.slots


def measure(part: LabelledPart, vocabulary: Vocabulary) -> list[Outcome]:
    """Place all tags of a part: those by themselves each alone, those of captions with their neighbours."""
    outcomes = [
        Outcome(label, _place([Tag(label.text)], vocabulary)[0], False, _looked_up(label.text, vocabulary))
        for example in part.tags
        for label in example.labels
    ]
    for example in part.captions:
        outcomes.extend(_measure_caption(example, vocabulary))
    return outcomes


def _measure_caption(example: Example, vocabulary: Vocabulary) -> Iterable[Outcome]:
    pieces = read_pieces(example.text)
    wanted = [(label.text, label.sentence) for label in example.labels]
    if [(piece.text, piece.sentence) for piece in pieces] != wanted:
        raise ValueError(f"{example.topic}: read as {[piece.text for piece in pieces]}, not as {wanted}")
    pairs = zip(example.labels, _place(pieces, vocabulary), strict=True)
    return [
        Outcome(label, placement, True, _looked_up(label.text, vocabulary))
        for label, placement in pairs
        if not label.sentence
    ]


def _looked_up(text: str, vocabulary: Vocabulary) -> str:
    term = vocabulary.find(text)
    return DEFAULT_STRUCTURE.catch_all if term is None or term.slot is None else term.slot


def _place(pieces: Sequence[Tag], vocabulary: Vocabulary) -> list[Placement]:
    return placements(tuple(pieces), vocabulary, DEFAULT_STRUCTURE)


def share(outcomes: Iterable[Outcome]) -> float:
    """The part of the outcomes that is right; 0 of none."""
    right = [outcome.right for outcome in outcomes]
    return sum(right) / len(right) if right else 0.0


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The figures of one part."""
    sure = [outcome for outcome in outcomes if not outcome.placement.tag.unsure]
    unsure = [outcome for outcome in outcomes if outcome.placement.tag.unsure]
    alone = [outcome for outcome in outcomes if not outcome.in_caption]
    figures = {
        "all": share(outcomes),
        **({"by itself": share(alone)} if alone else {}),
        "in captions": share(outcome for outcome in outcomes if outcome.in_caption),
        "sure": share(sure),
        "unsure": share(unsure),
        "part sure": len(sure) / len(outcomes),
        "vocabulary alone": sum(each.looked_up in each.label.slots for each in outcomes) / len(outcomes),
        "not in vocabulary": share(outcome for outcome in outcomes if outcome.placement.reason != VOCABULARY),
        "tags": float(len(outcomes)),
    }
    return {key: round(value, 3) for key, value in figures.items()}


def _print_part(name: str, outcomes: Sequence[Outcome], misses: bool) -> None:
    print(f"{name}: " + "  ".join(f"{key} {value:g}" for key, value in summary(outcomes).items()))
    for key in DEFAULT_STRUCTURE.own_keys:
        of_slot = [outcome for outcome in outcomes if outcome.label.slots[0] == key]
        put_there = [outcome for outcome in outcomes if outcome.placement.slot == key]
        found, right = f"{share(of_slot):.3f} of {len(of_slot)}", f"{share(put_there):.3f} of {len(put_there)}"
        print(f"  {key:<14}found {found:<14} right {right}")
    for reason in REASONS:
        decided = [outcome for outcome in outcomes if outcome.placement.reason == reason]
        if decided:
            print(f"  by {reason:<11}{share(decided):.3f} of {len(decided)}")
    for low in (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.0: 0.2, 0.2: 0.4, 0.9: 1.01}.get(low, low + 0.1)
        inside = [outcome for outcome in outcomes if low <= outcome.placement.confidence < high]
        if inside:
            print(f"  confidence from {low:.1f}  {share(inside):.3f} of {len(inside)}")
    for outcome in outcomes if misses else ():
        if not outcome.right:
            at = outcome.placement
            wanted = "/".join(outcome.label.slots)
            print(f"    {outcome.label.text:<40}{wanted:<22}{at.slot:<13}{at.confidence:.2f} {at.reason}")


def _show(path: Path, sample: int, vocabulary: Vocabulary) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    chosen = random.Random(7).sample(texts, min(sample, len(texts)))
    for text in chosen:
        print(f"\n{text}")
        found = _place(read_pieces(text), vocabulary)
        for key in DEFAULT_STRUCTURE.own_keys:
            row = [f"{at.tag.text}{'?' if at.tag.unsure else ''}" for at in found if at.slot == key]
            if row:
                print(f"  {key:<13}{' | '.join(row)}")
    started = time.perf_counter()
    pieces = [read_pieces(text) for text in texts]
    for each in pieces:
        _place(each, vocabulary)
    print(
        f"\n{len(texts)} captions, {1000 * (time.perf_counter() - started) / len(texts):.3f} ms each to read and place"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; print tables, then one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.slotting", description=__doc__.split("\n")[0])
    parser.add_argument("--misses", action="store_true", help="list what was put into a wrong slot")
    parser.add_argument("--part", help="only this part of the labels")
    parser.add_argument("--captions", type=Path, help="lines of JSON with a `text`: show where the tags go")
    parser.add_argument("--sample", type=int, default=20, help="how many of the captions")
    options = parser.parse_args(arguments)
    vocabulary = Vocabulary(load_shipped())
    if options.captions:
        _show(options.captions, options.sample, vocabulary)
        return 0
    parts = [part for part in read_parts() if options.part in (None, part.name)]
    result = {part.name: measure(part, vocabulary) for part in parts}
    for name, outcomes in result.items():
        _print_part(name, outcomes, options.misses)
    print(json.dumps({"sure from": SURE, **{name: summary(outcomes) for name, outcomes in result.items()}}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
