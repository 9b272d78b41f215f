"""The structures that a project may start from, each with the order that a model's makers or users give.

All have the seven slots, so that a caption can go from each to each other: what a model's order calls "general" tags is
parted into them. Further slots hold what that order sets apart.

Sources: NoobAI-XL 0.75 to 1.1, "Usage Guidelines" (count, character, series, artist, special, general); for Illustrious
the same is usual. Pony Diffusion V6 XL, model card (a run of scores, source, rating, then text). Anima, "Tag order" of
its card (quality and the like, count, character, series, artist, general; prose may be mixed in). Prose: advice on
captions for Flux ("keep clothing in a sentence separated by commas, same with hair or other features"). Wan: subject,
scene, motion, camera, look, as guides on its prompts have it. No maker says whether quality tags belong into training
captions, and guides differ: they are kept and not written unless the project says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tui_captioner.domain.structure import DEFAULT_SLOTS, DEFAULT_STRUCTURE, Slot, Structure
from tui_captioner.domain.vocabulary import Term


class StartingStructure(NamedTuple):
    """A structure to start from.

    Args:
        name: How it is called.
        about: What it is for, in a sentence.
        structure: The slots.
        takes: Where a layer of one of the seven slots goes instead, by slot and layer.
        advice: What else should be set for it; empty for nothing.
    """

    name: str
    about: str
    structure: Structure
    takes: Mapping[tuple[str, str], str] = MappingProxyType({})
    advice: str = ""


SCORE = "score"
"""Key of the slot for the scores that Pony 6 was trained with."""
_SEVEN = {slot.key: slot for slot in DEFAULT_SLOTS}
_GENERAL = ("type", "action", "subject", "details", "background", "associations")
_UNWRITTEN = "kept, not written: no maker says that training wants them"
_COUNT = Slot("count", "Count", "how many of whom: 1girl, 2boys, solo")
_CHARACTER = Slot("character", "Character", "names, as the model knows them", optional=True)
_SERIES = Slot("series", "Series", "what the characters are from", optional=True)
_ARTIST = Slot("artist", "Artist", "who drew it", optional=True)
_QUALITY = Slot("quality", "Quality", _UNWRITTEN, ("quality", "year", "safety", "other"), written=False)


def _structure(*parts: Slot | str) -> Structure:
    """The globals, and these slots; a key stands for one of the seven."""
    slots = (_SEVEN[part] if isinstance(part, str) else part for part in parts)
    return Structure((_SEVEN["globals"], *slots))


_ALL = (
    StartingStructure("guide", "the seven parts of the captioning guides", DEFAULT_STRUCTURE),
    StartingStructure(
        "illustrious",
        "Illustrious and NoobAI: count, character, series, artist, then general tags",
        _structure(_COUNT, _CHARACTER, _SERIES, _ARTIST, _QUALITY, *_GENERAL),
    ),
    StartingStructure(
        "pony",
        "Pony Diffusion 6: scores, source, rating, then what is to be seen",
        _structure(
            Slot(SCORE, "Score", f"score_9, score_8_up, ...; {_UNWRITTEN}", written=False),
            Slot("source", "Source", "one of source_anime, source_cartoon, source_furry, source_pony"),
            Slot("rating", "Rating", "one of rating_safe, rating_questionable, rating_explicit"),
            *_GENERAL,
        ),
    ),
    StartingStructure(
        "anima",
        "Anima: count, character, series, @artist, general tags, then sentences",
        _structure(
            _QUALITY,
            _COUNT,
            _CHARACTER,
            _SERIES,
            Slot("artist", "Artist", "with @ before it: without it is very weak", optional=True),
            *_GENERAL,
        ),
    ),
    StartingStructure(
        "prose",
        "Flux, Qwen-Image, Z-Image: the subject parted into who, hair, face and clothing, for sentences",
        _structure(
            "type",
            Slot("subject", "Subject", "who, hair, face, clothing", ("who", "hair", "face", "clothing")),
            *("action", "background", "details", "associations"),
        ),
        {("type", "of a"): "subject"},
        "sentences come with: tui-captioner template FOLDER sentence-plus-tags",
    ),
    StartingStructure(
        "wan",
        "Wan and other video models: subject, scene, motion, camera, look",
        _structure(
            "subject",
            Slot("background", "Scene", "where it is", _SEVEN["background"].layers),
            Slot("action", "Motion", "what moves, in its order", _SEVEN["action"].layers),
            Slot("camera", "Camera", "shot, angle, one move of the camera", ("kind", "perspective", "move")),
            Slot("details", "Light", "light and effects", _SEVEN["details"].layers),
            Slot("type", "Look", "medium and style", ("medium",)),
            Slot("associations", "Atmosphere", "mood and feeling", _SEVEN["associations"].layers),
        ),
        {("type", "of a"): "subject", ("type", "kind"): "camera", ("type", "perspective"): "camera"},
    ),
)
STRUCTURES: Mapping[str, StartingStructure] = MappingProxyType({each.name: each for each in _ALL})
"""The structures by name, the guides' own first."""

FOR_MODEL: Mapping[str, str] = MappingProxyType({"flux-dev": "prose", "qwen-image": "prose", "wan": "wan"})
"""The structure that fits a model, where that is told by the model alone."""
BACK: Mapping[str, str] = MappingProxyType(
    {
        "count": "type",
        "character": "subject",
        "series": "subject",
        "artist": "type",
        "quality": "details",
        "score": "details",
        "source": "details",
        "rating": "details",
        "camera": "type",
    }
)
"""Which of the seven slots takes the tags of a slot that a structure does not have."""

_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "count": {
            "": (
                *("1girl", "1boy", "1other"),
                *(f"{number}{many}" for many in ("girls", "boys", "others") for number in ("2", "3", "4", "5", "6+")),
                *("solo", "multiple girls", "multiple boys", "multiple others", "no humans"),
            ),
        },
        "quality": {
            "quality": (
                *("masterpiece", "best quality", "good quality", "normal quality", "low quality", "worst quality"),
            ),
            "year": ("newest", "recent", "mid", "early", "old", "oldest"),
            "safety": ("safe", "sensitive", "nsfw", "explicit"),
            "other": ("very awa", "amazing quality", "highres", "absurdres", "very aesthetic"),
        },
        "score": {"": ("score_9", *(f"score_{number}_up" for number in range(8, 3, -1)))},
        "source": {"source": ("source_anime", "source_cartoon", "source_furry", "source_pony")},
        "rating": {"rating": ("rating_safe", "rating_questionable", "rating_explicit")},
    }
)
"""What stands in those slots, by group: of one only one tag is so at a time; no group: several may stand together."""
_SEVERAL = ("", "other")


def terms_of(structure: Structure) -> list[Term]:
    """The terms of those slots that only some structures have; none for the guides' seven."""
    return [
        Term(text, key, group or None, group=f"{key} {group}" if group not in _SEVERAL else None)
        for key, groups in _WORDS.items()
        if key in structure.own_keys
        for group, texts in groups.items()
        for text in texts
    ]


def name_of(structure: Structure) -> str:
    """Name of the structure to start from that a project has as it is; empty for one of its own."""
    return next((each.name for each in _ALL if each.structure == structure), "")
