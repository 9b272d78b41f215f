"""How long the statistics of a large dataset take.

    python -m tests.benchmarks.statistics [--images 1000 10000 100000]

Makes a catalogue of images with 15 tags each, of 30,000 texts of which few stand in most, each in any slot. Measured
for each size: all that `stats` and the screen of numbers tell, of all images and of those of a filter; beside it a
plain walk over the captions in memory that counts tags alone. Figures in milliseconds, the median of some rounds, and
the first as a multiple of the walk.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.filter import SIZES, batches
from tui_captioner.domain.query.parsing import parse_filter
from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.services.catalogue.statistics import Given, statistics_of
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.vocabulary_cache import load_shipped_cached

_ROUNDS = 3
_FILTERS = ("state:done", "*hat* AND background:empty")


def main() -> int:
    """Run the benchmark; print a line for each figure, then one of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.statistics", description=__doc__.split("\n")[0])
    parser.add_argument("--images", type=int, nargs="+", default=SIZES, metavar="N", help="sizes of the catalogue")
    figures: dict[str, dict[str, float]] = {}
    for images in parser.parse_args().images:
        with tempfile.TemporaryDirectory(prefix="statistics-") as work:
            figures[str(images)] = _measure(Path(work) / "a.catalogue", images)
    print(json.dumps(figures))
    return 0


def _measure(path: Path, images: int) -> dict[str, float]:
    store = CatalogueDatabase(path)
    captions: list[str] = []
    for batch in batches(images):
        store.put(batch, bare_key)
        captions += [row.written[0] for row in batch]
    store.make_indexes()
    print(f"{images:,} images")
    given = Given(DEFAULT_STRUCTURE, load_shipped_cached().terms, (), 75, "CLIP", True, None)
    all_, walk = _said("all images", lambda: statistics_of(store, given)), _said("a walk", lambda: _walk(captions))
    figures = {"all images": all_, "a walk": walk, "multiple of the walk": round(all_ / walk, 2)}
    print(f"{'multiple of the walk':50} {figures['multiple of the walk']:9.2f}")
    for text in _FILTERS:
        figures[text] = _said(text, lambda text=text: statistics_of(store, given, parse_filter(text)))  # type: ignore[misc]
    store.close()
    return figures


def _walk(captions: Sequence[str]) -> Counter[str]:
    """The plain way: each caption cut at its commas."""
    return Counter(tag.strip() for caption in captions for tag in caption.split(","))


def _said(name: str, act: Callable[[], object]) -> float:
    """Print the median of some rounds in milliseconds, and give it back."""
    times = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    found = round(statistics.median(times), 1)
    print(f"{name:50} {found:9.1f}", flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
