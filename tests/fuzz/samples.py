"""Small files of every kind that is read, and pieces that readers stumble over."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.vocabulary import Term
from tui_captioner.storage.project.records import ImageRecord, dump_record

_PROMPT = "a cat, 1girl\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, Seed: 1, Size: 512x512"


def _picture(kind: str) -> bytes:
    target = io.BytesIO()
    info = PngInfo()
    info.add_text("parameters", _PROMPT)
    exif: Any = Image.Exif()  # type: ignore[no-untyped-call]
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + _PROMPT.encode("utf-16-be")
    options: dict[str, Any] = {"pnginfo": info} if kind == "PNG" else {"exif": exif}
    Image.new("RGB", (8, 8)).save(target, kind, **options)
    return target.getvalue()


def _tar() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, data in (("0.png", b"x"), ("0.txt", b"a cat"), ("0.json", b'{"captions": ["a", "b"]}')):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return target.getvalue()


def _zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.png", b"x")
        archive.writestr("0.txt", "a cat, on a mat")
    return target.getvalue()


_SLOTS = (
    b'{"format": "tui-captioner-slots", "version": 1, "globals": ["annika"], "output": {"separator": ", "}, '
    b'"structure": [{"key": "globals", "title": "Globals"}, {"key": "action", "title": "Action", "layers": ["a"]}]}\n'
    b'{"file_name": "a.png", "state": "draft", "slots": {"action": ["standing", {"text": "x, y.", "sentence": true}]}, '
    b'"file_order": ["standing"], "alternatives": [{"caption": "b", "slots": {"action": ["b"]}}]}\n'
)
_SETTINGS = b"""
profile = "character"
globals = ["annika", "b"]
[[structure]]
key = "subject"
title = "Subject"
layers = ["a", "b"]
[output]
separator = ", "
globals_at = "start"
[input]
suffixes = [".tags"]
lines = "captions"
[tokens]
model = "sdxl"
max_tokens = 150
"""
_VOCABULARY = b"""
[action.layers]
"gesture" = ["moonwalk", "waving"]
[action.aliases]
moonwalk = ["backslide"]
[action.groups]
"head" = ["moonwalk", "waving"]
"""
_LINES = b'{"file_name": "a.png", "text": "a cat, a dog"}\n{"file_name": "b.png", "text": ["x", "y"]}\n'
_KOHYA = b'{"image_path": "/x/a.png", "caption": "a cat", "tags": "x, y"}\n'
_OBJECT = b'{"/x/a": {"caption": "a cat", "tags": "x"}, "b": {"caption_short": "x", "caption": "y"}}'
_CAPTIONS = b'{"a.png": ["a cat", "two"], "b.png": "x"}'
_COCO = b'{"images": [{"id": 1, "file_name": "a.png"}], "annotations": [{"image_id": 1, "caption": "x"}]}'
_TABLE = b'sep=;\r\nfile_name;text\r\na.png;"1girl, ""solo"""\r\nb.png;x\r\n'
_TAGGER = b'[{"general": 0.9}, {"1girl": 0.98, "solo": 0.5, ":d": 0.4}]'
_TERMS = b'long_hair,0,4000,"longhair,long_hairs"\n1girl,0,9000,\n^_^,0,5,\n'
_INDEX = StaticIndex.of([Term("long hair", "subject", "hair", ("longhair",), 5, "g"), Term("1girl")]).to_bytes()
_RECORD = dump_record(
    ImageRecord(Caption({"type": (Tag("a"), Tag("b. c", sentence=True, unsure=True))}), "draft", (Caption(),))
).encode()

SAMPLES: dict[str, bytes] = {
    "format slots-jsonl": _SLOTS,
    "format hf-imagefolder": _LINES,
    "format kohya-jsonl": _KOHYA,
    "format musubi-jsonl": _KOHYA,
    "format json-list": _COCO,
    "format captions-json": _CAPTIONS,
    "format kohya-json": _OBJECT,
    "format csv": _TABLE,
    "toriato": _TAGGER,
    "tar": _tar(),
    "zip": _zip(),
    "sidecar": _PROMPT.encode(),
    "encodings": "девушка, улыбка".encode("cp1251"),
    "record": _RECORD,
    "list": _TERMS,
    "index": _INDEX,
    "settings": _SETTINGS,
    "vocabulary": _VOCABULARY,
    "user settings": b'preview = "auto"\npicture_megapixels = 200\n[keys]\nundo = ["ctrl+z"]\n',
    "import .json": json.dumps([{"image": "a.png", "caption": "x, y"}]).encode(),
    "import .jsonl": _LINES,
    "import .csv": _TABLE.decode().encode("utf-16"),
    "import .txt": b"1girl\ncharacter:annia\nred hat\n",
    "import .tar": _tar(),
    "import .zip": _zip(),
    "import .png": _picture("PNG"),
    "embedded .png": _picture("PNG"),
    "embedded .jpg": _picture("JPEG"),
    "embedded .webp": _picture("WEBP"),
}
"""A sound file for each reader that has a kind of its own."""

PIECES: tuple[bytes, ...] = (
    b"\xff", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n", b"\r\n", "\u2028".encode(), b"\\ud800", b"\\u0000",
    b"NaN", b"Infinity", b"-1e999", b"9" * 5000, b"0x" + b"f" * 5000, b"null", b"true", b"[", b"]", b"{", b"}", b'"',
    b"'", b'""', b'"a":', b'{"a":', b"[[", b"=", b",", b";", b"\t", b"|", b" ", b"  ,", b"(", b"(a:", b"{a|", b":",
    b"\\", b'\\"', b"..", b"../", b"/", b"a.", b"A. ", b"'''", b'"""', b"1979-05-27T07:32:00Z", b"inf", b"{x=",
    b"Steps: 1, ", b"Negative prompt:", b'"images": [{', "é".encode(), "е".encode("cp1251"), b"\x1b]52;c;x\x1b\\",
)  # fmt: skip
"""What is put in between."""
