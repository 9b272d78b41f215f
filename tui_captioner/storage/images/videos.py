"""Videos: a sheet of frames that are spread evenly over the clip, decoded with PyAV where it is installed.

Only two demuxers are let near a file, chosen by what it holds: the QuickTime family and Matroska. They read through
our file object, so nothing that a video refers to outside itself can be opened.
"""

from __future__ import annotations

import contextlib
import importlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from time import monotonic
from typing import TYPE_CHECKING, Any

from PIL import Image

from tui_captioner.storage.images.image_content import describe_content
from tui_captioner.storage.images.image_errors import ImageUnreadable, LoadCancelled
from tui_captioner.storage.images.image_files import reasons_in_words
from tui_captioner.storage.images.image_views import Size, fitted
from tui_captioner.storage.images.picture_files import PictureFile

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

SHEET_SIDE = 1600
"""The longest side of a sheet in pixels."""

TILES = 9
"""Frames on a sheet, in three rows, of a clip that has so many."""

FEWEST_FRAMES, MOST_FRAMES = 4, 16
"""Frames that stand for a video where they are apart: one a second, no more than models with eyes for videos take."""

_GAP = 4
_GAP_COLOUR = (24, 24, 24)
_PATIENCE = 6.0
"""Seconds after which the frames that are there have to do."""
_NEAR = 96
"""Frames up to the next one wanted that are rather decoded than leapt over: leaping lands on a keyframe before it."""
_FORWARD = 48
"""Frames decoded from a keyframe on towards the one that is wanted; then the last of them has to do."""
_QUICKTIME = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")


@dataclass(frozen=True)
class VideoFacts:
    """What the header of a video says.

    Attributes:
        size: Width and height in pixels, upright, with square pixels.
        frames: Number of frames; 0 if it is not known.
        duration: Seconds; 0 if it is not known.
        format: Container and codec, such as "MP4 h264".
    """

    size: Size
    frames: int
    duration: float
    format: str


@dataclass(frozen=True)
class Sheet:
    """Frames of a video side by side, in RGB, with the number of frames that the whole video has."""

    image: Image.Image
    frames: int
    format: str


def sheet_of(file: PictureFile, cancelled: Callable[[], bool] | None = None) -> Sheet:
    """Decode evenly spaced frames of an open video: nine in three rows, fewer of a clip of fewer frames.

    Raises:
        ImageUnreadable: If there is no decoder, or nothing that it can decode; the message says why.
        LoadCancelled: If `cancelled` said so.
    """
    with _open_video(file, cancelled) as clip:
        return Sheet(_arrange(clip.tiles(cancelled)), clip.frames, clip.format)


def spread_frames(
    file: PictureFile, side: int, cancelled: Callable[[], bool] | None = None
) -> tuple[list[Image.Image], float]:
    """Frames of an open video as pictures, about one a second, and how many of them make a second.

    Args:
        file: The video.
        side: The largest width and height of each.
        cancelled: Asked now and then, so that a long decode can be given up.

    Raises:
        ImageUnreadable: If there is no decoder, or nothing that it can decode; the message says why.
        LoadCancelled: If `cancelled` said so.
    """
    with _open_video(file, cancelled) as clip:
        amount = min(max(FEWEST_FRAMES, round(clip.duration)), MOST_FRAMES)
        amount = 1 if clip.duration <= 0 else min(amount, clip.frames or amount)
        found = clip.pictures(amount, (side, side), cancelled)
        return found, amount / clip.duration if clip.duration > 0 else 0.0


def read_video_facts(file: PictureFile) -> VideoFacts:
    """Size, length and codec of an open video; its first frame is decoded, as that alone says how it is turned.

    Raises:
        ImageUnreadable: If there is no decoder, or no video.
    """
    with _open_video(file, None) as clip:
        return VideoFacts(clip.upright_size(clip.first_turn()), clip.frames, clip.duration, clip.format)


def grid(amount: int) -> tuple[int, int]:
    """Columns and rows for so many tiles: a full rectangle, so that a sheet has nearly the proportions of a frame."""
    return {1: (1, 1), 2: (2, 1), 3: (3, 1)}.get(amount) or ((2, 2) if amount < TILES else (3, 3))


