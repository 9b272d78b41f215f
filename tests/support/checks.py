"""A small dataset for a check, and what the check finds."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

from tests.support.tui_material import open_session
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.trainers.suffixes import VIDEOS
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.services.checking.target_checks import check_dataset
from tui_captioner.storage.files.media_suffixes import MEDIA_SUFFIXES

INFOTEXT = "a cat\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512"
README = b"---\nconfigs:\n- config_name: default\n---\n"
Files = dict[str, str | bytes]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*extra: bytes, width: int = 4, height: int = 4) -> bytes:
    """A small grey PNG, with these chunks behind its header."""
    pixels = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(height)))
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def turned_png(orientation: int) -> bytes:
    """The same, turned by its EXIF data alone."""
    return png(_chunk(b"eXIf", b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x112, 3, 1, orientation, 0, 0)))


PNG = png()
VIDEO = b"\0\0\0\x10ftypisom\0\0\0\0" + b"\0\0\0\x08moov" + b"\0\0\0\x08mdat"


def check(
    root: Path, files: Files, target: str, *, trigger: str = "", wildcard: bool = False, settings: str = ""
) -> list[Finding]:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(_bytes(name, data))
    if settings:
        (root / ".tui-captioner").mkdir()
        (root / ".tui-captioner" / "project.toml").write_text(settings)
    session = open_session(root, writable=False)
    try:
        return list(check_dataset(session, TARGETS.get(target), trigger=trigger, wildcard=wildcard))
    finally:
        session.close()


def _bytes(name: str, data: str | bytes) -> bytes:
    """What a file is to hold: a small picture or video in the place of `x` under such a name."""
    if data in (b"x", b"image") and "." + name.rpartition(".")[2].lower() in MEDIA_SUFFIXES | VIDEOS:
        return VIDEO if "." + name.rpartition(".")[2].lower() in VIDEOS else PNG
    return data.encode() if isinstance(data, str) else data


def one(*names: str, text: str | bytes = "a cat") -> Files:
    """Images with this caption each."""
    files: Files = dict.fromkeys(names, b"image")
    return {**files, **{f"{name.rpartition('.')[0]}.txt": text for name in names}}


def rows(*pairs: tuple[str, object]) -> bytes:
    return "".join(json.dumps({"file_name": name, "text": text}) + "\n" for name, text in pairs).encode()


LONG = ", ".join(["standing"] * 60)
READ = "- sd-scripts ai-toolkit onetrainer simpletuner musubi diffusion-pipe finetrainers civitai"
"""No trainer, and those that read sidecars."""
