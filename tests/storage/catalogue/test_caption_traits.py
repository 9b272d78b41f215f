"""What captions have is the same whoever counts it: the catalogue, or a walk over the texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.exports import add_image
from tests.support.trainer_settings import facts_of
from tests.support.tui_material import open_session
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.exporting.settings_facts import facts_in_place
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.storage.catalogue.caption_traits import CaptionTraits, caption_traits


@pytest.fixture
def filled_with_odd_texts(dataset: Path) -> Path:
    """A caption of several lines, two with braces, one with a mark, one without anything."""
    (dataset / "a.txt").write_text("sks ||| {red|blue} hat")
    (dataset / "c.txt").write_text("standing\nsitting {")
    add_image(dataset, "d.png", "")
    return dataset


def test_they_are_counted_over_captions_as_they_are_written(filled_with_odd_texts: Path) -> None:
    session = open_session(filled_with_odd_texts, writable=False)
    finish(catalogue_of(session).fill())
    found = catalogue_of(session).ask(lambda store: caption_traits(store, ("|||", "###")))
    assert found == CaptionTraits(broken=1, several=0, braces=2, marked=(1, 0))
    by_catalogue = result_of(facts_in_place(session, TARGETS["musubi"]))
    session.close()
    assert by_catalogue == facts_of(filled_with_odd_texts, "musubi")
    assert (by_catalogue.lines, by_catalogue.braces, by_catalogue.head_mark) == (1, 2, "|||")