def moments(duration: float, amount: int) -> list[float]:
    """The middles of as many equal parts of the clip, in seconds from its start."""
    return [duration * (2 * place + 1) / (2 * amount) for place in range(amount)]


@contextlib.contextmanager
def _open_video(file: PictureFile, cancelled: Callable[[], bool] | None) -> Iterator[_Clip]:
    """Open a video and turn everything that goes wrong, here or in the body, into `ImageUnreadable`."""
    with reasons_in_words(file), file.stream(cancelled) as stream:
        demuxer, name = _container_of(file.head)
        av = _import_av()
        try:
            with av.open(stream, "r", format=demuxer, metadata_errors="replace") as container:
                yield _Clip(container, name)
        except LoadCancelled:
            raise
        except av.error.FFmpegError as error:
            words = (error.strerror or "unknown error").rstrip(".").lower()
            raise ImageUnreadable(f"the video is damaged or cut off ({words})") from error


def _container_of(head: bytes) -> tuple[str, str]:
    """The demuxer for a file that begins so, and what the container is called."""
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "matroska", "WebM" if b"webm" in head[:64] else "MKV"
    if head[4:8] in _QUICKTIME:
        return "mov", "MOV" if head[8:12] == b"qt  " or head[4:8] != b"ftyp" else "MP4"
    raise ImageUnreadable(describe_content(head, "a video"))


def _import_av() -> Any:
    """PyAV, an optional library."""
    try:
        av = importlib.import_module("av")
        importlib.import_module("av.error")
    except ImportError:
        raise ImageUnreadable('videos need a decoder: pip install "tui-captioner[video]"') from None
    # Its complaints about odd files would land in the middle of a screen.
    av.logging.set_level(None)
    return av


class _Clip:
    """The picture stream of an open video."""

    def __init__(self, container: InputContainer, name: str) -> None:
        if not container.streams.video:
            raise ImageUnreadable("there is no picture in it, only sound")
        self._container = container
        self._stream: VideoStream = container.streams.video[0]
        self._stream.thread_type = "AUTO"
        self._stream.codec_context.thread_count = 2
        context = self._stream.codec_context
        if not context.width or not context.height:
            raise ImageUnreadable("the video is damaged or cut off (no picture size)")
        self._size = context.width, context.height
        self.duration = self._duration()
        self.frames = self._stream.frames or round(self.duration * float(self._stream.average_rate or 0))
        self.format = f"{name} {context.codec.name}"

    def first_turn(self) -> int:
        """Degrees counter-clockwise by which the frames have to be turned."""
        return _turn_of(next(self._decoded(None), None))

    def tiles(self, cancelled: Callable[[], bool] | None) -> list[Image.Image]:
        """The frames, upright and as large as a tile of the sheet."""
        wanted = self._amount()
        columns, rows = grid(wanted)
        most = (SHEET_SIDE - (columns - 1) * _GAP) // columns, (SHEET_SIDE - (rows - 1) * _GAP) // rows
        found = self.pictures(wanted, most, cancelled)
        return found[: math.prod(grid(len(found)))]

    def pictures(self, wanted: int, most: Size, cancelled: Callable[[], bool] | None) -> list[Image.Image]:
        """So many frames, spread evenly and upright, each scaled into a box; fewer where the video breaks off."""
        until = monotonic() + _PATIENCE
        found: list[Image.Image] = []
        try:
            for frame in self._frames_at(moments(self.duration, wanted), cancelled, until):
                tile = fitted(self.upright_size(_turn_of(frame)), most)
                found.append(_picture_of(frame, tile))
        except LoadCancelled:
            raise
        except Exception:  # broken behind the frames that are there, which may still be shown
            if not found:
                raise
        if not found:
            raise ImageUnreadable("the video is damaged or cut off (no frame can be decoded)")
        return found

    def upright_size(self, turn: int) -> Size:
        """The size as it is meant to be seen: square pixels, and turned the way the camera was held."""
        aspect = self._stream.sample_aspect_ratio or Fraction(1)
        width, height = max(1, round(self._size[0] * float(aspect))), self._size[1]
        return (height, width) if turn in (90, 270) else (width, height)

    def _amount(self) -> int:
        """How many frames the sheet has."""
        if self.duration <= 0:
            return 1
        frames = self.frames or TILES
        return TILES if frames >= TILES else 4 if frames >= 4 else frames

    def _frames_at(
        self, times: list[float], cancelled: Callable[[], bool] | None, until: float
    ) -> Iterator[VideoFrame]:
        """The frame shown at each time, in order; the rest is left out when patience runs out or the file ends."""
        rate = float(self._stream.average_rate or 25)
        start = float((self._stream.start_time or 0) * (self._stream.time_base or Fraction(1)))
        coming = self._decoded(cancelled)
        frame: VideoFrame | None = None
        may_leap = True
        for place, time in enumerate(times):
            leaps = may_leap and place > 0 and (time - times[place - 1]) * rate > _NEAR
            if leaps:
                before = frame
                coming = self._leap(start + time, cancelled)
                frame = _advance(coming, None, start + time, rate, _FORWARD)
                # The keyframe lies before what was shown already: there are too few for leaping.
                may_leap = _time(frame) > _time(before)
            if not leaps or not may_leap:
                frame = _advance(coming, frame, start + time, rate, None)
            if frame is None:
                return
            yield frame
            if monotonic() > until:
                return

    def _leap(self, time: float, cancelled: Callable[[], bool] | None) -> Iterator[VideoFrame]:
        """Frames from the last keyframe before a time on."""
        base = self._stream.time_base or Fraction(1)
        self._container.seek(int(time / base), stream=self._stream, backward=True)
        return self._decoded(cancelled)

    def _decoded(self, cancelled: Callable[[], bool] | None) -> Iterator[VideoFrame]:
        """Frames from where the file stands."""
        for frame in self._container.decode(self._stream):
            if cancelled is not None and cancelled():
                raise LoadCancelled
            yield frame

    def _duration(self) -> float:
        """Seconds, as the stream or else the whole file says."""
        if self._stream.duration and self._stream.time_base:
            return float(self._stream.duration * self._stream.time_base)
        return max(0.0, (self._container.duration or 0) / 1_000_000)


