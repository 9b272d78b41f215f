"""A folder of images as trainers walk over it: which files they take, and which caption file they read for each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from tui_captioner.domain.trainers.pictures import PictureHead
from tui_captioner.domain.trainers.target import Case, SubFolders, Target

MASK = re.compile(r"-(?:masklabel|condlabel)$")
"""Ends the stems of OneTrainer's masks, which it does not train on."""
_REPEATS = re.compile(r"[0-9]+(?:_|$)")
"""kohya's folders: repeats and class, `10_sks dog`."""
CONTROLS = "_controls"
"""ai-toolkit keeps control images in folders of this name, and trains on no file that lies directly in one."""

GONE, NO_FILE = -1, -2


@dataclass(frozen=True, slots=True)
class Media:
    """One image or video.

    Args:
        name: Its path below the dataset for people.
        file: The same as the file system has it.
        size: Bytes; `GONE` for a link that leads nowhere, `NO_FILE` for a pipe, a device or a socket.
        changed: When it was last changed, in nanoseconds; 0 where that was not asked.
        inode: Its number in the file system.
    """

    name: str
    file: str
    size: int = 1
    changed: int = 0
    inode: int = 0

    @property
    def folder(self) -> str:
        """Its folder below the dataset, empty for the dataset itself."""
        return self.file.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """Its path without the suffix, as `os.path.splitext` has it."""
        return self.file.rpartition(".")[0]

    @property
    def suffix(self) -> str:
        """Its suffix as written, with the dot."""
        return "." + self.file.rpartition(".")[2]

    @property
    def is_mask(self) -> bool:
        """Whether OneTrainer takes it for a mask."""
        return MASK.search(self.stem) is not None


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """What lies in a dataset.

    Args:
        media: Images and videos in natural order, masks too.
        files: Names of all other files by folder, hidden ones too.
        caches: What trainers keep of texts and pictures: path and time of the last change, in seconds.
        hidden: Images whose name, or that of a folder of theirs, begins with a dot.
        system: Images in folders that a system made, such as thumbnails.
        others: Files that are no images here and that some trainer opens by their suffix.
        linked: Links to folders.
        caption_suffix: Suffix of the dataset's captions.
        contents: The files that trainers read for all images, by path: `README.md`, `metadata.jsonl`,
            `metadata.csv`, `captions.json`, `metadata_cache.json` of each folder, SimpleTuner's sizes.
        archives: The names in each tar archive of the dataset's own folder; None where it can't be read as such.
        heads: The headers of images and videos, by file; of those that were looked at.
        root: Path of the dataset.
    """

    media: tuple[Media, ...]
    files: Mapping[str, frozenset[str]]
    caches: Mapping[str, float] = field(default_factory=dict)
    hidden: tuple[Media, ...] = ()
    system: tuple[Media, ...] = ()
    others: tuple[Media, ...] = ()
    linked: tuple[str, ...] = ()
    caption_suffix: str = ".txt"
    contents: Mapping[str, bytes] = field(default_factory=dict)
    archives: Mapping[str, Collection[str] | None] = field(default_factory=dict)
    heads: Mapping[str, PictureHead] = field(default_factory=dict)
    root: str = "DATASET"

    def has(self, file: str) -> bool:
        """Whether there is such a file that is no image."""
        folder, _, base = file.rpartition("/")
        return base in self.files.get(folder, ())


def suffix_read(target: Target, facts: FolderFacts) -> str:
    """The suffix of the captions that a trainer looks for: the dataset's own where it can be set, else `.txt`.

    Where an export is made for it, that reads the dataset's own.
    """
    return facts.caption_suffix if target.suffix_setting or target.export != "sidecars" else ".txt"


def caption_file(target: Target, media: Media, suffix: str, has: Callable[[str], bool]) -> str:
    """The path of the caption that a trainer reads for an image, empty if there is none.

    sd-scripts looks a second time, without the last four parts of the name between underscores (the names that its
    face cropping gave).
    """
    own = media.stem + suffix
    if has(own):
        return own
    parts = media.stem.rpartition("/")[2].split("_")
    if target.key == "sd-scripts" and len(parts) >= 5:
        other = f"{media.folder}/".lstrip("/") + "_".join(parts[:-4]) + suffix
        return other if has(other) else ""
    return ""


def takes_suffix(target: Target, media: Media) -> bool:
    """Whether a trainer knows the suffix, letters aside."""
    return media.suffix.lower() in target.media


def takes_case(target: Target, media: Media) -> bool:
    """Whether a trainer takes the letters of the suffix as they are."""
    suffix = media.suffix
    return {
        Case.ANY: True,
        Case.LOWER: suffix == suffix.lower(),
        Case.LOWER_OR_UPPER: suffix in (suffix.lower(), suffix.upper()),
    }[target.case]


def with_repeats(folders: Collection[str]) -> bool:
    """Whether a dataset is laid out as kohya's `train_data_dir`: images in folders such as `10_sks dog`."""
    return any("/" not in folder and _REPEATS.match(folder) for folder in folders)


def takes_folder(target: Target, folder: str, *, repeats: bool, opted_in: bool = False) -> bool:
    """Whether a trainer looks into a folder.

    Args:
        target: The trainer.
        folder: Path below the dataset, empty for the dataset itself.
        repeats: What `with_repeats` says of the dataset.
        opted_in: Whether sub-folders were asked for where that is a choice.
    """
    if target.key == "ai-toolkit" and folder.rpartition("/")[2] == CONTROLS:
        return False
    if target.sub_folders is SubFolders.REPEATS and repeats:
        return "/" not in folder and _REPEATS.match(folder) is not None
    if not folder or target.sub_folders is SubFolders.YES:
        return True
    return target.sub_folders is SubFolders.OPT_IN and opted_in


def folded(stem: str) -> str:
    """A name with differences of case and of composed letters taken out: what other file systems take for the same."""
    return stem.casefold() if stem.isascii() else unicodedata.normalize("NFC", stem.casefold())
