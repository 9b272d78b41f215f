"""Small videos, made with whatever encoder is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
from PIL import Image

ENCODER = next(name for name in ("libx264", "libopenh264", "mpeg4") if name in av.codecs_available)


def frame_of(image: Image.Image) -> Any:
    return av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]


def make_clip(
    path: Path,
    frames: int,
    size: tuple[int, int] = (160, 120),
    *,
    turn: int = 0,
    keyframes: int = 12,
    codec: str = ENCODER,
) -> Path:
    """A clip at 16 frames a second whose red grows with time, and with a white upper left quarter."""
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=16)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.codec_context.gop_size = keyframes
        if turn:
            stream.set_display_rotation(turn)
        for number in range(frames):
            image = Image.new("RGB", size, (round(number * 255 / max(1, frames - 1)), 0, 0))
            image.paste("white", (0, 0, size[0] // 2, size[1] // 2))
            container.mux(stream.encode(frame_of(image)))
        container.mux(stream.encode())
    return path
