"""Families of taggers: what each wants to see of a picture, and from which score on its makers believe it.

The numbers are those of the programs that run them: imgutils, sd-scripts' `tag_images_by_wd14_tagger.py`, ComfyUI's
Booru-Tagger, qapyq, and JoyTag's own page.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

Colour = tuple[int, int, int]
Triple = tuple[float, float, float]

_HALF: Triple = (0.5, 0.5, 0.5)
_NONE: Triple = (0.0, 0.0, 0.0)
_ONE: Triple = (1.0, 1.0, 1.0)
_IMAGENET: tuple[Triple, Triple] = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
_CLIP: tuple[Triple, Triple] = ((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))
_BYTES: Triple = (1 / 255, 1 / 255, 1 / 255)
_WHITE: Colour = (255, 255, 255)

SELECTED_TAGS, TAG_MAPPING, VOCABULARY, TOP_TAGS = (
    "selected_tags.csv",
    "tag_mapping.json",
    "model_vocabulary.json",
    "top_tags.txt",
)
PREPROCESS = "preprocess.json"
_CAMIE = "-metadata.json"
_DEEPDANBOORU = ("tags.csv", "tags.txt")
_LARGE = 1000


class TaggerUnknownError(ValueError):
    """A folder that holds no tagger of a family that is known; the message is a clause that says why."""


@dataclass(frozen=True, slots=True)
class Family:
    """How a tagger of one family is asked.

    Args:
        name: Its name.
        side: Side of the square that it sees, in pixels, where the model does not say.
        squashes: Whether a picture is squashed into that square, without margins.
        margin: Colour of the margins.
        is_bgr: Whether blue comes first.
        mean: Taken from each channel, of values from 0 to 1.
        std: What is left is divided by this.
        general: Score from which a tag is believed.
        character: The same for the names of characters.
        output: Name of the output with the scores, or its place; empty for the first that fits.
    """

    name: str
    side: int
    general: float
    character: float
    squashes: bool = False
    margin: Colour = _WHITE
    is_bgr: bool = False
    mean: Triple = _NONE
    std: Triple = _ONE
    output: str | int = ""


@dataclass(frozen=True, slots=True)
class ModelShape:
    """What a model says of itself once it is opened.

    Args:
        input: Shape of its input; 0 for a length that is open.
        outputs: Name and number of columns of each output, 0 where that is open.
    """

    input: tuple[int, ...]
    outputs: tuple[tuple[str, int], ...]

    @property
    def is_channels_first(self) -> bool:
        """Whether colours come before rows; that a model has 3 of them tells."""
        return len(self.input) == 4 and self.input[1] == 3

    @property
    def side(self) -> int:
        """Side of its square in pixels; 0 where that is open."""
        return self.input[2] if len(self.input) == 4 else 0


WD = Family("WD", 448, 0.35, 0.85, is_bgr=True, std=_BYTES)
PIXAI_0 = Family("PixAI 0.9", 448, 0.3, 0.85, margin=(128, 128, 128), mean=_HALF, std=_HALF, output="prediction")
PIXAI_1 = Family("PixAI 1.0", 1008, 0.17, 0.27, margin=(0, 0, 0), mean=_HALF, std=_HALF)
ANIMETIMM = Family("AnimeTimm", 448, 0.4, 0.4, mean=_HALF, std=_HALF, output="prediction")
CL_1 = Family("CL Tagger v1", 448, 0.55, 0.6, is_bgr=True, mean=_HALF, std=_HALF)
CL_2 = Family("CL Tagger v2", 384, 0.55, 0.55, squashes=True, mean=_HALF, std=_HALF)
CAMIE = Family("Camie v2", 512, 0.492, 0.492, margin=(124, 116, 104), mean=_IMAGENET[0], std=_IMAGENET[1], output=1)
JOYTAG = Family("JoyTag", 448, 0.4, 0.4, mean=_CLIP[0], std=_CLIP[1])
DEEPDANBOORU = Family("DeepDanbooru", 512, 0.5, 0.5, margin=(0, 0, 0))


def labels_file(files: Collection[str]) -> str:
    """Which of the files of a folder has the tags.

    Raises:
        TaggerUnknownError: If none has.
    """
    for name in (TAG_MAPPING, VOCABULARY, TOP_TAGS, SELECTED_TAGS, *_DEEPDANBOORU):
        if name in files:
            return name
    found = sorted(name for name in files if name.endswith(_CAMIE))
    if not found:
        known = ", ".join((SELECTED_TAGS, TAG_MAPPING, VOCABULARY, TOP_TAGS, *_DEEPDANBOORU))
        raise TaggerUnknownError(f"there is none of {known} beside the model")
    return found[0]


def family_of(labels: str, shape: ModelShape, preprocess: str | None = None) -> Family:
    """The family of a tagger.

    Args:
        labels: Name of the file with its tags.
        shape: What the model says of itself.
        preprocess: What stands in its `preprocess.json`, if it has one.

    Raises:
        TaggerUnknownError: If the file and the model belong to no family.
    """
    if len(shape.input) != 4 or 3 not in (shape.input[1], shape.input[3]):
        raise TaggerUnknownError(f"the model takes {list(shape.input)}, not one picture in three colours")
    first = shape.is_channels_first
    if labels == SELECTED_TAGS:
        return _of_selected_tags(shape, preprocess)
    family = {TAG_MAPPING: CL_1, VOCABULARY: CL_2, TOP_TAGS: JOYTAG}.get(labels)
    if family is None:
        family = DEEPDANBOORU if labels in _DEEPDANBOORU else CAMIE
    if first == (family is DEEPDANBOORU):
        raise TaggerUnknownError(f"{labels} is {family.name}'s, but the model takes {list(shape.input)}")
    return family


def _of_selected_tags(shape: ModelShape, preprocess: str | None) -> Family:
    """WD, PixAI and AnimeTimm have the same file; the order of the model's input tells WD, its size PixAI 1.0."""
    if not shape.is_channels_first:
        return WD
    if shape.side >= _LARGE:
        return PIXAI_1
    if preprocess is not None:
        return _preprocessed(preprocess)
    if any(name == PIXAI_0.output for name, _ in shape.outputs):
        return PIXAI_0
    raise TaggerUnknownError(f"the model takes {list(shape.input)}, and has neither `prediction` nor {PREPROCESS}")


