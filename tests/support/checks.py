"""A small dataset for a check, and what the check finds."""

from __future__ import annotations

import io
import json
import struct
import tarfile
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from unittest.mock import patch

from tests.support.tui_material import open_session
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.tokens import Encoder
from tui_captioner.domain.trainers.suffixes import VIDEOS
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.services.checking import target_checks
from tui_captioner.services.checking.target_checks import check_dataset
from tui_captioner.storage.files.media_suffixes import MEDIA_SUFFIXES
from tui_captioner.storage.tokenizers import Tokenizer, find_tokenizers

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


def turned_jpeg(orientation: int) -> bytes:
    """The outline of a JPEG, with EXIF data that say how it is turned; its pixels are no picture's."""
    exif = b"Exif\0\0II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x112, 3, 1, orientation, 0, 0)
    size = struct.pack(">BHHB", 8, 4, 4, 1) + b"\1\x11\0"
    parts = ((0xE1, exif), (0xC0, size), (0xDA, b"\1\1\0\0\x3f\0"))
    segments = (bytes((0xFF, mark)) + struct.pack(">H", len(body) + 2) + body for mark, body in parts)
    return b"\xff\xd8" + b"".join(segments) + b"\x12\x34\xff\xd9"


def animated_webp(frames: int = 2) -> bytes:
    """The outline of an animation."""
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\2" + bytes(9)
    body += b"".join(b"ANMF" + struct.pack("<I", 16) + bytes(16) for _ in range(frames))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def archive(*names: str) -> bytes:
    """A tar archive of small pictures."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as tar:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = len(PNG)
            tar.addfile(member, io.BytesIO(PNG))
    return held.getvalue()


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


def check_for_each(root: Path, files: Files, *, trigger: str = "", settings: str = "") -> dict[str, set[str]]:
    """What each trainer's check finds on one dataset: `rule file`, with `-` for what is about the dataset."""
    check(root, files, "", settings=settings)
    session = open_session(root, writable=False)
    try:
        # To load the tokenizers takes longer than all else.
        with patch.object(target_checks, "find_tokenizers", _found_once):
            return {
                key: {
                    f"{one.rule} {name}"
                    for one in check_dataset(session, target, trigger=trigger)
                    for name in ((one.file_name,) if one.file_name else one.images or ("-",))
                }
                for key, target in TARGETS.items()
            }
    finally:
        session.close()


def _found_once(wanted: Iterable[Encoder], named: Iterable[Path]) -> Mapping[str, Tokenizer]:
    return _found(tuple(wanted), tuple(named))


@cache
def _found(wanted: tuple[Encoder, ...], named: tuple[Path, ...]) -> Mapping[str, Tokenizer]:
    return find_tokenizers(wanted, named)


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
