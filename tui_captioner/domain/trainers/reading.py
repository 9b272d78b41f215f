"""What comes out when a trainer reads the caption of one image: the texts that it trains on, or what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

_NEWLINE = re.compile(r"\r\n|\r")


class Outcome(Enum):
    """What becomes of an image."""

    TEXT = "trained on this text"
    RANDOM = "trained on one of these texts, drawn anew each time"
    CRASH = "the run stops"
    DATASET_LOST = "the whole dataset is lost"
    ITEM_ERROR = "an error for this image"
    SKIPPED = "the image is left out with its caption missing"
    NOT_READ = "the image is not seen at all"
    GARBLED = "trained on a text with replaced characters"
    IGNORED = "sidecars are not read"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a trainer trains on.

    Args:
        outcome: What becomes of the image.
        texts: The text; several where one is drawn; none where nothing is trained.
    """

    outcome: Outcome
    texts: tuple[str, ...] = ()

    @property
    def is_trained(self) -> bool:
        """Whether the image is trained on at all."""
        return self.outcome in (Outcome.TEXT, Outcome.RANDOM, Outcome.GARBLED)

    @property
    def is_blank(self) -> bool:
        """Whether the image is trained on a text that says nothing."""
        return self.is_trained and not any(text.strip() for text in self.texts)

    @property
    def text(self) -> str:
        """The first text, empty if there is none."""
        return self.texts[0] if self.texts else ""


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of the trainers that change what they read; each trainer knows some of them.

    Args:
        wildcard: sd-scripts: `enable_wildcard`.
        secondary_separator: sd-scripts: `secondary_separator`, empty if it is not set.
        class_tokens: sd-scripts: what is trained on where there is no caption.
        trigger: ai-toolkit: `trigger_word`; Civitai: the trigger word of the form; None if there is none.
        default_caption: ai-toolkit: `default_caption`.
        instance_prompt: SimpleTuner (with `prepend_instance_prompt`), dreamlook.ai and diffusers.
        split_lines: SimpleTuner: false with `disable_multiline_split`.
        locale: diffusion-pipe and finetrainers open files with the encoding of the locale, which is UTF-8 but on
            Windows.
        sub_folders: OneTrainer: `include_subdirectories`.
    """

    wildcard: bool = False
    secondary_separator: str = ""
    class_tokens: str = ""
    trigger: str | None = None
    default_caption: str = ""
    instance_prompt: str = ""
    split_lines: bool = True
    locale: str = "utf-8"
    sub_folders: bool = False


def text_of(*texts: str) -> Reading:
    """Trained on this text; with several, on one of them drawn at random."""
    return Reading(Outcome.TEXT if len(texts) == 1 else Outcome.RANDOM, texts)


def decoded(data: bytes, encoding: str = "utf-8") -> str | None:
    """The text as Python's `open` gives it, line breaks as line feeds; a BOM stays. None if it can't be decoded."""
    try:
        return _NEWLINE.sub("\n", data.decode(encoding))
    except UnicodeDecodeError:
        return None


def stripped_lines(text: str) -> Sequence[str]:
    """The lines that are not blank, without the blanks around them."""
    return [line.strip() for line in text.split("\n") if line.strip()]
