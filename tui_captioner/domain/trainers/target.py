"""What is known of a trainer: where its captions come from, which files it takes, what it does with what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from tui_captioner.domain.trainers.reading import Options, Reading

Reader = Callable[[bytes | None, Options], Reading]


class CaptionSource(Enum):
    """Where a trainer takes its captions from."""

    SIDECAR = "sidecar"
    METADATA = "metadata.jsonl"
    CAPTIONS_JSON = "captions.json"
    TAR = "tar"


class Case(Enum):
    """Which letters the suffix of an image may have."""

    ANY = "any"
    LOWER_OR_UPPER = "all lower or all upper case"
    LOWER = "lower case"


class SubFolders(Enum):
    """Whether images in sub-folders are seen."""

    YES = "read"
    OPT_IN = "read if asked for"
    REPEATS = "read one level below, where the name starts with a number"
    NO = "not read"


class Lines(Enum):
    """What several lines mean."""

    FIRST = "the first line only"
    RANDOM = "a random line each time"
    WHOLE = "the whole text with its line breaks"


class Turning(Enum):
    """Whether a picture is turned as its EXIF data say."""

    ALWAYS = "turns it"
    NEVER = "does not turn it"
    BY_VERSION = "turns it in versions since 2024"
    SOME = "some do, some don't"


@dataclass(frozen=True, slots=True)
class Target:
    """A trainer.

    Args:
        key: What the user types.
        title: Its name.
        read: Reads the bytes of one caption file.
        images: Suffixes of images, lower case.
        source: Its loader's file and functions.
        captions: Where captions come from.
        suffix_setting: The setting that names the suffix of captions; empty where it is `.txt` and nothing else.
        case: Letters of the suffixes of images.
        videos: Suffixes of videos, none where it trains on images alone.
        sub_folders: Whether they are read.
        lines: What several lines mean.
        blank: What it does with a caption that is empty or blank, in words that follow its name.
        missing: What it does where there is no caption.
        undecodable: What it does with a caption that is not UTF-8.
        shared: What it does with two images of one stem.
        trigger: Where the trigger word comes from.
        adds_trigger: Whether it puts the trigger word in by itself.
        separator: What it does with commas.
        caches: Whether it keeps its text encoders' outputs beside the images, without looking whether captions changed.
        export: Our format for it, where it can't read the folder as it is.
        max_images: How many images it takes, 0 for any number.
        turning: Whether it turns pictures as their EXIF data say.
        cuts_grey: Kinds of pictures, `PNG` and `TIFF`, whose grey of more than 8 bits it cuts at 255.
        broken_picture: What it does with a picture that can't be decoded, in words that follow its name.
        models: Models of `domain.tokens.MODELS` that it trains, the usual one first; none where it trains any.
        reads_archives: Whether it takes images out of tar archives in the folder.
        suffix_default: The suffix that it looks for unless it is told otherwise; empty where it has to be told.
        notes: What the user has to set there.
    """

    key: str
    title: str
    read: Reader
    images: frozenset[str]
    source: str
    captions: CaptionSource = CaptionSource.SIDECAR
    suffix_setting: str = ""
    case: Case = Case.ANY
    videos: frozenset[str] = frozenset()
    sub_folders: SubFolders = SubFolders.NO
    lines: Lines = Lines.WHOLE
    blank: str = "trains on an empty prompt"
    missing: str = "trains on an empty prompt"
    undecodable: str = "stops with an error at this image"
    shared: str = "reads one caption for both"
    trigger: str = "nothing adds it: it must stand in the captions"
    adds_trigger: bool = False
    separator: str = "commas are text"
    caches: bool = False
    export: str = "sidecars"
    max_images: int = 0
    turning: Turning = Turning.ALWAYS
    cuts_grey: frozenset[str] = frozenset()
    broken_picture: str = "stops when it opens it"
    models: tuple[str, ...] = ()
    suffix_default: str = ".txt"
    reads_archives: bool = False
    notes: tuple[str, ...] = ()

    @property
    def media(self) -> frozenset[str]:
        """Suffixes of all that it trains on."""
        return self.images | self.videos


def read_as(target: Target, data: bytes | None, options: Options | None = None) -> Reading:
    """What a trainer trains on.

    Args:
        target: The trainer.
        data: The bytes of the caption file; None where there is none that the trainer would look for.
        options: Its settings, the defaults if not given.
    """
    return target.read(data, options or Options())
