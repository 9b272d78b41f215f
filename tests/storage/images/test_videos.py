"""Videos: a sheet of frames, or the reason why there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.support.clips import make_clip
from tui_captioner.storage.images.images import ImageUnreadable, LoadCancelled, load_scaled
from tui_captioner.storage.images.picture_facts import read_facts
from tui_captioner.storage.images.picture_files import open_picture
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.images.videos import SHEET_SIDE, Sheet, grid, moments, sheet_of

GAP = 4
NO_DECODER = 'videos need a decoder: pip install "tui-captioner[video]"'


def reason(path: Path) -> str:
    with pytest.raises(ImageUnreadable) as caught:
        load_scaled(path, (800, 800))
    return caught.value.message


def contact_sheet(path: Path, cancelled: Callable[[], bool] | None = None) -> Sheet:
    with open_picture(path) as file:
        return sheet_of(file, cancelled)


def reds(sheet: Image.Image, columns: int, rows: int) -> list[int]:
    """How red the lower right of each tile is: how late its frame comes."""
    width, height = (sheet.width + GAP) // columns, (sheet.height + GAP) // rows
    centres = [((x + 0.75) * width, (y + 0.75) * height) for y in range(rows) for x in range(columns)]
    return [sheet.getpixel((int(x), int(y)))[0] for x, y in centres]  # type: ignore[index]


@pytest.mark.parametrize(
    ("frames", "columns", "rows"), [(45, 3, 3), (9, 3, 3), (6, 2, 2), (3, 3, 1), (2, 2, 1), (1, 1, 1)]
)
def test_a_sheet_has_frames_of_the_whole_clip(tmp_path: Path, frames: int, columns: int, rows: int) -> None:
    sheet = contact_sheet(make_clip(tmp_path / "a.mp4", frames))
    assert sheet.frames == frames
    assert sheet.format.startswith("MP4 ")
    assert sheet.image.size == (columns * (160 + GAP) - GAP, rows * (120 + GAP) - GAP)
    found = reds(sheet.image, columns, rows)
    assert found == sorted(found)
    if frames == 45:
        expected = [255 * time / (45 / 16) for time in moments(45 / 16, 9)]
        assert all(abs(red - wanted) < 20 for red, wanted in zip(found, expected, strict=True)), found


def test_a_long_clip_is_leapt_through(tmp_path: Path) -> None:
    sheet = contact_sheet(make_clip(tmp_path / "a.mp4", 1800, (32, 32), keyframes=60))
    found = reds(sheet.image, 3, 3)
    assert all(later - earlier > 15 for earlier, later in pairwise(found)), found


def test_a_long_clip_of_one_keyframe_has_different_frames(tmp_path: Path) -> None:
    sheet = contact_sheet(make_clip(tmp_path / "a.mp4", 1000, (32, 32), keyframes=2000))
    found = reds(sheet.image, 3, 3)
    assert all(later - earlier > 15 for earlier, later in pairwise(found)), found


@pytest.mark.parametrize(("turn", "white"), [(90, (0.25, 0.75)), (180, (0.75, 0.75)), (270, (0.75, 0.25))])
def test_the_way_the_camera_was_held_is_respected(tmp_path: Path, turn: int, white: tuple[float, float]) -> None:
    path = make_clip(tmp_path / "a.mov", 1, turn=turn)
    image = contact_sheet(path).image
    size = (160, 120) if turn == 180 else (120, 160)
    assert image.size == size
    assert min(image.getpixel((int(white[0] * size[0]), int(white[1] * size[1])))) > 200  # type: ignore[arg-type]
    assert read_facts(path).size == size


@pytest.mark.parametrize(
    ("name", "codec", "format_"), [("a.webm", "libvpx", "WebM vp8"), ("a.mkv", "mpeg4", "MKV mpeg4")]
)
def test_matroska_is_opened_too(tmp_path: Path, name: str, codec: str, format_: str) -> None:
    sheet = contact_sheet(make_clip(tmp_path / name, 12, codec=codec))
    assert sheet.format == format_
    assert sheet.frames == 12
    assert sheet.image.size == (3 * 164 - GAP, 3 * 124 - GAP)


def test_a_sheet_has_its_largest_size(tmp_path: Path) -> None:
    assert max(contact_sheet(make_clip(tmp_path / "a.mp4", 10, (1280, 720))).image.size) <= SHEET_SIDE


def test_a_sheet_is_shown_as_a_picture_is(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "A.MP4", 45)
    scaled = load_scaled(path, (200, 200))
    assert scaled.source_size == (488, 368)
    assert scaled.image.size == (200, 151)
    assert scaled.frames == 45
    part = load_scaled(path, (2000, 2000), region=(0, 0, 160 / 488, 120 / 368))
    assert part.image.size == (160, 120)
    assert part.image.tobytes() == contact_sheet(path).image.crop((0, 0, 160, 120)).tobytes()


def test_a_sheet_comes_from_the_decoding_process(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", 20)
    store = PictureStore()
    try:
        assert store.load(path, (300, 300)).image.tobytes() == load_scaled(path, (300, 300)).image.tobytes()
        facts = store.facts(path)
    finally:
        store.close()
    assert (facts.size, facts.aspect, facts.frames) == ((160, 120), "4:3", 20)
    assert facts.duration == pytest.approx(20 / 16)
    assert facts.bytes == path.stat().st_size


def test_without_a_decoder_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_clip(tmp_path / "a.mp4", 3)
    monkeypatch.setitem(sys.modules, "av", None)
    assert reason(path) == NO_DECODER
    with pytest.raises(ImageUnreadable, match="need a decoder"):
        read_facts(path)


def test_what_is_no_video_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"")
    assert reason(path) == "the file is empty"
    path.write_text("annika", encoding="utf-8")
    assert reason(path) == "it is text, not a video"
    Image.new("RGB", (4, 4)).save(path, "PNG")
    assert reason(path) == "it is a PNG picture, not a video"
    path.write_bytes(bytes(range(200, 256)) * 4)
    assert reason(path) == "it is not in a video format that is known here"
    assert reason(tmp_path / "gone.mp4") == "there is no such file"
    (tmp_path / "folder.mp4").mkdir()
    assert reason(tmp_path / "folder.mp4") == "it is a folder"


@pytest.mark.parametrize("name", ["a.mp4", "a.webm"])
def test_a_video_that_is_cut_off_early_says_so(tmp_path: Path, name: str) -> None:
    path = make_clip(tmp_path / name, 30, codec="libvpx" if name == "a.webm" else "mpeg4")
    path.write_bytes(path.read_bytes()[:200])
    assert "damaged or cut off" in reason(path)


def test_a_video_that_is_cut_off_late_shows_what_is_there(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mkv", 64, (320, 240), codec="mpeg4")
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    assert load_scaled(path, (100, 100)).image.size[0] > 0


def test_sound_alone_is_no_video(tmp_path: Path) -> None:
    import av

    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000, layout="mono")
        frame = av.AudioFrame(format="s16", layout="mono", samples=800)
        frame.sample_rate = 8000
        frame.planes[0].update(bytes(1600))
        container.mux(stream.encode(frame))
    assert reason(path) == "there is no picture in it, only sound"


def test_decoding_can_be_given_up(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", 45)
    for calls in (0, 4, 12):
        count = iter(range(10_000))
        with pytest.raises(LoadCancelled):
            contact_sheet(path, lambda n=calls, c=count: next(c) >= n)  # type: ignore[misc]


@given(duration=st.floats(0.01, 1e5), amount=st.integers(1, 9))
def test_moments_are_spread_evenly(duration: float, amount: int) -> None:
    found = moments(duration, amount)
    assert len(found) == amount
    assert 0 < found[0] <= found[-1] < duration
    columns, rows = grid(amount)
    assert columns * rows <= amount
