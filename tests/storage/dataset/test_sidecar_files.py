from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.dataset.sidecar_files import LinkError, SidecarFiles, WriteProtectedError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "set" / "sub").mkdir(parents=True)
    (tmp_path / "secret.txt").write_bytes(b"secret")
    return tmp_path / "set"


def test_a_plain_file_is_read_and_written(root: Path) -> None:
    (root / "a.txt").write_bytes(b"standing")
    files = SidecarFiles(root)
    assert files.read(root / "a.txt") == b"standing"
    assert files.read(root / "b.txt") is None
    assert files.to_write(root / "a.txt") == root / "a.txt"
    assert files.to_write(root / "b.txt") == root / "b.txt"
    assert files.lock("a.txt") == ""


@pytest.mark.parametrize("follow", [False, True])
def test_a_link_out_of_the_dataset_is_neither_read_nor_written(root: Path, follow: bool) -> None:
    files = SidecarFiles(root, follow_links=follow)
    (root / "a.txt").symlink_to("../secret.txt")
    (root / "b.txt").symlink_to("../not-there.txt")
    for name in ("a.txt", "b.txt"):
        with pytest.raises(LinkError, match="is a link out of the dataset"):
            files.read(root / name)
        with pytest.raises(LinkError):
            files.to_write(root / name)
        assert "neither read nor written" in files.lock(name)


def test_a_chain_of_links_counts_by_its_end(root: Path) -> None:
    (root / "inside.txt").symlink_to("../secret.txt")
    (root / "a.txt").symlink_to("inside.txt")
    with pytest.raises(LinkError, match="out of the dataset"):
        SidecarFiles(root, follow_links=True).read(root / "a.txt")


def test_a_folder_that_became_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    (root / "sub").rmdir()
    (root / "sub").symlink_to(tmp_path)
    with pytest.raises(LinkError, match="lies in a folder that is a link"):
        SidecarFiles(root, follow_links=True).read(root / "sub" / "secret.txt")


@pytest.mark.parametrize("which", ["sub", "sub/deep", "."])
def test_a_folder_that_becomes_a_link_later_is_not_followed(root: Path, tmp_path: Path, which: str) -> None:
    (root / "sub" / "deep").mkdir()
    path = root / "sub" / "deep" / "a.txt"
    path.write_bytes(b"standing")
    files = SidecarFiles(root)
    assert files.read(path) == b"standing"
    moved = root / which
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(moved, elsewhere)
    moved.rename(tmp_path / "before")
    (root / which).symlink_to(elsewhere)
    with pytest.raises(LinkError, match="lies in a folder that is a link"):
        files.read(path)
    with pytest.raises(LinkError):
        files.to_write(path)


def test_a_dataset_that_is_opened_by_a_link_is_in_order(root: Path, tmp_path: Path) -> None:
    (root / "a.txt").write_bytes(b"standing")
    (tmp_path / "by-link").symlink_to(root)
    files = SidecarFiles(tmp_path / "by-link")
    assert files.read(tmp_path / "by-link" / "a.txt") == b"standing"
    files.to_write(tmp_path / "by-link" / "a.txt")


def test_a_link_inside_is_read_and_written_only_if_allowed(root: Path) -> None:
    (root / "sub" / "store.txt").write_bytes(b"standing")
    (root / "a.txt").symlink_to("sub/store.txt")
    assert SidecarFiles(root).read(root / "a.txt") == b"standing"
    with pytest.raises(LinkError, match=r"is a link to sub/store\.txt.*follow_links = true"):
        SidecarFiles(root).to_write(root / "a.txt")
    allowed = SidecarFiles(root, follow_links=True)
    assert allowed.to_write(root / "a.txt") == root / "sub" / "store.txt"
    assert allowed.lock("a.txt") == ""


@pytest.mark.parametrize("target", [".tui-captioner/project.toml", ".git/x.txt", "b.png", "captions.db", "noext"])
def test_a_followed_link_leads_to_captions_only(root: Path, target: str) -> None:
    (root / target).parent.mkdir(exist_ok=True)
    (root / target).write_bytes(b"x")
    (root / "a.txt").symlink_to(target)
    with pytest.raises(LinkError, match="no caption file"):
        SidecarFiles(root, follow_links=True).to_write(root / "a.txt")


def test_a_followed_link_never_leads_to_the_caption_of_another_image(root: Path) -> None:
    (root / "b.txt").write_bytes(b"x")
    (root / "a.txt").symlink_to("b.txt")
    with pytest.raises(LinkError, match="the caption of another image"):
        SidecarFiles(root, follow_links=True, owned={"a.txt", "b.txt"}).to_write(root / "a.txt")


