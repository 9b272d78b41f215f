from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from tui_captioner.storage.demo import GLOBALS, SCENES, Scene, picture_of, write_images

KEYS = ("type", "action", "subject", "details", "background", "associations")
MAX_BYTES = 300_000
MIN_COLOURS = 60
SIZES = {
    "01-beach-at-sunset.webp": (1024, 768),
    "02-armchair-by-lamplight.webp": (768, 1024),
    "03-bicycle-in-the-park.webp": (1024, 768),
    "04-sunglasses-portrait.webp": (1024, 1024),
    "05-neon-street-in-rain.webp": (768, 1152),
    "06-mountain-view.webp": (768, 1024),
    "07-dancing-on-stage.webp": (832, 1216),
    "08-cooking-in-the-kitchen.webp": (1024, 768),
    "09-dog-in-the-snow.webp": (1024, 768),
    "10-cafe-by-the-window.webp": (832, 1024),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "made" / "on the way"
    write_images(path)
    return path


def _tags(scene: Scene) -> list[str]:
    return [tag for tags in scene.slots.values() for tag in tags]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.file_name)
def test_every_picture_has_its_size_and_something_on_it(scene: Scene, folder: Path) -> None:
    path = folder / scene.file_name
    with Image.open(path) as image:
        assert (image.format, image.mode, image.size) == ("WEBP", "RGB", SIZES[scene.file_name])
        colours = image.reduce(8).getcolors(maxcolors=1 << 16)
    assert colours is not None
    assert len(colours) > MIN_COLOURS
    assert path.stat().st_size < MAX_BYTES


def test_the_folder_holds_the_pictures_and_nothing_else(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(scene.file_name for scene in SCENES)


def test_a_picture_is_the_same_every_time(folder: Path) -> None:
    scene = next(scene for scene in SCENES if "snow" in scene.file_name)
    assert picture_of(scene).read_bytes() == (folder / scene.file_name).read_bytes()


def test_pictures_that_exist_are_left_alone(tmp_path: Path) -> None:
    for scene in SCENES[:-1]:
        (tmp_path / scene.file_name).write_bytes(b"mine")
    paths = write_images(tmp_path)
    assert [path.name for path in paths] == [scene.file_name for scene in SCENES]
    assert all(path.read_bytes() == b"mine" for path in paths[:-1])
    assert paths[-1].read_bytes()[8:12] == b"WEBP"


def test_there_are_images_of_every_state() -> None:
    states = Counter(scene.state for scene in SCENES)
    assert len(SCENES) >= 8
    assert set(states) == {"done", "draft", "empty"}
    assert min(states.values()) >= 2
    assert len({scene.file_name for scene in SCENES}) == len(SCENES)
    assert len(set(SIZES.values())) >= 3


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.file_name)
def test_the_slots_fit_the_state(scene: Scene) -> None:
    filled = tuple(scene.slots)
    assert filled == tuple(key for key in KEYS if key in filled)
    assert all(scene.slots.values())
    expected = {"done": filled == KEYS, "draft": 0 < len(filled) < len(KEYS), "empty": not filled}
    assert expected[scene.state]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.file_name)
def test_captions_are_well_formed(scene: Scene) -> None:
    tags = _tags(scene)
    assert len(tags) == len(set(tags))
    assert not set(tags) & set(GLOBALS)
    for tag in tags:
        assert tag == " ".join(tag.split())
        assert tag == tag.lower()
        assert not set(tag) & set(',.;\n"|()[]')
    if scene.state == "done":
        assert 12 <= len(tags) + len(GLOBALS) <= 24


def test_no_tag_stands_in_two_slots() -> None:
    slots: dict[str, set[str]] = {}
    for scene in SCENES:
        for key, tags in scene.slots.items():
            for tag in tags:
                slots.setdefault(tag, set()).add(key)
    assert {tag: keys for tag, keys in slots.items() if len(keys) > 1} == {}
