"""Which images are likely to need a tag, by what looks like those that have it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.alike_pictures import make_alike
from tests.support.tui_material import open_session
from tui_captioner.services.lookalikes.likelihood import looks_like
from tui_captioner.services.lookalikes.lookalikes import look_alikes_of
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_alike(tmp_path / "set")
    for path in (tmp_path / "set").iterdir():
        os.utime(path, (1_600_000_000, 1_600_000_000))
    session = open_session(tmp_path / "set")
    yield session
    session.close()


def test_what_looks_like_one_that_has_it_is_likely(session: Session) -> None:
    finish(look_alikes_of(session).look())
    found = looks_like(session)(session.names, ["a.png"])
    # Of itself nothing is said.
    assert sorted(found) == ["c.jpg", "e.png"]
    assert all(2 < score <= 3 for score in found.values())
    assert sorted(looks_like(session)(session.names, ["a.png", "c.jpg"])) == ["a.png", "c.jpg", "e.png"]
    assert looks_like(session)(session.names, []) == {}


def test_nothing_is_decoded_for_it_but_what_is_kept_is_known(session: Session) -> None:
    assert looks_like(session)(session.names, ["a.png"]) == {}
    assert not look_alikes_of(session).is_known
    finish(look_alikes_of(session).look())
    root = session.project.root
    session.close()
    again = open_session(root)
    assert sorted(looks_like(again)(again.names, ["a.png"])) == ["c.jpg", "e.png"]
    again.close()
