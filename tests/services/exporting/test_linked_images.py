"""A link that is called a picture takes no other file of this machine out with an export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PNG
from tests.support.exports import add_image, run
from tui_captioner.formats.names import EXPORTS

SECRET = b"-----BEGIN OPENSSH PRIVATE KEY-----\n"
OPTIONS: dict[str, dict[str, Any]] = {"sidecars": {"images": "link"}, "hf-imagefolder": {"images": "copy"}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "set"
    add_image(root, "b.png")
    (tmp_path / "id_rsa").write_bytes(SECRET)
    (tmp_path / "blob").write_bytes(PNG)
    (root / "a.png").symlink_to(tmp_path / "id_rsa")
    (root / "c.png").symlink_to(tmp_path / "blob")
    for stem in "ac":
        (root / f"{stem}.txt").write_bytes(b"standing")
    return root


@pytest.mark.parametrize("to", [name for name in EXPORTS if name != "slots-jsonl"])
def test_what_is_no_picture_is_left_out_and_said(root: Path, tmp_path: Path, to: str) -> None:
    output = {"output": tmp_path / "out"} if to in OPTIONS else {}
    report = run(root, to, **output, **OPTIONS.get(to, {}))
    assert [(skipped.name, skipped.reason, skipped.trouble) for skipped in report.skipped] == [
        ("a.png", "it is a link to a file that is no picture: it is text, not a picture", True)
    ]
    assert report.images == 2
    made = (path for path in tmp_path.rglob("*") if path.is_file() and path.name not in ("id_rsa", "a.png"))
    assert not any(SECRET in path.read_bytes() for path in made)


def test_our_own_format_keeps_its_caption(root: Path) -> None:
    report = run(root, "slots-jsonl")
    assert (report.images, report.skipped) == (3, [])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.mp4", b"\0\0\0\x18ftypmp42", ""),
        ("a.webm", b"\x1aE\xdf\xa3", ""),
        ("a.mkv", b"SQLite format 3\0", "it is a database"),
        ("a.jpg", PNG, ""),
        ("a.jpg", b"", "it is a link, and the file is empty"),
    ],
)
def test_what_a_link_leads_to_is_told_by_its_first_bytes(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    root = tmp_path / "set"
    add_image(root, "b.png")
    (tmp_path / "blob").write_bytes(data)
    (root / name).symlink_to(tmp_path / "blob")
    (root / "a.txt").write_bytes(b"standing")
    found = [skipped.reason for skipped in run(root, "csv").skipped]
    assert len(found) == bool(said)
    assert said in "".join(found)
