"""What the rules on the files of a dataset look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from shlex import quote

from tui_captioner.domain.tokens import Limit
from tui_captioner.domain.trainers.folder import (
    FolderFacts,
    Media,
    suffix_read,
    takes_case,
    takes_folder,
    takes_suffix,
    with_repeats,
)
from tui_captioner.domain.trainers.reading import Options
from tui_captioner.domain.trainers.settings.facts import repeats_of
from tui_captioner.domain.trainers.settings.makers import MAKERS
from tui_captioner.domain.trainers.suffixes import VIDEOS
from tui_captioner.domain.trainers.target import SubFolders, Target

Count = Callable[[str], tuple[int, bool]]
"""Content tokens of a text, and whether that is exact."""


def no_infotext(_text: str) -> bool:
    """Stands in where infotexts are not looked for."""
    return False


@dataclass(frozen=True, slots=True)
class Check:
    """What the rules look at.

    Args:
        facts: What lies in the dataset.
        target: The trainer; None for what holds for all of them.
        trigger: The trigger word, empty if there is none.
        options: The trainer's settings.
        counters: Limits of the trainer's encoders with what counts for them.
        head_separator: What the project itself writes after its globals; empty where it has none.
        lines_are_captions: Whether the project says that each line of a caption file is a caption of its own.
        model: The model that the captions are for, as the limits go by it.
        is_infotext: Whether a text is what A1111 writes beside its images.
    """

    facts: FolderFacts
    target: Target | None = None
    trigger: str = ""
    options: Options = field(default_factory=Options)
    counters: tuple[tuple[Limit, Count], ...] = ()
    head_separator: str = ""
    lines_are_captions: bool = False
    model: str = ""
    is_infotext: Callable[[str], bool] = no_infotext
    _trained: list[tuple[Media, ...]] = field(default_factory=list)
    """The images that are taken, once that was asked."""

    @property
    def place(self) -> str:
        """The dataset as the user may type it, for commands."""
        return quote(self.facts.root)

    def shown_path(self, file: str) -> str:
        """The path of a file of the dataset as the user may type it."""
        return quote(f"{self.facts.root.rstrip('/')}/{file}")

    @property
    def videos(self) -> frozenset[str]:
        """Suffixes of videos that the trainer takes; those of all where none is named."""
        return VIDEOS if self.target is None else self.target.videos

    @property
    def title(self) -> str:
        """The trainer's name, for messages."""
        return "every trainer" if self.target is None else self.target.title

    @property
    def suffix(self) -> str:
        """Suffix of the captions that are looked for."""
        return self.facts.caption_suffix if self.target is None else suffix_read(self.target, self.facts)

    @property
    def repeats(self) -> bool:
        """Whether the images lie in kohya's folders of repeats."""
        return with_repeats({media.folder for media in self.facts.media})

    def trained(self) -> tuple[Media, ...]:
        """The images that the trainer takes; all but masks where none is named, or an export is made for it.

        Those in sub-folders are among them where our own settings name each folder.
        """
        if not self._trained:
            self._trained.append(self._taken())
        return self._trained[0]

    def _is_named(self, target: Target, folder: str) -> bool:
        """Whether our own settings name a folder as a dataset, where the trainer looks into no sub-folder."""
        is_flat = target.sub_folders in (SubFolders.NO, SubFolders.REPEATS)
        return is_flat and target.key in MAKERS and repeats_of(folder) > 0

    def _taken(self) -> tuple[Media, ...]:
        target, repeats = self.target, self.repeats
        if target is None:
            return tuple(media for media in self.facts.media if not media.is_mask)
        opted_in = target.sub_folders is SubFolders.OPT_IN
        folders = {
            folder: takes_folder(target, folder, repeats=repeats, opted_in=opted_in) or self._is_named(target, folder)
            for folder in {media.folder for media in self.facts.media}
        }
        return tuple(
            media
            for media in self.facts.media
            if folders[media.folder]
            and takes_suffix(target, media)
            and takes_case(target, media)
            and not (media.is_mask and (target.key == "onetrainer" or target.export != "sidecars"))
        )
