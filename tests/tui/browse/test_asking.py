"""Questions are asked in a thread, and end when nobody waits for their answer any more."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.list_desk import make_captions
from tests.support.tui_material import open_session
from tests.support.waiting import wait_until
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.scope import scope_of
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.order import Order
from tui_captioner.tui.browse.asking import ask, ask_in_thread, ask_tags

_ENDLESS = "WITH RECURSIVE n(x) AS (SELECT begun() UNION ALL SELECT x + 1 FROM n) SELECT MAX(x) FROM n"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, {"a": b"red hat", "b": b"hat"})
    opened = open_session(tmp_path)
    yield opened
    opened.close()


async def test_a_filter_is_asked_once_the_captions_are_read(session: Session) -> None:
    scope = scope_of(session)
    found = await ask(catalogue_of(session), scope, scope.wish("tag:hat", Order()))
    assert found is not None
    assert list(found) == [1]
    assert await ask_tags(catalogue_of(session), "re", "", 5) == ["red hat"]


async def test_a_question_that_nobody_waits_for_ends(session: Session) -> None:
    catalogue = catalogue_of(session)
    finish(catalogue.fill())
    began, ended = threading.Event(), threading.Event()

    def question(store: CatalogueDatabase) -> None:
        def begin() -> int:
            began.set()
            return 1

        store.sql.create_function("begun", 0, begin)
        try:
            store.rows(_ENDLESS)
        finally:
            ended.set()

    asking = asyncio.create_task(ask_in_thread(catalogue, question))
    while not began.is_set():
        await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    wait_until(ended.is_set)
    assert catalogue.ask(lambda store: store.rows("SELECT COUNT(*) FROM image")) == [(2,)]
