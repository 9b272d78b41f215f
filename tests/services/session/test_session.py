from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.conftest import PNG
from tui_captioner.domain.caption import Caption, Tag, typed_tags
from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import Conflict, SidecarChangedError
from tui_captioner.storage.project.database import DatabaseError
from tui_captioner.storage.project.records import Draft, ImageRecord
from tui_captioner.storage.project.resume import load_place

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def open_session(root: Path) -> Session:
    return Session(Project(root), now=lambda: NOW)


def add(session: Session, name: str, slot: str, text: str) -> None:
    caption = session.record(name).caption.added(slot, typed_tags(text))
    session.edit(name, f"add {text}", caption)


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def sidecars(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in snapshot(root).items() if name.endswith(".txt")}


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


_KILLED = """
import os, signal, sys
from pathlib import Path
from tui_captioner.services.session import sidecars
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

session = Session.open(Path(sys.argv[1]))
write, left = sidecars.write_atomic, int(sys.argv[2])

def counted(path, data):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    write(path, data)

sidecars.write_atomic = counted
finish(session.set_globals(["annika"], "add global"))
"""


@pytest.mark.parametrize("state", ["done", "reviewed", "flagged"])
def test_an_image_without_tags_keeps_its_mark_when_the_globals_change(dataset: Path, state: str) -> None:
    session = open_session(dataset)
    session.set_state("a.png", state)
    finish(session.set_globals(["myword"], "globals"))
    assert session.record("a.png").state == state
    session.close()


@pytest.mark.parametrize("written", [0, 7])
def test_killed_in_the_middle_of_a_bulk_change_it_is_finished_at_the_next_opening(dataset: Path, written: int) -> None:
    for number in range(12):
        (dataset / f"n{number}.png").write_bytes(PNG)
        (dataset / f"n{number}.txt").write_bytes(b"standing")
    before = sidecars(dataset)
    done = subprocess.run([sys.executable, "-c", _KILLED, str(dataset), str(written)], check=False)
    assert done.returncode == -9
    assert sum(data.startswith(b"annika, ") for data in sidecars(dataset).values()) == written
    session = open_session(dataset)
    assert session.globals == (Tag("annika"),)
    finish(session.finish_interrupted())
    assert sidecars(dataset) == {name: b"annika, " + data.strip() for name, data in before.items()}
    assert session.globals == (Tag("annika"),)
    finish(session.undo())
    assert sidecars(dataset) == before
    session.close()


_KILLED_GLOBALS = """
import os, signal, sys
from pathlib import Path
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

session = Session.open(Path(sys.argv[1]))
session.project.write_globals = lambda _: os.kill(os.getpid(), signal.SIGKILL)
finish(session.set_globals(["annika"], "add global"))
"""


def test_globals_that_did_not_reach_the_settings_are_there_from_the_first_look(dataset: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED_GLOBALS, str(dataset)], check=False)
    assert done.returncode == -9
    assert "annika" not in (dataset / ".tui-captioner" / "project.toml").read_text().partition("globals = ")[2]
    session = open_session(dataset)
    assert session.globals == (Tag("annika"),)
    assert not session.globals_edited_by_hand
    finish(session.finish_interrupted())
    assert 'globals = ["annika"]' in (dataset / ".tui-captioner" / "project.toml").read_text()
    session.close()


_KILLED_EDIT = """
import os, signal, sys
from pathlib import Path
from tui_captioner.domain.caption import Tag
from tui_captioner.services.session import sidecars
from tui_captioner.services.session.session import Session

session = Session.open(Path(sys.argv[1]))
sidecars.write_atomic = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
session.edit("b.png", "add", session.record("b.png").caption.added("action", (Tag("waving"),)))
"""


