"""Loads exports as a trainer does, with the real libraries, in a process of its own: their import takes seconds.

Each argument is `KIND=PATH[,PATH...]`; what was found is printed as one JSON object: per argument a list of the
picture's colour (its first pixel) and caption.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from typing import Any

import datasets
import webdataset
from PIL import Image


def colour(image: Image.Image) -> list[int]:
    return list(image.convert("RGB").getpixel((0, 0)))  # type: ignore[arg-type]


def image_folder(paths: list[str]) -> Any:
    splits = datasets.load_dataset(paths[0])
    return {
        split: [[colour(row["image"]), row.get("text")] if "image" in row else sorted(row) for row in rows]
        for split, rows in splits.items()
    }


def tar(paths: list[str]) -> Any:
    samples = webdataset.WebDataset(paths, shardshuffle=False)
    return [[colour(Image.open(BytesIO(sample["png"]))), sample["txt"].decode(), found(sample)] for sample in samples]


def found(sample: dict[str, Any]) -> Any:
    return json.loads(sample["json"])["captions"] if "json" in sample else None


def hub_tar(paths: list[str]) -> Any:
    rows = datasets.load_dataset("webdataset", data_files={"train": paths}, split="train")
    return [[colour(row["png"]), row["txt"], row["json"]["captions"] if "json" in row else None] for row in rows]


if __name__ == "__main__":
    datasets.disable_progress_bars()
    load = {"folder": image_folder, "tar": tar, "hub-tar": hub_tar}
    results = {}
    for argument in sys.argv[1:]:
        kind, _, given = argument.partition("=")
        results[argument] = load[kind](given.split(","))
    print(json.dumps(results))
