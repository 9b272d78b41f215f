"""The caption formats by name: who reads a file, and what a format can hold when it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from tui_captioner.formats import captions_json, civitai, hf_metadata, json_list, kohya, musubi, plain_csv
from tui_captioner.formats import slots_jsonl as slots
from tui_captioner.formats import webdataset as tar
from tui_captioner.formats.names import (
    CAPTIONS_JSON,
    CIVITAI_ZIP,
    CSV,
    DIFFUSION_PIPE_TAR,
    HF_IMAGEFOLDER,
    JSON_LIST,
    KOHYA_JSON,
    KOHYA_JSONL,
    MUSUBI_JSONL,
    SIDECARS,
    SLOTS_JSONL,
    WEBDATASET,
)
from tui_captioner.formats.rows import Row


@dataclass(frozen=True, slots=True)
class Reader:
    """How a file of one format is read.

    Args:
        name: The format's name on the command line.
        title: What it is, in a few words.
        suffixes: Suffixes its files have, lower-case with the dot.
        read: The rows in the bytes of a file; raises FormatError whose message is a clause without the file's name
            (`line 3: ...`), so that the caller can write `FILE: ` before it.
        sniff: Whether bytes look like this format. It is given the beginning of a file (64 KiB are enough) and its
            name without folders; it never raises.
        read_file: The same as `read` for an archive, from an open, seekable file: archives may be larger than memory.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes], Iterable[Row]]
    sniff: Callable[[bytes, str], bool]
    read_file: Callable[[BinaryIO], Iterable[Row]] | None = None


READERS: tuple[Reader, ...] = (
    Reader(SLOTS_JSONL, "slots, states and alternatives of tui-captioner", (".jsonl",), slots.read, slots.sniff),
    Reader(HF_IMAGEFOLDER, "metadata.jsonl of Hugging Face", (".jsonl",), hf_metadata.read, hf_metadata.sniff),
    Reader(KOHYA_JSONL, "metadata of kohya's sd-scripts, in lines", (".jsonl",), kohya.read, kohya.sniff),
    Reader(MUSUBI_JSONL, "image or video lines of musubi-tuner", (".jsonl",), musubi.read, musubi.sniff),
    Reader(JSON_LIST, "list of objects with image and caption", (".json",), json_list.read, json_list.sniff),
    Reader(CAPTIONS_JSON, "captions.json of diffusion-pipe", (".json",), captions_json.read, captions_json.sniff),
    Reader(KOHYA_JSON, "metadata of kohya's sd-scripts, one object", (".json",), kohya.read_json, kohya.sniff_json),
    Reader(CSV, "table with file_name and caption", (".csv", ".tsv"), plain_csv.read, plain_csv.sniff),
    Reader(WEBDATASET, "tar with images and captions", (".tar",), tar.read, tar.sniff, tar.read_file),
    Reader(CIVITAI_ZIP, "zip with images and captions", (".zip",), civitai.read, civitai.sniff, civitai.read_file),
)
"""All readers, in the order in which they are asked: the first whose `sniff` says yes reads the file."""


@dataclass(frozen=True, slots=True)
class Writer:
    """What a format can hold when it is written.

    Args:
        name: The format's name on the command line.
        one_only: Why it takes one caption per image only; empty if it takes several.
        no_empty: Why an image without a caption can't stand in it; empty if it can.
        suffixes: Suffixes of images and videos that its readers take, in lower case; empty for all.
        taken_by: Who reads it, for messages.
        beside: Suffixes that they take where others are there too.
    """

    name: str
    one_only: str = ""
    no_empty: str = ""
    suffixes: frozenset[str] = frozenset()
    taken_by: str = ""
    beside: frozenset[str] = frozenset()


_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp"})
_VIDEOS = frozenset({".mp4", ".webm", ".mkv", ".mov"})

WRITERS: Mapping[str, Writer] = {
    writer.name: writer
    for writer in (
        Writer(
            SIDECARS,
            one_only="a sidecar holds one caption; --lines writes one a line, for trainers that draw a line, "
            "--files a file each",
        ),
        Writer(
            HF_IMAGEFOLDER,
            suffixes=_PICTURES | {".jfif", ".jpe", ".gif", ".tif", ".tiff", ".mp4", ".mkv", ".mov"},
            beside=frozenset({".avif"}),
            taken_by="Hugging Face's image folder",
        ),
        Writer(
            CAPTIONS_JSON, no_empty="trainers pass over images that are not in captions.json, which is what you want"
        ),
        Writer(
            KOHYA_JSONL,
            one_only="sd-scripts takes one caption per image here, or with --lines all, a line each, to draw from",
            no_empty="sd-scripts stops at an empty caption",
            suffixes=_PICTURES | {".avif", ".jxl"},
            taken_by="sd-scripts",
        ),
        Writer(
            MUSUBI_JSONL,
            one_only="musubi-tuner takes one caption per image",
            suffixes=_PICTURES | {".avif"} | _VIDEOS,
            taken_by="musubi-tuner",
        ),
        Writer(CSV, one_only="the table has one caption per image"),
        Writer(WEBDATASET),
        Writer(
            CIVITAI_ZIP, one_only="Civitai takes one caption per image", suffixes=civitai.SUFFIXES, taken_by="Civitai"
        ),
        Writer(
            DIFFUSION_PIPE_TAR,
            no_empty="diffusion-pipe leaves out images that are not in captions.json, which is what you want",
        ),
        Writer(SLOTS_JSONL),
    )
}
"""What each format of `formats.names.EXPORTS` takes."""
