"""The catalogue of an open dataset says what a walk over its images says, however it was brought up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PNG
from tui_captioner.domain.alternatives import all_texts
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.review import has_unsure
from tui_captioner.services.catalogue.catalogue import Catalogue
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue import questions
from tui_captioner.storage.catalogue.catalogue_files import CatalogueFiles
from tui_captioner.storage.catalogue.database import CatalogueDatabase

CAPTIONS = (
    "photograph, of a woman, standing, a thing unheard of, beach",
    "annika, BREAK, sitting, red hat, zxq, red hat",
    "A woman stands at the sea. It is late.",
    "",
    "beach, zxq, long hair, calm, blue zxq",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    (folder / "sub").mkdir(parents=True)
    for number, text in enumerate(CAPTIONS * 2):
        stem = folder / ("sub" if number % 2 else ".") / f"{number}"
        stem.with_suffix(".png").write_bytes(PNG)
        if text:
            stem.with_suffix(".txt").write_text(text, encoding="utf-8")
            # Long ago, so that its times tell whether it changed.
            os.utime(stem.with_suffix(".txt"), (10**9, 10**9))
    return folder


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    opened = Session.open(root)
    yield opened
    opened.close()


@pytest.fixture(params=["memory", "process"])
def catalogue(session: Session, request: pytest.FixtureRequest) -> Catalogue:
    return Catalogue(session, small=2000 if request.param == "memory" else 0)


def asked(store: CatalogueDatabase) -> object:
    return (
        {name: texts for _, name, texts in questions.texts_by_image(store)},
        questions.images_with_other_unsure(store, ()),
        {text: sum(slots.values()) for text, slots in questions.tag_counts(store).items()},
    )


def walked(session: Session) -> object:
    session.recall_by(lambda _name, _data: {})
    texts: dict[str, dict[str, list[str]]] = {}
    unsure: list[str] = []
    counts: dict[str, int] = {}
    for name in session.names:
        record = session.peek(name)
        captions = (record.caption, *record.alternatives)
        texts[name] = all_texts(captions)
        unsure += [name] if any(has_unsure(caption, session.structure) for caption in captions) else []
        for _, tag in record.caption.all_tags(session.structure):
            counts[tag.text] = counts.get(tag.text, 0) + 1
    return texts, unsure, counts


def test_it_says_what_a_walk_says(session: Session, catalogue: Catalogue) -> None:
    assert catalogue.ask(asked) is None
    finish(catalogue.fill())
    assert catalogue.whole
    assert catalogue.ask(asked) == walked(session)


def test_that_of_a_large_dataset_is_kept_in_a_file(root: Path) -> None:
    for small, kept in ((0, True), (2000, False)):
        session = Session.open(root)
        catalogue = Catalogue(session, small)
        finish(catalogue.fill())
        assert catalogue.is_kept == kept
        session.close()


def test_it_follows_edits_undo_and_redo(session: Session, catalogue: Catalogue) -> None:
    finish(catalogue.fill())
    session.edit("0.png", "put", Caption({"background": (Tag("zxq"),)}))
    session.edit("2.png", "put", Caption({"background": (Tag("zxq"), Tag("long hair"))}))
    finish(catalogue.fill())
    assert catalogue.ask(asked) == walked(session)
    for turn in (session.undo, session.undo, session.redo):
        finish(turn())
        finish(catalogue.fill())
        assert catalogue.ask(asked) == walked(session)


def test_an_edit_places_other_captions_anew(session: Session, catalogue: Catalogue) -> None:
    finish(catalogue.fill())
    assert catalogue.ask(questions.tag_counts)["zxq"].get("associations", 0) < 4  # type: ignore[index]
    for name in ("0.png", "2.png"):
        session.edit(name, "put", Caption({"associations": (Tag("zxq"),)}))
    finish(catalogue.fill())
    assert catalogue.ask(questions.tag_counts)["zxq"] == {"associations": 6}  # type: ignore[index]
    assert catalogue.ask(asked) == walked(session)


def test_a_few_changes_are_seen_by_the_next_question(session: Session, catalogue: Catalogue) -> None:
    finish(catalogue.fill())
    session.edit("0.png", "put", Caption({"action": (Tag("a new tag"),)}), state="done")
    assert catalogue.ask(lambda store: questions.images_of(store, "a new tag")) == ["0.png"]


def reopened(root: Path) -> tuple[Session, Catalogue]:
    session = Session.open(root)
    return session, Catalogue(session, small=0)


def test_what_changed_outside_is_seen_at_the_next_opening(root: Path) -> None:
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    session.close()
    (root / "0.txt").write_text("beach, another tag", encoding="utf-8")
    (root / "2.txt").unlink()
    (root / "4.png").unlink()
    (root / "00.png").write_bytes(PNG)
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    assert catalogue.ask(asked) == walked(session)
    assert catalogue.ask(lambda store: questions.images_of(store, "another tag")) == ["0.png"]
    session.close()


def test_a_file_of_the_same_size_with_its_time_kept_is_seen(root: Path) -> None:
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    session.close()
    before = (root / "0.txt").read_text(encoding="utf-8")
    (root / "0.txt").write_text(before.replace("beach", "hcaeb"), encoding="utf-8")
    os.utime(root / "0.txt", (10**9, 10**9))
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    assert catalogue.ask(lambda store: questions.images_of(store, "hcaeb")) == ["0.png"]
    session.close()


def test_what_was_edited_and_undone_in_a_later_session_is_seen(root: Path) -> None:
    session, catalogue = reopened(root)
    session.edit("0.png", "put", Caption({"action": (Tag("first"),)}))
    finish(catalogue.fill())
    session.close()
    session = Session.open(root)
    finish(session.undo())
    session.edit("0.png", "put", Caption({"action": (Tag("second"),)}))
    session.close()
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    assert catalogue.ask(asked) == walked(session)
    assert catalogue.ask(lambda store: questions.images_of(store, "second")) == ["0.png"]
    session.close()


def test_other_settings_and_words_place_all_anew(root: Path) -> None:
    session, catalogue = reopened(root)
    session.edit("3.png" if "3.png" in session.names else "sub/3.png", "put", Caption({"action": (Tag("sitting"),)}))
    finish(catalogue.fill())
    session.close()
    (root / ".tui-captioner" / "vocab.toml").write_text('[background.layers]\n"place" = ["zxq"]\n', encoding="utf-8")
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    assert catalogue.ask(questions.tag_counts)["zxq"] == {"background": 4}  # type: ignore[index]
    assert catalogue.ask(asked) == walked(session)
    session.close()


def content(root: Path) -> dict[str, tuple[bytes, int]]:
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}


def test_a_dataset_that_was_only_opened_has_not_changed(root: Path) -> None:
    before = content(root)
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    session.close()
    assert content(root) == before
    assert not (root / ".tui-captioner").exists()


def damage_of(path: Path, how: str) -> None:
    if how == "no database":
        path.write_bytes(b"nothing of ours")
    elif how == "another version":
        sql = sqlite3.connect(path)
        sql.execute("PRAGMA user_version = 99")
        sql.close()
    elif how == "without a table":
        sql = sqlite3.connect(path)
        sql.execute("DROP TABLE tag")
        sql.close()
    else:
        data = path.read_bytes()
        path.write_bytes(data[:4096] + b"\xaa" * (len(data) - 4096))


@pytest.mark.parametrize("how", ["no database", "another version", "without a table", "garbage inside"])
def test_a_damaged_one_is_made_again_without_a_word(root: Path, how: str) -> None:
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    session.close()
    damage_of(CatalogueFiles(root).path, how)
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    assert catalogue.ask(asked) == walked(session)
    assert catalogue.is_kept
    session.close()


def test_one_that_is_damaged_while_it_is_open_answers_nothing_and_is_made_again(root: Path) -> None:
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    sql = sqlite3.connect(CatalogueFiles(root).path)
    sql.execute("DROP TABLE tag")
    sql.close()
    assert catalogue.ask(asked) is None
    finish(catalogue.fill())
    assert catalogue.ask(asked) == walked(session)
    assert catalogue.is_kept
    session.close()


def test_there_is_an_answer_though_the_file_is_damaged_again_and_again(root: Path) -> None:
    session, catalogue = reopened(root)

    def question(store: CatalogueDatabase) -> list[str]:
        if store.path is not None:
            store.sql.execute("DROP TABLE tag")
        store.rows("SELECT 1 FROM tag")
        return questions.images_with_other_unsure(store, ())

    assert result_of(catalogue.answer(question)) == walked(session)[1]  # type: ignore[index]
    session.close()


def test_without_a_cache_folder_it_is_made_in_memory(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    assert catalogue.ask(asked) == walked(session)
    assert not catalogue.is_kept
    session.close()


def test_a_damaged_record_stands_without_tags_and_says_why(root: Path) -> None:
    session = Session.open(root)
    session.edit("0.png", "put", Caption({"action": (Tag("first"),)}))
    session.close()
    sql = sqlite3.connect(root / ".tui-captioner" / "captions.db")
    sql.execute("UPDATE image SET record = 'x' WHERE file_name = '0.png'")
    sql.commit()
    sql.close()
    (root / "sub" / "1.txt").write_bytes(b"\xff\xfe\xfa")
    for small in (0, 2000):
        session = Session.open(root)
        catalogue = Catalogue(session, small=small)
        finish(catalogue.fill())
        assert list(catalogue.ask(questions.problems) or ()) == ["0.png", "sub/1.png"]
        assert catalogue.ask(lambda store: {n: t for _, n, t in questions.texts_by_image(store)}["0.png"]) == {}
        session.close()


def test_closing_ends_the_process_and_the_next_one_goes_on(root: Path) -> None:
    session, catalogue = reopened(root)
    job = catalogue.fill()
    next(job)
    assert catalogue.is_waiting
    session.close()
    assert not catalogue.is_waiting
    session, catalogue = reopened(root)
    finish(catalogue.fill())
    assert catalogue.ask(asked) == walked(session)
    session.close()


def test_two_programs_use_one(root: Path) -> None:
    first, mine = reopened(root)
    second = Session.open(root, writable=False)
    theirs = Catalogue(second, small=0)
    jobs = [mine.fill(), theirs.fill()]
    while jobs:
        jobs = [job for job in jobs if next(job, None) is not None]
    assert mine.ask(asked) == theirs.ask(asked) == walked(first)
    first.edit("0.png", "put", Caption({"action": (Tag("mine"),)}))
    assert mine.ask(lambda store: questions.images_of(store, "mine")) == ["0.png"]
    second.close()
    first.close()
