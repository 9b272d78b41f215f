"""How well near-duplicates are found: on real captions, while these are typed in, and on a list nothing was tuned on.

`python -m tests.benchmarks.consistency CAPTIONS [--list LIST.csv]`: CAPTIONS is a folder of .jsonl files, a line per
image with its `text`, or one such file. Ends with a line of JSON.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.jobs import carried_through
from tui_captioner.domain.consistency.clusters import gathering
from tui_captioner.domain.consistency.lexicon import Lexicon
from tui_captioner.domain.consistency.pairs import Pair, Rule
from tui_captioner.domain.consistency.prose import is_prose
from tui_captioner.domain.consistency.tag_index import TagIndex
from tui_captioner.storage.english_words import english_words
from tui_captioner.storage.vocabulary_files import load_shipped

LABELS = Path(__file__).parent / "data" / "near_duplicates.tsv"
TAGS = 20_000
"""Different tags that are timed."""
_VARIED = 0.25
"""How many of these are invented variants of the others."""
_SAME, _ARGUABLE, _UNLABELLED = "same", "arguable", "not labelled"

Two = frozenset[str]


class Captions(NamedTuple):
    """A set of captions: its name, and the pieces of each between the commas."""

    name: str
    pieces: Sequence[Sequence[str]]

    @property
    def counts(self) -> Counter[str]:
        """How often each piece stands in them."""
        return Counter(piece for pieces in self.pieces for piece in pieces)


def read_labels(path: Path = LABELS) -> dict[Two, str]:
    """The labels that people gave to pairs of tags: a line is the label and the two, with tabs between."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {frozenset((one, other)): label for label, one, other in lines}


def read_captions(path: Path) -> list[Captions]:
    """The sets of a folder, or the one of a file; a full stop at the end of a piece is no part of it."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    found = []
    for file in files:
        texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        pieces = [[piece for part in text.split(",") if (piece := part.strip().rstrip(".").strip())] for text in texts]
        found.append(Captions(file.stem, pieces))
    return found


def shipped_lexicon() -> Lexicon:
    """What the program knows of words where a project has no vocabulary of its own."""
    return Lexicon(load_shipped(), english_words)


def pairs_of(counts: Mapping[str, int], lexicon: Lexicon, *, prose: bool = False) -> list[Pair]:
    """The pairs that the rules find among tags."""
    index = TagIndex(lexicon, prose=prose)
    for _ in index.add_all(counts):
        pass
    return [pair for pair in index.pairs() if pair is not None]


def warnings_of(captions: Captions, lexicon: Lexicon) -> list[Pair]:
    """What is said while the captions are typed in one after the other: of each new tag the likeliest one."""
    index, said = TagIndex(lexicon), []
    for pieces in captions.pieces:
        for piece in pieces:
            said.extend(index.near(piece)[:1])
            index.add(piece)
    return said


def labelled(pairs: Iterable[Pair], labels: Mapping[Two, str]) -> Counter[str]:
    """How many of the pairs have each label."""
    return Counter(labels.get(frozenset((pair.one, pair.other)), _UNLABELLED) for pair in pairs)


def on_captions(sets: Sequence[Captions], lexicon: Lexicon, labels: Mapping[Two, str]) -> dict[str, Any]:
    """Pairs and warnings in sets of captions, beside what people said of them."""
    pairs: list[Pair] = []
    warned: list[Pair] = []
    for captions in sets:
        found = pairs_of(captions.counts, lexicon)
        prose = is_prose(captions.counts)
        print(f"{captions.name}: {len(captions.counts)} tags, {len(found)} pairs{', read as prose' if prose else ''}")
        for pair in found:
            label = labels.get(frozenset((pair.one, pair.other)), _UNLABELLED)
            print(f"  {label:<12} {pair.rule:<12} {pair.one} | {pair.other}")
        pairs += found
        warned += warnings_of(captions, lexicon)
    everything = {frozenset((one, other)) for c in sets for one, other in _known_in(c, labels)}
    return {
        "tags": sum(len(captions.counts) for captions in sets),
        "pairs": {"found": len(pairs), **labelled(pairs, labels)},
        "labelled_same": sum(labels[two] == _SAME for two in everything),
        "new_tags": sum(len(captions.counts) for captions in sets),
        "warnings": {"said": len(warned), **labelled(warned, labels)},
        "pairs_where_prose_is_told": sum(len(pairs_of(c.counts, lexicon, prose=is_prose(c.counts))) for c in sets),
    }


def _known_in(captions: Captions, labels: Mapping[Two, str]) -> list[tuple[str, str]]:
    counts = captions.counts
    return [(one, other) for one, other in map(sorted, labels) if one in counts and other in counts]


def on_list(path: Path) -> dict[str, Any]:
    """Which aliases of a term list lead to their own tag by each rule, aliases left out, and which to another one."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row[0], [alias for alias in row[3].split(",") if alias]) for row in csv.reader(file)]
    index = TagIndex(Lexicon())
    for tag, _ in rows:
        index.add(tag)
    found: dict[str, list[int]] = {rule.value: [0, 0] for rule in (Rule.FORM, Rule.SMALL_WORDS, Rule.ORDER)}
    for tag, aliases in rows:
        for alias in aliases:
            near = index.near(alias)
            for pair in near:
                if pair.rule is near[0].rule:
                    found[pair.rule.value][pair.other != tag] += 1
    return {rule: {"own_tag": own, "another": another} for rule, (own, another) in found.items()}


