"""How well lines without commas are cut: captions read out one after the other, each learnt once it was cut.

`python -m tests.benchmarks.lines FILE.jsonl ... [--list LIST.csv]`: a line of JSON per image with its `text`; the list
is one of a1111's tagcomplete. Beside the way through known tags alone. Ends with a line of JSON.

Border F1 is that of the second half of a set; `seen` counts gaps between words that captions before had both.
Dictated lines have numbers in letters, words in two, words that sound the same, and words that mean nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from tests.benchmarks.material import CaptionSet, make_terms, read_captions, read_terms
from tests.benchmarks.old_line_cutting import cut_line
from tui_captioner.domain.line_cutting.cutter import LineCutter
from tui_captioner.storage.english_words import english_words
from tui_captioner.storage.homophones import homophones

_TERMS = 200_000
"""Terms at which is timed."""
_WORDS = 25
"""Words of a line that is timed."""
_MISHEARD, _FILLED = 0.05, 0.12
"""The share of words that are heard as another one, and of borders at which something is said that means nothing."""
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FILLERS = ("um", "uh", "and", "next")

Tags = Sequence[str]


class Said(NamedTuple):
    """A tag as it was cut: what would be written, the words it was cut from, and whether it is doubtful."""

    text: str
    said: str
    doubtful: bool


class Way(Protocol):
    """A way to cut lines."""

    def learn(self, tags: Tags) -> None:
        """Learn a caption."""

    def cut(self, line: str) -> Sequence[Said]:
        """Cut a line."""


class ByGaps:
    """As the program does.

    Args:
        terms: The terms of a list.
        alike: Words that sound the same; those that are shipped without it.
    """

    def __init__(self, terms: Tags, alike: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._cutter = LineCutter(homophones() if alike is None else alike)
        self._cutter.add_terms(terms)
        self.learn = self._cutter.learn

    def cut(self, line: str) -> Sequence[Said]:
        """Cut a line."""
        return [Said(*cut[:3]) for cut in self._cutter.cut(line).cuts]


class ByKnownTags:
    """The way through known tags alone.

    Args:
        terms: The terms of a list.
    """

    def __init__(self, terms: Tags) -> None:
        self._known = set(terms)
        self.learn = self._known.update

    def cut(self, line: str) -> Sequence[Said]:
        """Cut a line."""
        cuts = cut_line(line, self._known.__contains__)
        return [Said(cut.text, cut.text, not cut.sure) for cut in cuts]


def spoken_tags(captions: CaptionSet) -> list[list[str]]:
    """The tags of captions as they are said: in small letters, `_` as a space, no stop at the end."""
    found = [[_spoken(tag) for tag in tags] for tags in captions.captions]
    return [kept for tags in found if (kept := [tag for tag in tags if tag])]


def _spoken(tag: str) -> str:
    return " ".join(tag.lower().replace("_", " ").rstrip(".").split())


def spans(tags: Tags) -> set[tuple[int, int]]:
    """The places of the first word of each tag and of the one behind its last."""
    found, place = set(), 0
    for tag in tags:
        end = place + len(tag.split())
        found.add((place, end))
        place = end
    return found


def said_spans(cuts: Sequence[Said], words: Tags) -> dict[tuple[int, int], Said]:
    """The same of tags that were cut; words that were dropped lie between them."""
    found: dict[tuple[int, int], Said] = {}
    place = 0
    for cut in cuts:
        own = cut.said.split()
        while list(words[place : place + len(own)]) != own:
            if place > len(words):
                raise ValueError(f"{cut.said!r} was not said: {' '.join(words)!r}")
            place += 1
        found[place, place + len(own)] = cut
        place += len(own)
    return found


def f1(found: set[Any], true: set[Any]) -> tuple[int, int, int]:
    """How many are found rightly, found wrongly, and not found."""
    return len(found & true), len(found - true), len(true - found)


def score(counts: Sequence[tuple[int, int, int]]) -> float:
    """F1 of counts as `f1` gives them."""
    right, wrong, missed = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    return round(2 * right / (2 * right + wrong + missed), 4) if right + wrong + missed else 1.0


def measured(way: Way, captions: Sequence[Tags]) -> dict[str, float]:
    """Border F1 while captions are read out, and how many wrong tags were marked as doubtful."""
    known: set[str] = set()
    whole, seen = [], []
    tags = marked = wrong = wrong_marked = 0
    for caption in captions:
        words = " ".join(caption).split()
        cuts, true = said_spans(way.cut(" ".join(words)), words), spans(caption)
        borders = {place for ends in cuts for place in ends} - {0, len(words)}
        truth = {end for _, end in true} - {len(words)}
        both = {place for place in range(1, len(words)) if words[place - 1] in known and words[place] in known}
        whole.append(f1(borders, truth))
        seen.append(f1(borders & both, truth & both))
        if len(whole) > len(captions) // 2:
            tags, marked = tags + len(cuts), marked + sum(cut.doubtful for cut in cuts.values())
            off = [cut for ends, cut in cuts.items() if ends not in true]
            wrong, wrong_marked = wrong + len(off), wrong_marked + sum(cut.doubtful for cut in off)
        way.learn(caption)
        known.update(words)
    half = len(captions) // 2
    return {
        "f1": score(whole[half:]),
        "seen": score(seen[half:]),
        "from_first": score(whole),
        "marked": round(marked / max(1, tags), 3),
        "wrong_marked": round(wrong_marked / max(1, wrong), 3),
    }


def dictated(tags: Tags, chance: random.Random) -> str:
    """A caption as a dictation program may hear it."""
    heard: list[str] = []
    for place, tag in enumerate(tags):
        if place and chance.random() < _FILLED:
            heard.append(chance.choice(_FILLERS))
        heard += [other for word in tag.split() for other in _heard(word, chance)]
    return " ".join(heard)


def _heard(word: str, chance: random.Random) -> list[str]:
    alike = homophones().get(word, ())
    if alike and chance.random() < _MISHEARD:
        return [chance.choice(alike)]
    if word[0].isdecimal() and word[1:].isalpha():
        return [_NUMBERS[int(word[0])], word[1:]]
    known = english_words()
    if word.isalpha() and len(word) > 7 and word not in known:
        for place in range(4, len(word) - 3):
            if word[:place] in known and word[place:] in known:
                return [word[:place], word[place:]]
    return [word]


def brought_back(way: Way, captions: Sequence[Tags]) -> float:
    """Which share of the tags that are known comes back word for word when captions are dictated."""
    chance, known = random.Random(4), set[str]()
    right = tags = 0
    for number, caption in enumerate(captions):
        cuts = {cut.text for cut in way.cut(dictated(caption, chance))}
        if number >= len(captions) // 2:
            own = [tag for tag in caption if tag in known]
            tags, right = tags + len(own), right + sum(tag in cuts for tag in own)
        way.learn(caption)
        known.update(caption)
    return round(right / max(1, tags), 3)


def timed(ways: Mapping[str, Callable[[Tags], Way]], terms: Tags, captions: Sequence[Tags]) -> Iterator[dict[str, Any]]:
    """Seconds until each way knows the terms, and milliseconds for a line once it knows the captions too."""
    lines = [" ".join(words[:_WORDS]) for tags in captions if len(words := " ".join(tags).split()) >= _WORDS]
    for name, make in ways.items():
        began = time.process_time()
        way = make(terms)
        built = time.process_time() - began
        for tags in captions:
            way.learn(tags)
        took = sorted(_milliseconds(way, line) for line in lines)
        middle, late = (took[int(len(took) * share)] if took else 0.0 for share in (0.5, 0.95))
        yield {"way": name, "build_s": round(built, 2), "line_ms": round(middle, 2), "line_ms_p95": round(late, 2)}


def _milliseconds(way: Way, line: str) -> float:
    began = time.process_time()
    way.cut(line)
    return 1000 * (time.process_time() - began)


def main() -> None:
    """Measure, print, and end with a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captions", type=Path, nargs="+")
    parser.add_argument("--list", type=Path, help="a term list: name,category,count,aliases")
    options = parser.parse_args()
    listed = read_terms(options.list) if options.list is not None else []
    terms = [term.text.replace("_", " ") for term in listed]
    ways: dict[str, Callable[[Tags], Way]] = {"gaps and tags": ByGaps, "known tags": ByKnownTags}
    result: dict[str, Any] = {"sets": {}}
    everything: list[list[str]] = []
    for captions in map(read_captions, options.captions):
        tags = spoken_tags(captions)
        everything += tags
        found: dict[str, Any] = {name: measured(make(terms), tags) for name, make in ways.items()}
        found["dictated"] = {name: brought_back(make(terms), tags) for name, make in ways.items()}
        found["dictated"]["no homophones"] = brought_back(ByGaps(terms, {}), tags)
        result["sets"][captions.name] = found
        print(captions.name, *(f"\n  {name}: {figures}" for name, figures in found.items()))
    many = [term.text.replace("_", " ") for term in make_terms(listed, _TERMS)]
    speeds = list(timed(ways, many, everything))
    ratio = round(speeds[0]["line_ms"] / max(speeds[1]["line_ms"], 0.001), 2)
    result |= {"terms": len(many), "speed": speeds, "ratio": ratio}
    print(*speeds, sep="\n")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
