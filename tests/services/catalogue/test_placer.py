"""The process that makes rows of a catalogue beside the one that fills it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session, put
from tui_captioner.services.catalogue.filling import Filling, Helper, Terms, terms_of
from tui_captioner.services.catalogue.image_rows import Maker, Wanted
from tui_captioner.services.catalogue.placer import Placer
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.rows import ImageRow
from tui_captioner.storage.own_process import own_command

MODULE = "tui_captioner.services.catalogue.placer"
COUNT = 150


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Many captions of all kinds: plain, prose, with marks, of odd bytes, edited."""
    for number in range(COUNT):
        (tmp_path / f"{number:03}.png").write_bytes(PNG)
    for number in range(0, COUNT, 2):
        text = f"photograph, of a woman, red hat {number % 7}, standing, beach"
        kinds = [
            text.encode(),
            f"A woman stands at the sea, {number}. She waves.".encode(),
            b"a BREAK b",
            b"\xff\xfe\x00x",
        ]
        (tmp_path / f"{number:03}.txt").write_bytes(kinds[number // 2 % len(kinds)])
    session = open_session(tmp_path)
    put(session, "001.png", action=["red hat 3"], background=["a thing unheard of"])
    session.close()
    return tmp_path


class Counted(Placer):
    """Counts what it made, and is waited for at the start, so that it has a part in the work."""

    def __init__(self, command: Sequence[str], terms: Terms) -> None:
        super().__init__(command, terms)
        self.made = 0
        self._has_said(60)

    def take(self, make: Maker, seconds: float = 0) -> list[ImageRow]:
        rows = super().take(make, seconds)
        self.made += len(rows)
        return rows


class Killed(Counted):
    """Dies with its first part in hand."""

    def give(self, part: Sequence[Wanted]) -> bool:
        given = super().give(part)
        if given:
            self._process.kill()
            self._process.wait()
        return given


def filled(session: Session, helper: Helper | None) -> dict[str, list[tuple[object, ...]]]:
    """What stands in a catalogue that was filled with a helper, or without."""
    store = CatalogueDatabase(None)
    filling = Filling(session, store)
    filling._turn = session.placement_history.turn
    database = session.project.database
    filling._records = {} if database is None else database.record_digests()
    finish(filling._look_at(session.names, {}, helper))
    tables = {
        "image": "SELECT name, position, digest, edited, state, tags, unsure, vacant, problem FROM image",
        "tag": "SELECT name, place, caption, slot.key, text.text, tag.unsure, rank FROM tag"
        " JOIN image ON image.id = tag.image JOIN text ON text.id = tag.text JOIN slot ON slot.id = tag.slot",
        "caption": "SELECT name, number, caption.text FROM caption JOIN image ON image.id = caption.image",
        "finding": "SELECT name, rule.key, found FROM finding"
        " JOIN image ON image.id = finding.image JOIN rule ON rule.id = finding.rule",
    }
    return {name: sorted(map(tuple, store.rows(query)), key=repr) for name, query in tables.items()}


@pytest.mark.parametrize("kind", [Counted, Killed])
def test_with_its_help_the_catalogue_is_the_same(root: Path, kind: type[Counted]) -> None:
    session = Session.open(root, writable=False)
    alone = filled(session, None)

    helper = kind(own_command(MODULE, str(root)), terms_of(session))
    try:
        assert filled(session, helper) == alone
        assert helper.made
        assert not helper.is_busy
    finally:
        helper.end()
        session.close()
    assert len(alone["image"]) == COUNT


def test_one_that_goes_by_something_else_is_not_used(root: Path) -> None:
    session = Session.open(root, writable=False)
    helper = Counted(own_command(MODULE, str(root)), ("other rules", {}))
    try:
        assert not helper.give([Wanted("000.png", 0, None, False)])
        assert not helper.is_busy
    finally:
        helper.end()
        session.close()


def test_what_can_not_be_opened_helps_nobody(tmp_path: Path) -> None:
    helper = Counted(own_command(MODULE, str(tmp_path / "gone")), ("", {}))
    try:
        assert not helper.give([Wanted("a.png", 0, None, False)])
    finally:
        helper.end()


def test_parts_that_a_pipe_might_not_hold_are_not_given(root: Path) -> None:
    session = Session.open(root, writable=False)

    helper = Counted(own_command(MODULE, str(root)), terms_of(session))
    try:
        assert not helper.give([Wanted("x" * 20_000, 0, None, False)])
        assert helper.give([Wanted("000.png", 0, None, False)])
    finally:
        helper.end()
        session.close()
