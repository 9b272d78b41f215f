"""A short run of the hostile pictures; the long one is a command."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzzing import pictures
from tests.fuzzing.picture_seeds import make_seeds

pytestmark = pytest.mark.slow


def test_hostile_pictures_harm_nothing(tmp_path: Path) -> None:
    outcome = pictures.Trial(tmp_path, seed=7, timeout=20).run(350)
    assert outcome.broken == []
    assert sum(outcome.kinds.values()) == 350
    ends = {name.split()[1] for name in outcome.kinds}
    assert {"shown", "refused"} <= ends
    assert outcome.decoder_mb < 1024


def test_the_same_seed_makes_the_same_pictures(tmp_path: Path) -> None:
    seeds = make_seeds(tmp_path)["PNG"]
    first, second = (
        [pictures.mutate(data, seeds, chance) for data in seeds] for chance in (random.Random(3), random.Random(3))
    )
    assert first == second != seeds
