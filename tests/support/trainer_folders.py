"""What a trainer makes of one image of a folder, put together of our models of its loader."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tui_captioner.domain.trainers.folder import (
    Media,
    caption_file,
    takes_case,
    takes_folder,
    takes_suffix,
    with_repeats,
)
from tui_captioner.domain.trainers.reading import Options, Outcome, Reading, text_of
from tui_captioner.domain.trainers.target import CaptionSource, Target, read_as


def read_image(target: Target, media: Media, files: Mapping[str, bytes], options: Options | None = None) -> Reading:
    """What a trainer makes of one image of a folder.

    Args:
        target: The trainer.
        media: The image; `files` holds it too.
        files: All files of the dataset by path.
        options: The trainer's settings.
    """
    options = options or Options()
    folders = {name.rpartition("/")[0] for name in files}
    taken = takes_suffix(target, media) and takes_case(target, media)
    if not taken or not takes_folder(target, media.folder, repeats=with_repeats(folders), opted_in=options.sub_folders):
        return Reading(Outcome.NOT_READ)
    if target.key == "finetrainers" and _stems_twice(target, files):
        return Reading(Outcome.DATASET_LOST)
    if target.captions is CaptionSource.CAPTIONS_JSON or (target.key == "diffusion-pipe" and "captions.json" in files):
        table = json.loads(files.get("captions.json", b"{}"))
        return metadata_value(target.key, table.get(media.file.rpartition("/")[2]), options)
    file = caption_file(target, media, ".txt", files.__contains__)
    if not file and target.key == "musubi" and media.suffix.lower() in target.videos:
        return Reading(Outcome.CRASH)
    return read_as(target, files[file] if file else None, options)


def _stems_twice(target: Target, files: Mapping[str, bytes]) -> bool:
    stems = [name.rpartition(".")[0] for name in files if "." + name.rpartition(".")[2] in target.media]
    return len(stems) != len(set(stems))


def metadata_value(key: str, value: object, options: Options) -> Reading:
    """What a trainer makes of one image's value in a metadata file.

    Args:
        key: `diffusion-pipe` or `dreamlook` (`captions.json`), `diffusers` (the caption column of `metadata.jsonl`).
        value: A text, a list of texts, or None where there is none.
        options: `instance_prompt` stands in for a missing caption at dreamlook.ai.
    """
    if key == "dreamlook" and value is None:
        return text_of(options.instance_prompt)
    if key == "diffusion-pipe" and value is None:
        return Reading(Outcome.SKIPPED)
    if isinstance(value, str) and key != "diffusion-pipe":
        return text_of(value)
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return text_of(*value)
    # diffusion-pipe asserts lists; diffusers' tokenize_captions raises ValueError for anything but text or list.
    return Reading(Outcome.CRASH)
