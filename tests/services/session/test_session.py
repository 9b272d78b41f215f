from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.sessions import add, open_session, sidecars, snapshot
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.project.database import DatabaseError
from tui_captioner.storage.project.records import Draft, ImageRecord
from tui_captioner.storage.project.resume import load_place


def test_opening_looking_and_closing_changes_no_byte(dataset: Path) -> None:
    (dataset / "c.txt").write_bytes(b"\xef\xbb\xbfline one\r\n\r\nline two, x \r\n")
    before = snapshot(dataset)
    session = open_session(dataset)
    for name in session.names:
        session.go_to(name)
        assert session.caption(name) is not None
    session.close()
    assert snapshot(dataset) == before


def test_the_first_edit_makes_the_project_and_writes_the_sidecar(dataset: Path) -> None:
    session = open_session(dataset)
    assert not (dataset / ".tui-captioner").exists()
    add(session, "a.png", "action", "standing")
    assert (dataset / "a.txt").read_bytes() == b"standing"
    assert (dataset / ".tui-captioner" / "captions.db").exists()
    assert (dataset / ".tui-captioner" / "project.toml").exists()
    assert session.record("a.png").state == "draft"
    session.close()
    again = open_session(dataset)
    assert again.record("a.png").caption.tags("action") == (Tag("standing"),)
    again.close()


def test_undo_gives_the_old_bytes_back_and_outlives_a_restart(dataset: Path) -> None:
    raw = b"photograph,  odd ,standing\r\n"
    (dataset / "b.txt").write_bytes(raw)
    session = open_session(dataset)
    add(session, "b.png", "action", "waving")
    add(session, "a.png", "type", "photograph")
    assert (dataset / "b.txt").read_bytes() == b"photograph, standing, waving, odd"
    session.close()
    session = open_session(dataset)
    finish(session.undo())
    finish(session.undo())
    assert not (dataset / "a.txt").exists()
    assert (dataset / "b.txt").read_bytes() == raw
    assert session.undo_title() == ""
    assert session.row("b.png") is None
    finish(session.redo())
    finish(session.redo())
    assert (dataset / "b.txt").read_bytes() == b"photograph, standing, waving, odd"
    assert (dataset / "a.txt").read_bytes() == b"photograph"
    session.close()


