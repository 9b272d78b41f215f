from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.session import Session
from tui_captioner.services.term_lists import load_lists
from tui_captioner.storage.files.own_files import OddFileError, check_own_file, part_hard_links, write_own
from tui_captioner.storage.project.lock import ProjectLock
from tui_captioner.storage.user_settings import load_user_settings

FOLDER = ".tui-captioner"
VICTIM = b"somebody else's"


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def bound_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


KINDS = (pipe, folder, device, bound_socket)


@pytest.fixture
def made(dataset: Path) -> Path:
    """A dataset with a project."""
    project = Project(dataset)
    project.ensure()
    project.close()
    return dataset


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize(
    "name", ["project.toml", "vocab.toml", "captions.db", "captions.db-wal", "captions.db-journal"]
)
@pytest.mark.parametrize("writable", [True, False])
def test_something_else_in_place_of_a_file_of_ours_is_said(
    made: Path, name: str, make: Callable[[Path], None], writable: bool
) -> None:
    path = made / FOLDER / name
    path.unlink(missing_ok=True)
    make(path)
    with pytest.raises(CaptionerError, match=r"is a link|is a folder|a pipe, a device or a socket") as caught:
        Project(made, writable=writable)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("name", ["project.toml", "vocab.toml", "captions.db", "captions.db-wal", "captions.db-shm"])
def test_no_link_of_ours_is_followed(made: Path, tmp_path: Path, name: str, inside: bool) -> None:
    victim = (made if inside else tmp_path) / "victim.md"
    victim.write_bytes(b"")
    path = made / FOLDER / name
    path.unlink(missing_ok=True)
    path.symlink_to(victim)
    with pytest.raises(OddFileError, match=r"is a link to .*victim\.md"):
        Project(made)
    assert victim.read_bytes() == b""


def test_a_linked_project_folder_is_not_followed(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (dataset / FOLDER).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OddFileError, match="must lie in the dataset itself"):
        Project(dataset)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("make", [pipe, lambda path: path.write_bytes(b"x"), lambda path: path.symlink_to("nowhere")])
def test_something_else_than_a_project_folder_is_said(dataset: Path, make: Callable[[Path], None]) -> None:
    make(dataset / FOLDER)
    with pytest.raises(OddFileError, match=r"not a folder|is a link to nowhere"):
        Project(dataset)


def test_a_project_folder_that_became_a_link_is_not_followed(dataset: Path, tmp_path: Path) -> None:
    project = Project(dataset)
    (tmp_path / "elsewhere").mkdir()
    (dataset / FOLDER).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OddFileError):
        project.ensure()
    assert list((tmp_path / "elsewhere").iterdir()) == []


# --- the lock ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["link", "hard link", "text"])
def test_opening_never_empties_what_lies_under_the_name_of_the_lock(made: Path, tmp_path: Path, how: str) -> None:
    victim, lock = tmp_path / "victim.txt", made / FOLDER / "lock"
    victim.write_bytes(VICTIM)
    lock.unlink()
    if how == "link":
        lock.symlink_to(victim)
    elif how == "hard link":
        os.link(victim, lock)
    else:
        lock.write_bytes(VICTIM)
    session = Session.open(made)
    session.close()
    assert victim.read_bytes() == VICTIM
    assert lock.read_bytes() == VICTIM


def test_a_linked_lock_leaves_the_dataset_to_be_read(made: Path, tmp_path: Path) -> None:
    (made / FOLDER / "lock").unlink()
    (made / FOLDER / "lock").symlink_to(tmp_path / "victim.txt")
    project = Project(made)
    assert "lock is a link to" in project.read_only
    assert not (tmp_path / "victim.txt").exists()
    project.close()


@pytest.mark.parametrize("make", KINDS)
def test_a_lock_that_is_no_file_neither_hangs_nor_crashes(made: Path, make: Callable[[Path], None]) -> None:
    (made / FOLDER / "lock").unlink()
    make(made / FOLDER / "lock")
    project = Project(made)
    assert project.read_only
    project.close()


