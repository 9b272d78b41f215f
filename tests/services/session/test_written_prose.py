"""What is written where a template makes sentences of the tags, and what becomes of sentences that somebody wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.caption_prose import Prose
from tui_captioner.domain.edits import Add, Remove, Rename
from tui_captioner.services.bulk.template_change import TemplateChange, choose_template
from tui_captioner.services.catalogue.listing import describe
from tui_captioner.services.session.image_editor import ImageEditor
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import dump_record, load_record
from tui_captioner.storage.project.settings import SettingsError


def settle(dataset: Path, output: str, more: str = "") -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir(exist_ok=True)
    (folder / "project.toml").write_text(f"{more}\n[output]\n{output}\n", encoding="utf-8")


@contextmanager
def opened(dataset: Path) -> Iterator[Session]:
    session = open_session(dataset)
    try:
        yield session
    finally:
        session.close()


def tag(session: Session, name: str, slot: str, *texts: str) -> None:
    """Add tags as the composer does."""
    caption = Add(slot, tuple(map(Tag, texts))).apply(session.record(name).caption, session.globals)
    session.edit(name, "add", caption)


def at(session: Session, name: str) -> ImageEditor:
    editor = ImageEditor(session)
    editor.name = name
    return editor


def on_disk(dataset: Path, name: str = "a") -> str:
    return (dataset / f"{name}.txt").read_text(encoding="utf-8")


def filled(session: Session) -> None:
    tag(session, "a.png", "type", "photograph", "of a woman")
    tag(session, "a.png", "action", "standing")


def findings(session: Session, name: str = "a.png") -> list[str]:
    found = session.checks.findings(session.record(name).caption)
    return [each.message for each in found if each.rule == "other-sentence"]


# --- made by a template -----------------------------------------------------------------------------------------------


def test_an_edited_caption_is_written_by_the_template_and_everything_reads_that(dataset: Path) -> None:
    settle(dataset, 'template = "sentence"')
    with opened(dataset) as session:
        filled(session)
        text = "a photograph of a woman standing"
        assert on_disk(dataset) == session.caption("a.png") == text
        said = describe(session, "a.png")
        assert said["caption"] == text
        assert said["tokens"] == session.tokens.number(text)
        assert said["slots"]["action"] == ["standing"]
        session.undo_title()
        finish(session.undo())
        assert on_disk(dataset) == "a photograph of a woman"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("before", "a photograph of a woman standing, photograph, of a woman, standing"),
        ("after", "photograph, of a woman, standing, a photograph of a woman standing"),
    ],
)
def test_sentences_stand_beside_the_tags_where_the_settings_say_so(dataset: Path, place: str, text: str) -> None:
    settle(dataset, f'template = "sentence"\ntemplate_place = "{place}"')
    with opened(dataset) as session:
        filled(session)
        assert on_disk(dataset) == session.caption("a.png") == text


def test_the_setting_alone_changes_no_text(dataset: Path) -> None:
    (dataset / "b.txt").write_text("odd ,  spacing, standing", encoding="utf-8")
    with opened(dataset) as session:
        filled(session)
    settle(dataset, 'template = "sentence"')
    with opened(dataset) as session:
        assert session.caption("a.png") == on_disk(dataset) == "photograph, of a woman, standing"
        assert session.caption("b.png") == "odd ,  spacing, standing"
        session.set_state("b.png", "done")
        assert session.caption("b.png") == on_disk(dataset, "b") == "odd ,  spacing, standing"


def test_applying_is_shown_first_is_one_step_and_is_undone_to_the_byte(dataset: Path) -> None:
    (dataset / "b.txt").write_bytes(b"photograph ,  standing\n")
    with opened(dataset) as session:
        filled(session)
        choose_template(session, "sentence", "instead")
        change = TemplateChange(session)
        finish(change.look_through())
        assert on_disk(dataset) == "photograph, of a woman, standing"
        assert [(one.before, one.after) for one in change.difference.samples] == [
            ("photograph, of a woman, standing", "a photograph of a woman standing"),
            ("photograph ,  standing", "a photograph, standing"),
        ]
        finish(change.carry_out())
        assert (on_disk(dataset), on_disk(dataset, "b")) == (
            "a photograph of a woman standing",
            "a photograph, standing",
        )
        finish(session.undo())
        assert on_disk(dataset) == "photograph, of a woman, standing"
        assert (dataset / "b.txt").read_bytes() == b"photograph ,  standing\n"


def test_going_back_to_tags_gives_an_unedited_caption_its_text_back(dataset: Path) -> None:
    (dataset / "b.txt").write_text("photograph ,  standing", encoding="utf-8")
    with opened(dataset) as session:
        for name in ("sentence", "tags"):
            choose_template(session, name, "instead")
            finish(TemplateChange(session).carry_out())
        assert session.caption("b.png") == "photograph ,  standing"


def test_a_sentence_of_ours_is_never_read_as_a_tag(dataset: Path) -> None:
    settle(dataset, 'template = "sentence"')
    with opened(dataset) as session:
        filled(session)
    with opened(dataset) as session:
        assert session.record("a.png").caption.texts() == {
            "type": ["photograph", "of a woman"],
            "action": ["standing"],
        }
        assert session.conflict("a.png") is None


def test_other_globals_make_the_sentences_anew_and_leave_captions_of_tags(dataset: Path) -> None:
    (dataset / "b.txt").write_text("standing", encoding="utf-8")
    settle(dataset, 'template = "sentence"')
    with opened(dataset) as session:
        filled(session)
        finish(session.set_globals(["annika"], "add global", "a.png"))
        assert on_disk(dataset) == "annika, a photograph of a woman standing"
        assert on_disk(dataset, "b") == "annika, standing"


def test_an_edit_of_many_makes_the_sentences_anew(dataset: Path) -> None:
    settle(dataset, 'template = "sentence"')
    with opened(dataset) as session:
        filled(session)
        record = session.record("a.png")
        new = record.with_caption(Rename("standing", "sitting").apply(record.caption))
        finish(session.change_many("rename", [("a.png", new)]))
        assert on_disk(dataset) == "a photograph of a woman sitting"


def test_a_template_that_is_none_is_told_with_the_file(dataset: Path) -> None:
    settle(dataset, 'template = "sentense"')
    with pytest.raises(SettingsError, match=r"project\.toml: .*sentense.*Did you mean sentence"):
        open_session(dataset)


def test_what_the_template_leaves_out_is_told_with_the_proposal(dataset: Path) -> None:
    settle(dataset, 'template = "mine"', more='[templates]\nmine = "{type}"')
    (dataset / "b.txt").write_text("photograph, standing", encoding="utf-8")
    with opened(dataset) as session:
        change = TemplateChange(session)
        finish(change.look_through())
        assert change.names == ["b.png"]
        assert change.difference.advice == "The template 'mine' has no place for 1 tag in 1 caption: standing (1)."


# --- written by somebody ----------------------------------------------------------------------------------------------


def test_a_typed_sentence_is_kept_and_marked_once_the_tags_change(dataset: Path) -> None:
    settle(dataset, 'template = "sentence"')
    with opened(dataset) as session:
        filled(session)
        editor = at(session, "a.png")
        assert editor.sentence_text == "a photograph of a woman standing"
        editor.write_sentence("A woman stands there.")
        assert on_disk(dataset) == session.caption("a.png") == "A woman stands there."
        assert findings(session) == []
        tag(session, "a.png", "subject", "red dress")
        editor.do("delete", Remove("action", 0))
        assert on_disk(dataset) == "A woman stands there."
        assert findings(session) == ["the tags were changed since the sentence was written: +red dress, -standing"]
        editor.write_sentence("A woman stands there.")
        assert findings(session) == []
        editor.template_sentence()
        assert on_disk(dataset) == "a photograph of a woman, red dress"
        for _ in range(2):
            finish(session.undo())
        assert findings(session) == ["the tags were changed since the sentence was written: +red dress, -standing"]


def test_a_typed_sentence_needs_no_template_and_goes_with_an_empty_one(dataset: Path) -> None:
    (dataset / "b.txt").write_text("photograph ,  standing", encoding="utf-8")
    with opened(dataset) as session:
        editor = at(session, "b.png")
        editor.write_sentence("  She  stands. ")
        assert on_disk(dataset, "b") == "She stands."
        editor.write_sentence("")
        assert on_disk(dataset, "b") == "photograph ,  standing"


def test_applying_a_template_leaves_what_somebody_wrote(dataset: Path) -> None:
    with opened(dataset) as session:
        filled(session)
        at(session, "a.png").write_sentence("A woman stands there.")
        choose_template(session, "sentence", "instead")
        change = TemplateChange(session, ["a.png"])
        finish(change.look_through())
        assert not change.names


# --- changed outside --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "theirs", "kept"),
    [
        ("instead", "She stands, alone.", Prose("She stands, alone.", "instead", "outside")),
        ("before", "She stands. photograph, of a woman, standing", Prose("She stands.", "before", "outside")),
        ("after", "photograph, of a woman, standing, She stands", Prose("She stands", "after", "outside")),
        ("before", "all of it, is new", Prose("all of it, is new", "instead", "outside")),
    ],
)
def test_a_sentence_changed_outside_is_kept_as_typed_and_its_tags_stay(
    dataset: Path, place: str, theirs: str, kept: Prose
) -> None:
    settle(dataset, f'template = "sentence"\ntemplate_place = "{place}"')
    with opened(dataset) as session:
        filled(session)
        tags = session.record("a.png").caption.texts()
        (dataset / "a.txt").write_text(theirs, encoding="utf-8")
        conflict = session.conflict("a.png")
        assert conflict is not None
        session.take_theirs(conflict)
        caption = session.record("a.png").caption
        assert (caption.prose, caption.texts()) == (kept, tags)
        assert session.caption("a.png") == on_disk(dataset) == theirs
        assert findings(session) == ["the sentence was changed outside: the tags are older than it"]
        tag(session, "a.png", "details", "soft light")
        assert kept.text in on_disk(dataset)
        assert session.record("a.png").caption.prose == kept


# --- kept -------------------------------------------------------------------------------------------------------------


def test_a_record_has_its_sentences_back() -> None:
    prose = Prose("She stands.", "after", "person", ("standing", "red dress"))
    record = load_record('{"state":"draft","caption":{"slots":{"action":["standing"]}}}')
    record = replace(record, caption=replace(record.caption, prose=prose), alternatives=(Caption(prose=Prose("x")),))
    assert load_record(dump_record(record)) == record
