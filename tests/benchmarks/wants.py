"""Typing as people do: how often the term that is wanted is among the first rows.

    python -m tests.benchmarks.wants [--misses] [--list FILE.tsv]

The wants in `data/wants.tsv`, and later those in `data/wants_second.tsv`, were written down before the program was
asked: beginnings, words in another order, one for many, `her` and `the` in between, hyphens, synonyms, a slip of the
finger, colours with any garment, known parts of what is unknown. Each is typed into its slot of an empty caption, with
the shipped vocabulary and nothing learnt. A want counts as found where its text is a row; `or by another name` counts
the term that the text leads to as well (`closed eyes` stands in the vocabulary as `eyes closed`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.engines import ROWS
from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.storage.vocabulary_files import load_shipped

_FILE = Path(__file__).parent / "data" / "wants.tsv"


class Want(NamedTuple):
    """What is typed, in which slot, and the term that is meant."""

    kind: str
    slot: str
    typed: str
    wanted: str


def read_wants(path: Path = _FILE) -> list[Want]:
    """Read the wants."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Want(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def missed(vocabulary: Vocabulary, wants: Iterable[Want]) -> list[tuple[Want, list[str]]]:
    """Give the wants that are not among the first five rows, with those rows."""
    suggester = Suggester(vocabulary)
    found: list[tuple[Want, list[str]]] = []
    for want in wants:
        rows = [row.term.text for row in suggester.suggest(want.typed, slot=want.slot, limit=ROWS)]
        if want.wanted not in rows:
            found.append((want, rows))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; print a table, then one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.wants", description=__doc__.split("\n")[0])
    parser.add_argument("--misses", action="store_true", help="say what was not found")
    parser.add_argument("--list", type=Path, default=_FILE, help="other wants")
    options = parser.parse_args(arguments)
    wants = read_wants(options.list)
    vocabulary = Vocabulary(load_shipped())
    misses = missed(vocabulary, wants)
    result = {"all": 1 - len(misses) / len(wants)}
    for kind in dict.fromkeys(want.kind for want in wants):
        amount = sum(want.kind == kind for want in wants)
        result[kind] = 1 - sum(want.kind == kind for want, _ in misses) / amount
        print(f"{kind:<14}{result[kind]:>7.1%} of {amount}")
    print(f"{'all':<14}{result['all']:>7.1%} of {len(wants)}")
    named = [want for want, rows in misses if (term := vocabulary.find(want.wanted)) and term.text in rows]
    result["or by another name"] = result["all"] + len(named) / len(wants)
    print(f"{'or by another name':<14}{result['or by another name']:>7.1%}")
    for want, rows in misses if options.misses else ():
        print(f"  {want.kind}: {want.slot} '{want.typed}' -> {want.wanted}, but {rows}")
    print(json.dumps({kind: round(part, 4) for kind, part in result.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
