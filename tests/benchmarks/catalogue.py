"""How long the catalogue of a large dataset takes to be made and to answer.

    python -m tests.benchmarks.catalogue [--images 20000] [--keep FOLDER]

Makes a dataset of images with 15 tags each in sub-folders, the pictures as hard links of one. Measured: opening, the
time until the catalogue is whole for the first and the second time, memory, how late a timer of 5 ms comes meanwhile,
and each question; beside it what a walk over the images takes for the same answer.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import accumulate
from pathlib import Path

from tests.conftest import PNG
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.review import has_unsure
from tui_captioner.services.catalogue.catalogue import Catalogue
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue import questions
from tui_captioner.storage.vocabulary_cache import load_shipped_cached

_FOLDER = 1000
"""Images in a folder."""
_LINKS = 50_000
"""Images after which other sources are linked: a file system takes some 65,000 links to a file."""
_TAGS = 15
_OWN = 27_000
"""Texts that no vocabulary has."""
_ROUNDS = 5
_WALKED = 1000
"""Images that are walked over, to compare."""


def main() -> int:
    """Run the benchmark; print a line for each figure, then one of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.catalogue", description=__doc__.split("\n")[0])
    parser.add_argument("--images", type=int, default=20_000, metavar="N", help="how many (20,000 by default)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where it is made, and left for the next run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="catalogue-") as work:
        os.environ["XDG_CACHE_HOME"] = str(Path(work) / "cache")
        root = options.keep or Path(work) / "set"
        if not root.exists():
            make(root, options.images)
        figures = measure(root)
    print(json.dumps({"images": options.images, **figures}))
    return 0


def make(root: Path, images: int, pictures: Sequence[bytes] = (PNG,)) -> None:
    """Make the dataset: half the captions in the order of the slots, half in no order; few texts stand in most."""
    choose = random.Random(0)
    terms = [term for term in load_shipped_cached().terms if "{" not in term.text]
    order = {slot: at for at, slot in enumerate(("type", "action", "subject", "details", "background", "associations"))}
    texts = [(term.text, order.get(term.slot or "", 3)) for term in choose.sample(terms, min(3000, len(terms)))]
    texts += [(f"{choose.choice(terms).text} {number}", choose.randrange(6)) for number in range(_OWN)]
    choose.shuffle(texts)
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(texts))))
    root.mkdir(parents=True)
    for number in range(images):
        folder = root / f"{number // _FOLDER:03}"
        folder.mkdir(exist_ok=True)
        source = root / f"source-{number % len(pictures)}-{number // _LINKS}"
        if not source.exists():
            source.write_bytes(pictures[number % len(pictures)])
        os.link(source, folder / f"{number:06}.png")
        chosen = choose.choices(texts, cum_weights=weights, k=_TAGS)
        if number % 2:
            chosen.sort(key=lambda one: one[1])
        caption = ", ".join(dict.fromkeys(text for text, _ in chosen))
        (folder / f"{number:06}.txt").write_text(caption, encoding="utf-8")
    for source in root.glob("source-*"):
        source.unlink()


def measure(root: Path) -> dict[str, float]:
    """All figures: seconds, milliseconds where the name says so, megabytes."""
    figures: dict[str, float] = {}

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        said(name, time.perf_counter() - began)

    def said(name: str, value: float) -> None:
        figures[name] = round(value, 4 if value < 1 else 2)
        print(f"{name:46} {figures[name]:10}", flush=True)

    for opening in ("first", "second"):
        with timed(f"{opening} opening, session"):
            session = Session.open(root)
        catalogue = Catalogue(session)
        with timed(f"{opening} opening, until the catalogue is whole"):
            late = _lateness(catalogue)
        said(f"{opening} opening, a timer late by (ms, worst)", late[-1] * 1000)
        said(f"{opening} opening, a timer late by (ms, p99)", late[len(late) * 99 // 100] * 1000)
        if opening == "first":
            session.close()
    said("memory of the program (MB)", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    for name, question in _questions(session).items():
        times = [_milliseconds(partial(catalogue.ask, question)) for _ in range(_ROUNDS)]
        said(f"{name} (ms)", statistics.median(times))
    said("CPU of both fillings (s)", resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime)
    began = time.process_time()
    with timed(f"a walk over {_WALKED} images"):
        for name in session.names[:_WALKED]:
            has_unsure(session.peek(name).caption, session.structure)
    said("CPU of that", time.process_time() - began)
    _after_edits(session, catalogue, said)
    session.close()
    return figures


def _lateness(catalogue: Catalogue) -> list[float]:
    """Bring it up to date as the screen does; how late each wait of 5 ms was, sorted."""
    late = [0.0]
    for _ in catalogue.fill():
        began = time.perf_counter()
        time.sleep(0.005)
        late.append(time.perf_counter() - began - 0.005)
    return sorted(late)


def _questions(session: Session) -> dict[str, Callable[..., object]]:
    return {
        "all tags with counts": questions.tag_counts,
        "first slots of all tags": lambda store: questions.first_slots(store, session.structure.own_keys),
        "texts in most captions": lambda store: questions.shares(store, questions.caption_count(store) * 9 // 10),
        "tags of 100 images": questions.texts_by_image,
    }


def _after_edits(session: Session, catalogue: Catalogue, said: Callable[[str, float], None]) -> None:
    caption = Caption({"action": (Tag("standing"), Tag("a tag of mine"))})
    session.edit(session.names[3], "put", caption)
    said("a question after one edit (ms)", _milliseconds(lambda: catalogue.ask(questions.caption_count)))
    said("brought up to date after one edit (ms)", _milliseconds(lambda: finish(catalogue.fill())))
    said("asked again (ms)", _milliseconds(lambda: result_of(catalogue.answer(questions.problems))))


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
