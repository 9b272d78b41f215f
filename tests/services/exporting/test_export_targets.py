"""Where exports write: images on the disk before it goes on, gone with their folders if it fails; never a device."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.exports import run
from tui_captioner.services.exporting.export_plan import WrongExportError
from tui_captioner.services.exporting.export_targets import images_put


@pytest.fixture
def missing(tmp_path: Path) -> list[tuple[Path, Path]]:
    (tmp_path / "out").mkdir()
    source = tmp_path / "a.png"
    source.write_bytes(b"picture")
    return [(source, tmp_path / "out" / name) for name in ("a.png", "x/y/b.png")]


def test_copies_are_on_the_disk_before_it_goes_on(
    missing: list[tuple[Path, Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []

    def noted(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").resolve())

    monkeypatch.setattr(os, "fsync", noted)
    with images_put(missing, tmp_path / "out", link=False) as linked:
        assert linked == 0
        assert {target for _, target in missing} <= set(synced)


@pytest.mark.parametrize("to", ["csv", "webdataset", "sidecars"])
def test_a_device_is_not_replaced_by_force(filled: Path, tmp_path: Path, to: str) -> None:
    (tmp_path / "out").mkdir()
    pipe = tmp_path / "out" / "a.txt"
    os.mkfifo(pipe)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(WrongExportError, match="a pipe or a device"):
        run(filled, to, output=pipe.parent if to == "sidecars" else pipe, force=True)
    assert pipe.is_fifo()
    assert sorted(tmp_path.rglob("*")) == before


def test_what_fails_leaves_no_image_and_no_folder(missing: list[tuple[Path, Path]], tmp_path: Path) -> None:
    (tmp_path / "out" / "theirs").mkdir()
    (tmp_path / "out" / "theirs" / "b.png").write_bytes(b"x")
    before = sorted(tmp_path.rglob("*"))
    for link in (True, False):
        put = images_put(missing, tmp_path / "out", link=link)
        assert put.__enter__() == (len(missing) if link else 0)
        assert missing[1][1].read_bytes() == b"picture"
        assert not put.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
        assert sorted(tmp_path.rglob("*")) == before
