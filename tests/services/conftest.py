"""A dataset with captions, for the tests of exports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.exports import other
from tests.support.tui_material import open_session, put


@pytest.fixture
def filled(dataset: Path) -> Path:
    """Three images: `a` with two captions and done, `b` with a foreign sidecar, `c` without a caption."""
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"], action=["standing"])
    session.edit_record("a.png", "alternative", replace(session.record("a.png"), alternatives=(other("A woman."),)))
    session.set_state("a.png", "done")
    session.close()
    return dataset
