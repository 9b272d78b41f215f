"""Edits where sidecars are links, locked, pictures, or have names at the limit of the file system."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session, put
from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.settings import SettingsError


def settings(root: Path, text: str) -> None:
    (root / ".tui-captioner").mkdir(exist_ok=True)
    (root / ".tui-captioner" / "project.toml").write_text(text, encoding="utf-8")


# --- pictures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".png", ".PNG", ".jpg", ".b.png"])
def test_a_dataset_whose_captions_would_be_pictures_is_not_opened(dataset: Path, suffix: str) -> None:
    settings(dataset, f'[output]\nextension = "{suffix}"\n')
    with pytest.raises(SettingsError, match="a suffix of pictures"):
        open_session(dataset)


def test_a_picture_under_the_name_of_a_caption_stays(dataset: Path) -> None:
    (dataset / "a.txt").write_bytes(PNG)
    session = open_session(dataset)
    finish(session.change_many("x", [("a.png", session.record("b.png"))], rewrite=True))
    assert session.save_state("a.png").startswith("NOT SAVED, a.txt is a picture")
    session.close()
    assert (dataset / "a.txt").read_bytes() == PNG


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_link_out_of_the_dataset_is_neither_read_nor_written(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (dataset / "a.txt").symlink_to(tmp_path / "secret.txt")
    settings(dataset, "[input]\nfollow_links = true\n")
    session = open_session(dataset)
    assert session.record("a.png").caption.is_empty
    with pytest.raises(ReadOnlyError, match="is a link out of the dataset"):
        put(session, "a.png", type=["photograph"])
    finish(session.set_globals(["annika"], "add"))
    session.close()
    assert (tmp_path / "secret.txt").read_bytes() == b"secret"
    assert (dataset / "b.txt").read_bytes().startswith(b"annika, ")


def test_a_link_inside_is_read_and_an_edit_is_refused(dataset: Path) -> None:
    (dataset / "store.md").write_bytes(b"photograph")
    (dataset / "a.txt").symlink_to("store.md")
    session = open_session(dataset)
    assert session.caption("a.png") == "photograph"
    with pytest.raises(ReadOnlyError, match="follow_links = true"):
        put(session, "a.png", type=["photograph", "standing"])
    finish(session.set_globals(["annika"], "add"))
    assert session.row("a.png") is None
    session.close()
    assert (dataset / "store.md").read_bytes() == b"photograph"
    assert (dataset / "a.txt").is_symlink()


def test_a_link_inside_is_written_through_where_that_is_allowed(dataset: Path) -> None:
    (dataset / "store").mkdir()
    (dataset / "store" / "a.txt").write_bytes(b"photograph")
    (dataset / "a.txt").symlink_to("store/a.txt")
    settings(dataset, "[input]\nfollow_links = true\n")
    session = open_session(dataset)
    put(session, "a.png", type=["photograph", "standing"])
    assert session.save_state("a.png") == ""
    assert (dataset / "store" / "a.txt").read_bytes() == b"photograph, standing"
    finish(session.undo())
    session.close()
    assert (dataset / "store" / "a.txt").read_bytes() == b"photograph"
    assert (dataset / "a.txt").is_symlink()


def test_a_sidecar_that_became_a_link_keeps_the_edit_in_the_project(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "victim.txt").write_bytes(b"standing")
    session = open_session(dataset)
    put(session, "a.png", type=["standing"])
    assert session.caption("a.png") == "standing"
    (dataset / "a.txt").unlink()
    (dataset / "a.txt").symlink_to(tmp_path / "victim.txt")
    put(session, "a.png", type=["standing", "smiling"])
    assert session.save_state("a.png").startswith("NOT SAVED, a.txt is a link out of the dataset")
    with pytest.raises(ReadOnlyError, match="is a link out of the dataset"):
        put(session, "a.png", type=["smiling"])
    session.close()
    assert (tmp_path / "victim.txt").read_bytes() == b"standing"
    (dataset / "a.txt").unlink()
    (dataset / "a.txt").write_bytes(b"standing")
    again = open_session(dataset)
    finish(again.finish_interrupted())
    again.close()
    assert (dataset / "a.txt").read_bytes() == b"standing, smiling"


def test_pictures_are_shown_through_links(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "store.png").write_bytes(PNG)
    (dataset / "linked.png").symlink_to(tmp_path / "store.png")
    session = open_session(dataset)
    put(session, "linked.png", type=["photograph"])
    session.close()
    assert (dataset / "linked.txt").read_bytes() == b"photograph"


# --- mode, owner, names -----------------------------------------------------------------------------------------------


def test_a_write_protected_sidecar_is_said_and_written_once_it_is_allowed(dataset: Path) -> None:
    (dataset / "a.txt").write_bytes(b"photograph")
    (dataset / "a.txt").chmod(0o444)
    session = open_session(dataset)
    put(session, "a.png", type=["photograph", "standing"])
    assert session.save_state("a.png") == "NOT SAVED, a.txt is write-protected. Allow it with: chmod u+w a.txt"
    assert session.caption("a.png") == "photograph, standing"
    assert (dataset / "a.txt").read_bytes() == b"photograph"
    session.refresh("a.png")
    assert "NOT SAVED" in session.save_state("a.png")
    (dataset / "a.txt").chmod(0o644)
    session.refresh("a.png")
    assert session.save_state("a.png") == ""
    assert (dataset / "a.txt").read_bytes() == b"photograph, standing"
    session.close()


def test_a_write_protected_sidecar_is_written_at_the_next_opening(dataset: Path) -> None:
    (dataset / "b.txt").chmod(0o444)
    before = (dataset / "b.txt").read_bytes()
    session = open_session(dataset)
    put(session, "b.png", type=["photograph"])
    session.close()
    assert (dataset / "b.txt").read_bytes() == before
    again = open_session(dataset)
    finish(again.finish_interrupted())
    assert "NOT SAVED" in again.save_state("b.png")
    again.close()
    (dataset / "b.txt").chmod(0o640)
    third = open_session(dataset)
    finish(third.finish_interrupted())
    third.close()
    assert (dataset / "b.txt").read_bytes() == b"photograph"
    assert stat.S_IMODE((dataset / "b.txt").stat().st_mode) == 0o640


def test_write_protected_settings_stop_no_sidecar(dataset: Path) -> None:
    settings(dataset, "# mine\n")
    path = dataset / ".tui-captioner" / "project.toml"
    path.chmod(0o444)
    session = open_session(dataset)
    with pytest.raises(CaptionerError, match=r"project\.toml is write-protected"):
        finish(session.set_globals(["annika"], "add"))
    session.close()
    assert path.read_bytes() == b"# mine\n"
    assert (dataset / "b.txt").read_bytes().startswith(b"annika, ")
    path.chmod(0o644)
    again = open_session(dataset)
    finish(again.finish_interrupted())
    again.close()
    assert b'"annika"' in path.read_bytes()


def test_a_hard_link_keeps_the_old_text_under_its_other_name(dataset: Path, tmp_path: Path) -> None:
    os.link(dataset / "b.txt", tmp_path / "backup.txt")
    before = (tmp_path / "backup.txt").read_bytes()
    session = open_session(dataset)
    put(session, "b.png", type=["photograph"])
    session.close()
    assert (tmp_path / "backup.txt").read_bytes() == before
    assert (dataset / "b.txt").read_bytes() == b"photograph"


@pytest.mark.parametrize("stem", ["x" * 224, "x" * 240, "x" * 251, "\u6f22" * 75, "\u6f22" * 83])
def test_a_caption_is_written_for_every_name_that_the_file_system_takes(tmp_path: Path, stem: str) -> None:
    root = tmp_path / "set"
    root.mkdir()
    (root / f"{stem}.png").write_bytes(PNG)
    session = open_session(root)
    put(session, f"{stem}.png", type=["photograph"])
    assert session.save_state(f"{stem}.png") == ""
    assert session.notices == ()
    session.close()
    assert (root / f"{stem}.txt").read_bytes() == b"photograph"


def test_a_name_that_leaves_no_room_for_the_suffix_is_said_and_its_caption_kept(tmp_path: Path) -> None:
    name = "x" * 251 + ".png"
    root = tmp_path / "set"
    root.mkdir()
    (root / name).write_bytes(PNG)
    settings(root, '[output]\nextension = ".caption"\n')
    session = open_session(root)
    assert [notice.names for notice in session.notices] == [(name,)]
    put(session, name, type=["photograph"])
    assert session.save_state(name).startswith("NOT SAVED, the name of the image is too long")
    session.close()
    again = open_session(root)
    assert again.caption(name) == "photograph"
    again.close()


def test_two_images_with_look_alike_names_have_two_captions(tmp_path: Path) -> None:
    root = tmp_path / "set"
    root.mkdir()
    for name in (b"back\xff.png", b"back\\xff.png"):
        Path(os.fsdecode(os.fsencode(root) + b"/" + name)).write_bytes(PNG)
    session = open_session(root)
    put(session, "back\\xff.png", type=["bytes"])
    put(session, "back\\x5cxff.png", type=["text"])
    session.close()
    assert (root / os.fsdecode(b"back\xff.txt")).read_bytes() == b"bytes"
    assert (root / "back\\xff.txt").read_bytes() == b"text"
    again = open_session(root)
    assert {name: again.caption(name) for name in again.names} == {"back\\xff.png": "bytes", "back\\x5cxff.png": "text"}
    again.close()


# --- a project that goes away -----------------------------------------------------------------------------------------


def delete_project(root: Path) -> None:
    for path in sorted((root / ".tui-captioner").rglob("*"), reverse=True):
        path.unlink()
    (root / ".tui-captioner").rmdir()


def test_a_project_that_is_deleted_while_it_is_open_is_made_again(dataset: Path) -> None:
    settings(dataset, '# by hand\ntrigger = "annika"\n')
    (dataset / ".tui-captioner" / "vocab.toml").write_text('[action.layers]\n"gesture" = ["moonwalk"]\n')
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"])
    assert session.take_news() == ""
    delete_project(dataset)
    put(session, "c.png", type=["standing"])
    assert "was deleted while it was open" in session.take_news()
    assert session.take_news() == ""
    put(session, "c.png", type=["standing", "smiling"])
    session.close()
    assert (dataset / ".tui-captioner" / "project.toml").read_text().startswith("# by hand")
    assert "moonwalk" in (dataset / ".tui-captioner" / "vocab.toml").read_text()
    again = open_session(dataset)
    assert [again.caption(name) for name in ("a.png", "c.png")] == ["photograph", "standing, smiling"]
    for _ in range(3):
        finish(again.undo())
    assert [again.caption(name) for name in ("a.png", "c.png")] == ["", ""]
    again.close()
    assert sorted(path.name for path in dataset.iterdir() if path.suffix == ".txt") == ["b.txt"]


@pytest.mark.parametrize("part", ["captions.db", "captions.db-wal"])
def test_a_database_that_is_deleted_while_it_is_open_is_made_again(dataset: Path, part: str) -> None:
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"])
    (dataset / ".tui-captioner" / part).unlink()
    put(session, "c.png", type=["standing"])
    assert "was deleted" in session.take_news()
    session.close()
    again = open_session(dataset)
    assert [again.caption(name) for name in ("a.png", "c.png")] == ["photograph", "standing"]
    again.close()


def test_a_project_that_is_deleted_during_a_long_job_is_made_again(dataset: Path) -> None:
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"])
    job = session.set_globals(["annika"], "add")
    next(job)
    delete_project(dataset)
    finish(job)
    session.close()
    again = open_session(dataset)
    assert again.caption("a.png") == "annika, photograph"
    assert again.undo_title() == "add"
    again.close()


def test_another_database_in_its_place_is_not_written(dataset: Path, tmp_path: Path) -> None:
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"])
    path = dataset / ".tui-captioner" / "captions.db"
    path.rename(tmp_path / "moved.db")
    path.write_bytes(b"")
    with pytest.raises(CaptionerError, match="replaced by another file"):
        put(session, "c.png", type=["standing"])
    assert path.read_bytes() == b""
    session.go_to("c.png")
    with pytest.raises(CaptionerError, match="replaced by another file"):
        session.close()


def test_a_dataset_that_is_gone_is_said(dataset: Path, tmp_path: Path) -> None:
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"])
    dataset.rename(tmp_path / "moved")
    with pytest.raises(CaptionerError, match="is gone: moved, deleted"):
        put(session, "c.png", type=["standing"])
    with pytest.raises(CaptionerError, match="is gone: moved, deleted"):
        put(session, "a.png", type=["standing"])
    assert not dataset.exists()
    dataset.mkdir()
    with pytest.raises(CaptionerError, match="is gone: moved, deleted or no longer mounted"):
        put(session, "c.png", type=["standing"])
    assert list(dataset.iterdir()) == []
    dataset.rmdir()
    (tmp_path / "moved").rename(dataset)
    put(session, "c.png", type=["standing"])
    session.close()
    assert (dataset / "c.txt").read_bytes() == b"standing"


def test_a_database_that_is_copied_by_hard_links_is_parted_from_its_copy(dataset: Path, tmp_path: Path) -> None:
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"])
    session.close()
    os.link(dataset / ".tui-captioner" / "captions.db", tmp_path / "backup.db")
    before = (tmp_path / "backup.db").read_bytes()
    again = Session.open(dataset)
    put(again, "a.png", type=["standing"])
    again.close()
    assert (tmp_path / "backup.db").read_bytes() == before
