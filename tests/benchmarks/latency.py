"""How long a key takes, how much memory the index needs, how fast it is built and read.

    python -m tests.benchmarks.latency [--vocab LIST.csv] [--sizes 2000 200000]

The list is cut or made longer by a fixed seed. Each size is measured in a process of its own, so that memory is its
own too, and times are those of the processor, so that other programs do not count. Queries are beginnings of terms,
right and with one slip, as they come up while a tag is typed. Machines differ, so such queries are also given to
`rapidfuzz.process.extract` with `fuzz.ratio` over the same list in the same run: `learnt_of_extract` is our 95th
percentile as a part of its, `learnt_max_of_median` the slowest key against the median.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

from rapidfuzz import fuzz, process

from tests.benchmarks.engines import ROWS
from tests.benchmarks.material import make_terms, read_terms
from tests.benchmarks.typos import misspell
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Vocabulary

_QUERIES = 1500
_CAPTIONS = 200
_TEXTS = 8000
_EXTRACTED = 100
_Result = TypeVar("_Result")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; print a table, then one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.latency", description=__doc__.split("\n")[0])
    parser.add_argument("--vocab", type=Path, help="a list in the CSV of a1111 tagcomplete; without it one is made up")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000, 200_000])
    options = parser.parse_args(arguments)
    result: dict[str, dict[str, float]] = {}
    for size in options.sizes:
        for way in ("terms", "stored"):
            stored = _apart(store, options.vocab, size) if way == "stored" else None
            result[f"{size} {way}"] = _apart(measure, options.vocab, size, stored)
    for name, row in result.items():
        print(f"{name:<15}" + "  ".join(f"{key} {value:g}" for key, value in row.items()))
    print(json.dumps(result))
    return 0


def _apart(call: Callable[..., _Result], *arguments: object) -> _Result:
    """Call in a new process, so that memory that is free again does not hide what is needed."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(call, arguments)


def store(vocab: Path | None, size: int) -> tuple[bytes, list[str]]:
    """Give the stored index of a list, and texts of its terms to ask for."""
    terms = make_terms(read_terms(vocab) if vocab else [], size)
    chance = random.Random(9)
    return StaticIndex.of(terms).to_bytes(), [term.text for term in chance.sample(terms, min(size, _TEXTS))]


def measure(vocab: Path | None, size: int, stored: tuple[bytes, list[str]] | None) -> dict[str, float]:
    """Measure one size: with all terms in the vocabulary, or from the stored form of the index."""
    index_bytes, texts = stored or (b"", [])
    terms = make_terms(read_terms(vocab) if vocab else [], size) if stored is None else []
    texts = texts or [term.text for term in terms]
    gc.collect()
    before = _memory()
    start = time.process_time()
    if stored is not None:
        suggester = Suggester(Vocabulary(), lists=[StaticIndex.from_bytes(index_bytes)])
    else:
        suggester = Suggester(Vocabulary(terms))
    built = time.process_time() - start
    gc.collect()
    row = {"build_s": round(built, 3), "memory_mb": round(_memory() - before, 1)}
    row["stored_mb"] = round(len(index_bytes) / 1e6, 1)
    chance = random.Random(5)
    row.update(_times(suggester, texts, chance, "fresh"))
    learning = []
    for _ in range(_CAPTIONS):
        caption = {"": chance.sample(texts[:4000], 15)}
        start = time.process_time()
        suggester.learn(caption)
        learning.append(time.process_time() - start)
    row["learn_p95_ms"] = _p95(learning)
    row.update(_times(suggester, texts, chance, "learnt"))
    if terms:
        row["extract_p95_ms"] = _extract_p95([term.text for term in terms], chance)
        row["learnt_of_extract"] = round(row["learnt_suggest_p95_ms"] / row["extract_p95_ms"], 3)
    row["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    return row


def _times(suggester: Suggester, texts: Sequence[str], chance: random.Random, name: str) -> dict[str, float]:
    """Time the keys of some tags, each at its own place in a caption."""
    keys: dict[str, list[float]] = {"suggest": [], "ghost": [], "run": []}
    context = chance.sample(list(texts[:4000]), 10)
    while len(keys["suggest"]) < _QUERIES:
        text = chance.choice(texts)
        context = [*context[1:], text]
        size = chance.randint(0, min(len(text), 16))
        for end in range(size + 1):
            query = misspell(text[:end], chance) if end == size and end > 3 else text[:end]
            for kind, times in keys.items():
                if kind == "run" and end:
                    continue
                start = time.process_time()
                if kind == "run":
                    suggester.run(context=context, previous=context)
                elif kind == "ghost":
                    suggester.ghost(query, context=context, previous=context)
                else:
                    suggester.suggest(query, context=context, previous=context)
                times.append(time.process_time() - start)
    return {f"{name}_{kind}_p95_ms": _p95(times) for kind, times in keys.items()} | {
        f"{name}_suggest_max_ms": round(1000 * max(keys["suggest"]), 2),
        f"{name}_max_of_median": round(max(keys["suggest"]) / median(keys["suggest"]), 1),
    }


def _extract_p95(texts: list[str], chance: random.Random) -> float:
    """Time rapidfuzz over the whole list, for beginnings as they are typed."""
    times = []
    for _ in range(_EXTRACTED):
        text = chance.choice(texts)
        query = text[: chance.randint(1, min(len(text), 16))]
        start = time.process_time()
        process.extract(query, texts, scorer=fuzz.ratio, limit=ROWS)
        times.append(time.process_time() - start)
    return _p95(times)


def _p95(times: Sequence[float]) -> float:
    return round(1000 * sorted(times)[int(len(times) * 0.95)], 3)


def _memory() -> float:
    """Give the resident memory of this process now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    sys.exit(main())
