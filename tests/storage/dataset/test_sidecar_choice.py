"""Which caption file is read, and where an edit goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.formats.sidecar import EXTENSIONS
from tui_captioner.storage.dataset.scan import Dataset, scan
from tui_captioner.storage.project.settings import SettingsError, load_settings


def make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")


def read_from(dataset: Dataset) -> dict[str, str]:
    """The file each caption is read from, by image."""
    return {
        image.name: image.named_file or (image.sidecar_file if image.sidecar.exists() else "")
        for image in dataset.images
    }


def test_the_order_is_txt_caption_cap_and_then_hydrus(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "a.txt", "a.caption", "a.cap", "a.png.txt")
    make(tmp_path, "b.png", "b.caption", "b.cap", "b.png.txt", "c.png", "c.cap", "d.png", "d.png.txt", "e.png")
    dataset = scan(tmp_path, EXTENSIONS)
    assert read_from(dataset) == {
        "a.png": "a.txt",
        "b.png": "b.caption",
        "c.png": "c.cap",
        "d.png": "d.png.txt",
        "e.png": "",
    }
    said = "\n".join(notice.message for notice in dataset.notices)
    assert "a.txt is used, not a.cap, a.caption, a.png.txt (and so for 1 more)" in said
    assert "Captions of several kinds: 1 .txt and 1 .caption and 1 .cap" in said
    assert "No trainer reads d.png.txt" in said


def test_an_edit_never_goes_to_the_name_of_hydrus(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "a.png.txt", "b.png", "b.caption")
    images = {image.name: image for image in scan(tmp_path, EXTENSIONS).images}
    assert images["a.png"].sidecar_file == "a.caption"
    assert images["a.png"].named_file == "a.png.txt"
    assert scan(tmp_path, EXTENSIONS, ".txt").images[0].sidecar_file == "a.txt"


def test_a_sidecar_of_another_image_is_not_taken_for_one_of_hydrus(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "a.png.jpg", "a.png.txt")
    assert read_from(scan(tmp_path, EXTENSIONS)) == {"a.png": "", "a.png.jpg": "a.png.txt"}


def test_suffixes_count_whatever_their_case(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "a.CAP", "b.PNG", "b.PNG.TXT", "c.png", "c.Tags")
    assert read_from(scan(tmp_path, (".tags", *EXTENSIONS))) == {
        "a.png": "a.CAP",
        "b.PNG": "b.PNG.TXT",
        "c.png": "c.Tags",
    }


def test_a_suffix_of_the_user_comes_first(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "a.txt", "a.tags", "b.png", "b.txt")
    assert read_from(scan(tmp_path, (".tags", *EXTENSIONS))) == {"a.png": "a.tags", "b.png": "b.txt"}


def test_a_folder_of_one_kind_has_nothing_to_say(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "a.txt", "sub/b.png", "sub/b.txt")
    assert scan(tmp_path, EXTENSIONS).notices == ()


def test_suffixes_are_read_from_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text('[input]\nsuffixes = [".Tags", ".cap", ".tags"]\n')
    assert load_settings(path).suffixes == (".tags", ".cap")
    path.write_text("")
    assert load_settings(path).suffixes == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('".tags"', "must be a list of suffixes"),
        ("[1]", "must be a list of suffixes"),
        ('["tags"]', "a dot and a word"),
        ('["."]', "a dot and a word"),
        ('[".a/b"]', "a dot and a word"),
        ('[".a.b.c"]', "a dot and a word"),
        ('[".PNG"]', "of pictures or videos"),
        ('[".mp4"]', "of pictures or videos"),
    ],
)
def test_what_is_no_suffix_of_captions_is_refused(tmp_path: Path, value: str, said: str) -> None:
    path = tmp_path / "project.toml"
    path.write_text(f"[input]\nsuffixes = {value}\n")
    with pytest.raises(SettingsError, match=said):
        load_settings(path)
