from __future__ import annotations

import pytest

from tests.fuzz.readers import TARGETS, run

pytestmark = pytest.mark.slow


def test_mutated_files_are_read_or_refused_and_never_stumbled_over() -> None:
    assert list(run(1500, seed=1, limit=float("inf"))) == []


def test_every_reader_is_tried() -> None:
    assert {"settings", "vocabulary", "record", "index", "tar", "zip"} <= TARGETS.keys()
