"""The code that draws the demo's pictures, and the files that ship: they are the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from screenshots.demo_art import DRAWN, draw_all
from screenshots.demo_art.figure import Pose, joints, reaching
from screenshots.make import DEMO
from tui_captioner.storage.demo import SCENES, picture_of

DIFFERENT = 8
"""Of 255, in one of the parts: what WebP and another Pillow alter stays under it, a limb that moved does not."""
PARTS = (32, 32)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The largest difference of a channel between the same parts of two pictures, each part averaged."""
    assert (one.mode, one.size) == (other.mode, other.size)
    small = [picture.resize(PARTS, Image.Resampling.BOX) for picture in (one, other)]
    return max(high for _, high in ImageStat.Stat(ImageChops.difference(*small)).extrema)


@pytest.mark.parametrize("name", DRAWN)
def test_what_ships_is_what_the_code_draws(name: str) -> None:
    with Image.open(DEMO / name) as shipped:
        assert difference(shipped.convert("RGB"), DRAWN[name]()) < DIFFERENT


def test_another_drawing_is_noticed() -> None:
    snow = DRAWN["09-dog-in-the-snow.webp"]()
    changed = snow.copy()
    changed.paste("black", (100, 100, 115, 115))
    assert difference(snow, changed) > DIFFERENT


def test_every_picture_of_the_demo_is_drawn_and_no_other() -> None:
    assert [scene.file_name for scene in SCENES] == list(DRAWN)
    assert sorted(path.name for path in DEMO.iterdir()) == sorted(DRAWN)
    assert {picture_of(scene).parent for scene in SCENES} == {DEMO}


def test_a_picture_is_drawn_anew_over_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "09-dog-in-the-snow.webp"
    monkeypatch.setattr("screenshots.demo_art.DRAWN", {name: DRAWN[name]})
    (tmp_path / name).write_bytes(b"old")
    assert draw_all(tmp_path) == [tmp_path / name]
    first = (tmp_path / name).read_bytes()
    assert first[8:12] == b"WEBP"
    draw_all(tmp_path)
    assert (tmp_path / name).read_bytes() == first


@pytest.mark.parametrize("limb", ["left_arm", "right_arm", "left_leg", "right_leg"])
@pytest.mark.parametrize("side", [1, -1])
def test_a_limb_reaches_what_it_is_led_to(limb: str, side: int) -> None:
    pose = Pose(lean=10)
    start = joints(pose)
    before = start.left_hand if limb == "left_arm" else start.left_foot
    target = (before[0] + 2, before[1] * 0.8) if "leg" in limb else (5.0, -5.0)
    after = joints(reaching(pose, limb, target, side))
    end = {
        "left_arm": after.left_hand,
        "right_arm": after.right_hand,
        "left_leg": after.left_foot,
        "right_leg": after.right_foot,
    }[limb]
    assert end == pytest.approx(target)
