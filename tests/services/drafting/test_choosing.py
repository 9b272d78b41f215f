"""Which images a model is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.support.drafts import make_images
from tests.support.sessions import add, open_session
from tui_captioner.services.drafting.choosing import names_to_draft
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session


def chosen(session: Session, slots: Sequence[str], names: Sequence[str] | None = None) -> list[str]:
    return result_of(names_to_draft(session, slots, names))


def test_images_that_are_done_or_full_are_not_asked_about(tmp_path: Path) -> None:
    names = make_images(tmp_path, 4)
    session = open_session(tmp_path)
    for name in names[1:]:
        add(session, name, "action", "jogging")
    add(session, names[1], "type", "photo")
    session.set_state(names[2], "done")
    assert chosen(session, ["type", "action"]) == [names[0], names[3]]
    # Who names images means those, done or not.
    assert chosen(session, ["type", "action"], names[1:]) == [names[2], names[3]]
    session.close()
