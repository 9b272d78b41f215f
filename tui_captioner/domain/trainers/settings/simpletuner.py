"""Settings for SimpleTuner: `--data_backend_config FILE.json`.

Source: `simpletuner/helpers/data_backend/config/` (ImageBackendConfig, TextEmbedBackendConfig) and
`documentation/DATALOADER.md`: `repeats` counts what comes on top of once; the file list of a folder takes all kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui_captioner.domain.text import visible
from tui_captioner.domain.trainers.settings.facts import SettingsFacts, TrainedFolder
from tui_captioner.domain.trainers.settings.settings_text import (
    TrainerSettings,
    heading,
    json_text,
    left_out,
    number,
    txt_alone,
)
from tui_captioner.domain.trainers.settings.sub_folders import entries_with_sub_folders, uneven_said

_TITLE = "SimpleTuner"
_NO_WORD = re.compile(r"[^\w.-]+")
_LONGEST = 80
"""Characters of an id, which names folders of the cache too."""


def simpletuner_settings(facts: SettingsFacts) -> TrainerSettings:
    """The data backends: an entry per folder and kind, and one for the outputs of the text encoders."""
    folders = entries_with_sub_folders(facts, kinds_apart=True)
    if not folders:
        return TrainerSettings(_TITLE, "json", "", ("there is no image or video for SimpleTuner here",))
    ids = _Ids()
    entries = [_entry(folder, kind, path, ids.new(label)) for folder, kind, path, label in _backends(facts, folders)]
    text_id = ids.new(f"{facts.name}-text")
    entries.append(
        {
            "id": text_id,
            "type": "local",
            "dataset_type": "text_embeds",
            "default": True,
            "cache_dir": f"cache/text/{text_id}",
        }
    )
    return TrainerSettings(_TITLE, "json", json_text(entries), tuple(_words(facts, folders)))


def _backends(facts: SettingsFacts, folders: Iterable[TrainedFolder]) -> Iterable[tuple[TrainedFolder, str, str, str]]:
    """Each folder with a kind of what is in it, the path it is read from, and what it is called."""
    for folder in folders:
        label = f"{facts.name}-{folder.name}" if folder.name else facts.name
        if folder.images:
            yield folder, "image", folder.path, label
        if folder.videos:
            path = _videos_of(facts, folder) if folder.images else folder.path
            yield folder, "video", path, f"{label}-video" if folder.images else label


def _videos_of(facts: SettingsFacts, folder: TrainedFolder) -> str:
    """Where the videos of a folder of both kinds are to go: beside the dataset."""
    beside = f"{facts.root.rstrip('/')}-video"
    return f"{beside}/{folder.name}" if folder.name else beside


def _entry(folder: TrainedFolder, kind: str, path: str, name: str) -> dict[str, object]:
    return {
        "id": name,
        "type": "local",
        "dataset_type": kind,
        "instance_data_dir": path,
        "caption_strategy": "textfile",
        "cache_dir_vae": f"cache/vae/{name}",
        "repeats": folder.repeats - 1,
    }


class _Ids:
    """Names that are given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, wanted: str) -> str:
        """The wanted name without what no folder's name should hold, with a number behind it where it is taken."""
        bare = _NO_WORD.sub("_", wanted.replace("/", "-"))[:_LONGEST].strip(".") or "dataset"
        name, count = bare, 1
        while name.casefold() in self._taken:
            count += 1
            name = f"{bare}-{count}"
        self._taken.add(name.casefold())
        return name


def _words(facts: SettingsFacts, folders: Iterable[TrainedFolder]) -> list[str]:
    found = list(folders)
    said = [heading(facts, _TITLE, found), *left_out(facts, found)]
    said += [
        f"first move the {number(folder.videos, 'video')} of {folder.shown} with captions to "
        f"{visible(_videos_of(facts, folder))}: a folder holds one kind there"
        for folder in found
        if folder.images and folder.videos
    ]
    said += txt_alone(facts, "simpletuner")
    if facts.has_repeats:
        said.append("repeats is one less than the number before a folder's name: it counts what comes on top of once")
    said += uneven_said(facts, found)
    videos = any(folder.videos for folder in found)
    frames = '; "video": {"num_frames": ..., "min_frames": ...} for videos, or those below 150 frames are left out'
    said.append(f"yours to add: resolution and resolution_type in each entry{frames if videos else ''}")
    if facts.lines and not facts.lines_are_captions:
        said.append(
            f"{number(facts.lines, 'caption')} of several lines: it draws one of them unless disable_multiline_split "
            "is set"
        )
    if facts.head_mark:
        said.append(f"captions have {facts.head_mark}, which SimpleTuner trains as text")
    return said
