"""The copy of a day: by a process of its own, outside the dataset, once, bounded; what hinders it stops nothing."""

from __future__ import annotations

import os
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.sessions import add, snapshot
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.backups import daily
from tui_captioner.services.backups.daily import OFF
from tui_captioner.services.backups.daily_copy import main, make_daily
from tui_captioner.services.backups.places import kept_backups
from tui_captioner.services.opening import open_dataset
from tui_captioner.services.session.session import Session
from tui_captioner.storage.backups.kept import BackupFolder
from tui_captioner.storage.user_settings import user_settings_path

DAY = date(2026, 11, 28)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The arguments of the processes that would be started."""
    monkeypatch.delenv(OFF)
    found: list[str] = []

    def begin(*arguments: str) -> list[str]:
        found.extend(arguments[1:])
        return ["true"]

    monkeypatch.setattr(daily, "own_command", begin)
    return found


def waited(session: Session) -> str:
    """The news once the process has ended."""
    for thread in threading.enumerate():
        if thread.name == "daily backup":
            thread.join()
    return session.take_news()


def names(folder: BackupFolder) -> list[str]:
    return [one.path.name for one in folder.list()]


def test_opening_to_change_has_the_copy_made_outside_the_dataset(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(OFF)
    before = snapshot(dataset)
    session = open_dataset(dataset)
    assert waited(session) == ""
    session.close()
    assert [one.path.name for one in kept_backups(dataset)] == [f"{date.today()}-daily.tar.gz"]
    assert snapshot(dataset) == before


def test_it_is_made_once_a_day_and_only_for_who_may_write(dataset: Path, begun: list[str]) -> None:
    open_dataset(dataset, writable=False).close()
    assert begun == []
    open_dataset(dataset).close()
    assert begun == [str(dataset), str(BackupFolder.of(dataset).folder)]
    make_daily(dataset, BackupFolder.of(dataset), date.today())
    open_dataset(dataset).close()
    assert len(begun) == 2


def test_the_settings_switch_it_off(dataset: Path, begun: list[str]) -> None:
    path = user_settings_path()
    path.parent.mkdir(parents=True)
    path.write_text("[backup]\ndaily = false\n")
    open_dataset(dataset).close()
    path.write_text("[backup]\ndaily = 3\n")
    open_dataset(dataset).close()
    assert begun == []


def test_a_state_folder_that_can_not_be_written_has_it_lie_in_the_project_from_the_first_change_on(
    dataset: Path, begun: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    before = snapshot(dataset)
    session = open_dataset(dataset)
    assert (begun, snapshot(dataset)) == ([], before)
    add(session, "a.png", "action", "standing")
    add(session, "a.png", "action", "waving")
    session.close()
    assert begun == [str(dataset), str(dataset / ".tui-captioner" / "backups")]


def test_what_hinders_it_is_news_once(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OFF)
    folder = BackupFolder.of(dataset)
    folder.folder.mkdir(parents=True)
    folder.daily(date.today()).mkdir()
    monkeypatch.setattr(BackupFolder, "is_due", lambda *_: True)
    monkeypatch.setattr(daily, "own_command", lambda *_: ["printf", "No space left on device"])
    session = open_dataset(dataset)
    assert waited(session) == "There is no backup of today: No space left on device"
    assert session.take_news() == ""
    session.close()


def test_the_process_says_what_hinders_it_and_leaves_the_keyboard_its_processor(
    dataset: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    nice: list[int] = []
    monkeypatch.setattr(os, "nice", nice.append)
    (tmp_path / "file").touch()
    assert main(str(dataset), str(tmp_path / "file" / "in")) == 1
    assert "can't be written" in capfd.readouterr().out
    assert main(str(tmp_path / "gone"), str(tmp_path / "kept")) == 1
    assert "does not exist" in capfd.readouterr().out
    assert nice == [10, 10]


def test_what_did_not_change_is_not_kept_again(dataset: Path, tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path / "kept")
    make_daily(dataset, folder, DAY)
    make_daily(dataset, folder, DAY + timedelta(days=1))
    assert names(folder) == ["2026-11-28-daily.tar.gz"]
    (dataset / "c.txt").write_text("sitting")
    make_daily(dataset, folder, DAY + timedelta(days=2))
    assert names(folder) == ["2026-11-30-daily.tar.gz", "2026-11-28-daily.tar.gz"]


def test_they_stay_few(dataset: Path, tmp_path: Path) -> None:
    path = user_settings_path()
    path.parent.mkdir(parents=True)
    path.write_text("[backup]\nkeep = 2\nweeks = 0\n")
    folder = BackupFolder(tmp_path / "kept")
    for back in range(4):
        (dataset / "c.txt").write_text(f"{back}")
        make_daily(dataset, folder, DAY + timedelta(days=back))
    assert names(folder) == ["2026-12-01-daily.tar.gz", "2026-11-30-daily.tar.gz"]


def test_one_without_the_database_takes_no_place(dataset: Path, tmp_path: Path) -> None:
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "captions.db").write_bytes(b"damaged")
    folder = BackupFolder(tmp_path / "kept")
    with pytest.raises(CaptionerError, match=f"repair {dataset} saves"):
        make_daily(dataset, folder, DAY)
    assert names(folder) == []


def test_two_do_not_make_it_at_once(dataset: Path, tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path / "kept")
    with folder.alone():
        make_daily(dataset, folder, DAY)
    assert names(folder) == []
