"""What takes long is done aside: the job goes on yielding, and whoever leaves it has it done all the same."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.services.bulk.tag_edits import TagEdits, renaming
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session import finished_images
from tui_captioner.services.session.aside import Aside
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.database import Change, Database, Step
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.records import ImageRecord, load_record

COUNT = 230
OLD, NEW = b"standing, red hats", b"standing, red hat"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """More captions than are recorded at once."""
    for number in range(COUNT):
        (tmp_path / f"{number:03}.png").write_bytes(PNG)
        (tmp_path / f"{number:03}.txt").write_bytes(OLD)
    return tmp_path


def held(root: Path) -> set[bytes]:
    return {path.read_bytes() for path in root.glob("*.txt")}


def rename(session: Session) -> TagEdits:
    return renaming(session, "red hats", "red hat")


def test_it_yields_until_it_is_done() -> None:
    go_on = Event()
    aside = Aside(lambda: go_on.wait() and 7)
    waiting = aside.waiting()
    next(waiting)
    next(waiting)
    go_on.set()
    assert aside.wait() == 7
    finish(waiting)  # type: ignore[arg-type]


def interrupted(press: Callable[[], None], aside: Aside[int]) -> None:
    presser = Thread(target=press)
    presser.start()
    try:
        aside.wait()
    finally:
        presser.join()


def test_ctrl_c_while_it_is_waited_for_does_not_take_it_for_ended() -> None:
    go_on, pressed = Event(), Event()
    aside = Aside(lambda: go_on.wait() and 7)

    def press(*_: object) -> None:
        if not pressed.is_set():
            pressed.set()
            raise KeyboardInterrupt

    def press_until_it_is_felt() -> None:
        # A signal that comes between Python's look for signals and its wait is felt at the next one only.
        while not pressed.wait(0.05):
            signal.pthread_kill(main_thread().ident, signal.SIGINT)  # type: ignore[arg-type]

    before = signal.signal(signal.SIGINT, press)
    try:
        with pytest.raises(KeyboardInterrupt):
            interrupted(press_until_it_is_felt, aside)
    finally:
        signal.signal(signal.SIGINT, before)
    waiting = aside.waiting()
    next(waiting)
    go_on.set()
    finish(waiting)  # type: ignore[arg-type]
    assert aside.wait() == 7


def test_its_error_is_raised_where_it_is_waited_for() -> None:
    def fail() -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        finish(Aside(fail).waiting())  # type: ignore[arg-type]


def test_a_step_over_many_is_one_step_there_and_back(root: Path) -> None:
    session = open_session(root)
    finish(rename(session).carry_out())
    assert (held(root), session.undo_title()) == ({NEW}, "rename 'red hats' to 'red hat'")
    assert session.caption("000.png") == "standing, red hat"
    finish(session.undo())
    assert (held(root), session.caption("229.png")) == ({OLD}, "standing, red hats")
    finish(session.redo())
    assert held(root) == {NEW}
    session.close()


@pytest.mark.parametrize("steps", [1, COUNT // 5, COUNT // 5 + 3, COUNT // 5 + COUNT // 5 + 20])
def test_a_session_that_ends_in_the_middle_has_all_of_it_or_nothing(root: Path, steps: int) -> None:
    session = open_session(root)
    job = rename(session).carry_out()
    for _ in range(steps):
        next(job, None)
    session.close()
    assert held(root) <= {OLD, NEW}
    again = open_session(root)
    finish(again.finish_interrupted())
    assert again.undo_title() == "rename 'red hats' to 'red hat'"
    assert held(root) == {NEW}
    finish(again.undo())
    assert held(root) == {OLD}
    again.close()


def test_an_edit_while_files_are_being_written_waits_for_them(root: Path) -> None:
    session = open_session(root)
    job = rename(session).carry_out()
    while session._sidecars._batches._under_way is None:
        next(job)
    session.edit("000.png", "more", session.record("000.png").caption.removed("action", 0))
    assert session._sidecars._batches._under_way is None
    finish(job)
    assert (root / "000.txt").read_bytes() == b"red hat"
    assert held(root) == {NEW, b"red hat"}
    session.close()


def test_very_many_captions_are_learnt_anew_when_there_is_time(root: Path) -> None:
    session = open_session(root)
    completer = Completer(session)
    for learned in completer.survey():
        if learned is not None:
            completer.learn(learned)
    assert completer.used("red hats") == COUNT
    finish(rename(session).carry_out())
    assert completer.used("red hats") == COUNT
    for _ in completer.catch_up():
        pass
    assert (completer.used("red hats"), completer.used("red hat")) == (0, COUNT)
    session.close()


def test_undo_reads_no_list_of_all_its_images_where_keys_are_answered(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(root)
    finish(rename(session).carry_out())
    read, here = Database.turnable_images, []

    def noted(database: Database, limit: int, *, undone: bool) -> list[str]:
        here.extend([limit] if current_thread() is main_thread() else [])
        return read(database, limit, undone=undone)

    monkeypatch.setattr(Database, "turnable_images", noted)
    finish(session.undo())
    assert here
    assert -1 not in here
    assert held(root) == {OLD}
    session.close()


def test_no_record_is_read_where_keys_are_answered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_session(root)
    assert session.finished.count == 0
    assert session.placement_history.counts == {}
    here: list[str] = []

    def noted(text: str) -> ImageRecord:
        here.extend([text] if current_thread() is main_thread() else [])
        return load_record(text)

    monkeypatch.setattr("tui_captioner.storage.project.packed_changes.load_record", noted)
    finish(rename(session).carry_out())
    assert session.placement_history.counts["red hat"] == {"subject": COUNT}
    finish(session.undo())
    assert session.placement_history.counts["red hat"] == {"subject": 0}
    assert here == []
    session.close()


def test_which_images_a_step_finished_is_noted_some_at_a_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finished_images, "_PACE", 10)
    session = open_session(root)
    assert session.finished.count == 0
    done = tuple(Change(name, None, ImageRecord(state="done"), None, None) for name in session.names)
    noted = session.finished.note(Step("done", PackedChanges(done)))
    assert [session.finished.count for _ in noted] == list(range(10, COUNT + 1, 10))
    assert session.finished.count == COUNT
    session.close()
