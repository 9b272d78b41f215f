"""Sidecars that change where the kernel tells nothing: what a look costs, and after how many each change is seen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PNG
from tests.support.sessions import open_session
from tui_captioner.services.session import outside_watch
from tui_captioner.services.session.outside_watch import OutsideWatch
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.folder_events import FolderEvents

COUNT = 12
FAR = "b/10.png"
"""An image that no key leads to from the first one."""


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Two folders of images; in turn, one file is looked at each time."""
    for number in range(COUNT):
        folder = tmp_path / "set" / ("a" if number < COUNT / 2 else "b")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number:02}.png").write_bytes(PNG)
        (folder / f"{number:02}.txt").write_bytes(b"standing")
    monkeypatch.setattr(outside_watch, "_ALONE", 1)
    monkeypatch.setattr(outside_watch, "_BESIDE", 1)
    session = open_session(tmp_path / "set")
    yield session
    session.close()


def sidecar(session: Session, name: str) -> Path:
    return session.image(name).sidecar


def rename_over(path: Path) -> None:
    new = path.with_name(".new")
    new.write_bytes(b"sitting.")
    new.replace(path)


def counting(real: Callable[..., Any], calls: list[object]) -> Callable[..., Any]:
    """A function that notes what it is called with."""

    def called(*at: object, **how: object) -> Any:
        calls.append(at)
        return real(*at, **how)

    return called


def seen_all(session: Session, *, events: bool = False) -> OutsideWatch:
    """A watch that has looked at every file and folder once."""
    watch = OutsideWatch(session, events=events)
    for _ in range(COUNT):
        watch.look("")
    return watch


def test_the_image_at_hand_and_its_neighbours_are_seen_at_once(session: Session) -> None:
    watch = seen_all(session)
    for name in ("a/04.png", "a/05.png", "b/06.png"):
        sidecar(session, name).write_bytes(b"lying")
    assert watch.look("a/05.png") == ["a/04.png", "a/05.png", "b/06.png"]


def test_a_file_in_the_place_of_another_is_seen_at_once_by_the_time_of_its_folder(session: Session) -> None:
    watch = seen_all(session)
    rename_over(sidecar(session, FAR))
    sidecar(session, "a/03.png").unlink()
    assert watch.look("") == ["a/03.png", FAR]


def test_a_folder_that_goes_takes_its_captions_along(session: Session) -> None:
    watch = seen_all(session)
    (session.project.root / "b").rename(session.project.root / ".b")
    assert watch.look("") == list(session.names[COUNT // 2 :])


def test_what_is_written_where_it_lies_is_seen_when_its_turn_comes(session: Session) -> None:
    watch = seen_all(session)
    sidecar(session, FAR).write_bytes(b"lying")
    assert [name for _ in range(COUNT) for name in watch.look("")] == [FAR]


def test_a_look_takes_few_calls_however_many_images_there_are(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = seen_all(session)
    calls: list[object] = []
    for name in ("stat", "scandir"):
        monkeypatch.setattr(os, name, counting(getattr(os, name), calls))
    watch.look("a/03.png")
    folders, in_sight, in_turn = 3, 3, 1
    assert len(calls) == folders + in_sight + in_turn


def test_a_slow_server_holds_no_look_up_and_the_image_at_hand_is_seen(session: Session) -> None:
    now = iter(range(10_000))
    watch = OutsideWatch(session, events=False, clock=lambda: float(next(now)))
    watch.look("a/05.png")
    sidecar(session, "a/05.png").write_bytes(b"lying")
    before = next(now)
    assert watch.look("a/05.png") == ["a/05.png"]
    assert next(now) - before < 6
    for _ in range(COUNT):
        watch.look("")
    sidecar(session, FAR).write_bytes(b"lying")
    assert [name for _ in range(COUNT) for name in watch.look("")] == [FAR]


def test_a_large_folder_is_gone_through_seldom(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = seen_all(session)
    listed: list[object] = []
    monkeypatch.setattr(os, "scandir", counting(os.scandir, listed))
    monkeypatch.setattr(outside_watch, "_ENTRIES", 2)
    for _ in range(COUNT):
        rename_over(sidecar(session, FAR))
        watch.look("")
    # It has 12 entries, and there is room for two a look.
    assert len(listed) == 2


def test_what_the_kernel_lost_count_of_is_found_by_going_through_all_folders(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = seen_all(session, events=True)
    events = watch._events
    assert events is not None
    watch._to_list.update(dict.fromkeys(watch._files.folders))
    watch.look("")
    rename_over(sidecar(session, FAR))
    events.changed()
    monkeypatch.setattr(FolderEvents, "changed", lambda _: None)
    assert watch.look("") == [FAR]


@pytest.mark.parametrize("events", [True, False])
def test_images_that_come_are_counted(session: Session, events: bool) -> None:
    root = session.project.root
    watch = seen_all(session, events=events)
    (root / "b" / ".11.png.Xa3d").write_bytes(PNG)
    (root / "b" / "readme.md").write_bytes(b"")
    (root / "b" / "99.png").write_bytes(PNG)
    (root / "b" / "99.txt").write_bytes(b"standing")
    (root / "new").mkdir()
    for name in ("1.png", "2.png"):
        (root / "new" / name).write_bytes(PNG)
    assert [watch.look("") for _ in range(3)] == [[], [], []]
    assert watch.come == 3
    (root / "new" / "3.png").write_bytes(PNG)
    (root / "b" / "99.png").unlink()
    watch.look("")
    assert watch.come == 3
