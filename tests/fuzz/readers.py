"""Throws mutated files at every reader: `python -m tests.fuzz.readers --rounds N --seed S [--only NAME]`.

A reader may refuse a file by a `CaptionerError`; any other exception is a fault, and so is an input that takes longer
than `LIMIT` seconds of this process's time. Faults are printed with the seed of their round, which makes them again:
`--rounds 1 --seed S`. Exit status 1 if there was any.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.samples import PIECES, SAMPLES
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.formats import civitai, encodings, hydrus, infotext, sidecar, toriato, webdataset
from tui_captioner.formats.registry import READERS, Reader
from tui_captioner.formats.term_lists import ListReport, detect_kind, read_terms
from tui_captioner.services.importing.import_files import read_file
from tui_captioner.services.importing.import_options import ImportOptions
from tui_captioner.storage.images.embedded_text import read_embedded
from tui_captioner.storage.project.records import load_record
from tui_captioner.storage.project.settings import load_settings
from tui_captioner.storage.user_settings import load_user_settings
from tui_captioner.storage.vocabulary_files import load_own

LIMIT = 2.0
"""Seconds of this process's time for one input; the inputs are at most some 100 kB."""
MOST = 100_000
"""Bytes of an input."""
ENCODINGS = ("", "", "utf-16", "utf-16-le", "cp1252", "shift_jis", "gb18030", "utf-7", "utf-32", "hz", "utf-8-sig")


class Fault(NamedTuple):
    """An input that a reader stumbled over."""

    reader: str
    seed: int
    what: str


def _list(data: bytes) -> None:
    text = sidecar.decode(data)
    for term in read_terms(text, detect_kind(text), ListReport()):
        str(term)


def _index(data: bytes) -> None:
    try:
        index = StaticIndex.from_bytes(data)
    except ValueError:
        return
    for number in range(len(index)):
        index.term(number), index.slot(number), index.score(number)
    for text in ("a", "lo", "1", "hair"):
        found = index.best(index.find(text), 20)
        [(index.text_at(at), index.name_at(at), index.owner(at)) for at in found]
        index.containing(text, 20), index.skipping(text, 20), index.spelled(text)


def _text(data: bytes) -> None:
    text = sidecar.decode_caption(data)
    infotext.parse_infotext(text), hydrus.is_tag_list(text), hydrus.read_tags(text, namespaces=False)


def _in_folder(name: str, read: Callable[[Path], object]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        path = Path(_FOLDER.name) / name
        path.write_bytes(data)
        read(path)

    return run


def _import(path: Path) -> None:
    chance = random.Random(path.stat().st_size)
    form = chance.choice(("auto", "auto", "csv", "kohya"))
    read_file(path, ImportOptions(file=path, encoding=chance.choice(ENCODINGS), format=form))


def _sniffing(reader: Reader) -> Callable[[bytes], object]:
    return lambda data: reader.sniff(data, f"x{reader.suffixes[0]}")


_IMPORTED = ("json", "jsonl", "csv", "txt", "tar", "zip", "png")
_FOLDER = tempfile.TemporaryDirectory(prefix="fuzz-")
TARGETS: dict[str, Callable[[bytes], object]] = {
    **{f"format {reader.name}": reader.read for reader in READERS},
    **{f"sniff {reader.name}": _sniffing(reader) for reader in READERS},
    "toriato": lambda data: toriato.read(data),
    "tar": lambda data: webdataset.read_file(io.BytesIO(data)),
    "zip": lambda data: civitai.read_file(io.BytesIO(data)),
    "sidecar": _text,
    "encodings": lambda data: encodings.encoding_hint(data, "NAME"),
    "record": lambda data: load_record(data.decode("utf-8", "surrogateescape")),
    "list": _list,
    "index": _index,
    "settings": _in_folder("project.toml", load_settings),
    "vocabulary": _in_folder("vocab.toml", load_own),
    "user settings": _in_folder("config.toml", load_user_settings),
    **{f"import .{suffix}": _in_folder(f"x.{suffix}", _import) for suffix in _IMPORTED},
    **{f"embedded .{suffix}": _in_folder(f"e.{suffix}", read_embedded) for suffix in ("png", "jpg", "webp")},
}  # fmt: skip
"""What reads bytes that strangers made, by name."""


def mutated(chance: random.Random, data: bytes) -> bytes:
    """A sample with some damage: bytes flipped, cut, doubled, repeated many times, other samples' pieces put in."""
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 2, 8, 64)))
        how = chance.randrange(7)
        if how == 0 and data:
            at = min(at, len(data) - 1)
            data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        elif how == 1:
            data = data[:at] + data[end:]
        elif how == 2:
            data = data[:end] + data[at:]
        elif how == 3:
            data = data[:at] + chance.choice(PIECES) + data[at:]
        elif how == 4:
            data = data[:at] + chance.choice(PIECES) * chance.choice((10, 1000, 20_000)) + data[at:]
        elif how == 5:
            other = chance.choice(list(SAMPLES.values()))
            data = data[:at] + other[: chance.randrange(len(other) + 1)] + data[end:]
        else:
            data = data[: chance.randrange(len(data) + 1)]
        data = data[:MOST]
    return data


def run(rounds: int, seed: int, only: str = "", limit: float = LIMIT) -> Iterator[Fault]:
    """Throw mutated samples at the readers, one a round, and yield what they stumble over.

    Args:
        rounds: How many inputs.
        seed: Of the first round; the next ones count on.
        only: Part of the names of the readers that are tried; empty for all.
        limit: Seconds of this process's time that one input may take.
    """
    targets = [name for name in TARGETS if only in name]
    samples = list(SAMPLES.values())
    for number in range(seed, seed + rounds):
        chance = random.Random(number)
        name = targets[chance.randrange(len(targets))]
        fitting = SAMPLES.get(name)
        data = mutated(chance, fitting if fitting is not None and chance.random() < 0.7 else chance.choice(samples))
        started = time.process_time()
        try:
            TARGETS[name](data)
        except CaptionerError:
            pass
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            yield Fault(name, number, f"{type(error).__name__}: {str(error)[:200]} ({last.filename}:{last.lineno})")
        spent = time.process_time() - started
        if spent > limit:
            yield Fault(name, number, f"{spent:.1f} s for {len(data)} bytes")


def main() -> int:
    """Run as a command; see above."""
    parser = argparse.ArgumentParser(description="Mutated files for every reader.")
    parser.add_argument("--rounds", type=int, default=10_000, metavar="N", help="how many inputs")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of the first input; the others count on")
    parser.add_argument("--only", default="", metavar="NAME", help="part of the names of readers")
    options = parser.parse_args()
    faults = 0
    for fault in run(options.rounds, options.seed, options.only):
        faults += 1
        print(f"{fault.reader}, seed {fault.seed}: {fault.what}", flush=True)
    print(f"{options.rounds} inputs, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
