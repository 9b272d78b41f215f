from __future__ import annotations

import os
import re
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.storage.dataset.folder_facts import gather_facts
from tui_captioner.storage.dataset.scan import DatasetError, natural_key, scan

EXTENSIONS = (".txt", ".caption")


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(root: Path) -> list[str]:
    return [image.name for image in scan(root, EXTENSIONS).images]


def test_images_of_any_suffix_case_and_sub_folder_in_natural_order(tmp_path: Path) -> None:
    make(tmp_path, "10_dog/b10.PNG", "10_dog/b9.jpg", "a.JpEg", "z.avif", "x.tif", "notes.md", "y.jxl", "d.HEIC")
    assert names(tmp_path) == ["10_dog/b9.jpg", "10_dog/b10.PNG", "a.JpEg", "d.HEIC", "x.tif", "y.jxl", "z.avif"]


def test_videos_are_listed_among_the_images(tmp_path: Path) -> None:
    make(tmp_path, "a.mp4", "b.MOV", "c.WebM", "d.mkv", "e.png", "f.avi", "g.mp4.part")
    images = scan(tmp_path, EXTENSIONS).images
    assert [(image.name, image.is_video) for image in images] == [
        ("a.mp4", True),
        ("b.MOV", True),
        ("c.WebM", True),
        ("d.mkv", True),
        ("e.png", False),
    ]
    assert images[0].sidecar.name == "a.txt"


def test_a_video_and_its_first_frame_share_a_sidecar(tmp_path: Path) -> None:
    make(tmp_path, "clip.mp4", "clip.png", "clip.txt", "other.mp4")
    dataset = scan(tmp_path, EXTENSIONS)
    assert [image.shares_with for image in dataset.images] == [("clip.png",), ("clip.mp4",), ()]
    assert "share one sidecar: clip.mp4, clip.png (clip.txt)" in dataset.notices[0].message


def test_what_is_no_image_of_the_set_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "a-masklabel.png", ".hidden/b.png", ".c.png", "a.npz", ".tui-captioner/x.png", "sub/d.png")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.png").symlink_to("nowhere.png")
    (tmp_path / "folder.png").mkdir()
    dataset = scan(tmp_path, EXTENSIONS)
    assert [image.name for image in dataset.images] == ["a.png", "sub/d.png"]
    said = " ".join(notice.message for notice in dataset.notices)
    assert "a-masklabel.png" in said
    assert "gone.png" in said


def test_links_in_a_circle_are_links_that_lead_nowhere(tmp_path: Path) -> None:
    make(tmp_path, "a.png")
    for name in ("x.png", "sub", "a.txt"):
        (tmp_path / name).symlink_to(name)
    dataset = scan(tmp_path, EXTENSIONS)
    assert [image.name for image in dataset.images] == ["a.png"]
    assert [notice.message for notice in dataset.notices] == ["Links that lead nowhere: x.png"]
    assert [media.name for media in gather_facts(tmp_path).media] == ["a.png", "x.png"]


def test_the_suffix_that_the_dataset_uses_is_used_for_new_sidecars(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "b.png", "c.png", "a.caption", "b.caption")
    dataset = scan(tmp_path, EXTENSIONS)
    assert [image.sidecar.name for image in dataset.images] == ["a.caption", "b.caption", "c.caption"]
    assert scan(tmp_path, EXTENSIONS, ".txt").images[2].sidecar.name == "c.txt"


def test_txt_comes_before_caption_and_exact_case_first(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "a.caption", "a.txt", "b.png", "b.TXT")
    dataset = scan(tmp_path, EXTENSIONS)
    assert [image.sidecar.name for image in dataset.images] == ["a.txt", "b.TXT"]
    assert "b.TXT" in dataset.notices[0].message


def test_images_that_share_a_sidecar_are_said(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "a.jpg", "b.png")
    dataset = scan(tmp_path, EXTENSIONS)
    assert [image.shares_with for image in dataset.images] == [("a.png",), ("a.jpg",), ()]
    assert "share one sidecar: a.jpg, a.png (a.txt)" in dataset.notices[0].message


def test_a_name_that_is_not_utf8_is_listed(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png")).write_bytes(b"x")
    assert names(tmp_path) == ["caf\\xe9.png"]


def test_leftovers_of_a_killed_write_are_found(tmp_path: Path) -> None:
    make(tmp_path, "a.png", ".a.txt.01234567.tui-captioner-tmp")
    assert [path.name for path in scan(tmp_path, EXTENSIONS).leftovers] == [".a.txt.01234567.tui-captioner-tmp"]


def test_progress_can_stop_the_scan(tmp_path: Path) -> None:
    make(tmp_path, "a.png")

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scan(tmp_path, EXTENSIONS, progress=stop)


def test_a_path_that_is_no_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="does not exist"):
        scan(tmp_path / "gone", EXTENSIONS)
    make(tmp_path, "a.png")
    with pytest.raises(DatasetError, match="is a file"):
        scan(tmp_path / "a.png", EXTENSIONS)


def test_natural_order_is_total() -> None:
    assert sorted(["b", "B", "a10", "a2", "²"], key=natural_key) == ["a2", "a10", "B", "b", "²"]


@given(st.text("a01/.B2²", max_size=8), st.text("a01/.B2²", max_size=8))
def test_texts_are_compared_as_texts_and_numbers_as_numbers(one: str, other: str) -> None:
    def by_parts(name: str) -> tuple[list[str | float], str]:
        texts = re.split("([0-9]+)", name.casefold())
        parts: list[str | float] = [*texts, inf]
        parts[1:-1:2] = map(int, texts[1::2])
        parts[-2] = texts[-1] or "\U0010ffff"
        return parts, name

    assert (natural_key(one) < natural_key(other)) == (by_parts(one) < by_parts(other))


def test_a_name_that_goes_on_behind_the_end_of_another_comes_first() -> None:
    names = ["a.mp4", "a.mp4.png", "a.png1.png", "a.png", "a1/b", "a1"]

    assert sorted(names, key=natural_key) == ["a1/b", "a1", "a.mp4.png", "a.mp4", "a.png1.png", "a.png"]
