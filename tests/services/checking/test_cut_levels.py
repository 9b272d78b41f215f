"""Grey of more than 8 bits: who cuts it, by what Pillow makes of such pictures and by the trainers' loaders."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from tests.support.checks import Files, check, check_for_each, one
from tui_captioner.storage.images.picture_heads import read_head


def png(depth: int, colours: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colours]
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, depth, colours, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" + bytes(range(2 * channels * depth // 8))))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


def tiff(bits: int, *, channels: int = 1, numbers: int = 1, order: str = "<") -> bytes:
    pixels = bytes(2 * channels * bits // 8)
    fields = [(256, 2), (257, 1), (258, bits), (259, 1), (262, 1), (273, 8), (277, channels), (279, len(pixels))]
    fields.append((339, numbers))
    entries = b"".join(struct.pack(order + "HHIHH", field, 3, 1, value, 0) for field, value in fields)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8 + len(pixels))
    return head + pixels + struct.pack(order + "H", len(fields)) + entries + bytes(4)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.png", png(16, 0), "16-bit grey PNG"),
        ("a.png", png(8, 0), "PNG"),
        ("a.png", png(16, 2), "PNG"),
        ("a.png", png(16, 4), "PNG"),
        ("a.png", png(16, 6), "PNG"),
        ("a.tif", tiff(16), "16-bit grey TIFF"),
        ("a.tif", tiff(16, order=">"), "16-bit grey TIFF"),
        ("a.tif", tiff(32), "16-bit grey TIFF"),
        ("a.tif", tiff(16, numbers=2), "16-bit grey TIFF"),
        ("a.tif", tiff(32, numbers=3), "floating grey TIFF"),
        ("a.tif", tiff(8), "TIFF"),
    ],
)
def test_the_header_says_how_many_levels_there_are(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    head = read_head(str(tmp_path / name))
    assert head is not None
    assert (head.kind, head.problem, head.cut_levels) == (kind, "", kind.rpartition(" ")[2] if " " in kind else "")


def cut(found: dict[str, set[str]]) -> set[str]:
    return {trainer for trainer, rules in found.items() if any(rule.startswith("cut-levels") for rule in rules)}


def test_who_converts_by_pillow_cuts_a_png(tmp_path: Path) -> None:
    files: Files = {**one("a.png"), "a.png": png(16, 0)}
    found = check_for_each(tmp_path, files)
    assert cut(found) == {"sd-scripts", "ai-toolkit", "musubi", "diffusion-pipe", "finetrainers", "diffusers"}


def test_onetrainer_opens_a_tiff_by_pillow_alone(tmp_path: Path) -> None:
    found = check_for_each(tmp_path, {**one("a.tif"), "a.tif": tiff(16)})
    assert cut(found) == {"onetrainer", "diffusion-pipe", "diffusers"}


def test_what_is_said_and_what_to_do(tmp_path: Path) -> None:
    (found,) = check(tmp_path / "1", {**one("a.png"), "a.png": png(16, 0)}, "musubi")
    assert (found.severity, "musubi-tuner cuts it at level 255" in found.message) == ("error", True)
    assert found.mend == f"Make 8 bits of it: mogrify -depth 8 {tmp_path}/1/a.png"
    (found,) = check(tmp_path / "2", {**one("a.tif"), "a.tif": tiff(32, numbers=3)}, "diffusion-pipe")
    assert "0 to 1 is black" in found.message
    (found,) = (each for each in check(tmp_path / "1", {}, "") if each.rule == "cut-levels")
    assert (found.severity, "ai-toolkit" in found.message) == ("warning", True)
