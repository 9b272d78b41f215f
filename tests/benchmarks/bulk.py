"""How long the commands take that go over a whole dataset.

    python -m tests.benchmarks.bulk [--images 20000]

Makes a folder of tiny images with captions in one JSON file, imports it, checks it, and exports it in every format.
Each command is the real program, started anew; what is printed is its wall-clock time in seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import PNG
from tui_captioner.formats.names import CAPTIONS_JSON, CIVITAI_ZIP, EXPORTS, HF_IMAGEFOLDER, SIDECARS, WEBDATASET

_TAGS = (
    ["photograph", "illustration", "oil painting"],
    ["of a woman", "of a man", "of a dog"],
    ["standing", "sitting", "running", "looking at viewer"],
    ["red hat", "blue coat", "long hair", "freckles"],
    ["rim lighting", "soft shadows", "lens flare"],
    ["beach", "kitchen", "mountains at sunrise", "white background"],
    ["calm", "joyful", "lonely"],
)
_LARGE = (CIVITAI_ZIP,)
"""Formats that take 1,000 images at most."""


def main() -> int:
    """Run the benchmark; print a line for each command, then one of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bulk", description=__doc__.split("\n")[0])
    parser.add_argument("--images", type=int, default=20_000, metavar="N", help="how many (20,000 by default)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bulk-") as work:
        result = _measure(Path(work), options.images)
    print(json.dumps({"images": options.images, **result}))
    return 0


def _measure(work: Path, count: int) -> dict[str, float]:
    dataset, captions = work / "set", work / CAPTIONS_JSON
    _make(dataset, captions, count)
    result: dict[str, float] = {}

    def run(name: str, *words: str | Path, allowed: Sequence[int] = (0,)) -> None:
        command = [sys.executable, "-m", "tui_captioner", *map(str, words)]
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        result[name] = round(time.perf_counter() - began, 2)
        if done.returncode not in allowed:
            raise SystemExit(f"{name}: exit status {done.returncode}\n{done.stdout[-500:]}{done.stderr[-500:]}")
        print(f"{name:24} {result[name]:8.2f}", flush=True)

    run("import, dry run", "import", dataset, "--from", "captions-json", captions, "--dry-run")
    run("import", "import", dataset, "--from", "captions-json", captions)
    run("check", "check", dataset, allowed=(0, 1))
    run("check --for sd-scripts", "check", dataset, "--for", "sd-scripts", allowed=(0, 1))
    for name in EXPORTS:
        if name in _LARGE and count > 1000:
            continue
        images = ("--images", "none") if name in (SIDECARS, HF_IMAGEFOLDER) else ()
        shards = ("--shard-size", "10000") if name == WEBDATASET else ()
        run(f"export {name}", "export", dataset, "--to", name, "-o", work / f"out-{name}", *images, *shards)
    return result


def _make(dataset: Path, captions: Path, count: int) -> None:
    dataset.mkdir()
    choose = random.Random(0)
    texts: dict[str, str] = {}
    for number in range(count):
        name = f"{number:06}.png"
        (dataset / name).write_bytes(PNG)
        texts[name] = ", ".join(choose.choice(tags) for tags in _TAGS)
    captions.write_text(json.dumps(texts), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