def variant(tag: str, chance: random.Random) -> str:
    """Another spelling of a tag, as people write them."""
    words = tag.replace("_", " ")
    at = chance.randrange(max(1, len(tag) - 1))
    swapped = tag[:at] + tag[at : at + 2][::-1] + tag[at + 2 :]
    return chance.choice([words, words.title(), f"{words}s", f"the {words}", swapped])


def many_tags(source: Iterable[str], seed: int = 15) -> dict[str, int]:
    """Different tags with counts, a quarter of them invented variants of the others."""
    chance = random.Random(seed)
    known = list(dict.fromkeys(source))
    chance.shuffle(known)
    given = tuple(known)
    number = 0
    while len(known) < TAGS * (1 - _VARIED):
        number += 1
        known.append(f"{given[number % len(given)]} {chance.choice('abcdefgh')}{number}")
    texts = dict.fromkeys(known[: int(TAGS * (1 - _VARIED))])
    while len(texts) < TAGS:
        texts[variant(chance.choice(known), chance)] = None
    return {text: chance.randint(1, 90) for text in texts}


def timed(counts: Mapping[str, int], lexicon: Lexicon) -> dict[str, Any]:
    """Seconds for the clusters of many tags, and milliseconds for a new tag among them."""
    lexicon.knows("")
    began = time.perf_counter()
    pairs = pairs_of(counts, lexicon)
    found = carried_through(gathering(pairs, counts))
    seconds = time.perf_counter() - began
    index, chance = TagIndex(lexicon), random.Random(3)
    for text, count in counts.items():
        index.add(text, count)
    took = []
    for text in (variant(tag, chance) for tag in chance.sample(sorted(counts), 500)):
        at = time.perf_counter()
        index.near(text)
        took.append(1000 * (time.perf_counter() - at))
    took.sort()
    return {
        "tags": len(counts),
        "clusters": len(found),
        "largest": max((len(cluster.texts) for cluster in found), default=0),
        "seconds": round(seconds, 2),
        "near_ms_median": round(took[250], 2),
        "near_ms_p99": round(took[495], 2),
    }


def cdist_seconds(texts: Sequence[str]) -> float:
    """Seconds that `rapidfuzz.process.cdist` takes to compare all tags with all, a part at a time."""
    import numpy as np
    from rapidfuzz import fuzz, process

    began = time.perf_counter()
    for at in range(0, len(texts), 1000):
        part = texts[at : at + 1000]
        process.cdist(part, texts, scorer=fuzz.token_sort_ratio, dtype=np.uint8, score_cutoff=90)
    return time.perf_counter() - began


def main() -> None:
    """Measure, print, and end with a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captions", type=Path)
    parser.add_argument(
        "--list", type=Path, help="a term list as a1111's tagcomplete has it: name,category,count,aliases"
    )
    parser.add_argument("--no-cdist", action="store_true", help="leave out the comparison of all with all")
    options = parser.parse_args()
    lexicon, labels, sets = shipped_lexicon(), read_labels(), read_captions(options.captions)
    result: dict[str, Any] = on_captions(sets, lexicon, labels)
    source = [piece for captions in sets for piece in captions.counts]
    if options.list is not None:
        result["list"] = on_list(options.list)
        with options.list.open(encoding="utf-8", newline="") as file:
            source = [row[0] for row in csv.reader(file)]
    counts = many_tags(source)
    result["speed"] = timed(counts, lexicon)
    if not options.no_cdist:
        seconds = cdist_seconds(list(counts))
        result["speed"] |= {"cdist_seconds": round(seconds, 1), "ratio": round(seconds / result["speed"]["seconds"], 1)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
