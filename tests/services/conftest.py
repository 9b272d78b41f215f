"""A dataset with captions, and what was placed, for the tests of services."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.exports import other
from tests.support.tui_material import open_session, put
from tui_captioner.domain.caption import Caption
from tui_captioner.domain.slotting.placing import place


@pytest.fixture
def filled(dataset: Path) -> Path:
    """Three images: `a` with two captions and done, `b` with a foreign sidecar, `c` without a caption."""
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"], action=["standing"])
    session.edit_record("a.png", "alternative", replace(session.record("a.png"), alternatives=(other("A woman."),)))
    session.set_state("a.png", "done")
    session.close()
    return dataset


@pytest.fixture
def placed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the captions whose tags were placed, as they are; to be cleared by who looks at it."""
    texts: list[str] = []

    def noted(*arguments: object, **options: object) -> Caption:
        caption = place(*arguments, **options)  # type: ignore[arg-type]
        texts.append(caption.read.text if caption.read is not None else "")
        return caption

    monkeypatch.setattr("tui_captioner.services.session.sidecars.place", noted)
    return texts
