"""What the tests of the composer start from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tui_material import compose, number, open_session, put
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer.composing import Composing


@pytest.fixture
def session(dataset: Path) -> Iterator[Session]:
    opened = open_session(dataset)
    yield opened
    opened.close()


@pytest.fixture
def state(session: Session) -> Composing:
    """At the first image, at `action`, nothing typed."""
    composing = compose(session)
    composing.go_to_slot(number(session, "action"))
    return composing


@pytest.fixture
def tagged(dataset: Path) -> Path:
    """The dataset with tags in the first image."""
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"], action=["one", "two", "three"])
    session.close()
    return dataset