def test_an_edit_that_changes_nothing_adds_no_step_and_keeps_redo(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    add(session, "a.png", "action", "waving")
    finish(session.undo())
    assert not session.edit("a.png", "nothing", session.record("a.png").caption)
    assert session.redo_title() == "add waving"
    session.close()


def test_globals_change_every_sidecar_as_one_step(dataset: Path) -> None:
    before = sidecars(dataset)
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    finish(session.set_globals(["annika"], "add global", "a.png"))
    assert sidecars(dataset) == {
        "a.txt": b"annika, standing",
        "b.txt": b"annika, photograph, of a woman, standing, a thing unheard of",
    }
    assert not (dataset / "c.txt").exists()
    finish(session.undo())
    assert sidecars(dataset) == {"a.txt": b"standing", **before}
    assert session.globals == ()
    finish(session.redo())
    session.close()
    again = open_session(dataset)
    assert again.globals == (Tag("annika"),)
    assert 'globals = ["annika"]' in (dataset / ".tui-captioner" / "project.toml").read_text()
    finish(again.set_globals([], "drop"))
    assert sidecars(dataset)["b.txt"] == b"photograph, of a woman, standing, a thing unheard of"
    again.close()


@pytest.mark.parametrize("state", ["done", "reviewed", "flagged"])
def test_an_image_without_tags_keeps_its_mark_when_the_globals_change(dataset: Path, state: str) -> None:
    session = open_session(dataset)
    session.set_state("a.png", state)
    finish(session.set_globals(["myword"], "globals"))
    assert session.record("a.png").state == state
    session.close()


def test_a_sidecar_that_is_not_utf8_is_named_and_read_only(dataset: Path) -> None:
    (dataset / "b.txt").write_bytes(b"caf\xe9, x")
    session = open_session(dataset)
    assert "b.txt is not UTF-8: byte 0xe9 at offset 3" in session.problem("b.png")
    with pytest.raises(ReadOnlyError):
        add(session, "b.png", "action", "waving")
    finish(session.set_globals(["annika"], "add", "a.png"))
    assert (dataset / "b.txt").read_bytes() == b"caf\xe9, x"
    session.close()


def test_images_that_share_a_sidecar_lose_no_caption(dataset: Path) -> None:
    (dataset / "a.jpg").write_bytes(PNG)
    (dataset / "a.txt").write_bytes(b"what was there")
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    add(session, "a.jpg", "action", "sitting")
    assert (dataset / "a.txt").read_bytes() == b"what was there"
    assert "shared with a.jpg" in session.save_state("a.png")
    assert session.caption("a.png") != session.caption("a.jpg")
    session.close()
    (dataset / "a.jpg").rename(dataset / "z.jpg")
    again = open_session(dataset)
    finish(again.finish_interrupted())
    assert (dataset / "a.txt").read_bytes() == b"standing, what was there"
    again.close()


def test_a_failed_write_is_said_and_made_up_for(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui_captioner.services.session.sidecars.write_atomic", full)
    add(session, "a.png", "action", "waving")
    assert session.save_state("a.png") == "NOT SAVED, a.txt: No space left on device"
    assert (dataset / "a.txt").read_bytes() == b"standing"
    monkeypatch.undo()
    add(session, "a.png", "action", "smiling")
    assert (dataset / "a.txt").read_bytes() == b"standing, waving, smiling"
    assert session.save_state("a.png") == ""
    session.close()


def test_a_database_that_cannot_be_written_changes_nothing(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    database = session.project.database
    assert database is not None

    def full(*_: object) -> None:
        raise DatabaseError("captions.db can't be written: database or disk is full")

    monkeypatch.setattr(database, "record_step", full)
    with pytest.raises(CaptionerError, match="disk is full"):
        add(session, "a.png", "action", "waving")
    assert session.caption("a.png") == "standing"
    assert (dataset / "a.txt").read_bytes() == b"standing"
    session.close()


def test_a_second_session_reads_and_is_told_who_writes(dataset: Path) -> None:
    first = open_session(dataset)
    add(first, "a.png", "action", "standing")
    second = open_session(dataset)
    assert "open in another session (" in second.project.read_only
    assert second.caption("a.png") == "standing"
    with pytest.raises(ReadOnlyError):
        add(second, "a.png", "action", "waving")
    first.close()
    second.close()
    third = open_session(dataset)
    assert third.project.read_only == ""
    third.close()


def test_a_folder_that_cannot_be_written_opens_to_read(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: mode & 2 == 0)
    session = open_session(dataset)
    assert session.project.read_only == "the folder cannot be written"
    with pytest.raises(ReadOnlyError, match="cannot be written"):
        add(session, "a.png", "action", "waving")
    assert not (dataset / ".tui-captioner").exists()
    session.close()


def test_half_typed_text_and_place_are_kept_before_and_after_there_is_a_project(dataset: Path) -> None:
    session = open_session(dataset)
    session.go_to("b.png")
    session.set_draft("b.png", "action", "smi")
    session.set_draft("c.png", "action", "smiling bro", "smiling")
    before = snapshot(dataset)
    session.close()
    assert snapshot(dataset) == before
    session = open_session(dataset)
    assert session.position == "b.png"
    edit = {"c.png": Draft("action", "smiling bro", "smiling")}
    assert session.drafts == {"b.png": Draft("action", "smi"), **edit}
    add(session, "b.png", "action", "smiling")
    session.set_draft("b.png", "action", "")
    session.go_to("c.png")
    session.close()
    (dataset / "0-new.png").write_bytes(PNG)
    session = open_session(dataset)
    assert (session.position, session.drafts) == ("c.png", edit)
    session.close()


def test_the_place_reaches_a_project_that_was_made_meanwhile(dataset: Path) -> None:
    session = open_session(dataset)
    session.go_to("c.png")
    session.set_draft("c.png", "action", "smi")
    session.close()
    session = open_session(dataset)
    add(session, "c.png", "type", "photograph")
    session.close()
    session = open_session(dataset)
    assert (session.position, session.drafts) == ("c.png", {"c.png": Draft("action", "smi")})
    assert load_place(dataset) == ("", {})
    session.close()


def test_a_sentence_among_the_globals_is_followed_by_a_space(dataset: Path) -> None:
    session = open_session(dataset)
    finish(session.set_globals(["annika", "She is a red, tall woman."], "add", "b.png"))
    assert sidecars(dataset)["b.txt"].startswith(b"annika, She is a red, tall woman. photograph, of a woman")
    session.close()


def test_a_mark_alone_leaves_an_imported_caption_as_it_is(dataset: Path) -> None:
    before = sidecars(dataset)
    session = open_session(dataset)
    session.set_state("b.png", "done")
    assert sidecars(dataset) == before
    session.close()
    again = open_session(dataset)
    assert again.record("b.png").state == "done"
    assert again.caption("b.png") == "photograph, of a woman, standing, a thing unheard of"
    again.close()


def test_an_edit_that_leaves_the_text_leaves_the_bytes(dataset: Path) -> None:
    (dataset / "c.txt").write_bytes(b"\xef\xbb\xbfannika,  standing\r\n")
    before = sidecars(dataset)
    session = open_session(dataset)
    for name in ("b.png", "c.png"):
        caption = session.record(name).caption
        sure = {slot: tuple(replace(tag, unsure=False) for tag in tags) for slot, tags in caption.slots.items()}
        session.edit(name, "confirm", Caption(sure, caption.read, caption.left_out))
    # Put in front of a caption that begins with it already, a global changes nothing there.
    finish(session.set_globals(["annika"], "add global"))
    assert sidecars(dataset) == {**before, "b.txt": b"annika, " + before["b.txt"].strip()}
    session.close()


def test_many_new_records_are_one_step(dataset: Path) -> None:
    (dataset / "c.txt").write_bytes(b"\xff")
    before = sidecars(dataset)
    session = open_session(dataset)
    caption = Caption({"action": (Tag("standing"),)})
    other = Caption({"action": (Tag("sitting"),)})
    records = [
        ("a.png", ImageRecord(caption, "draft", (other,))),
        ("b.png", replace(session.record("b.png"), alternatives=(other,))),
        ("c.png", ImageRecord(caption)),
    ]
    progress = list(session.change_many("import", records, total=3))
    assert progress[-1].done == progress[-1].total
    # The first caption of the second image is the same, so its file is; the third can't be read, so it is left alone.
    assert sidecars(dataset) == {**before, "a.txt": b"standing"}
    assert [session.caption_text(other) for other in session.record("b.png").alternatives] == ["sitting"]
    assert session.undo_title() == "import"
    finish(session.change_many("import", records, total=3))
    finish(session.undo())
    assert sidecars(dataset) == before
    assert session.undo_title() == ""
    session.close()


def test_a_tag_goes_where_this_dataset_has_put_it_before(dataset: Path) -> None:
    for name in ("a", "c"):
        (dataset / f"{name}.txt").write_bytes(b"photograph, zqxv wumble")
    session = open_session(dataset)
    caption = session.record("a.png").caption
    stranger = Tag("zqxv wumble", unsure=True)
    slot = next(key for key, tag in caption.all_tags(session.structure) if tag == stranger)
    index = caption.tags(slot).index(stranger)
    session.edit("a.png", "move", caption.moved(slot, index, "background"))
    assert session.record("c.png").caption.tags("background") == (Tag("zqxv wumble"),)
    finish(session.undo())
    session.refresh("c.png")
    assert session.record("c.png").caption.tags("background") == ()
    finish(session.redo())
    session.close()
    again = open_session(dataset)
    assert again.record("c.png").caption.tags("background") == (Tag("zqxv wumble"),)
    again.close()


def test_a_damaged_database_is_said_with_the_way_out(dataset: Path) -> None:
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "captions.db").write_bytes(
        b"no database at all, but long enough to be looked at" * 30
    )
    with pytest.raises(CaptionerError, match="tui-captioner repair"):
        open_session(dataset)
