"""How inputs are found: led by the lines that they reach (atheris), or by chance, from the corpus and by hypothesis."""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from tests.fuzzing.corpus import FOLDER, inputs_of
from tests.fuzzing.mutating import MOST, PIECES, mutated
from tests.fuzzing.trying import Search, Trial

_ROUND = 200
"""Inputs that hypothesis makes before the clock is looked at."""


def has_atheris() -> bool:
    """Whether atheris is installed: `pip install --group fuzzing`; it has wheels for Linux on x86-64 alone."""
    return importlib.util.find_spec("atheris") is not None


@contextmanager
def watched_imports() -> Iterator[None]:
    """What is imported in it is watched by atheris, where that is installed."""
    if not has_atheris():
        yield
        return
    import atheris

    # It names each module on stderr.
    with redirect_stderr(StringIO()), atheris.instrument_imports(include=["tui_captioner"]):
        yield


def search() -> Search:
    """The best way that there is."""
    return led if has_atheris() else by_chance


def led(trial: Trial, seed: int, done: Callable[[], None]) -> None:
    """By atheris; never returns, as libFuzzer ends the process with it.

    Args:
        trial: What is tried.
        seed: The same seed makes the same inputs, as long as the code is the same.
        done: Called when the time is up.
    """
    import atheris

    def one(data: bytes) -> None:
        if trial.is_over:
            done()
            os._exit(0)
        trial.one(data)

    # libFuzzer tells of itself, where a table is printed.
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1), os.dup2(nothing, 2)
    options = [f"-seed={seed or 1}", f"-max_len={MOST}", "-timeout=60", "-rss_limit_mb=0", "-verbosity=0"]
    own = FOLDER / trial.target.name
    atheris.Setup([sys.argv[0], tempfile.mkdtemp(), *([str(own)] if own.is_dir() else []), *options], one)
    atheris.Fuzz()


def by_chance(trial: Trial, seed: int, done: Callable[[], None]) -> None:
    """By the corpus, damaged, and for the last quarter by hypothesis: nothing tells how far an input came."""
    chance = Random(seed)
    own = inputs_of(trial.target.name)
    others = [data for folder in sorted(FOLDER.iterdir()) for data in inputs_of(folder.name)]
    until = time.monotonic() + 0.75 * (trial.until - time.monotonic())
    while time.monotonic() < until:
        trial.one(mutated(chance, own, others))
    while not trial.is_over:
        _by_hypothesis(trial, own, seed)
        seed += 1_000_003
    done()


def damaged(inputs: list[bytes]) -> st.SearchStrategy[bytes]:
    """Inputs of a corpus in which some pieces are replaced, for hypothesis, which makes them smaller by itself."""
    piece = st.binary(max_size=12) | st.sampled_from(PIECES)
    change = st.tuples(st.integers(0, 1 << 16), st.integers(0, 40), piece)

    def made(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
        for at, amount, put in changes:
            at %= len(data) + 1
            data = data[:at] + put + data[at + amount :]
        return data

    return st.builds(made, st.sampled_from(inputs or [b""]), st.lists(change, min_size=1, max_size=4))


def _by_hypothesis(trial: Trial, own: list[bytes], seed: int) -> None:
    @seeded(seed)
    @settings(
        max_examples=_ROUND,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(damaged(own) | st.binary(max_size=200))
    def run(data: bytes) -> None:
        if not trial.is_over:
            trial.one(data)

    run()
