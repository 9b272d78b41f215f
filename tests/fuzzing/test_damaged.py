"""A short run over damaged inputs; the long one is `python -m tests.fuzzing`."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzzing.corpus import FOLDER, inputs_of
from tests.fuzzing.mutating import mutated
from tests.fuzzing.searching import by_chance, damaged
from tests.fuzzing.target import Target
from tests.fuzzing.targets.all_targets import TARGETS
from tests.fuzzing.trying import Trial, fault_of, smaller


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_damaged_is_read_or_refused(name: str) -> None:
    @settings(max_examples=10, suppress_health_check=list(HealthCheck))
    @given(damaged(inputs_of(name)) | st.binary(max_size=60))
    def run(data: bytes) -> None:
        TARGETS[name].takes(data)

    run()


@pytest.mark.slow
def test_mutated_files_are_read_or_refused_and_never_stumbled_over() -> None:
    chance, targets = Random(1), list(TARGETS.values())
    others = [data for name in TARGETS for data in inputs_of(name)]
    for _ in range(1500):
        target = chance.choice(targets)
        data = mutated(chance, inputs_of(target.name), others)
        assert fault_of(target, data, limit=float("inf")) == "", (target.name, data[:300])


def _stumbles(data: bytes) -> None:
    if b"PK" in data:
        raise KeyError("PK")


def test_what_a_reader_stumbles_over_is_kept_and_as_small_as_can_be(tmp_path: Path) -> None:
    trial = Trial(Target("zip", _stumbles), tmp_path, until=0)
    for data in (b"fine", b"x" * 50 + b"PK" + b"y" * 50, b"PK again"):
        trial.one(data)
    (fault,) = trial.faults
    assert fault.startswith("KeyError in test_damaged.py:")
    assert trial.faults[fault].read_bytes() == b"PK"


def test_a_smaller_input_has_the_same_fault() -> None:
    def read(data: bytes) -> None:
        if b"a" in data:
            raise KeyError
        if data:
            raise IndexError

    target = Target("x", read)
    assert smaller(target, b"bbbabbb", fault_of(target, b"a")) == b"a"
    assert smaller(target, b"bbb", fault_of(target, b"b")) == b"b"


def test_the_same_seed_makes_the_same_inputs() -> None:
    own = inputs_of("format-csv")
    one, other = ([mutated(chance, own, own) for _ in range(20)] for chance in (Random(3), Random(3)))
    assert one == other
    assert len(set(one)) > 10


def test_without_atheris_the_corpus_is_damaged_until_the_time_is_up(tmp_path: Path) -> None:
    told: list[int] = []
    trial = Trial(Target("format-csv", len), tmp_path, until=0)
    by_chance(trial, 1, lambda: told.append(trial.tried))
    assert told == [0]
    assert (FOLDER / "format-csv").is_dir()
