"""What a setting may say that names a file, ends up in a file name or is written between tags: one rule for all.

Settings travel with a dataset, so they are somebody else's text: a suffix such as `.png` would have captions written
over pictures, a control code would reach the terminal, a name with `..` would lead out of the dataset.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from tui_captioner.storage.files.media_suffixes import IMAGE_SUFFIXES, VIDEO_SUFFIXES

LONGEST_SUFFIX = 40
"""Bytes of a suffix: a name has 255 on most file systems, and the stem needs its part."""
_OTHERS = frozenset(
    {
        # pictures, videos and sounds that are not listed as images here
        ".apng", ".arw", ".avi", ".blp", ".cr2", ".cr3", ".cur", ".dcm", ".dds", ".dng", ".eps", ".exr", ".flv",
        ".hdr", ".ico", ".j2k", ".jp2", ".jpf", ".jpx", ".m4v", ".mng", ".mp3", ".mpeg", ".mpg", ".mts", ".nef",
        ".ogg", ".ogv", ".orf", ".pbm", ".pcx", ".pgm", ".pic", ".pnm", ".ppm", ".psb", ".psd", ".qoi", ".raf",
        ".raw", ".rw2", ".svg", ".svgz", ".tga", ".ts", ".wav", ".wmv", ".xcf",
        # outputs and weights of trainers
        ".npy", ".npz", ".parquet", ".pt", ".pth", ".bin", ".ckpt", ".onnx", ".safetensors",
        # archives
        ".7z", ".gz", ".rar", ".tar", ".zip",
        # what the program itself needs
        ".db", ".sqlite", ".toml", ".tui-captioner", ".tui-captioner-tmp",
    }
)  # fmt: skip
"""Suffixes of files that are no captions and often lie beside images."""
_NO_CAPTIONS = IMAGE_SUFFIXES | VIDEO_SUFFIXES | _OTHERS
_MARKS = frozenset("\u061c\u200e\u200f\u2028\u2029")
"""Marks of direction and ends of lines and paragraphs, beside the controls."""
_PAIRS = frozenset("()[]{}<>\"'`\\")
"""What holds a tag together: between two tags it would open or close something."""


def check_suffix(suffix: str, setting: str = "") -> str:
    """A suffix of caption files as it is compared: in lower case, its letters composed.

    One word behind a dot, or two (`.ideogram.json`).

    Args:
        suffix: With the dot.
        setting: Where it stands, such as `extension`, for the message.

    Raises:
        ValueError: If it is none, or that of pictures, videos or other files that are no captions; says so.
    """
    said = f"'{setting}' " if setting else ""
    folded = unicodedata.normalize("NFC", suffix.lower())
    words = folded.split(".")[1:]
    if not (folded.startswith(".") and 1 <= len(words) <= 2 and all(map(_is_word, words))):
        raise ValueError(f"{said}must be a suffix such as .txt, a dot and a word, not {_quoted(suffix)}")
    if len(folded.encode()) > LONGEST_SUFFIX:
        raise ValueError(f"{said}must have at most {LONGEST_SUFFIX} bytes, not {len(folded.encode())}")
    for word in words:
        # Full-width letters and the like: some file systems and archives make plain ones of them.
        plain = "." + unicodedata.normalize("NFKC", word.casefold())
        if plain in IMAGE_SUFFIXES | VIDEO_SUFFIXES:
            raise ValueError(f"{said}{_quoted(suffix)} is a suffix of pictures or videos, not of captions")
        if plain in _OTHERS:
            raise ValueError(f"{said}{_quoted(suffix)} is a suffix of other files, not of captions")
    return folded


def has_caption_suffix(name: str) -> bool:
    """Whether a file may be a caption by its last suffix: not a picture, a video or another file of `check_suffix`."""
    dot = name.rfind(".")
    suffix = name[dot:].lower() if 0 < dot < len(name) - 1 else ""
    return bool(suffix) and suffix not in _NO_CAPTIONS


def check_path(text: str, setting: str) -> Path:
    """A path to a file that is read.

    Args:
        text: The path; relative to the dataset, or whole.
        setting: Where it stands, for the message.

    Raises:
        ValueError: If it is blank, holds control codes, leads out by `..`, or names a picture.
    """
    check_line(text, setting)
    path = Path(text)
    if not text.strip() or path.name in ("", "~"):
        raise ValueError(f"'{setting}' must name a file, not {_quoted(text)}")
    if ".." in path.parts:
        raise ValueError(f"'{setting}': {_quoted(text)} leads out by '..'; write the whole path instead")
    if path.suffix.lower() in IMAGE_SUFFIXES | VIDEO_SUFFIXES:
        raise ValueError(f"'{setting}': {_quoted(text)} is a picture or a video")
    return path


def check_line(text: str, setting: str) -> str:
    """A text of one line; raises ValueError if it holds control codes or marks of direction, naming the setting."""
    if any(map(_is_control, text)):
        raise ValueError(f"'{setting}' must be text without line breaks and control codes, not {_quoted(text)}")
    return text


def check_separator(text: str, setting: str) -> str:
    """A text that stands between two tags.

    Raises:
        ValueError: If reading it back could not tell it from a part of a tag: it is blank, a word without blanks on
            both sides, holds brackets or quotation marks, or codes that steer a terminal.
    """
    check_line(text, setting)
    if not text.strip():
        raise ValueError(f"'{setting}' must hold a mark such as a comma, not blanks alone")
    if any(char in _PAIRS or unicodedata.category(char)[0] == "M" for char in text):
        raise ValueError(f"'{setting}' must be without brackets and quotation marks, not {_quoted(text)}")
    apart = text[0].isspace() and text[-1].isspace()
    if not apart and any(char.isalnum() or char == "_" for char in text):
        raise ValueError(f"'{setting}' must be of marks, or a word between blanks, not {_quoted(text)}")
    return text


def _is_word(word: str) -> bool:
    """Letters, digits, `-` and `_`: no blank, no dot, nothing that a file system or a shell takes for its own."""
    return any(map(str.isalnum, word)) and all(char.isalnum() or char in "-_" for char in word)


def _is_control(char: str) -> bool:
    # Cf: marks of direction, invisible signs; joiners make letters and emoji and stay.
    category = unicodedata.category(char)
    return category in ("Cc", "Cs") or char in _MARKS or (category == "Cf" and char not in "\u200c\u200d")


def _quoted(text: str) -> str:
    short = text if len(text) <= 60 else text[:60] + "..."
    escaped = (char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in short)
    return f"'{''.join(escaped)}'"