def _preprocessed(text: str) -> Family:
    """AnimeTimm's family, as its `preprocess.json` says: `{"test": [{"type": "resize", "size": ...}, ...]}`."""
    try:
        steps = json.loads(text)["test"]
        found = {str(step["type"]): step for step in steps}
        normalize = found.get("normalize", {})
        mean, std = _triple(normalize.get("mean", _HALF)), _triple(normalize.get("std", _HALF))
        size = found.get("center_crop", found.get("resize", {})).get("size", ANIMETIMM.side)
        side = int(size[0] if isinstance(size, list) else size)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        raise TaggerUnknownError(f"{PREPROCESS} is not what AnimeTimm writes") from None
    if side <= 0 or 0.0 in std:
        raise TaggerUnknownError(f"{PREPROCESS} asks for a picture of {side} pixels, divided by {list(std)}")
    pads = "pad_to_size" in found
    return replace(ANIMETIMM, side=side, squashes=not pads, mean=mean, std=std)


def _triple(found: Sequence[Any]) -> Triple:
    red, green, blue = (float(value) for value in found)
    return red, green, blue


def scores_output(family: Family, shape: ModelShape, labels: int) -> int:
    """The place of the output that has the scores.

    Args:
        family: The family.
        shape: What the model says of itself.
        labels: How many tags its file has.

    Raises:
        TaggerUnknownError: If no output has a score for each.
    """
    fits = [place for place, (_, columns) in enumerate(shape.outputs) if columns in (labels, 0)]
    if not fits:
        told = ", ".join(str(columns) for _, columns in shape.outputs)
        raise TaggerUnknownError(f"its file has {labels} tags, but the model gives {told} scores")
    for place in fits:
        if family.output in (place, shape.outputs[place][0]):
            return place
    return fits[0]
