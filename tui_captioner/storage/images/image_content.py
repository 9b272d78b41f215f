"""What a file holds, told by its first bytes, without a decoder: in words where it can't be shown."""

from __future__ import annotations

HEAD_BYTES = 512
"""How much of a file `describe_content` wants to see."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"version https://git-lfs", "a Git LFS pointer, the picture itself was never downloaded"),
    (b"8BPS", "a Photoshop file"),
    (b"%PDF", "a PDF"),
    (b"%!PS", "a PostScript file"),
    (b"SIMPLE  =", "a FITS file"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture, a format that is not opened"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"FLV\x01", "a video"),
    (b"SQLite format 3", "a database"),
    (b"\x00\x00\x01\x00", "an icon file"),
)
_PICTURES = ((b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"RIFF", "WebP"))
_JXL = (b"\xff\x0a", b"\x00\x00\x00\x0cJXL ")
_AVIF_BRANDS = (b"avif", b"avis")
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_PLUGINS = {
    "AVIF": ("an AVIF", 'pip install "tui-captioner[heif]"'),
    "HEIF": ("a HEIC", 'pip install "tui-captioner[heif]"'),
    "JXL": ("a JPEG XL", "pip install pillow-jxl-plugin"),
}
"""What pictures that need a plugin are called, and where the plugin comes from."""


_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"BM", "BMP"),
)


def picture_kind(head: bytes) -> str:
    """Which decoder a file is for, by its first bytes and never by its name; empty where it is for none.

    Returns:
        One of JPEG, PNG, GIF, WEBP, TIFF, BMP, AVIF, HEIF, JXL.
    """
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for start, kind in _KINDS if head.startswith(start)), "") or plugin_format(head)


def plugin_format(head: bytes) -> str:
    """Which of the newer decoders the file is for: AVIF, HEIF or JXL; empty for everything else."""
    if head.startswith(_JXL):
        return "JXL"
    if head[4:8] != b"ftyp":
        return ""
    # Files of the common brand `mif1` say further on which of the two they are.
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(len(head), head[3]), 4))]
    if any(brand in _AVIF_BRANDS for brand in brands):
        return "AVIF"
    return "HEIF" if brands[0] in _HEIF_BRANDS else ""


def describe_missing(decoder: str) -> str:
    """What to install for a decoder that `plugin_format` named."""
    name, remedy = _PLUGINS[decoder]
    return f"it is {name} picture, which needs a plugin: {remedy}"


def describe_content(head: bytes, wanted: str = "a picture") -> str:
    """What the file is, by its first bytes: in a plain sentence, also when nothing is recognised.

    Args:
        head: The first bytes, `HEAD_BYTES` of them if there are so many.
        wanted: What it should have been.
    """
    for signature, words in _SIGNATURES:
        if head.startswith(signature):
            return f"it is {words}"
    if head[4:8] in (b"ftyp", b"moov", b"mdat") or (head[:4] == b"RIFF" and head[8:12] == b"AVI "):
        return "it is a video"
    for signature, name in _PICTURES:
        if head.startswith(signature):
            return "the file is damaged" if wanted == "a picture" else f"it is a {name} picture, not {wanted}"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return f"it is a web page, not {wanted}"
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start):
        return "it is an SVG drawing, a format that is not opened"
    if not any(head):
        return "it holds nothing but zeros"
    what = wanted.rpartition(" ")[2]
    return f"it is text, not {wanted}" if _is_text(head) else f"it is not in a {what} format that is known here"


def _is_text(head: bytes) -> bool:
    """Whether the bytes read as UTF-8 (cut anywhere) without control characters."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:
            return False
        text = head[: error.start].decode("utf-8")
    return all(character.isprintable() or character in "\t\r\n" for character in text)
