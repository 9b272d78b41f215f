"""Keys per tag with a simulated tagger beside the composer without one.

    python -m tests.benchmarks.tagger_predictor --captions FOLDER_OR_SET.jsonl [...] [--most 25] [--seed 1] [--seeds 1]

No tagger is needed: what one would see is made up from the captions themselves. 20% of the tags of each are missing, a
fifth of what it reports is wrong; scores are Beta(5, 2) where it is right, Beta(2, 3) where it is wrong. The first 25
captions of each set are entered by the typist of `keystrokes.py`, with no list and five rows, on an empty input too.
How well the tagger is trusted is learnt caption by caption, as the composer learns it. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.engines import Ours
from tests.benchmarks.material import CaptionSet, read_captions
from tests.benchmarks.simulated_tagger import Kind, WithTagger, reports
from tests.benchmarks.typist import replay

USUAL = Kind()
AIMS = {"wikipetan": (4.27, 1.93), "rei": (1.54, 1.22), "sprites": (4.86, 2.18)}
"""Without and with a tagger, as they were simulated before there was a program."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; print a table, then one line of JSON."""
    options = _options(arguments)
    result: dict[str, dict[str, float]] = {}
    print(f"{'':<16}{'without':>9}{'with':>8}{'saved':>8}{'tags':>7}")
    for captions in _sets(options.captions, options.most):
        row = result[captions.name] = measure(captions, range(options.seed, options.seed + options.seeds), options.runs)
        aim = AIMS.get(captions.name)
        told = "" if aim is None else f"   aims {aim[0]:.2f} -> {aim[1]:.2f}"
        saved = 1 - row["with"] / row["without"]
        print(f"{captions.name:<16}{row['without']:>9.2f}{row['with']:>8.2f}{saved:>8.0%}{row['tags']:>7.0f}{told}")
        sys.stdout.flush()
    print(json.dumps(result))
    return 0


def measure(captions: CaptionSet, seeds: Sequence[int], runs: bool = False, kind: Kind = USUAL) -> dict[str, float]:
    """Keys per tag of a set, without a tagger and with simulated ones, the mean over some seeds."""
    known = {tag for caption in captions.captions for tag in caption}
    alone = replay(Ours([]), captions, runs=runs)
    helped = [replay(WithTagger([], reports(captions, kind, seed), known), captions, runs=runs).mean for seed in seeds]
    return {"without": round(alone.mean, 3), "with": round(sum(helped) / len(helped), 3), "tags": alone.tags}


def _sets(paths: Sequence[Path], most: int) -> Iterator[CaptionSet]:
    """The first captions of each set; those of all sets in a folder."""
    for path in paths:
        for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            captions = read_captions(file)
            yield CaptionSet(captions.name, captions.captions[:most])


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.tagger_predictor", description=__doc__)
    parser.add_argument("--captions", type=Path, nargs="+", required=True, help="lines of JSON, or a folder of such")
    parser.add_argument("--most", type=int, default=25, help="captions of each set")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1, help="simulated taggers; their mean is printed")
    parser.add_argument("--runs", action="store_true", help="one key takes several foreseen tags")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
