"""What loading a picture costs: cold, from its copy on disk, in this process and in one of its own; beside Pillow.

    python -m tests.benchmarks.decoding [--runs 7] [--box 800]

Milliseconds, the median of so many runs; `ratio` is `here` to `pillow`. The last line is the result as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image

from tui_captioner.storage.images.image_views import View
from tui_captioner.storage.images.images import load_opened, load_scaled
from tui_captioner.storage.images.picture_facts import read_facts
from tui_captioner.storage.images.picture_files import open_picture
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.images.thumbnails import Thumbnails

_YEAR_2020 = 1_577_836_800
_FORMS = ("jpg", "png", "webp")
_REGION = (0.4, 0.4, 0.6, 0.6)
Summary = dict[str, float]


def make_picture(path: Path, size: tuple[int, int]) -> Path:
    """A picture with soft shapes and some noise, like a photograph; the same one each time but for the noise."""
    noise = Image.effect_noise((size[0] // 4, size[1] // 4), 60).convert("RGB").resize(size, Image.Resampling.BICUBIC)
    bands = (Image.linear_gradient("L").resize(size), Image.radial_gradient("L").resize(size), Image.new("L", size, 90))
    Image.blend(noise, Image.merge("RGB", bands), 0.6).save(path, quality=90)
    # Files that have just changed are not kept.
    os.utime(path, (_YEAR_2020, _YEAR_2020))
    return path


def milliseconds(work: Callable[[], object], runs: int, before: Callable[[], object] = lambda: None) -> float:
    """The median time that something takes, without what is done before each time."""
    taken: list[float] = []
    for _ in range(runs):
        before()
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return round(statistics.median(taken) * 1000, 1)


def side_by_side(one: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[float, float]:
    """The median times of two ways, in turns, so that a busy machine is unfair to neither."""
    pairs = [(milliseconds(one, 1), milliseconds(other, 1)) for _ in range(runs)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def by_pillow(path: Path, box: tuple[int, int]) -> object:
    """The same picture decoded by Pillow, as where libvips can't be loaded."""
    view = View(box)
    with open_picture(path) as file:
        return load_opened(file, view, pillow=True).scaled(view)


def measure(path: Path, box: tuple[int, int], folder: Path, runs: int) -> Summary:
    """All ways of getting one picture."""
    rows: Summary = {"facts": milliseconds(lambda: read_facts(path), runs)}
    here, apart = PictureStore(isolate=False), PictureStore()
    rows["here"], rows["pillow"] = side_by_side(lambda: load_scaled(path, box), lambda: by_pillow(path, box), runs)
    rows["ratio"] = round(rows["here"] / rows["pillow"], 2)
    try:
        rows["start_and_first"] = milliseconds(lambda: apart.load(path, box), 1)
        rows["apart"] = milliseconds(lambda: apart.load(path, box), runs)
        rows["here_part"] = milliseconds(lambda: here.load(path, box, region=_REGION), runs)
        rows["apart_part"] = milliseconds(lambda: apart.load(path, box, region=_REGION), runs)
    finally:
        apart.close()
    cache = Thumbnails(folder / f"{path.name}.cache")

    def forget() -> None:
        for copy in cache.folder.glob("*/*"):
            copy.unlink()

    keeping = PictureStore(cache, isolate=False)
    rows["here_and_keep"] = milliseconds(lambda: keeping.load(path, box), runs, before=forget)
    kept = [copy.stat().st_size for copy in cache.folder.glob("*/*")]
    rows["copy_kb"] = round(sum(kept) / 1000, 1)
    rows["from_copy"] = milliseconds(lambda: keeping.load(path, box), runs) if kept else 0.0
    again = PictureStore(cache)
    try:
        again.load(path, box)
        rows["from_copy_apart"] = milliseconds(lambda: again.load(path, box), runs) if kept else 0.0
    finally:
        again.close()
    return rows


def run(runs: int, side: int) -> dict[str, Summary]:
    """Measure a photograph of 24 megapixels as JPEG, PNG and WebP, and the usual picture of one megapixel."""
    large, usual = (6000, 4000), (1024, 1024)
    sizes = {f"24mp.{form}": large for form in _FORMS} | {f"1mp.{form}": usual for form in _FORMS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return {
            picture: measure(make_picture(folder / picture, size), (side, side), folder, runs)
            for picture, size in sizes.items()
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; the result as JSON comes last."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.decoding", description="Milliseconds per picture")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--box", type=int, default=800)
    options = parser.parse_args(arguments)
    result = run(options.runs, options.box)
    print(f"{'':<18}" + "".join(f"{picture:>12}" for picture in result))
    for row in next(iter(result.values())):
        print(f"{row:<18}" + "".join(f"{columns[row]:>12g}" for columns in result.values()))
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
