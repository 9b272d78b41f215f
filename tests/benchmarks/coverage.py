"""How much of a list of tags the shipped vocabulary knows: as a term, as an alias, or by filling a template.

    python -m tests.benchmarks.coverage LIST.csv [--most 200 1000 3000] [--missing 50]

The list has the tag and, in the third column (`name,category,count,"aliases"`) or the second, its count. For each
number of most used tags: the part that is known, by tags and by count. Adult tags are counted out.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.storage.vocabulary_files import load_shipped

_ADULT = re.compile(
    r"\b(?:nipple|areola|nude|naked|sex|breast|cleavage|penis|pussy|cum|panties|underwear|bra|anal|anus|ass|crotch|cameltoe"
    r"|pubic|vaginal?|fellatio|oral|orgasm|erection|testicles|bondage|bdsm|rape|topless|bottomless|censored|censoring"
    r"|censor|ejaculation|masturbation|fingering|femdom|uterus|flaccid|foreskin|maebari|pasties|docking|suspended|orgy"
    r"|bestiality|exhibitionism|indecency|spitroast|defloration|gaping|wedgie|netorare|sandwiched|fucked|cleft|fluid)s?\b"
)


def read_counts(path: Path) -> Counter[str]:
    """Read a list of tags with their counts; adult ones and lines without a count are left out."""
    counts: Counter[str] = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            numbers = [cell for cell in row[1:3] if cell.strip().isdigit()]
            if numbers and not _ADULT.search(row[0].replace("_", " ")):
                counts[row[0]] = int(numbers[-1])
    return counts


def coverage(counts: Counter[str], vocabulary: Vocabulary, most: int) -> tuple[float, float, list[str]]:
    """The part of the most used tags that is known, by tags and by count, and those that are not; 0 of none."""
    top = counts.most_common(most)
    missing = [tag for tag, _ in top if vocabulary.find(tag) is None]
    total = sum(count for _, count in top)
    lost = sum(counts[tag] for tag in missing)
    return 1 - len(missing) / max(1, len(top)), 1 - lost / total if total else 0.0, missing


def lines(counts: Counter[str], vocabulary: Vocabulary, most: Iterable[int], shown: int) -> Iterable[str]:
    """What the command prints."""
    missing: list[str] = []
    for number in most:
        tags, by_count, missing = coverage(counts, vocabulary, number)
        yield f"most used {number}: {tags:.1%} of the tags, {by_count:.1%} by count"
    if shown and missing:
        yield "not known: " + ", ".join(missing[:shown])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.coverage", description=__doc__.split("\n")[0])
    parser.add_argument("list", type=Path, help="a csv of tags with counts")
    parser.add_argument("--most", type=int, nargs="+", default=[200, 1000, 3000], help="how many of the most used")
    parser.add_argument("--missing", type=int, default=0, help="name so many that are not known")
    options = parser.parse_args(arguments)
    for line in lines(read_counts(options.list), Vocabulary(load_shipped()), options.most, options.missing):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
