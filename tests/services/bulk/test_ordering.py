"""Putting all captions in order: shown first, one step, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session, put
from tui_captioner.domain.caption import Caption, CaptionText, Tag
from tui_captioner.services.bulk.bulk import SAMPLES, Sample
from tui_captioner.services.bulk.ordering import Ordering
from tui_captioner.services.bulk.proposal import PACE
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord

TEXTS = {
    "a": b"standing, photograph",
    "b": b"photograph, standing\n",
    "c": b"beach, red dress\r\n",
    "d": b"\xff\xfe\xff",
    "f": b"calm, soft light",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in "abcdef":
        (tmp_path / f"{name}.png").write_bytes(PNG)
    for name, data in TEXTS.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    return tmp_path


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    opened = open_session(root)
    put(opened, "f.png", details=["soft light"], associations=["calm"])
    yield opened
    opened.close()


def held(root: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in root.glob("*.txt")}


def test_what_would_change_is_worked_out_and_nothing_is_written(session: Session, root: Path) -> None:
    before = held(root)
    ordering = Ordering(session)
    finish(ordering.look_through())
    assert ordering.difference.samples == [
        Sample("a.png", "standing, photograph", "photograph, standing"),
        Sample("c.png", "beach, red dress", "red dress, beach"),
    ]
    assert (ordering.difference.captions, ordering.is_needed, held(root)) == (2, True, before)


def test_it_is_one_step_and_undo_brings_the_bytes_back(session: Session, root: Path) -> None:
    before = held(root)
    ordering = Ordering(session)
    finish(ordering.look_through())
    finish(ordering.carry_out())
    assert held(root) == before | {"a": b"photograph, standing", "c": b"red dress, beach"}
    assert session.undo_title() == "put all captions in order"
    finish(session.undo())
    assert held(root) == before
    again = Ordering(session)
    finish(again.look_through())
    assert again.difference.captions == 2


def test_afterwards_nothing_is_left_to_do(session: Session) -> None:
    ordering = Ordering(session)
    finish(ordering.look_through())
    finish(ordering.carry_out())
    again = Ordering(session)
    finish(again.look_through())
    assert (again.is_needed, again.difference.captions) == (False, 0)


def test_other_captions_of_an_image_are_put_in_order_too(session: Session, root: Path) -> None:
    order = CaptionText.of((Tag("calm"), Tag("photograph")))
    other = Caption({"type": (Tag("photograph"),), "associations": (Tag("calm", unsure=True),)}, order)
    first = session.record("f.png").caption
    session.edit_record("f.png", "put", ImageRecord(first, "draft", (other,)))
    ordering = Ordering(session)
    finish(ordering.look_through())
    assert ordering.difference.samples[-1] == Sample("f.png", "calm, photograph", "photograph, calm")
    assert (ordering.difference.captions, ordering.difference.unsure) == (3, 1)
    finish(ordering.carry_out())
    assert session.caption_text(session.record("f.png").alternatives[0]) == "photograph, calm"


def test_only_the_first_captions_are_kept_to_be_shown(tmp_path: Path) -> None:
    for number in range(SAMPLES + 10):
        (tmp_path / f"{number:03}.png").write_bytes(PNG)
        (tmp_path / f"{number:03}.txt").write_text("standing, photograph")
    session = open_session(tmp_path)
    ordering = Ordering(session)
    steps = [(progress.done, progress.total) for progress in ordering.look_through()]
    assert (ordering.difference.captions, len(ordering.difference.samples)) == (SAMPLES + 10, SAMPLES)
    assert steps == [(done, 60) for done in range(PACE, 61, PACE)]
    session.close()
