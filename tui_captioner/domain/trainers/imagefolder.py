"""What `load_dataset(FOLDER)` of Hugging Face datasets makes of a folder by the names in it.

From `datasets`, load.py `infer_module_for_data_files_list` and data_files.py `SPLIT_KEYWORDS`, version 5.2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_SPLITS = {
    "train": "train|training",
    "validation": "validation|valid|dev|val",
    "test": "test|testing|eval|evaluation",
}
_EDGE = r"[-._ 0-9]"
_IN_FILE = {split: re.compile(f"(?:^|.*{_EDGE})(?:{words}){_EDGE}", re.DOTALL) for split, words in _SPLITS.items()}
_IN_FOLDER = {
    split: re.compile(f"(?:^|.*{_EDGE})(?:{words})(?:{_EDGE}|$)", re.DOTALL) for split, words in _SPLITS.items()
}
METADATA = ("metadata.jsonl", "metadata.csv", "metadata.parquet")
_FAVOURITES = ("parquet", "lance", "vortex", "arrow", "jsonl", "json", "csv")
_KNOWN = frozenset({"txt", "csv", "tsv", "json", "jsonl", "ndjson", "parquet", "arrow", "xml", "tar", "h5", "hdf5"})


def split_of(file: str) -> str:
    """The split that a file goes into by the words in its path, empty if it has none of them.

    Folders are looked at before names; of a set where any file has such a word, only those that have are loaded.
    """
    *folders, name = file.split("/")
    for split, pattern in _IN_FOLDER.items():
        if any(pattern.match(folder) for folder in folders):
            return split
    return next((split for split, pattern in _IN_FILE.items() if pattern.match(name)), "")


def is_loaded_as_images(files: Iterable[str], media_suffixes: frozenset[str]) -> bool:
    """Whether the images are loaded, and not the text files beside them: the most frequent suffix that is known wins.

    Every dot of a name counts, metadata files do not, and in a draw the favourites come first, then the last in the
    alphabet.

    Args:
        files: Paths of all files that are not hidden.
        media_suffixes: Suffixes of images and videos, with the dot.
    """
    counts: Counter[str] = Counter()
    for file in files:
        name = file.rpartition("/")[2]
        if name not in METADATA and name != "README.md":
            counts.update(part.lower() for part in name.split(".")[1:])
    ranked = sorted(counts, key=lambda kind: (counts[kind], *(kind == other for other in _FAVOURITES), kind))
    for kind in reversed(ranked):
        if "." + kind in media_suffixes:
            return True
        if kind in _KNOWN:
            return False
    return True
