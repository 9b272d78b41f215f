"""A dataset in which every text tries to steer the terminal, and the look at what reached it."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path

from PIL import Image

from tests.conftest import PNG

CODES = (
    "\x1b]52;c;UFdO\x1b\\\x1b[7777m\x9d52;c;UFdO\x9c\x9b7777m\x07"
    "\u202e\u2066\u2069\u200b\u200f\u061c\u2028\U000e0041\xad\ufeff"
)
"""Clipboard and colours by seven and by eight bit codes, the bell, overrides, and what is not seen."""
ONE_LINE = CODES.replace("\u2028", "")
"""Without a line separator, which a term may not have."""
OWN = "\x1b\r\n\u200c\u200d"
"""Control and format characters that the program may send."""
_POINTER = re.compile("\x1b]22;[a-z]*\x07")
"""What Textual sends for the mouse pointer's shape."""
_STEERS = ("\x1b]52", "\x1b[7777", "\x1bP7777", "\x1b_7777")


def check_clean(raw: bytes | bytearray) -> None:
    """Nothing of `CODES` is in what the terminal got, nor any other control or format character but the program's."""
    text = _POINTER.sub("", raw.decode("utf-8"))
    odd = {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - set(OWN)
    at = min((text.index(char) for char in odd), default=0)
    assert not odd, f"{odd!a} in {text[max(0, at - 80) : at + 80]!a}"
    for code in _STEERS:
        assert code not in text, ascii(text[max(0, text.index(code) - 80) :][:200])


def toml(text: str) -> str:
    """A TOML string of any text, its control characters escaped."""
    return '"' + "".join(f"\\U{ord(char):08x}" if not char.isalnum() else char for char in text) + '"'


def hostile_dataset(root: Path) -> Path:
    """Images, captions, vocabulary, globals, EXIF and names with codes in them."""
    folder = root / f"set {CODES}"
    folder.mkdir()
    first = folder / f"1 {CODES}.jpg"
    exif = Image.new("RGB", (1, 1)).getexif()
    exif[0x0132] = exif[0x9003] = f"2020:01:01 {CODES}".encode("utf-8", "replace").decode("latin-1")
    exif[0x010E] = "description \x1b]52;c;UFdO\x07"
    Image.new("RGB", (16, 16), "red").save(first, exif=exif)
    first.with_suffix(".txt").write_text(f"qcap {CODES} on head, standing", encoding="utf-8")
    for number in (2, 3, 4):
        image = folder / f"{number} {CODES}.png"
        image.write_bytes(PNG)
        image.with_suffix(".txt").write_text(f"standing, qcap {CODES} on head, photograph", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/5 \xff\x1b[7777m.png")).write_bytes(PNG)
    (folder / f"6 {CODES}.png").write_bytes(b"no picture")
    (folder / f"6 {CODES}.txt").write_bytes(b"\xff\xfe\xfd no text")
    project = folder / ".tui-captioner"
    project.mkdir()
    # A trigger word with codes is refused when the settings are read, see the bad settings.
    (project / "project.toml").write_text(f"globals = [{toml(f'glob {CODES}')}]\n")
    zebra = f"zebra {ONE_LINE} walk"
    (project / "vocab.toml").write_text(f"[action.layers]\n{toml(f'layer {CODES}')} = [{toml(zebra)}]\n")
    return folder


def hostile_files(folder: Path) -> Path:
    """A folder of captions and words to import, with codes in them."""
    files = folder / "files"
    files.mkdir(exist_ok=True)
    captions = {"2.png": f"sun {CODES}", f"nobody {CODES}": "x"}
    (files / "captions.json").write_text(json.dumps(captions, ensure_ascii=True), encoding="utf-8")
    (files / "captions.csv").write_text(f'file_name,caption\n"1 {ONE_LINE}.jpg","moon {ONE_LINE}"\n', encoding="utf-8")
    (files / "broken.json").write_text('{"' + f"key {ONE_LINE}".replace("\\", "") + '": [', encoding="utf-8")
    (files / "list.csv").write_text(f"yak {ONE_LINE} walk,0,5,\nyarn,0,4,\n", encoding="utf-8")
    return files
