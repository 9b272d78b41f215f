"""Which of the daily copies stay, and what is listed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from tui_captioner.storage.backups.kept import BackupFolder, KeptBackup, free_path, new_name, too_many

NEWEST = datetime(2026, 11, 28)


def copies(count: int, size: int = 1) -> list[KeptBackup]:
    days = (NEWEST - timedelta(days=back) for back in range(count))
    return [KeptBackup(Path(f"{day:%Y-%m-%d}"), day, True, size) for day in days]


def left(daily: list[KeptBackup], days: int, weeks: int, most: int = 1000) -> list[str]:
    gone = too_many(daily, days, weeks, most)
    return [one.path.name[5:] for one in daily if one not in gone]


def test_the_last_days_stay_and_one_for_each_week_before() -> None:
    assert left(copies(60), 7, 4) == [
        *(f"11-{day}" for day in range(28, 21, -1)),
        "11-15",
        "11-08",
        "11-01",
        "10-25",
    ]


def test_few_all_stay() -> None:
    assert left(copies(5), 7, 4) == [one.path.name[5:] for one in copies(5)]


def test_no_weeks_may_be_wanted() -> None:
    assert left(copies(20), 2, 0) == ["11-28", "11-27"]


def test_the_oldest_go_where_they_are_too_large_together() -> None:
    assert left(copies(10, size=100), 7, 4, most=250) == ["11-28", "11-27"]


def test_the_newest_stays_however_large() -> None:
    assert left(copies(3, size=100), 7, 4, most=1) == ["11-28"]


def test_what_was_made_by_command_is_listed_and_never_dropped(tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path)
    made = [f"2026-11-{day:02}-daily.tar.gz" for day in (1, 2, 3)] + ["2026-11-02T103000.tar.gz"]
    for name in [*made, "notes.tar.gz", "2026-13-40-daily.tar.gz", "2026-11-09-daily.tar.gz.part"]:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "2026-11-10-daily.tar.gz").symlink_to(tmp_path / "notes.tar.gz")
    assert [one.path.name for one in folder.list()] == [made[2], made[3], made[1], made[0]]
    folder.drop_old(1, 0, 100)
    assert [one.path.name for one in folder.list()] == [made[2], made[3]]


def test_a_copy_is_due_once_a_day_also_where_nothing_changed(tmp_path: Path) -> None:
    folder, today = BackupFolder(tmp_path), date.today()
    assert folder.is_due(today)
    folder.note_looked()
    assert not folder.is_due(today)
    assert folder.is_due(today + timedelta(days=1))
    folder.daily(today + timedelta(days=1)).touch()
    assert not folder.is_due(today + timedelta(days=1))
    # A clock that goes backwards has one made.
    assert folder.is_due(today - timedelta(days=1))


def test_two_made_in_one_second_have_two_names(tmp_path: Path) -> None:
    path = tmp_path / new_name(datetime(2026, 11, 28, 8, 30, 1), "set-")
    assert path.name == "set-2026-11-28T083001.tar.gz"
    path.touch()
    other = free_path(path)
    other.touch()
    assert other.name == "set-2026-11-28T083001-2.tar.gz"
    assert len(BackupFolder(tmp_path).list()) == 2


def test_a_folder_is_held_by_one_and_cleared(tmp_path: Path) -> None:
    leftover = tmp_path / ".x.0123abcd.tui-captioner-tmp"
    leftover.touch()
    with BackupFolder(tmp_path).alone() as first, BackupFolder(tmp_path).alone() as second:
        assert (first, second) == (True, False)
    assert not leftover.exists()


def test_each_dataset_has_a_folder_of_its_own(tmp_path: Path) -> None:
    found = {BackupFolder.of(tmp_path / name).folder for name in ("a/set", "b/set", "a/set/../set")}
    assert len(found) == 2
    assert all(folder.name.startswith("set-") for folder in found)
