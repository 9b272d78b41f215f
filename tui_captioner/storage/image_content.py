"""What a file holds that is no picture this program opens, in words: told by its first bytes, without a decoder."""

from __future__ import annotations

HEAD_BYTES = 512
"""How much of a file `describe_content` wants to see."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"version https://git-lfs", "a Git LFS pointer, the picture itself was never downloaded"),
    (b"8BPS", "a Photoshop file"),
    (b"%PDF", "a PDF"),
    (b"%!PS", "a PostScript file"),
    (b"SIMPLE  =", "a FITS file"),
    (b"\xff\x0a", "a JPEG XL picture, which needs the pillow-jxl-plugin package"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture, which needs the pillow-jxl-plugin package"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture, a format that is not opened"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"SQLite format 3", "a database"),
    (b"\x00\x00\x01\x00", "an icon file"),
)
_BRANDS = {b"avif": "an AVIF picture", b"avis": "an AVIF picture", b"heic": "a HEIC picture", b"heix": "a HEIC picture"}
_BRANDS |= {b"mif1": "a HEIF picture", b"msf1": "a HEIF picture"}


def describe_content(head: bytes) -> str:
    """What the file is, by its first bytes: "not a picture: ..." or a plain sentence when nothing is recognised."""
    for signature, words in _SIGNATURES:
        if head.startswith(signature):
            return f"it is {words}"
    if head[4:8] == b"ftyp":
        brand = _BRANDS.get(head[8:12])
        return f"it is {brand}, which needs the pillow-heif package" if brand else "it is a video"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "it is a video"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "it is a web page, not a picture"
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start):
        return "it is an SVG drawing, a format that is not opened"
    if not any(head):
        return "it holds nothing but zeros"
    return "it is text, not a picture" if _is_text(head) else "it is not in a picture format that is known here"


def _is_text(head: bytes) -> bool:
    """Whether the bytes read as UTF-8 (cut anywhere) without control characters."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:
            return False
        text = head[: error.start].decode("utf-8")
    return all(character.isprintable() or character in "\t\r\n" for character in text)
