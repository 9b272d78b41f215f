"""The next image that needs work is the same whether the catalogue is asked or the images are looked through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.unfinished import next_unfinished
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    for number in range(6):
        (tmp_path / f"{number}.png").write_bytes(PNG)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("whole", [False, True])
def test_it_goes_round_the_end_and_past_what_is_done(session: Session, whole: bool) -> None:
    if whole:
        finish(catalogue_of(session).fill())
    for name in ("1.png", "2.png", "5.png"):
        session.set_state(name, "done")
    assert catalogue_of(session).whole == whole
    found = [next_unfinished(session, name) for name in session.names]
    assert found == ["3.png", "3.png", "3.png", "4.png", "0.png", "0.png"]
    finish(session.undo())
    assert next_unfinished(session, "4.png") == "5.png"


def test_no_image_is_left_where_all_others_are_done(session: Session) -> None:
    finish(catalogue_of(session).fill())
    for name in session.names[1:]:
        session.set_state(name, "done")
    assert next_unfinished(session, "0.png") == ""


def test_it_is_right_while_many_changes_wait_to_be_looked_at(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_captioner.services.catalogue.catalogue._FEW", 1)
    finish(catalogue_of(session).fill())
    for name in ("1.png", "2.png"):
        session.set_state(name, "done")
    assert catalogue_of(session).ask(lambda _: True) is None
    assert next_unfinished(session, "0.png") == "3.png"