def test_killed_between_database_and_sidecar_the_edit_is_finished_at_the_next_opening(dataset: Path) -> None:
    before = sidecars(dataset)
    assert subprocess.run([sys.executable, "-c", _KILLED_EDIT, str(dataset)], check=False).returncode == -9
    assert sidecars(dataset) == before
    session = open_session(dataset)
    assert session.conflict("b.png") is None
    finish(session.finish_interrupted())
    assert sidecars(dataset)["b.txt"] == b"photograph, of a woman, standing, waving, a thing unheard of"
    finish(session.undo())
    assert sidecars(dataset) == before
    session.close()


def test_globals_edited_by_hand_are_noticed_and_applied_as_a_step(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    finish(session.set_globals(["annika"], "add global", "a.png"))
    session.close()
    toml = dataset / ".tui-captioner" / "project.toml"
    toml.write_text(toml.read_text().replace("annika", "berta"))
    session = open_session(dataset)
    assert session.globals_edited_by_hand
    finish(session.apply_globals())
    assert sidecars(dataset)["a.txt"] == b"berta, standing"
    finish(session.undo())
    assert sidecars(dataset)["a.txt"] == b"annika, standing"
    session.close()


def test_comments_in_the_settings_survive(dataset: Path) -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    (folder / "project.toml").write_text('# mine\nprofile = "style"  # keep\nglobals = []  # here\n')
    session = open_session(dataset)
    finish(session.set_globals(["x"], "add", "a.png"))
    session.close()
    assert (folder / "project.toml").read_text() == '# mine\nprofile = "style"  # keep\nglobals = ["x"]  # here\n'


def shown(session: Session, name: str) -> Conflict:
    """What the user is asked about."""
    conflict = session.conflict(name)
    assert conflict is not None
    return conflict


def test_a_sidecar_changed_outside_is_noticed_before_the_write(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    (dataset / "a.txt").write_bytes(b"mine now")
    with pytest.raises(SidecarChangedError) as caught:
        add(session, "a.png", "action", "waving")
    assert (caught.value.conflict.ours, caught.value.conflict.theirs) == ("standing", "mine now")
    assert (dataset / "a.txt").read_bytes() == b"mine now"
    with pytest.raises(SidecarChangedError):
        finish(session.undo())
    session.take_theirs(shown(session, "a.png"))
    assert session.caption("a.png") == "mine now"
    finish(session.undo())
    assert (dataset / "a.txt").read_bytes() == b"standing"
    (dataset / "a.txt").unlink()
    assert session.conflict("a.png") is not None
    session.keep_ours(shown(session, "a.png"))
    assert (dataset / "a.txt").read_bytes() == b"standing"
    session.close()


def test_keeping_ours_is_a_step_that_has_their_text(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    (dataset / "a.txt").write_bytes(b"mine now, (a, b)")
    session.keep_ours(shown(session, "a.png"))
    assert (dataset / "a.txt").read_bytes() == b"standing"
    assert session.undo_title() == "keep the caption of a.png, not the text on disk"
    finish(session.undo())
    assert (dataset / "a.txt").read_bytes() == b"mine now, (a, b)"
    assert session.caption("a.png") == "mine now, (a, b)"
    assert session.conflict("a.png") is None
    finish(session.redo())
    assert (dataset / "a.txt").read_bytes() == b"standing"
    session.close()
    again = open_session(dataset)
    finish(again.undo())
    assert (dataset / "a.txt").read_bytes() == b"mine now, (a, b)"
    again.close()


def test_keeping_ours_over_what_is_no_text_gives_back_its_bytes(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    (dataset / "a.txt").write_bytes(b"caf\xe9")
    session.keep_ours(shown(session, "a.png"))
    assert (dataset / "a.txt").read_bytes() == b"standing"
    finish(session.undo())
    assert (dataset / "a.txt").read_bytes() == b"caf\xe9"
    assert "not UTF-8" in session.problem("a.png")
    session.close()


@pytest.mark.parametrize("choose", ["keep_ours", "take_theirs"])
def test_a_text_that_was_never_shown_is_neither_overwritten_nor_taken(dataset: Path, choose: str) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    (dataset / "a.txt").write_bytes(b"first")
    seen = shown(session, "a.png")
    (dataset / "a.txt").write_bytes(b"second")
    with pytest.raises(SidecarChangedError) as caught:
        getattr(session, choose)(seen)
    assert caught.value.conflict.theirs == "second"
    assert (dataset / "a.txt").read_bytes() == b"second"
    assert session.undo_title() == "add standing"
    session.keep_ours(caught.value.conflict)
    finish(session.undo())
    assert (dataset / "a.txt").read_bytes() == b"second"
    session.close()


def test_an_untouched_image_whose_sidecar_changed_is_not_overwritten(dataset: Path) -> None:
    session = open_session(dataset)
    assert session.caption("b.png").startswith("photograph")
    (dataset / "b.txt").write_bytes(b"other")
    with pytest.raises(SidecarChangedError) as caught:
        add(session, "b.png", "action", "waving")
    session.take_theirs(caught.value.conflict)
    add(session, "b.png", "action", "waving")
    assert (dataset / "b.txt").read_bytes() == b"waving, other"
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


def test_their_text_is_taken_and_the_other_captions_stay(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    other = Caption({"action": (Tag("sitting"),)})
    session.edit_record("a.png", "alternative", replace(session.record("a.png"), alternatives=(other,)))
    (dataset / "a.txt").write_bytes(b"walking")
    session.take_theirs(shown(session, "a.png"))
    assert session.caption("a.png") == "walking"
    assert session.record("a.png").alternatives == (other,)
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


class Edits(RuleBasedStateMachine):
    """Any series of edits, undone and redone, leaves sidecars that equal what the session says."""

    @initialize()
    def open(self) -> None:
        import tempfile

        self.root = Path(tempfile.mkdtemp(prefix="edits-"))
        for name in ("a.png", "b.png"):
            (self.root / name).write_bytes(PNG)
        (self.root / "b.txt").write_bytes(b"one,  two\n")
        self.session = open_session(self.root)
        self.past = [sidecars(self.root)]
        self.at = 0

    @rule(
        name=st.sampled_from(["a.png", "b.png"]),
        slot=st.sampled_from(["type", "action"]),
        text=st.sampled_from(["x", "y", "one", "g"]),
    )
    def add(self, name: str, slot: str, text: str) -> None:
        before = self.session.undo_title(), len(self.past)
        if self.session.edit(name, "add", self.session.record(name).caption.added(slot, (Tag(text),))):
            self._stepped()
        assert before is not None

    @rule(text=st.sampled_from(["x", "y"]), other=st.sampled_from(["p", "q"]))
    def change_both(self, text: str, other: str) -> None:
        record = ImageRecord(Caption({"type": (Tag(text),)}), "draft", (Caption({"type": (Tag(other),)}),))
        changes = any(self.session.record(name) != record for name in self.session.names)
        finish(self.session.change_many("change", [(name, record) for name in self.session.names]))
        if changes:
            self._stepped()

    @rule(texts=st.lists(st.sampled_from(["g", "h", "one"]), unique=True, max_size=2))
    def set_globals(self, texts: list[str]) -> None:
        old = [tag.text for tag in self.session.globals]
        finish(self.session.set_globals(texts, "globals"))
        if texts != old:
            self._stepped()

    def _stepped(self) -> None:
        self.past = [*self.past[: self.at + 1], sidecars(self.root)]
        self.at += 1

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        finish(self.session.undo())
        self.at -= 1

    @precondition(lambda self: self.at < len(self.past) - 1)
    @rule()
    def redo(self) -> None:
        finish(self.session.redo())
        self.at += 1

    @rule()
    def restart(self) -> None:
        self.session.close()
        self.session = open_session(self.root)

    @invariant()
    def files_are_as_they_were_at_this_step(self) -> None:
        if hasattr(self, "past"):
            assert sidecars(self.root) == self.past[self.at]

    def teardown(self) -> None:
        import shutil

        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.root)


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
