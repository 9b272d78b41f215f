"""What a dataset is, as far as trainers' settings go by it: its folders, how often each counts, its captions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tui_captioner.domain.text import visible
from tui_captioner.domain.trainers.folder import CONTROLS, FolderFacts, Media, takes_case, takes_suffix
from tui_captioner.domain.trainers.target import Target

_REPEATS = re.compile(r"([0-9]{1,3})(?:_|$)")
"""kohya's folders, `10_sks dog`; of more than three digits it is a year."""


@dataclass(frozen=True, slots=True)
class TrainedFolder:
    """A folder that holds images.

    Args:
        path: Its absolute path, as the file system has it.
        name: Its path below the dataset, empty for the dataset itself.
        repeats: How often an image in it counts; 0 for never, as kohya reads `0_name`.
        images: Pictures in it, sub-folders left out.
        videos: Videos in it.
    """

    path: str
    name: str = ""
    repeats: int = 1
    images: int = 0
    videos: int = 0

    @property
    def shown(self) -> str:
        """Its name for people, safe to print."""
        return visible(f"{self.name}/") if self.name else "the folder itself"

    def holds(self, other: TrainedFolder) -> bool:
        """Whether another folder lies in it."""
        return other.path != self.path and other.path.startswith(self.path.rstrip("/") + "/")


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    """What a trainer's settings are made of.

    Args:
        root: The dataset, absolute.
        folders: Its folders with images, in order.
        suffix: Suffix of its captions.
        more_suffixes: Suffixes of further caption files that every image has.
        separator: What stands between tags.
        head_mark: What parts the head of captions from the rest, such as kohya's `|||`; empty where none has it.
        lines: Captions of several lines.
        lines_are_captions: Whether each line is a caption of its own.
        braces: Captions with `{`, which sd-scripts reads as a choice where lines are drawn.
        encoders: Keys of the encoders of the project's model.
        model: The project's model.
        trigger: The trigger word where the globals have it, so that every caption has; else empty.
        image_list: An exported file of lines for images, in place of folders; absolute, empty for none.
        video_list: The same for videos.
        captions_json: Whether each folder has a captions.json.
        images: Images in `image_list`.
        videos: Videos in `video_list`.
        list_repeats: How often the images of such a file count.
        notes: Further lines to say.
    """

    root: str
    folders: tuple[TrainedFolder, ...] = ()
    suffix: str = ".txt"
    more_suffixes: tuple[str, ...] = ()
    separator: str = ", "
    head_mark: str = ""
    lines: int = 0
    lines_are_captions: bool = False
    braces: int = 0
    encoders: frozenset[str] = frozenset({"clip"})
    model: str = "sd"
    trigger: str = ""
    image_list: str = ""
    video_list: str = ""
    captions_json: bool = False
    images: int = 0
    videos: int = 0
    list_repeats: int = 1
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The dataset's bare name."""
        return self.root.rstrip("/").rpartition("/")[2] or "dataset"

    @property
    def counted(self) -> tuple[TrainedFolder, ...]:
        """The folders whose images count, and whose path can stand in a file of UTF-8 text."""
        return tuple(folder for folder in self.folders if folder.repeats and is_utf8(folder.path))

    @property
    def has_repeats(self) -> bool:
        """Whether folders say how often their images count."""
        return any(folder.repeats != 1 for folder in self.folders)


def is_utf8(path: str) -> bool:
    """Whether a path can stand in a file of UTF-8 text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def repeats_of(folder: str) -> int:
    """How often the images of a folder count: the number before its name, as in kohya's `10_sks dog`, else once.

    Args:
        folder: Path below the dataset. What lies in such a folder counts as often.
    """
    found = _REPEATS.match(folder.partition("/")[0])
    return int(found.group(1)) if found else 1


def trained_folders(target: Target, root: str, media: Iterable[Media]) -> tuple[TrainedFolder, ...]:
    """The folders with images that a trainer takes, each with its numbers.

    Args:
        target: The trainer; it is asked which suffixes it takes, not which folders: each gets an entry of its own.
        root: The dataset, absolute.
        media: All images and videos.
    """
    found: dict[str, TrainedFolder] = {}
    for one in media:
        name = one.folder
        if one.size < 0 or not takes_suffix(target, one) or not takes_case(target, one):
            continue
        if target.key == "ai-toolkit" and name.rpartition("/")[2] == CONTROLS:
            continue  # it takes no image of such a folder, and stops at an entry without images
        folder = found.get(name) or TrainedFolder(_below(root, name), name, repeats_of(name))
        is_image = one.suffix.lower() in target.images
        found[name] = replace(folder, images=folder.images + is_image, videos=folder.videos + (not is_image))
    return tuple(found[name] for name in sorted(found))


def more_caption_files(facts: FolderFacts, target: Target) -> tuple[str, ...]:
    """Suffixes of further caption files that every image has, as an export with a file for each caption writes them.

    Args:
        facts: What lies in the dataset.
        target: The trainer, which takes some images and others not.
    """
    stems = [media.stem for media in facts.media if takes_suffix(target, media) and takes_case(target, media)]
    found: list[str] = []
    while stems and all(facts.has(stem + numbered_suffix(len(found) + 2)) for stem in stems):
        found.append(numbered_suffix(len(found) + 2))
    return tuple(found)


def numbered_suffix(number: int) -> str:
    """The suffix of an image's caption file where it has one for each of its captions: `.txt`, `.2.txt`, `.3.txt`."""
    return f".{number}.txt" if number > 1 else ".txt"


def _below(root: str, name: str) -> str:
    return f"{root.rstrip('/')}/{name}" if name else root