def test_a_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"anna on host, process 123\n")
    lock = ProjectLock(tmp_path / "lock")
    assert lock.acquire() == ""
    assert b"process" in (tmp_path / "lock").read_bytes()
    assert b"anna on host" not in (tmp_path / "lock").read_bytes()
    lock.release()


# --- lists, settings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", KINDS)
def test_a_list_that_is_no_file_is_said(made: Path, make: Callable[[Path], None]) -> None:
    (made / FOLDER / "lists").mkdir()
    make(made / FOLDER / "lists" / "x.terms")
    project = Project(made)
    problems: list[CaptionerError] = []
    assert load_lists(project, problems.append) == []
    assert [re.search(r"x\.terms is", str(problem)) is not None for problem in problems] == [True]
    project.close()


def test_a_linked_folder_of_lists_is_not_followed(made: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.terms").write_bytes(b"x")
    (tmp_path / "elsewhere" / ".x.01234567.tui-captioner-tmp").write_bytes(b"x")
    (made / FOLDER / "lists").symlink_to(tmp_path / "elsewhere")
    project = Project(made)
    problems: list[CaptionerError] = []
    assert load_lists(project, problems.append) == []
    assert [type(problem) for problem in problems] == [OddFileError]
    assert "lists is a link" in str(problems[0])
    assert len(list((tmp_path / "elsewhere").iterdir())) == 2
    project.close()


@pytest.mark.parametrize("make", KINDS)
def test_the_users_settings_may_be_no_file(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "config.toml")
    with pytest.raises(CaptionerError, match=r"config\.toml is"):
        load_user_settings(tmp_path / "config.toml")


def test_the_users_settings_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles.toml").write_text('preview = "off"')
    (tmp_path / "config.toml").symlink_to("dotfiles.toml")
    assert load_user_settings(tmp_path / "config.toml").preview == "off"


def test_a_huge_settings_file_is_not_read(made: Path) -> None:
    os.truncate(made / FOLDER / "project.toml", 1 << 30)
    with pytest.raises(CaptionerError, match="is 1 GB"):
        Project(made)


def test_write_protected_settings_are_said_and_stay(tmp_path: Path) -> None:
    (tmp_path / "project.toml").write_bytes(b"# mine")
    (tmp_path / "project.toml").chmod(0o444)
    with pytest.raises(OddFileError, match="write-protected"):
        write_own(tmp_path / "project.toml", b"x")
    assert (tmp_path / "project.toml").read_bytes() == b"# mine"


def test_a_database_with_another_name_is_parted_from_it(tmp_path: Path) -> None:
    for name in ("captions.db", "captions.db-wal"):
        (tmp_path / f"copy-of-{name}").write_bytes(VICTIM)
        os.link(tmp_path / f"copy-of-{name}", tmp_path / name)
    part_hard_links(tmp_path / "captions.db")
    for name in ("captions.db", "captions.db-wal"):
        assert not (tmp_path / name).samefile(tmp_path / f"copy-of-{name}")
        assert (tmp_path / name).read_bytes() == VICTIM
    assert len(list(tmp_path.iterdir())) == 4


def test_what_is_not_there_is_in_order(tmp_path: Path) -> None:
    check_own_file(tmp_path / "gone")


# --- temporary files --------------------------------------------------------------------------------------------------


def test_temporary_files_of_a_killed_process_are_cleared_away_in_the_project_too(made: Path) -> None:
    (made / FOLDER / "lists").mkdir()
    ours = [
        made / ".a.txt.01234567.tui-captioner-tmp",
        made / FOLDER / ".project.toml.01234567.tui-captioner-tmp",
        made / FOLDER / "lists" / ".x.terms.01234567.tui-captioner-tmp",
    ]
    for path in ours:
        path.write_bytes(b"x")
    theirs = [made / ".x.tui-captioner-tmp", made / FOLDER / ".y.01234567.tui-captioner-tmp"]
    for path in theirs:
        path.mkdir()
    kept = made / FOLDER / ".notes.tui-captioner-tmp"
    kept.write_bytes(b"mine")
    Project(made).close()
    assert not [path for path in ours if path.exists()]
    assert all(path.is_dir() for path in theirs)
    assert kept.read_bytes() == b"mine"
