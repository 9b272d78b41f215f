"""What a profile leaves out of captions: what was not edited stays as it is, nothing is lost, all is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.imports import put
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.edits import Add
from tui_captioner.services.bulk.profile_change import Choice, ProfileChange, choose
from tui_captioner.services.bulk.tag_edits import TagEdits, renaming
from tui_captioner.services.session.image_editor import ImageEditor
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

CHARACTER = 'profile = "character"\ntrigger = "annika"\n'
READ = "photograph,  standing, long hair, beach at dusk\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".tui-captioner").mkdir()
    put(tmp_path / ".tui-captioner" / "project.toml", CHARACTER)
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.png").write_bytes(PNG)
    put(tmp_path / "b.txt", READ)
    put(tmp_path / "c.txt", READ)
    return tmp_path


@pytest.fixture
def opened(root: Path) -> Iterator[Callable[[], Session]]:
    """Opens the dataset, and closes what was open of it before."""
    sessions: list[Session] = []

    def again() -> Session:
        if sessions:
            sessions.pop().close()
        sessions.append(open_session(root))
        return sessions[0]

    yield again
    sessions[0].close()


def at(session: Session, name: str, slot: str) -> ImageEditor:
    session.go_to(name)
    editor = ImageEditor(session)
    editor.slot = slot
    return editor


def file(root: Path, name: str) -> str:
    return (root / f"{name}.txt").read_bytes().decode()


def plain(root: Path) -> None:
    put(root / ".tui-captioner" / "project.toml", 'trigger = "annika"\n')


def test_what_is_typed_into_a_slot_that_is_left_out_is_kept(opened: Callable[[], Session], root: Path) -> None:
    session = opened()
    at(session, "a.png", "action").add((Tag("standing"),))
    at(session, "a.png", "background").add((Tag("park"),))
    assert file(root, "a") == session.caption("a.png") == "standing"
    assert [tag.text for tag in opened().record("a.png").caption.tags("background")] == ["park"]


def test_opening_and_marking_done_changes_no_caption(opened: Callable[[], Session], root: Path) -> None:
    session = opened()
    session.record("b.png")
    session.set_state("b.png", "done")
    assert file(root, "b") == READ


def test_an_edit_of_what_was_read_says_what_it_leaves_out_and_is_taken_back(
    opened: Callable[[], Session], root: Path
) -> None:
    session = opened()
    editor = at(session, "b.png", "action")
    editor.add((Tag("smiling"),))
    assert file(root, "b") == "photograph, standing, smiling"
    assert "2 tags are kept and not written: long hair, beach at dusk" in editor.message
    finish(session.undo())
    assert file(root, "b") == READ


def test_a_setting_changed_by_hand_changes_no_caption(opened: Callable[[], Session], root: Path) -> None:
    plain(root)
    at(opened(), "a.png", "background").add((Tag("park"),))
    put(root / ".tui-captioner" / "project.toml", CHARACTER)
    session = opened()
    assert session.caption("a.png") == file(root, "a") == "park"
    session.set_state("a.png", "done")
    finish(renaming(session, "park", "city park").carry_out())
    finish(session.set_globals(["annika"], "add"))
    assert file(root, "a") == "annika, city park"


def test_a_change_of_many_leaves_out_what_comes_in_and_nothing_else(opened: Callable[[], Session], root: Path) -> None:
    session = opened()
    added = TagEdits(session, "add", [Add("background", (Tag("bench"),)), Add("action", (Tag("smiling"),))])
    finish(added.look_through())
    shown = {sample.name: sample.after for sample in added.difference.samples}
    finish(added.carry_out())
    assert {name: file(root, name[0]) for name in shown} == shown
    assert shown["b.png"] == "photograph, standing, smiling, long hair, beach at dusk"


def test_switching_the_profile_is_one_step_that_is_shown_and_taken_back(
    opened: Callable[[], Session], root: Path
) -> None:
    plain(root)
    session = opened()
    at(session, "a.png", "action").add((Tag("standing"),))
    at(session, "a.png", "background").add((Tag("park"),))
    before = {name: file(root, name) for name in "abc"}
    choose(session, Choice(profile="character"))
    assert {name: file(root, name) for name in "abc"} == before
    change = ProfileChange(session)
    finish(change.look_through())
    assert {sample.name: sample.after for sample in change.difference.samples} == {
        "a.png": "standing",
        "b.png": "photograph,  standing",
        "c.png": "photograph,  standing",
    }
    finish(change.carry_out())
    assert [file(root, name) for name in "abc"] == ["standing", "photograph,  standing", "photograph,  standing"]
    finish(session.undo())
    assert {name: file(root, name) for name in "abc"} == before


def test_going_back_to_plain_writes_everything_again(opened: Callable[[], Session], root: Path) -> None:
    session = opened()
    at(session, "a.png", "action").add((Tag("standing"),))
    at(session, "a.png", "background").add((Tag("park"),))
    choose(session, Choice(profile="plain"))
    finish(ProfileChange(session).carry_out())
    assert (file(root, "a"), file(root, "b")) == ("standing, park", READ)


def test_a_text_taken_from_the_disk_keeps_what_it_can_not_hold(opened: Callable[[], Session], root: Path) -> None:
    session = opened()
    at(session, "a.png", "action").add((Tag("standing"),))
    at(session, "a.png", "background").add((Tag("park"),))
    put(root / "a.txt", "sitting")
    conflict = opened().conflict("a.png")
    session = opened()
    assert conflict is not None
    session.take_theirs(conflict)
    assert file(root, "a") == session.caption("a.png") == "sitting"
    assert [tag.text for tag in session.record("a.png").caption.tags("background")] == ["park"]


def test_a_slot_is_written_where_the_user_says_so_and_stays_so(opened: Callable[[], Session], root: Path) -> None:
    session = opened()
    at(session, "a.png", "action").add((Tag("standing"),))
    editor = at(session, "a.png", "background")
    editor.add((Tag("park"),))
    editor.write_or_leave_out()
    assert file(root, "a") == "standing, park"
    finish(ProfileChange(session).carry_out())
    at(session, "a.png", "action").add((Tag("smiling"),))
    assert file(root, "a") == "standing, smiling, park"
    editor.write_or_leave_out()
    assert file(root, "a") == "standing, smiling"


def test_the_project_may_have_a_slot_written(opened: Callable[[], Session], root: Path) -> None:
    put(root / ".tui-captioner" / "project.toml", f'{CHARACTER}[output]\nwrite = ["background"]\n')
    session = opened()
    at(session, "a.png", "background").add((Tag("park"),))
    at(session, "a.png", "subject").add((Tag("long hair"),))
    assert file(root, "a") == "park"


def test_what_the_user_had_written_stays_so_when_the_text_is_read_anew(
    opened: Callable[[], Session], root: Path
) -> None:
    session = opened()
    editor = at(session, "a.png", "background")
    editor.add((Tag("park"),))
    editor.write_or_leave_out()
    put(root / "a.txt", "park, sitting")
    conflict = opened().conflict("a.png")
    assert conflict is not None
    session = opened()
    session.take_theirs(conflict)
    at(session, "a.png", "action").add((Tag("smiling"),))
    assert file(root, "a") == "sitting, smiling, park"
