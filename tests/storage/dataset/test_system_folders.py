from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import PNG
from tui_captioner.storage.dataset.folder_facts import gather_facts
from tui_captioner.storage.dataset.scan import scan
from tui_captioner.storage.dataset.system_folders import is_system_folder

NAMES = (
    "@eaDir",
    "$RECYCLE.BIN",
    "#recycle",
    "__MACOSX",
    "System Volume Information",
    ".ipynb_checkpoints",
    "lost+found",
    "@Recycle",
    ".Trash-1000",
    ".thumbnails",
)


@pytest.mark.parametrize("name", NAMES)
def test_folders_of_the_system_are_passed_over_and_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "1.png").write_bytes(PNG)
    (tmp_path / "sub" / name / "1.png").mkdir(parents=True)
    (tmp_path / "sub" / name / "1.png" / "THUMB.jpg").write_bytes(PNG)
    dataset = scan(tmp_path, (".txt",))
    assert [image.name for image in dataset.images] == ["1.png"]
    assert [notice.names for notice in dataset.notices] == [(f"sub/{name}",)]
    assert [media.name for media in gather_facts(tmp_path).media] == ["1.png"]


def test_one_without_images_needs_no_word(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(PNG)
    (tmp_path / "lost+found").mkdir()
    assert scan(tmp_path, (".txt",)).notices == ()


def test_one_that_is_opened_itself_is_a_dataset(tmp_path: Path) -> None:
    (tmp_path / "#recycle").mkdir()
    (tmp_path / "#recycle" / "1.png").write_bytes(PNG)
    assert len(scan(tmp_path / "#recycle", (".txt",)).images) == 1


def test_other_folders_are_the_users() -> None:
    assert not any(map(is_system_folder, ("10_dog", "recycle", "macosx", "trash", "@home", ".git", "thumbnails")))


def test_jfif_is_an_image(tmp_path: Path) -> None:
    for name in ("a.jfif", "b.JPE", "c.jif"):
        (tmp_path / name).write_bytes(PNG)
    assert len(scan(tmp_path, (".txt",)).images) == 3


def test_a_pipe_is_no_image_and_a_link_to_one_leads_somewhere(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "link.png").symlink_to("pipe.png")
    (tmp_path / "folder.png").mkdir()
    dataset = scan(tmp_path, (".txt",))
    assert [image.name for image in dataset.images] == ["a.png"]
    assert [sorted(notice.names) for notice in dataset.notices] == [["link.png", "pipe.png"]]


def test_suffixes_with_two_dots_belong_to_the_stem_before_them(tmp_path: Path) -> None:
    for name in ("a.png", "a.Ideogram.JSON", "b.png", "b.json", "c.ideogram.png", "c.ideogram.json"):
        (tmp_path / name).write_bytes(PNG)
    dataset = scan(tmp_path, (".ideogram.json", ".json"))
    assert {image.name: image.sidecar_file for image in dataset.images} == {
        "a.png": "a.Ideogram.JSON",
        "b.png": "b.json",
        "c.ideogram.png": "c.ideogram.json",
    }


def test_a_suffix_is_the_same_composed_and_decomposed(tmp_path: Path) -> None:
    for name in ("a.png", "a.te\u0301xt"):
        (tmp_path / name).write_bytes(PNG)
    assert scan(tmp_path, (".t\u00e9xt",)).images[0].sidecar_file == "a.te\u0301xt"


def test_leftovers_are_ours_by_their_form_and_regular(tmp_path: Path) -> None:
    (tmp_path / ".x.tui-captioner-tmp").mkdir()
    (tmp_path / ".y.01234567.tui-captioner-tmp").mkdir()
    (tmp_path / ".mine.tui-captioner-tmp").write_bytes(b"x")
    (tmp_path / ".link.01234567.tui-captioner-tmp").symlink_to("a.png")
    (tmp_path / ".a.txt.01234567.tui-captioner-tmp").write_bytes(b"x")
    assert [path.name for path in scan(tmp_path, (".txt",)).leftovers] == [".a.txt.01234567.tui-captioner-tmp"]
