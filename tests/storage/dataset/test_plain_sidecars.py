"""Sidecars that are looked at for a batch: those that are plain, and all others left to be asked about singly."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_captioner.storage.dataset.plain_sidecars import Plain, PlainSidecars
from tui_captioner.storage.dataset.sidecar_files import SidecarFiles
from tui_captioner.storage.files.atomic import look_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.txt"):
        (folder / name).write_bytes(b"old")
    return folder


def sidecars(root: Path) -> PlainSidecars:
    return SidecarFiles(root).plain()


@pytest.mark.parametrize("name", ["a.txt", "sub/b.txt"])
def test_a_plain_one_is_read(root: Path, name: str) -> None:
    path = root / name
    assert sidecars(root).look(name) == Plain(str(path), look_of(path), b"old")


@pytest.mark.parametrize("name", ["new.txt", "sub/new.caption"])
def test_one_that_is_not_there_may_be_made(root: Path, name: str) -> None:
    assert sidecars(root).look(name) == Plain(str(root / name), None, None)


@pytest.mark.parametrize("name", ["a.png", "a", f"{'x' * 252}.txt", "gone/a.txt", "../a.txt", "sub/../a.txt"])
def test_odd_names_are_left(root: Path, name: str) -> None:
    assert sidecars(root).look(name) is None


def test_what_lies_in_a_folder_behind_a_link_is_left(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.txt").write_bytes(b"theirs")
    (root / "link").symlink_to(tmp_path / "outside")
    assert sidecars(root).look("link/a.txt") is None


def test_a_link_a_folder_and_a_pipe_are_left(root: Path) -> None:
    (root / "link.txt").symlink_to("a.txt")
    (root / "folder.txt").mkdir()
    os.mkfifo(root / "pipe.txt")
    assert [sidecars(root).look(name) for name in ("link.txt", "folder.txt", "pipe.txt")] == [None] * 3


def test_a_picture_is_left(root: Path) -> None:
    (root / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert sidecars(root).look("a.txt") is None


@pytest.mark.parametrize("mode", [0o444, 0o555])
def test_what_nobody_may_write_is_left(root: Path, mode: int) -> None:
    (root / "a.txt").chmod(mode)
    assert sidecars(root).look("a.txt") is None


def test_what_belongs_to_somebody_else_is_asked_about(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    for allowed in (True, False):
        monkeypatch.setattr(os, "access", lambda *_, allowed=allowed: allowed)
        assert (sidecars(root).look("a.txt") is not None) == allowed


def test_one_that_is_being_written_is_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = os.read

    def shorter(descriptor: int, size: int) -> bytes:
        return read(descriptor, size)[:-1]

    monkeypatch.setattr(os, "read", shorter)
    assert sidecars(root).look("a.txt") is None


def test_one_that_is_replaced_between_two_looks_is_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = os.open

    def meddled(path: str, flags: int) -> int:
        (root / "new").write_bytes(b"old")
        (root / "new").rename(root / "a.txt")
        return look(path, flags)

    monkeypatch.setattr(os, "open", meddled)
    assert sidecars(root).look("a.txt") is None


def test_a_large_one_is_left(root: Path) -> None:
    with (root / "a.txt").open("wb") as file:
        file.truncate(1 << 30)
    assert sidecars(root).look("a.txt") is None
