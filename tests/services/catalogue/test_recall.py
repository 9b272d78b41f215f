"""What the catalogue knows is not placed again, and what it does not know is; captions are the same to the letter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PNG
from tui_captioner.domain.caption import Tag
from tui_captioner.services.catalogue.catalogue import Catalogue
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.known_images import Known
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase

CAPTIONS = (
    "photograph, of a woman, standing, a thing unheard of, beach",
    "annika, BREAK, sitting,red hat ,zxq, red hat\nbeach, zxq",
    "A woman stands at the sea. It is late.",
    "",
    "annika, annika, beach, zxq, long hair, calm, blue zxq",
    "annika",
    "BREAK",
)
SETTINGS = 'globals = ["annika"]\n[input]\nlines = "captions"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    (folder / ".tui-captioner").mkdir(parents=True)
    (folder / ".tui-captioner" / "project.toml").write_text(SETTINGS)
    for number, text in enumerate(CAPTIONS * 2):
        (folder / f"{number:02}.png").write_bytes(PNG)
        (folder / f"{number:02}.txt").write_text(text)
    (folder / "20.png").write_bytes(PNG)
    (folder / "20.txt").write_bytes(b"\xff no text")
    return folder


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    opened = Session.open(root)
    yield opened
    opened.close()


@pytest.fixture(params=["memory", "process"])
def catalogue(session: Session, request: pytest.FixtureRequest) -> Catalogue:
    return Catalogue(session, small=2000 if request.param == "memory" else 0)


def walked(session: Session) -> list[object]:
    """All that is known of each image, with where its tags came from and in which order its slots stand."""
    return [told(session.look_over(name)) for name in session.names]


def told(known: Known) -> object:
    captions = (known.record.caption, *known.record.alternatives)
    tags = [[(key, tag, tag.origin) for key, own in one.slots.items() for tag in own] for one in captions]
    return known.record, tags, known.data, known.problem


def afresh(root: Path) -> list[object]:
    session = Session.open(root, writable=False)
    found = walked(session)
    session.close()
    return found


def test_what_is_known_is_the_same_and_nothing_is_placed(
    session: Session, catalogue: Catalogue, root: Path, placed: list[str]
) -> None:
    finish(catalogue.fill())
    expected = afresh(root)
    placed.clear()
    assert walked(session) == expected
    assert placed == []


def test_images_one_after_the_other_are_asked_about_together(
    session: Session, root: Path, placed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue(session)
    finish(catalogue.fill())
    expected = afresh(root)
    placed.clear()
    asked: list[str] = []
    rows = CatalogueDatabase.rows

    def noted(store: CatalogueDatabase, query: str, *values: object) -> list[tuple[Any, ...]]:
        asked.append(query)
        return rows(store, query, *values)

    monkeypatch.setattr(CatalogueDatabase, "rows", noted)
    assert [told(session.look_over(name)) for name in catalogue.one_by_one(session.names)] == expected
    assert placed == []
    assert len(asked) == 3


def test_what_was_read_ahead_is_not_given_after_an_edit(session: Session, root: Path) -> None:
    catalogue = Catalogue(session)
    finish(catalogue.fill())
    names = catalogue.one_by_one(session.names)
    first = next(names)
    caption = session.record(first).caption.added("background", (Tag("zxq"), Tag("a thing unheard of")))
    session.edit(first, "add", caption)
    assert [told(session.look_over(name)) for name in names] == afresh(root)[1:]


def test_after_an_edit_nothing_old_is_given(session: Session, catalogue: Catalogue, root: Path) -> None:
    finish(catalogue.fill())
    before = walked(session)
    for name in session.names[:1]:
        caption = session.record(name).caption.added("background", (Tag("zxq"), Tag("a thing unheard of")))
        session.edit(name, "add", caption)
    assert walked(session) == afresh(root)
    assert walked(session)[3:] != before[3:]
    finish(catalogue.fill())
    assert walked(session) == afresh(root)
    finish(session.undo())
    assert walked(session) == before


def test_a_file_that_is_another_by_now_is_placed(
    session: Session, catalogue: Catalogue, root: Path, placed: list[str]
) -> None:
    finish(catalogue.fill())
    (root / "00.txt").write_text("beach, standing, zxq")
    placed.clear()
    assert walked(session) == afresh(root)
    assert placed[0] == "beach, standing, zxq"


def test_a_tag_that_stands_in_two_slots_is_placed_again(
    session: Session, catalogue: Catalogue, root: Path, placed: list[str]
) -> None:
    finish(catalogue.fill())
    assert catalogue._store is not None
    text, image = "(SELECT id FROM text WHERE text = 'red hat')", "(SELECT id FROM image WHERE name = '01.png')"
    first = f"(SELECT MIN(place) FROM tag WHERE image = {image} AND text = {text})"
    other = "(SELECT id FROM slot WHERE key = 'background')"
    catalogue._store.sql.execute(f"UPDATE tag SET slot = {other} WHERE image = {image} AND place = {first}")
    expected = afresh(root)
    placed.clear()
    assert walked(session) == expected
    assert len(placed) == 1


def test_a_catalogue_that_breaks_is_no_trouble(session: Session, catalogue: Catalogue, root: Path) -> None:
    finish(catalogue.fill())
    assert catalogue._store is not None
    with sqlite3.connect(catalogue._store.path or root.parent / "other") as _:
        catalogue._store.sql.execute("ALTER TABLE tag RENAME TO gone")
    assert walked(session) == afresh(root)


def test_without_slots_nothing_is_placed_and_the_texts_are_the_same(session: Session, placed: list[str]) -> None:
    def texts(known: Known) -> object:
        captions = (known.record.caption, *known.record.alternatives)
        written = [session.caption_text(caption) for caption in captions]
        return written, [caption.is_empty for caption in captions], known.record.state, known.data, known.problem

    found = [texts(session.unplaced(name)) for name in session.names]
    assert placed == []
    assert found == [texts(session.look_over(name)) for name in session.names]


def test_what_another_program_wrote_is_not_taken_until_it_was_looked_at(session: Session, root: Path) -> None:
    catalogue = Catalogue(session, small=0)
    finish(catalogue.fill())
    expected = afresh(root)
    assert catalogue._store is not None
    other = CatalogueDatabase(catalogue._store.path)
    wrong = "(SELECT id FROM slot WHERE key = 'associations')"
    with other.transaction() as sql:
        sql.execute("INSERT OR IGNORE INTO slot (key) VALUES ('associations')")
        sql.execute(f"UPDATE tag SET slot = {wrong} WHERE text = (SELECT id FROM text WHERE text = 'beach')")
    other.close()
    assert walked(session) == expected
    assert not catalogue.is_current
