"""Ideogram 4's JSON captions: what it is as a whole, its style, and what is where in the picture.

Its style stands there whole or not at all; where a part is missing, what there is stands behind the description of the
whole. The rules are those of `caption_verifier.py` in musubi-tuner and of `ideogram_caption.py` in ai-toolkit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tui_captioner.domain.prose import SENTENCE_ENDS
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.trainers.json_schemas import MEDIA, STYLE_OTHER, STYLE_PHOTO
from tui_captioner.formats.json_caption import (
    REST,
    KeyText,
    Made,
    ReadJson,
    Sentence,
    SlotTag,
    by_home,
    gather,
    object_of,
    said,
    text_in,
)
from tui_captioner.formats.rows import FormatError

_WHOLE, _STYLE, _PARTS = "high_level_description", "style_description", "compositional_deconstruction"
_DESC, _BACKGROUND = "desc", "background"
_LOOK, _MEDIUM, _LIGHT, _MOOD = "look", "medium", "lighting", "aesthetics"
HOMES: Mapping[str, str] = {
    GLOBALS: _DESC,
    "type/medium": _MEDIUM,
    "type/of a": _DESC,
    "type": _LOOK,
    "action": _DESC,
    "subject": _DESC,
    "details/light": _LIGHT,
    "details": _DESC,
    "background": _BACKGROUND,
    "associations": _MOOD,
    REST: _DESC,
}
_STYLE_READS: Mapping[str, tuple[str, ...]] = {_MOOD: ("associations",), _LIGHT: ("details",)}
_STYLE_SLOTS = ("type", "details", "associations")
_DESC_SLOTS = ("subject", "action", "type", "details")
_PARTS_READS: Mapping[str, tuple[str, ...]] = {
    "background": ("background",),
    "elements[].type": (),
    "elements[].desc": _DESC_SLOTS,
}
"""What lies where, its colours and the words that are written there have no slot."""
_WORD = re.compile(r"[a-z0-9]+")
_MEDIUM_WORDS: Mapping[str, str] = {
    word: medium
    for medium, words in {
        "photograph": "photograph photographs photo photos photography polaroid snapshot footage screencap",
        "painting": "painting watercolor watercolour gouache acrylic fresco mural",
        "3d_render": "render rendering 3d voxel wireframe",
        "illustration": "illustration drawing sketch anime manga comic cartoon art lineart doodle caricature webtoon",
        "graphic_design": "poster logo icon infographic flyer advertisement diagram cover sticker design",
    }.items()
    for word in words.split()
}
"""By which word, the last of a phrase first, a medium is one of those that Ideogram has a name for."""


def medium_of(text: str) -> str:
    """Ideogram's name for a medium, empty where it has none: `oil painting` is a `painting`."""
    words = _WORD.findall(text.lower())
    return next((_MEDIUM_WORDS[word] for word in reversed(words) if word in _MEDIUM_WORDS), "")


def write(tags: Sequence[SlotTag], sentence: Sentence) -> Made:
    """The caption that tags make."""
    homes = by_home(HOMES, tags)
    style = _style(homes)
    missing = [key for key, text in style.items() if not text]
    styled = [one for home in (_MEDIUM, _LOOK, _LIGHT, _MOOD) for one in homes.get(home, [])]
    value: dict[str, Any] = {}
    notes: tuple[str, ...] = ()
    if missing and styled:
        whole = _with_tail(sentence([one for one in tags if one not in styled]), said(styled))
        notes = (f"without {', '.join(missing)} the style is told in {_WHOLE}",)
    else:
        whole = sentence(tags)
    if whole:
        value[_WHOLE] = whole
    if not missing:
        value[_STYLE] = style
    desc = said(homes.get(_DESC, []))
    elements = [{"type": "obj", "desc": desc}] if desc else []
    value[_PARTS] = {"background": said(homes.get(_BACKGROUND, [])), "elements": elements}
    return Made(value, notes)


def _style(homes: Mapping[str, list[SlotTag]]) -> dict[str, str]:
    """The style, empty texts for what there is nothing of.

    A medium that Ideogram has a name for is called so; the tag, where it says more, stands with the look.
    """
    media = [one.tag.text for one in homes.get(_MEDIUM, [])]
    medium = next((name for name in map(medium_of, media) if name), media[0] if media else "")
    look = homes.get(_LOOK, [])
    narrower = [one for one in homes.get(_MEDIUM, []) if one.tag.text != medium]
    if len(narrower) < len(media) and any(medium_of(one.tag.text) == medium for one in (*narrower, *look)):
        narrower = homes[_MEDIUM]  # else a reader would take the name of the medium for theirs
    order = STYLE_PHOTO if medium == "photograph" else STYLE_OTHER
    texts = {
        _MOOD: said(homes.get(_MOOD, [])),
        _LIGHT: said(homes.get(_LIGHT, [])),
        _MEDIUM: medium,
        order[2] if order is STYLE_PHOTO else order[3]: said((*narrower, *look)),
    }
    return {key: texts[key] for key in order}


def _with_tail(whole: str, tail: str) -> str:
    """A sentence, and tags behind it: behind a full stop, by which a reader parts them."""
    if not whole:
        return tail
    return f"{whole} {tail}" if whole.endswith(SENTENCE_ENDS) else f"{whole}. {tail}"


def read(text: str) -> ReadJson:
    """What a caption says, key by key.

    Raises:
        FormatError: If it is no such caption; names the place.
    """
    value = object_of(text)
    parts = value.get(_PARTS)
    if not isinstance(parts, dict):
        raise FormatError(f"it has no object {_PARTS!r}", "Every caption of Ideogram 4 has one")
    found = ReadJson()
    found.summary = text_in(value, _WHOLE, found)
    style = value.get(_STYLE)
    if isinstance(style, dict):
        _read_style(style, found)
    elif style is None:
        found.tail = _STYLE_SLOTS
    else:
        found.untaken[_STYLE] = None
    gather(parts, _PARTS_READS, found)
    for key, inner in value.items():
        if key not in (_WHOLE, _STYLE, _PARTS):
            gather(inner, {}, found, key)
    return found


def _read_style(style: Mapping[str, Any], found: ReadJson) -> None:
    looks = [text_in(style, key, found) for key in ("photo", "art_style")]
    medium = text_in(style, "medium", found)
    said_by_look = medium in MEDIA and any(medium_of(part) == medium for look in looks for part in look.split(","))
    if medium and not said_by_look:
        found.texts.append(KeyText(("type",), medium.replace("_", " ") if medium in MEDIA else medium))
    found.texts.extend(KeyText(("type",), look) for look in looks if look)
    for key, inner in style.items():
        if key in _STYLE_READS:
            gather(inner, {key: _STYLE_READS[key]}, found, key)
        elif key not in ("photo", "art_style", "medium"):
            gather(inner, {}, found, f"{_STYLE}.{key}")