def _advance(
    coming: Iterator[VideoFrame], frame: VideoFrame | None, time: float, rate: float, most: int | None
) -> VideoFrame | None:
    """Decode up to the frame that is shown at a time, or as many as allowed; what is there already, at the end."""
    near = time - 0.5 / rate
    decoded = 0
    while frame is None or _time(frame) < near:
        following = next(coming, None)
        if following is None:
            break
        frame, decoded = following, decoded + 1
        if most is not None and decoded >= most:
            break
    return frame


def _time(frame: VideoFrame | None) -> float:
    """When a frame is shown, in seconds; where it does not say, as late as can be, so that nothing waits for it."""
    return math.inf if frame is None or frame.time is None else float(frame.time)


def _turn_of(frame: VideoFrame | None) -> int:
    """Degrees counter-clockwise by which a frame has to be turned: 0, 90, 180 or 270."""
    return round(float(getattr(frame, "rotation", 0)) / 90) * 90 % 360


def _picture_of(frame: VideoFrame, tile: Size) -> Image.Image:
    """A frame, turned and scaled to a tile."""
    turn = _turn_of(frame)
    width, height = tile[::-1] if turn in (90, 270) else tile
    image: Image.Image = frame.to_image(  # type: ignore[no-untyped-call]
        width=width, height=height, interpolation="AREA"
    )
    turned = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    return image.transpose(turned[turn]) if turn in turned else image


def _arrange(tiles: list[Image.Image]) -> Image.Image:
    """The tiles in rows, with thin lines between."""
    columns, rows = grid(len(tiles))
    width, height = tiles[0].size
    sheet = Image.new("RGB", (columns * (width + _GAP) - _GAP, rows * (height + _GAP) - _GAP), _GAP_COLOUR)
    for place, tile in enumerate(tiles[: columns * rows]):
        row, column = divmod(place, columns)
        sheet.paste(tile, (column * (width + _GAP), row * (height + _GAP)))
    return sheet
