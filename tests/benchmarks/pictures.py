"""How long a picture takes and how many bytes it is, in every way of showing it; beside other libraries' own.

    python -m tests.benchmarks.pictures [FOLDER_OR_PICTURE ...] [--repeat 3] [--quality normal]

Without pictures, those of the demo are drawn into a temporary folder. Everything is fitted into 80x40 cells of 10x20
pixels. `decode` is reading the file and scaling; `encode` is the rest, up to the text that is printed; both are the
best of a few runs. For text cells most of `encode` is Rich writing styles, as Textual has it do. Other libraries
scale as they encode, so theirs is one figure, from the opened file on. One of them, textual-image, is no dependency of
ours: it is measured where it can be imported.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, TypeVar

from PIL import Image

from tui_captioner.storage.demo import write_images
from tui_captioner.storage.images.images import load_scaled
from tui_captioner.storage.images.picture_facts import read_facts
from tui_captioner.tui.graphics.model import PictureRequest
from tui_captioner.tui.graphics.prepare import cells_for, cells_of
from tui_captioner.tui.graphics.print_once import printed
from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.graphics.quality import QUALITIES, RULES, Quality

CELLS, CELL = (80, 40), (10, 20)
_BOX = (CELLS[0] * CELL[0], CELLS[1] * CELL[1])
_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff")
_CELL_BUDGET = CELLS[0] * CELLS[1] * 8
"""Pixels that are decoded for text cells, as the composer does: enough to scale down smoothly."""
_PIXELS = (Protocol.KITTY, Protocol.KITTY_DIRECT, Protocol.ITERM2, Protocol.SIXEL)

_Result = TypeVar("_Result")
Size = tuple[int, int]
Render = Callable[[Path, Size], str]


@dataclass(frozen=True)
class Row:
    """What one way took for one picture; milliseconds."""

    way: str
    decode: float | None
    encode: float
    bytes: int

    @property
    def total(self) -> float:
        """All of it."""
        return (self.decode or 0.0) + self.encode


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print a table per picture, then one of medians."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pictures", description=__doc__.split("\n")[0])
    parser.add_argument("pictures", nargs="*", type=Path, help="pictures, or folders of them; by default the demo's")
    parser.add_argument("--repeat", type=int, default=3, help="the best of so many runs counts")
    parser.add_argument("--quality", choices=QUALITIES, default=Quality.NORMAL.value)
    options = parser.parse_args(arguments)
    others = {**term_image_ways(), **textual_image_ways()}
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for path in find(options.pictures) or write_images(Path(folder)):
            found = [*measure_ours(path, Quality(options.quality), options.repeat)]
            found += [measure_other(way, render, path, options.repeat) for way, render in others.items()]
            width, height = read_facts(path).size
            print_table(f"{path.name}  {width}x{height}  {path.stat().st_size:,} bytes", found)
            rows += found
    print_table("median of all pictures", medians(rows))
    return 0


def find(given: Sequence[Path]) -> list[Path]:
    """The pictures named, with those in the folders named."""
    found = []
    for path in given:
        inside = (one for one in path.rglob("*") if one.suffix.lower() in _SUFFIXES) if path.is_dir() else [path]
        found += sorted(inside)
    return found


def measure_ours(path: Path, quality: Quality, repeat: int) -> Iterator[Row]:
    """Every protocol of ours."""
    for protocol in Protocol:
        if protocol is Protocol.OFF:
            continue
        budget = RULES[quality].pixels if protocol in _PIXELS else _CELL_BUDGET
        scaled, decode = best(partial(load_scaled, path, _BOX, max_pixels=budget), repeat)
        # In a low quality fewer pixels make a smaller picture, where nothing stretches them.
        cells = cells_of(PictureRequest(path, CELLS, CELL, protocol, (0, 0, 0), quality), scaled.source_size)
        text, encode = best(partial(printed, scaled.image, cells, CELL, protocol, quality), repeat)
        yield Row(protocol.value, decode, encode, len(text.encode()))


def measure_other(way: str, render: Render, path: Path, repeat: int) -> Row:
    """A way of another library, which opens and scales on its own."""
    cells = cells_for(read_facts(path).size, CELLS, CELL)
    text, milliseconds = best(partial(render, path, cells), repeat)
    return Row(way, None, milliseconds, len(text.encode()))


def best(call: Callable[[], _Result], repeat: int) -> tuple[_Result, float]:
    """The result of a call, and the milliseconds of its fastest run."""
    fastest = float("inf")
    for _ in range(repeat):
        began = perf_counter()
        result = call()
        fastest = min(fastest, (perf_counter() - began) * 1000)
    return result, fastest


def medians(rows: Sequence[Row]) -> list[Row]:
    """One row per way, of the middle of each figure."""
    found = []
    for way in dict.fromkeys(row.way for row in rows):
        same = [row for row in rows if row.way == way]
        decodes = [row.decode for row in same if row.decode is not None]
        decode = median(decodes) if decodes else None
        found.append(Row(way, decode, median(row.encode for row in same), round(median(row.bytes for row in same))))
    return found


def print_table(title: str, rows: Sequence[Row]) -> None:
    """A line per way."""
    print(f"\n{title}\n{'':<26}{'decode ms':>10}{'encode ms':>10}{'total ms':>10}{'bytes':>12}")
    for row in rows:
        decode = "" if row.decode is None else f"{row.decode:.1f}"
        print(f"{row.way:<26}{decode:>10}{row.encode:>10.1f}{row.total:>10.1f}{row.bytes:>12,}")


# -- term-image --------------------------------------------------------------------------------------------------------


def term_image_ways() -> dict[str, Render]:
    """Its three styles, if it is there. Its queries are off: it would read the terminal itself."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where there is no terminal
            library = import_module("term_image")
    except ImportError as error:
        print(f"term-image: skipped ({error})")
        return {}
    library.disable_queries()
    common: Any = import_module("term_image.image.common")
    common.get_cell_size = lambda: CELL
    styles = import_module("term_image.image")
    for name in ("KittyImage", "ITerm2Image"):
        getattr(styles, name).forced_support = True
    return {
        "term-image blocks": partial(_term_image, styles.BlockImage, "1.1+D"),
        "term-image kitty": partial(_term_image, styles.KittyImage, "1.1+W"),
        "term-image iterm2": partial(_term_image, styles.ITerm2Image, "1.1+W"),
    }


