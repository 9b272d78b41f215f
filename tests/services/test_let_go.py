"""A session that was closed goes, with all that was known of its dataset."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from weakref import ref

import pytest

from tests.support.tui_material import open_session
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.near_duplicates import near_duplicates_of
from tui_captioner.services.catalogue.scope import scope_of
from tui_captioner.services.lookalikes.lookalikes import look_alikes_of
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session


@pytest.mark.parametrize("of", [catalogue_of, near_duplicates_of, scope_of, look_alikes_of])
def test_a_closed_session_is_held_by_nothing_that_belongs_to_it(dataset: Path, of: Callable[[Session], object]) -> None:
    session = open_session(dataset)
    result_of(catalogue_of(session).answer(lambda _: None))
    of(session)
    held = ref(session)
    session.close()
    del session
    gc.collect()
    assert held() is None
