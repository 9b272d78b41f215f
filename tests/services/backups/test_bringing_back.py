"""A damaged or missing database comes back whole; what was there is kept beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.killed import run_killed
from tests.support.sessions import add, open_session, sidecars
from tui_captioner.domain.errors import ReadOnlyError
from tui_captioner.services.backups.backed_up import opened
from tui_captioner.services.backups.bringing_back import BroughtBack, bring_back, what_is_wrong
from tui_captioner.services.backups.making import make_backup


@pytest.fixture
def worked(dataset: Path, tmp_path: Path) -> Path:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    session.close()
    (dataset / ".tui-captioner" / "vocab.toml").write_text('[action.layers]\n"" = ["surfing"]\n')
    make_backup(dataset, tmp_path / "kept.tar.gz")
    return dataset


def back(root: Path, *, dry: bool = False) -> BroughtBack:
    with opened(root.parent / "kept.tar.gz") as backed_up:
        return bring_back(root, backed_up, what_is_wrong(root), dry=dry)


def is_whole(root: Path) -> bool:
    session = open_session(root)
    try:
        return session.caption("a.png") == "standing" and session.undo_title() == "add standing"
    finally:
        session.close()


def test_a_sound_database_needs_nothing(worked: Path) -> None:
    assert what_is_wrong(worked) == ""


def test_a_damaged_one_is_kept_beside_the_one_that_comes_back(worked: Path) -> None:
    path = worked / ".tui-captioner" / "captions.db"
    path.write_bytes(b"damaged")
    path.with_name("captions.db-wal").write_bytes(b"its log")
    before = sidecars(worked)
    done = back(worked, dry=True)
    assert (done.images, done.steps, done.aside) == (1, 1, None)
    assert path.read_bytes() == b"damaged"
    done = back(worked)
    assert done.aside == path.with_name("captions.db.damaged-1")
    assert done.aside.read_bytes() == b"damaged"
    assert path.with_name("captions.db.damaged-1-wal").read_bytes() == b"its log"
    assert not path.with_name("captions.db-wal").exists()
    assert sidecars(worked) == before
    assert is_whole(worked)


def test_a_log_that_lay_there_alone_is_not_taken_for_that_of_the_new_one(worked: Path) -> None:
    path = worked / ".tui-captioner" / "captions.db"
    path.unlink()
    path.with_name("captions.db-wal").write_bytes(b"its log")
    assert back(worked).aside is None
    assert not path.with_name("captions.db-wal").exists()
    assert is_whole(worked)


def test_a_project_that_is_gone_comes_back_with_its_files(worked: Path) -> None:
    shutil.rmtree(worked / ".tui-captioner")
    assert what_is_wrong(worked).endswith("captions.db is missing")
    assert back(worked).files == ["project.toml", "vocab.toml"]
    assert "surfing" in (worked / ".tui-captioner" / "vocab.toml").read_text()
    assert is_whole(worked)


def test_files_that_read_otherwise_stay_and_are_named(worked: Path) -> None:
    (worked / ".tui-captioner" / "captions.db").write_bytes(b"damaged")
    (worked / ".tui-captioner" / "vocab.toml").write_text("# mine\n")
    done = back(worked)
    assert (done.files, done.other) == ([], ["vocab.toml"])
    assert (worked / ".tui-captioner" / "vocab.toml").read_text() == "# mine\n"


def test_another_session_keeps_its_own(worked: Path) -> None:
    session = open_session(worked)
    with pytest.raises(ReadOnlyError, match="open in another session"):
        back(worked)
    session.close()


@pytest.mark.parametrize("at", ["shutil.copyfile", "salvage._put_aside", "salvage.sync_folder"])
def test_one_that_is_killed_can_be_done_again(worked: Path, at: str) -> None:
    path = worked / ".tui-captioner" / "captions.db"
    path.write_bytes(b"damaged")
    run_killed(
        "import shutil\n"
        "from tui_captioner.services.backups.backed_up import opened\n"
        "from tui_captioner.services.backups.bringing_back import bring_back, what_is_wrong\n"
        "from tui_captioner.storage.project import salvage\n"
        f"real = {at}\n"
        f"{at} = lambda *given: (real(*given), die())\n"
        "with opened(Path(sys.argv[1]).parent / 'kept.tar.gz') as backed_up:\n"
        "    bring_back(Path(sys.argv[1]), backed_up, 'x', dry=False)",
        worked,
    )
    if what_is_wrong(worked):
        back(worked)
    assert is_whole(worked)
    assert path.with_name("captions.db.damaged-1").read_bytes() == b"damaged"
    assert not [one for one in path.parent.iterdir() if one.name.endswith("-tmp")]
