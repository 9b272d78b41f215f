"""How long filters take over a large catalogue.

    python -m tests.benchmarks.filter [--images 1000 10000 100000]

Makes a catalogue of images with 15 tags each, of 30,000 texts of which few stand in most. Measured: reading a filter of
10,000 characters, and for each size each filter from its text to the array of places that a screen holds, sorting, the
rows of a screen, completing a tag; beside it the same by a walk over the captions in memory, as one would do without a
catalogue. Two figures in milliseconds: the median of some rounds, and the processor's time, for a busy machine.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tui_captioner.domain.query.parsing import LONGEST, parse_filter
from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.storage.catalogue.browsing import listed, places_matching, tags_beginning
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.order import Order
from tui_captioner.storage.catalogue.rows import ImageRow, TagRow
from tui_captioner.storage.vocabulary_cache import load_shipped_cached

_TAGS = 15
_TEXTS = 30_000
_ROUNDS = 5
_NOUNS = ("hat", "dress", "coat", "hair", "table", "beach", "light", "sky", "hand", "street", "tree", "wall")
"""What is looked for."""
SIZES = (1_000, 10_000, 100_000)
_FILTERS = (
    "",
    'tag:"red hat 7"',
    "tag:*hat*",
    "*hat* AND background:empty",
    "hat",
    "text:hat",
    "NOT tag:*hat*",
    "(tag:*hat* OR tag:*coat*) AND NOT tag:*beach*",
    "state:done tokens>30",
    "name:7 unsure:yes",
    "finding:unsure OR tags<12",
    " AND ".join(f"NOT tag:*{noun}*" for noun in _NOUNS),
)


def main() -> int:
    """Run the benchmark; print a line for each figure, then one of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.filter", description=__doc__.split("\n")[0])
    parser.add_argument("--images", type=int, nargs="+", default=SIZES, metavar="N", help="sizes of the catalogue")
    figures: dict[str, dict[str, float]] = {"reading": _reading()}
    for images in parser.parse_args().images:
        with tempfile.TemporaryDirectory(prefix="filter-") as work:
            figures[str(images)] = _measure(Path(work) / "a.catalogue", images)
    print(json.dumps(figures))
    return 0


def _reading() -> dict[str, float]:
    texts = {
        "a usual filter": '(tag:"red hat" OR tag:*coat*) AND NOT background:empty',
        "10,000 characters": ("name:a OR " * LONGEST)[: LONGEST - 4],
        "10,000 brackets": "(" * (LONGEST // 2 - 1) + "a" + ")" * (LONGEST // 2 - 1),
    }
    return {name: _said(f"reading {name}", lambda text=text: parse_filter(text)) for name, text in texts.items()}  # type: ignore[misc]


def _measure(path: Path, images: int) -> dict[str, float]:
    store = CatalogueDatabase(path)
    began = time.perf_counter()
    captions: list[str] = []
    for batch in batches(images):
        store.put(batch, bare_key)
        captions += [row.written[0] for row in batch]
    store.make_indexes()
    print(f"{images:,} images, made in {time.perf_counter() - began:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
    figures: dict[str, float] = {}
    for text in _FILTERS:
        name = text if len(text) < 60 else f"{text[:50]}…"
        figures[name] = _said(name or "(all)", lambda text=text: array("I", places_matching(store, parse_filter(text))))  # type: ignore[misc]
    everything = parse_filter("")
    for order in (Order("tokens", reverse=True), Order("findings"), Order("caption"), Order("background")):
        name = f"all by {order.by}"
        figures[name] = _said(name, lambda order=order: places_matching(store, everything, (), order))  # type: ignore[misc]
    names = [_name(number) for number in range(images // 2, images // 2 + 64)]
    figures["64 rows"] = _said("64 rows", lambda: listed(store, names))
    figures["completing a tag"] = _said("completing a tag", lambda: tags_beginning(store, "red"))
    figures["a walk"] = _said("a walk over captions in memory", lambda: _walk(captions))
    store.close()
    return figures


def _walk(captions: Sequence[str]) -> int:
    """The plain way: each caption cut at its commas."""
    return sum(any("hat" in tag.strip() for tag in caption.casefold().split(",")) for caption in captions)


def batches(images: int) -> Iterator[list[ImageRow]]:
    choose = random.Random(0)
    terms = sorted({term.text for term in load_shipped_cached().terms})
    texts = [f"{choose.choice(terms)} {number}" for number in range(_TEXTS)]
    weights = [1 / (rank + 10) for rank in range(_TEXTS)]
    for first in range(0, images, 1000):
        chosen = iter(choose.choices(texts, weights, k=_TAGS * 1000))
        yield [
            _row(number, [next(chosen) for _ in range(_TAGS)], choose)
            for number in range(first, min(images, first + 1000))
        ]


def _row(number: int, texts: Sequence[str], choose: random.Random) -> ImageRow:
    slots = DEFAULT_STRUCTURE.own_keys
    own = list(dict.fromkeys(texts))
    tags = tuple(TagRow(0, choose.choice(slots[: 4 + number % 3]), text, False, at) for at, text in enumerate(own))
    findings = {"unsure": 2} if number % 3 == 0 else {}
    return ImageRow(
        *(_name(number), number, b"", b"", False, number % 5, number % 4 == 0, False),
        tags=tags,
        written=(", ".join(own),),
        written_tags=len(own),
        tokens=len(own) * 3,
        findings=findings,
    )


def _name(number: int) -> str:
    return f"{number // 1000:03}/{number:06}.png"


def _said(name: str, act: Callable[[], object]) -> float:
    """Print the median of some rounds in milliseconds, and the least of the processor's time, which is given back."""
    times, used = [], []
    for _ in range(_ROUNDS):
        began, worked = time.perf_counter(), time.process_time()
        act()
        times.append((time.perf_counter() - began) * 1000)
        used.append((time.process_time() - worked) * 1000)
    figure = round(min(used), 2)
    print(f"{name:70} {statistics.median(times):9.2f} {figure:9.2f}", flush=True)
    return figure


if __name__ == "__main__":
    sys.exit(main())
