"""What screens share while a dataset is open is there once, and goes with it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from tests.support.tui_material import open_session
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.near_duplicates import near_duplicates_of
from tui_captioner.services.catalogue.scope import scope_of


def test_each_is_made_once(dataset: Path) -> None:
    session = open_session(dataset)
    assert catalogue_of(session) is catalogue_of(session)
    assert near_duplicates_of(session) is near_duplicates_of(session)
    assert scope_of(session) is not scope_of(open_session(dataset))
    session.close()


def test_a_session_that_nobody_closed_goes_with_them_when_nobody_has_it(dataset: Path) -> None:
    session = open_session(dataset)
    catalogue_of(session)
    near_duplicates_of(session)
    scope_of(session)
    kept = weakref.ref(session)
    del session
    gc.collect()
    assert kept() is None
