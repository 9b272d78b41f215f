"""Filters over an open dataset find what its captions hold, edits of a moment ago among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.sessions import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.query.parsing import FilterError, parse_filter
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.filtering import filtered_names, places_of
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.browsing import listed

TEXTS = {"a": "red hat, standing, beach", "b": "Red_Hat, red hat, BREAK, sitting", "sub/c": "", "sub/d": "grey coat"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    for stem, text in TEXTS.items():
        file = tmp_path / f"{stem}.png"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(PNG)
        if text:
            file.with_suffix(".txt").write_text(text, encoding="utf-8")
    opened = open_session(tmp_path)
    yield opened
    opened.close()


def found(session: Session, text: str) -> list[str]:
    return [name.removesuffix(".png") for name in result_of(filtered_names(session, text))]


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("", ["a", "b", "sub/c", "sub/d"]),
        ('tag:"red hat"', ["a", "b"]),
        ('tag=="Red_Hat"', ["b"]),
        ("tag:BREAK", []),
        ("text:break", ["b"]),
        ("text:*hat,*standing*", ["a"]),
        ("tags:0", ["sub/c"]),
        ("tags:3", ["a", "b"]),
        ("tokens>6", ["b"]),
        ("state:empty", ["sub/c"]),
        ("by:file", ["a", "b", "sub/d"]),
        ("by:edit", []),
        ("background:beach", ["a"]),
        ("name:sub/ AND NOT background:empty", []),
        ("finding:written-twice", []),
    ],
)
def test_what_stands_in_files_is_found(session: Session, text: str, stems: list[str]) -> None:
    assert found(session, text) == stems


def test_what_was_edited_a_moment_ago_is_found(session: Session) -> None:
    assert found(session, "tag:wool") == []
    caption = session.record("sub/d.png").caption
    session.edit("sub/d.png", "add", caption.added("subject", (Tag("wool"),)))
    assert found(session, "tag:wool by:edit by:file tags:2") == ["sub/d"]
    finish(session.undo())
    assert found(session, "tag:wool") == []


def test_globals_stand_in_every_caption_that_holds_anything(session: Session) -> None:
    finish(session.set_globals(["annika"], "globals"))
    assert found(session, "tag:annika") == ["a", "b", "sub/d"]
    assert found(session, "globals:annika text:annika") == ["a", "b", "sub/d"]
    assert found(session, "globals:empty") == []


def test_other_captions_of_an_image_are_looked_through(session: Session) -> None:
    record = session.record("a.png")
    session.edit_record("a.png", "x", replace(record, alternatives=(Caption({"details": (Tag("fog"),)}),)))
    assert found(session, "tag:fog text:fog") == ["a"]
    assert found(session, "details:empty name:a.png") == ["a"]


def test_a_filter_that_cant_be_read_is_said_at_once(session: Session) -> None:
    with pytest.raises(FilterError):
        filtered_names(session, "(")


@pytest.mark.parametrize("moved", [False, True])
def test_places_are_those_of_this_session(session: Session, moved: bool) -> None:
    catalogue = catalogue_of(session)
    finish(catalogue.fill())
    if moved:

        def disorder(store: object) -> bool:
            store.note(order="of another folder")  # type: ignore[attr-defined]
            store.sql.execute("UPDATE image SET position = 90 - position")  # type: ignore[attr-defined]
            return True

        assert catalogue.ask(disorder)
    places = catalogue.ask(places_of(session, parse_filter("hat")))
    assert places is not None
    assert sorted(session.names[place] for place in places) == ["a.png", "b.png"]


def test_what_a_list_shows_is_what_the_composer_says(session: Session) -> None:
    finish(catalogue_of(session).fill())
    found = catalogue_of(session).ask(lambda store: listed(store, session.names))
    assert found is not None
    for name in session.names:
        record = session.record(name)
        text = session.caption_text(record.caption) if not record.caption.is_empty else ""
        assert (found[name].caption, found[name].tags) == (text, len(session.written_tags(name)) if text else 0)
        assert found[name].tokens == (session.tokens.counts(text)[0].tokens if text else 0)
        assert sum(found[name].slots.values()) == len(list(record.caption.all_tags(session.structure)))


def test_a_word_finds_a_file_name_as_it_is_written(session: Session) -> None:
    assert found(session, "SUB/D") == ["sub/d"]
    assert found(session, "a.png") == ["a"]