@pytest.mark.parametrize("name", ["a.png", "a.JPG", "a.mp4", "a.npz", "a"])
def test_what_has_the_name_of_a_picture_is_never_written(root: Path, name: str) -> None:
    with pytest.raises(WriteProtectedError, match="picture or another file"):
        SidecarFiles(root).to_write(root / name)


@pytest.mark.parametrize(
    "head", [b"\x89PNG\r\n\x1a\n\0\0\0", b"\xff\xd8\xff\xe0\0", b"\0\0\0\x18ftypmp42\0", b"RIFF\0"]
)
def test_what_holds_a_picture_is_never_written(root: Path, head: bytes) -> None:
    (root / "a.txt").write_bytes(head + bytes(50))
    with pytest.raises(WriteProtectedError, match="picture or another file"):
        SidecarFiles(root).to_write(root / "a.txt")


def test_a_caption_may_begin_with_the_name_of_a_format(root: Path) -> None:
    (root / "a.txt").write_bytes(b"GIF89a, RIFF, BMW")
    SidecarFiles(root).to_write(root / "a.txt")


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o000])
def test_a_file_that_nobody_may_write_is_locked_for_root_too(root: Path, mode: int) -> None:
    (root / "a.txt").write_bytes(b"x")
    (root / "a.txt").chmod(mode)
    with pytest.raises(WriteProtectedError, match=r"write-protected.*chmod u\+w a\.txt"):
        SidecarFiles(root).to_write(root / "a.txt")


def test_a_name_that_is_too_long_is_said_and_reads_as_no_file(root: Path) -> None:
    path = root / ("x" * 252 + ".txt")
    assert SidecarFiles(root).read(path) is None
    with pytest.raises(CaptionerError, match=r"too long: with \.txt it passes 255 bytes\. Rename the image"):
        SidecarFiles(root).to_write(path)


def test_what_is_no_file_is_said(root: Path) -> None:
    os.mkfifo(root / "a.txt")
    (root / "b.txt").mkdir()
    (root / "c.txt").symlink_to("c.txt")
    (root / "d.txt").touch()
    os.truncate(root / "d.txt", 1 << 30)
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        with pytest.raises(CaptionerError, match=name):
            SidecarFiles(root).read(root / name)


def test_many_are_read_as_one_is(root: Path) -> None:
    (root / "sub" / "a.txt").write_bytes(b"standing")
    (root / "sub" / "b.txt").symlink_to("a.txt")
    (root / "sub" / "c.txt").symlink_to("../../secret.txt")
    (root / "out").symlink_to("..")
    os.mkfifo(root / "sub" / "d.txt")
    read = SidecarFiles(root).reading_many()
    for _ in range(2):
        assert read("sub/a.txt") == read("sub/b.txt") == b"standing"
        with pytest.raises(FileNotFoundError):
            read("sub/gone.txt")
        with pytest.raises(LinkError, match="is a link out of the dataset"):
            read("sub/c.txt")
        with pytest.raises(LinkError, match="in a folder that is a link out"):
            read("out/secret.txt")
        with pytest.raises(CaptionerError, match="is not a regular file"):
            read("sub/d.txt")


def test_a_folder_of_many_is_looked_at_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (root / "sub" / f"{name}.txt").write_bytes(name.encode())
    read, lstat = SidecarFiles(root).reading_many(), os.lstat
    looked: list[str] = []

    def noted(path: Path | str) -> os.stat_result:
        looked.append(str(path))
        return lstat(path)

    monkeypatch.setattr(os, "lstat", noted)
    assert [read(f"sub/{name}.txt") for name in "abc"] == [b"a", b"b", b"c"]
    assert looked.count(str(root / "sub")) == 1


@pytest.mark.parametrize("name", ["a.txt", "gone.txt", "link.txt", "out.txt", "folder.txt", "by-link/a.txt", "x" * 300])
def test_a_path_below_the_dataset_is_read_as_the_file_there(root: Path, tmp_path: Path, name: str) -> None:
    (root / "a.txt").write_bytes(b"ours")
    (tmp_path / "theirs.txt").write_bytes(b"theirs")
    (root / "link.txt").symlink_to("a.txt")
    (root / "out.txt").symlink_to(tmp_path / "theirs.txt")
    (root / "folder.txt").mkdir()
    (root / "by-link").symlink_to(tmp_path)
    files, said = SidecarFiles(root), list[str]()
    reads: list[Callable[[], object]] = [lambda: files.read(root / name), lambda: files.read_file(name)]
    for read in reads:
        try:
            said.append(str(read()))
        except CaptionerError as error:
            said.append(f"{error} {error.hint}")
    assert said[0] == said[1]
