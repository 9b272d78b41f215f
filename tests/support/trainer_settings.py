"""What each trainer's reader takes, as a table of our own: key, type, place, whether it must be there.

After `config_util.py` of sd-scripts, `config_utils.py` of musubi-tuner, `utils/dataset.py` of diffusion-pipe, the
backend classes of SimpleTuner and `DatasetConfig` of ai-toolkit. The last three take a misspelt key without a word, so
a table is the only thing that finds one.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.support.tui_material import open_session
from tui_captioner.domain.trainers.settings.facts import SettingsFacts
from tui_captioner.domain.trainers.settings.settings_text import TrainerSettings
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.services.exporting.settings_facts import facts_in_place
from tui_captioner.services.session.jobs import result_of


@dataclass(frozen=True)
class Place:
    """The keys of one place: a type, or the place of a list's items."""

    keys: Mapping[str, type | Place]
    must: frozenset[str] = frozenset()
    one_of: frozenset[str] = field(default_factory=frozenset)
    """Exactly one of these must be there."""


_CAPTIONS = {
    "num_repeats": int,
    "shuffle_caption": bool,
    "keep_tokens_separator": str,
    "caption_separator": str,
    "enable_wildcard": bool,
}
_SUBSET = Place(
    {**_CAPTIONS, "image_dir": str, "metadata_file": str, "caption_extension": str},
    one_of=frozenset({"image_dir", "metadata_file"}),
)
_MUSUBI_PLACES = frozenset({"image_directory", "video_directory", "image_jsonl_file", "video_jsonl_file"})
TABLES: Mapping[str, Place] = {
    "sd-scripts": Place(
        {
            "general": Place({**_CAPTIONS, "caption_extension": str}),
            "datasets": Place({"subsets": _SUBSET}, frozenset({"subsets"})),
        },
        frozenset({"datasets"}),
    ),
    "musubi": Place(
        {
            "general": Place({"caption_extension": str, "num_repeats": int}),
            "datasets": Place(
                {**dict.fromkeys(_MUSUBI_PLACES, str), "cache_directory": str, "num_repeats": int},
                frozenset({"cache_directory"}),
                _MUSUBI_PLACES,
            ),
        },
        frozenset({"datasets"}),
    ),
    "diffusion-pipe": Place(
        {"directory": Place({"path": str, "num_repeats": int}, frozenset({"path"}))}, frozenset({"directory"})
    ),
    "simpletuner": Place(
        {
            "id": str,
            "type": str,
            "dataset_type": str,
            "instance_data_dir": str,
            "caption_strategy": str,
            "cache_dir_vae": str,
            "repeats": int,
            "default": bool,
            "cache_dir": str,
        },
        frozenset({"id", "type", "dataset_type"}),
    ),
    "ai-toolkit": Place(
        {
            "datasets": Place(
                {"folder_path": str, "caption_ext": str, "num_repeats": int}, frozenset({"folder_path", "caption_ext"})
            )
        },
        frozenset({"datasets"}),
    ),
}
_READ: Mapping[str, Callable[[str], Any]] = {"toml": tomllib.loads, "json": json.loads, "yaml": yaml.safe_load}


def read(key: str, settings: TrainerSettings) -> Any:
    """The settings as the trainer reads them, held against its table."""
    value = _READ[settings.kind](settings.text)
    _check(value, TABLES[key], key)
    return value


def _check(value: Any, place: Place, where: str) -> None:
    for item in value if isinstance(value, list) else [value]:
        assert isinstance(item, dict), where
        assert item.keys() <= place.keys.keys(), f"{where}: {item.keys() - place.keys.keys()} not known"
        assert place.must <= item.keys(), f"{where}: {place.must - item.keys()} missing"
        assert not place.one_of or len(place.one_of & item.keys()) == 1, where
        for key, inner in item.items():
            wanted = place.keys[key]
            if isinstance(wanted, Place):
                _check(inner, wanted, f"{where}.{key}")
            else:
                assert type(inner) is wanted, f"{where}.{key}: {inner!r}"


def paths_in(key: str, value: Any) -> list[str]:
    """The folders, or lists, that settings name, in order; those of text caches left out."""
    if key == "sd-scripts":
        subsets = [subset for dataset in value["datasets"] for subset in dataset["subsets"]]
        return [subset.get("image_dir") or subset["metadata_file"] for subset in subsets]
    if key == "musubi":
        return [str(next(item[name] for name in _MUSUBI_PLACES if name in item)) for item in value["datasets"]]
    if key == "diffusion-pipe":
        return [item["path"] for item in value["directory"]]
    if key == "ai-toolkit":
        return [item["folder_path"] for item in value["datasets"]]
    return [item["instance_data_dir"] for item in value if item["dataset_type"] != "text_embeds"]


def facts_of(root: Path, trainer: str = "sd-scripts") -> SettingsFacts:
    """What a trainer's settings are made of, for a dataset as it lies there."""
    session = open_session(root, writable=False)
    try:
        return result_of(facts_in_place(session, TARGETS[trainer]))
    finally:
        session.close()