def _term_image(style: Any, form: str, path: Path, cells: Size) -> str:
    with Image.open(path) as opened:
        image = style(opened)
        image.set_size(cells[0], cells[1]) if form.endswith("D") else image.set_size(cells[0])
        return format(image, form)


# -- textual-image -----------------------------------------------------------------------------------------------------


def textual_image_ways() -> dict[str, Render]:
    """Its renderers, if it can be imported."""
    try:
        names = ("halfcell", "sixel", "tgp")
        modules: dict[str, Any] = {name: import_module(f"textual_image.renderable.{name}") for name in names}
        cell_size = import_module("textual_image._terminal").CellSize
    except ImportError as error:
        print(f"textual-image: skipped ({error})")
        return {}
    for module in modules.values():
        module.get_cell_size = lambda: cell_size(*CELL)
    return {f"textual-image {name}": partial(_textual_image, module) for name, module in modules.items()}


def _textual_image(module: Any, path: Path, cells: Size) -> str:
    """What a renderer of it prints; its kitty one writes past the console, to the process's own output."""
    from rich.console import Console

    with Image.open(path) as opened, _captured_output() as buffer:
        console = Console(file=buffer, force_terminal=True, color_system="truecolor", width=cells[0], height=cells[1])
        console.print(module.Image(opened, width=cells[0], height=cells[1]))
        return buffer.getvalue()


@contextmanager
def _captured_output() -> Iterator[io.StringIO]:
    """Everything that is written to the process's first output."""
    buffer, original = io.StringIO(), sys.__stdout__
    sys.__stdout__ = buffer  # type: ignore[misc,assignment]
    try:
        yield buffer
    finally:
        sys.__stdout__ = original  # type: ignore[misc]


if __name__ == "__main__":
    sys.exit(main())
