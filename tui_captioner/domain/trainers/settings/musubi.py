"""Settings for musubi-tuner: `--dataset_config FILE.toml`.

Source: `src/musubi_tuner/dataset/config_utils.py` (ConfigSanitizer: unknown keys and wrong types are refused;
generate_dataset_group_by_blueprint: each cache_directory once) and `image_video_dataset.py` (a cache file goes by the
bare name of its image).
"""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.trainers.settings.facts import SettingsFacts, TrainedFolder
from tui_captioner.domain.trainers.settings.settings_text import (
    TrainerSettings,
    comments,
    heading,
    left_out,
    number,
    quoted,
    repeats_said,
)

_TITLE = "musubi-tuner"
_FRAMES = "# target_frames = [...]"


def musubi_settings(facts: SettingsFacts) -> TrainerSettings:
    """The dataset's TOML: an entry per folder and kind, or per exported list, each with a cache folder of its own."""
    folders = facts.counted
    if not folders and not facts.image_list and not facts.video_list:
        return TrainerSettings(_TITLE, "toml", "", ("there is no image or video for musubi-tuner here",))
    said = [heading(facts, _TITLE, folders), *left_out(facts), *repeats_said(facts)]
    has_videos = facts.video_list or any(folder.videos for folder in folders)
    frames = "; target_frames for videos, which are trained as 1 frame without it" if has_videos else ""
    said.append(f"yours to add: resolution and batch_size, here under [general]{frames}")
    if facts.lines:
        said.append(f"{number(facts.lines, 'caption')} of several lines: trained as one text with its line breaks")
    if facts.head_mark:
        said.append(f"captions have {facts.head_mark}, which musubi-tuner trains as text")
    lines = comments(said)
    if facts.image_list or facts.video_list:
        entries = _list_entries(facts)
    else:
        lines += ["[general]", f"caption_extension = {quoted(facts.suffix)}", ""]
        entries = [entry for folder in folders for entry in _entries(folder)]
    for place, entry in enumerate(entries):
        lines += ["", "[[datasets]]", *entry] if place else ["[[datasets]]", *entry]
    return TrainerSettings(_TITLE, "toml", "\n".join(lines) + "\n")


def _entries(folder: TrainedFolder) -> list[Sequence[str]]:
    found: list[Sequence[str]] = []
    if folder.images:
        found.append(_entry("image_directory", folder.path, f"{folder.path.rstrip('/')}/cache-images", folder.repeats))
    if folder.videos:
        entry = _entry("video_directory", folder.path, f"{folder.path.rstrip('/')}/cache-videos", folder.repeats)
        found.append([*entry, _FRAMES])
    return found


def _list_entries(facts: SettingsFacts) -> list[Sequence[str]]:
    found: list[Sequence[str]] = []
    if facts.image_list:
        found.append(_entry("image_jsonl_file", facts.image_list, _cache_of(facts.image_list), facts.list_repeats))
    if facts.video_list:
        entry = _entry("video_jsonl_file", facts.video_list, _cache_of(facts.video_list), facts.list_repeats)
        found.append([*entry, _FRAMES])
    return found


def _cache_of(file: str) -> str:
    """A folder beside a list: without one, musubi-tuner has no place for what it caches and stops."""
    folder, _, name = file.rpartition("/")
    stem, _, suffix = name.rpartition(".")
    return f"{folder}/{stem or suffix}-cache"


def _entry(key: str, path: str, cache: str, repeats: int) -> list[str]:
    return [f"{key} = {quoted(path)}", f"cache_directory = {quoted(cache)}", f"num_repeats = {repeats}"]
