"""Small real pictures of each kind and of many shapes, to be damaged."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pyvips
from PIL import Image
from PIL.PngImagePlugin import PngInfo

_SIZE = (48, 36)


def make_seeds(folder: Path) -> dict[str, list[bytes]]:
    """Some of each kind; the folder is made and holds them too."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {
        "JPEG": _jpegs(),
        "PNG": _pngs(),
        "WEBP": _webps(),
        "GIF": _gifs(),
        "TIFF": _tiffs(),
        "AVIF": [_by_vips(".avif", Q=40), _by_vips(".avif", alpha=True, lossless=True)],
        "BMP": [_saved("BMP", mode=mode) for mode in ("RGB", "P", "1", "L")],
    }
    for kind, seeds in found.items():
        for number, data in enumerate(seeds):
            (folder / f"{number}.{kind.lower()}").write_bytes(data)
    return found


def _picture(mode: str = "RGB", turn: int = 0) -> Image.Image:
    bands = [Image.linear_gradient("L").rotate(90 * place + turn).resize(_SIZE) for place in range(4)]
    return Image.merge("RGBA", bands).convert(mode) if mode != "CMYK" else Image.merge("CMYK", bands)


def _saved(form: str, mode: str = "RGB", image: Image.Image | None = None, **how: Any) -> bytes:
    buffer = io.BytesIO()
    (image or _picture(mode)).save(buffer, form, **how)
    return buffer.getvalue()


def _exif() -> bytes:
    exif = Image.Exif()  # type: ignore[no-untyped-call]
    exif[0x0112], exif[0x0132] = 6, "2024:05:31 12:30:00"
    exif[0x8769] = {0x9286: b"UNICODE\0" + "a cat".encode("utf-16-be")}
    return exif.tobytes()


def _animated(form: str, **how: Any) -> bytes:
    frames = [_picture(turn=turn) for turn in (0, 30, 60)]
    return _saved(form, image=frames[0], save_all=True, append_images=frames[1:], **how)


def _by_vips(suffix: str, *, alpha: bool = False, **how: Any) -> bytes:
    image = _picture("RGBA" if alpha else "RGB")
    pixels = pyvips.Image.new_from_memory(image.tobytes(), *image.size, len(image.getbands()), "uchar")
    data: bytes = pixels.copy(interpretation="srgb").write_to_buffer(suffix, **how)
    return data


def _jpegs() -> list[bytes]:
    return [
        _saved("JPEG", quality=80),
        _saved("JPEG", progressive=True, exif=_exif(), comment=b"a comment"),
        _saved("JPEG", "CMYK"),
        _saved("JPEG", "L", subsampling=0),
        _by_vips(".jpg", profile="p3", keep="icc"),
    ]


def _pngs() -> list[bytes]:
    texts = PngInfo()
    texts.add_text("parameters", "a cat\nSteps: 20", zip=True)
    texts.add_itxt("comment", "é" * 50, zip=True)
    deep = Image.new("I;16", _SIZE, 40000)
    return [
        _saved("PNG", pnginfo=texts, exif=_exif()),
        _saved("PNG", "RGBA"),
        _saved("PNG", "P", transparency=3),
        _saved("PNG", image=deep),
        _by_vips(".png", interlace=True, profile="p3", keep="icc"),
        _animated("PNG"),
    ]


def _webps() -> list[bytes]:
    return [
        _saved("WEBP", quality=60, exif=_exif()),
        _saved("WEBP", "RGBA", lossless=True),
        _saved("WEBP", "RGBA", quality=50),
        _animated("WEBP"),
    ]


def _gifs() -> list[bytes]:
    return [_saved("GIF", "P", comment=b"a cat"), _animated("GIF"), _by_vips(".gif", interlace=True)]


def _tiffs() -> list[bytes]:
    kinds = ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg")
    compressed = [_saved("TIFF", compression=kind) for kind in kinds]
    floats = Image.new("F", _SIZE, 0.5)
    return [
        *compressed,
        _saved("TIFF", "CMYK"),
        _saved("TIFF", "1", compression="group4"),
        _saved("TIFF", image=floats),
        _by_vips(".tif", tile=True, tile_width=16, tile_height=16, pyramid=True, compression="deflate"),
        _by_vips(".tif", alpha=True, compression="webp"),
        _animated("TIFF"),
    ]
