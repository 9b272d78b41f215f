"""Pictures made for a test, whole and with headers that lie."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tui_captioner.storage.images.images import (
    ImageUnreadable,
    load_scaled,
)

BOX = (80, 60)


def gradient(size: tuple[int, int] = (120, 90)) -> Image.Image:
    """A picture that does not compress to nothing."""
    return Image.merge(
        "RGB",
        (Image.linear_gradient("L").resize(size), Image.radial_gradient("L").resize(size), Image.new("L", size, 90)),
    )


def save(path: Path, image: Image.Image | None = None, **options: object) -> Path:
    (image or gradient()).save(path, **options)  # type: ignore[arg-type]
    return path


def reason(path: Path) -> str:
    with pytest.raises(ImageUnreadable) as caught:
        load_scaled(path, BOX)
    return caught.value.message


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with_header(width: int, height: int) -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(b"\0" * 100)) + png_chunk(b"IEND", b"")


TEXT = "a cat, été\nSteps: 20, Sampler: Euler a, CFG scale: 7"


def comment(body: bytes, order: str = ">") -> bytes:
    """EXIF data with a UserComment, in the byte order A1111 writes or the other one."""
    outer = struct.pack(order + "HHHIII", 1, 0x8769, 4, 1, 26, 0)
    inner = struct.pack(order + "HHHIII", 1, 0x9286, 7, len(body), 44, 0)
    mark = {">": b"MM", "<": b"II"}[order]
    return b"Exif\0\0" + mark + struct.pack(order + "HI", 42, 8) + outer + inner + body


def png(path: Path, *, international: bool = False, key: str = "parameters") -> Path:
    info = PngInfo()
    (info.add_itxt if international else info.add_text)(key, TEXT)
    return put(path, pnginfo=info)


def put(path: Path, **how: Any) -> Path:
    Image.new("RGB", (8, 8), "red").save(path, **how)
    return path


UPRIGHT = Image.new("RGB", (64, 32), "black")
UPRIGHT.paste("red", (0, 0, 32, 16))
UPRIGHT.paste("lime", (32, 0, 64, 16))


UNDO = {
    1: lambda im: im,
    2: lambda im: im.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda im: im.transpose(Image.Transpose.ROTATE_180),
    4: lambda im: im.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda im: im.transpose(Image.Transpose.TRANSPOSE),
    6: lambda im: im.transpose(Image.Transpose.ROTATE_90),
    7: lambda im: im.transpose(Image.Transpose.TRANSVERSE),
    8: lambda im: im.transpose(Image.Transpose.ROTATE_270),
}
