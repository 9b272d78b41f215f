"""Keys per tag, for this program and for other ways of completing, on the same captions in one run.

    python -m tests.benchmarks.keystrokes --captions SET.jsonl [--captions SET.jsonl] [--vocab LIST.csv] [--engine ours]

Each set is entered caption by caption and tag by tag by a typist who takes the cheapest way: letters, the ghost text
whole or by word, one of the first five rows, one of nine picks before a letter is typed, a foreseen run of tags with
one key. Every engine learns each caption when it is finished. Tags of the list are joined as the captions join theirs.
`--way` says what our own program is told: nothing, the slot that is being filled (tags are then entered slot by slot,
as the composer asks for them), the shipped vocabulary before the list, or both; it may be repeated for more columns.
`--without` leaves one of the powers of `powers.py` out of our own program, for a column more each time.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.engines import ENGINES, Engine
from tests.benchmarks.material import CaptionSet, in_slots, in_style_of, read_captions, read_terms
from tests.benchmarks.powers import POWERS, without
from tests.benchmarks.typist import Tally, replay
from tests.benchmarks.typos import found_despite_typo
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.storage.vocabulary_files import load_shipped

WAYS = ("plain", "slot", "shipped", "slot+shipped")
_LIST_SAMPLE = 400
_LIST_HEAD = 5000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; print a table, then one line of JSON."""
    options = _options(arguments)
    sets = [read_captions(path) for path in options.captions]
    terms = read_terms(options.vocab) if options.vocab else []
    result: dict[str, dict[str, dict[str, float]]] = {}
    for name in options.engine or list(ENGINES):
        for way in options.way or ["plain"] if name == "ours" else ["plain"]:
            for power in (None, *options.without) if name == "ours" else (None,):
                column = name if way == "plain" else f"{name} {way}"
                with without(power):
                    result[f"{column} without {power}" if power else column] = _measure(name, sets, terms, options, way)
    for name, rows in result.items():
        _print_rows(name, rows)
    print(json.dumps(result))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.keystrokes", description=__doc__.split("\n")[0])
    parser.add_argument("--captions", type=Path, nargs="+", action="extend", required=True, help="lines of JSON")
    parser.add_argument("--vocab", type=Path, help="a list in the CSV of a1111 tagcomplete")
    parser.add_argument("--engine", action="append", choices=sorted(ENGINES), help="only this one; may be repeated")
    parser.add_argument("--way", action="append", choices=WAYS, help="what our own program is told; may be repeated")
    parser.add_argument("--without", action="append", choices=sorted(POWERS), default=[], help="leave a power out")
    parser.add_argument("--by-rows", action="store_true", help="a lower row costs the arrow keys to get there")
    parser.add_argument("--no-runs", action="store_true", help="no key takes several foreseen tags")
    parser.add_argument("--no-typos", action="store_true", help="leave the misspelled queries out")
    return parser.parse_args(arguments)


def _measure(
    name: str, sets: Sequence[CaptionSet], terms: Sequence[Term], options: argparse.Namespace, way: str
) -> dict[str, dict[str, float]]:
    rows: dict[str, dict[str, float]] = {}
    total = Tally()
    typos: dict[str, list[bool]] = {}
    shipped = load_shipped() if way != "plain" else []
    terms = [*shipped, *terms] if "shipped" in way else terms
    for captions in sets:
        engine = ENGINES[name](in_style_of(terms, captions))
        captions = in_slots(captions, Vocabulary(shipped)) if "slot" in way else captions
        tally = replay(engine, captions, by_rows=options.by_rows, runs=not options.no_runs)
        rows[captions.name] = tally.summary()
        total.add(tally)
        if not options.no_typos:
            _ask_typos(engine, sorted({tag for caption in captions.captions for tag in caption}), "", typos)
    rows["all"] = total.summary()
    if terms and not options.no_typos:
        head = [term.text for term in terms[:_LIST_HEAD]]
        sample = random.Random(3).sample(head, min(_LIST_SAMPLE, len(head)))
        _ask_typos(ENGINES[name](terms), sample, "list ", typos)
    if typos:
        rows["typos"] = {key: round(sum(found) / len(found), 3) for key, found in sorted(typos.items()) if found}
    return rows


def _ask_typos(engine: Engine, tags: Sequence[str], prefix: str, into: dict[str, list[bool]]) -> None:
    for way, letters in (("", None), (" first 24", 24), (" whole", sys.maxsize)):
        for kind, found in found_despite_typo(engine, tags, letters).items():
            into.setdefault(f"{prefix}{kind}{way}", []).extend(found)


def _print_rows(name: str, rows: dict[str, dict[str, float]]) -> None:
    print(f"{name:<18}{'keys/tag':>9}{'median':>8}{'untyped':>9}{'saved':>8}{'tags':>7}")
    for key, row in rows.items():
        if key == "typos":
            print("  one typo, in the first five: " + ", ".join(f"{kind} {part:.2f}" for kind, part in row.items()))
            continue
        print(
            f"  {key:<16}{row['keys_per_tag']:>9.2f}{row['median']:>8.1f}{row['untyped']:>9.0%}{row['saved']:>8.0%}"
            f"{row['tags']:>7.0f}"
        )
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
