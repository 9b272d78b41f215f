"""Which encoding a text that is no UTF-8 may be in: a guess, to be shown with the text so that somebody chooses.

Captions are short, and on some ten bytes the general detectors rank encodings nearly at random (charset-normalizer 3.5
takes `女孩, 微笑` in GBK for UTF-16 and `café` for an Arabic code page). So each candidate is decoded, and what comes
out is judged: letters that stand together as a script does it, in the usual case, are likely; symbols are not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_READ = 4096
"""Bytes that are looked at."""
_SHOWN = 24
"""Characters of the text that are shown with a candidate."""

_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґў"
_WEST = "éèàçüöäßñáíóúãõêâôîåæøëï"
_EAST = "ąćęłńśźżčďěňřšťůžőűăîșțđ"
_TURKISH = "ışğçöü"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώς"
_SIMPLIFIED = (
    "的一是人女男孩子头发眼睛色长短黑白红蓝绿黄金站坐躺笑微看穿戴着裙衣服手中上下大小"
    "背景天空花树水光在有个双和年轻美丽丝带帽鞋单独独画风格照片"
)
_TRADITIONAL = (
    "的一是人女男孩子頭髮眼睛色長短黑白紅藍綠黃金站坐躺笑微看穿戴著裙衣服手中上下大小"
    "背景天空花樹水光在有個雙和年輕美麗絲帶帽鞋單獨畫風格照片"
)
_JAPANESE = "女男子人少年服髪目色長短黒白赤青緑黄金立座笑顔見手中上下大小背景空花木水光制帽靴画写真"
_KOREAN = (
    "소녀년남여자아이가을를는은의에서한하고다사람머리눈빛색옷치마미있지나무꽃물하늘배"
    "경긴짧검흰빨간파란노초록서앉웃는얼굴손"
)
_MARKS = frozenset("“”‘’–—…°«»„©®½×、。「」『』・！？，：；（）　～ー．")

_KINDS: dict[str, tuple[str, str]] = {
    "cp1252": ("LATIN", _WEST),
    "cp1250": ("LATIN", _EAST),
    "cp1254": ("LATIN", _TURKISH),
    "cp1251": ("CYRILLIC", _RUSSIAN),
    "koi8_r": ("CYRILLIC", _RUSSIAN),
    "cp1253": ("GREEK", _GREEK),
    "gb18030": ("CJK", _SIMPLIFIED),
    "big5": ("CJK", _TRADITIONAL),
    "shift_jis": ("HIRAGANA KATAKANA CJK", _JAPANESE),
    "euc_jp": ("HIRAGANA KATAKANA CJK", _JAPANESE),
    "cp949": ("HANGUL", _KOREAN),
}
"""The encodings that are tried: their scripts, and the letters that are common in captions of them."""
_CODECS = {"shift_jis": "cp932"}
"""What decodes more of the same encoding than the codec of that name."""


class Candidate(NamedTuple):
    """An encoding that bytes may be in.

    Args:
        encoding: Its name, as `--encoding` takes it.
        text: How the text begins then.
    """

    encoding: str
    text: str


def candidates(data: bytes, most: int = 3) -> Sequence[Candidate]:
    """The encodings that bytes may be in, the likeliest first; none if there is no likely one.

    Args:
        data: Bytes that are not UTF-8; several files of one dataset, joined, tell more than one.
        most: How many to give.
    """
    wide = _wide(data)
    if wide:
        return (Candidate(wide, data[:_READ].decode(wide, "replace")[:_SHOWN]),)
    found: list[tuple[float, Candidate]] = []
    for encoding in _KINDS:
        text = _decoded(data, _CODECS.get(encoding, encoding))
        if text is not None:
            found.append((_likely(text, *_KINDS[encoding]), Candidate(encoding, _start(text))))
    found.sort(key=lambda one: -one[0])
    return tuple(one for score, one in found if score > -1)[:most]


def order_of_utf16(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be` for UTF-16 without a byte order mark, by where its zeros are; empty if none tell."""
    high, low = data[0::2].count(0), data[1::2].count(0)
    if high == low:
        return ""
    return "utf-16-be" if high > low else "utf-16-le"


def _wide(data: bytes) -> str:
    """The kind of UTF-16 that zeros in every other place speak for."""
    data = data[:_READ]
    return order_of_utf16(data) if data.count(0) * 3 > len(data) and len(data) > 1 else ""


def _decoded(data: bytes, codec: str) -> str | None:
    """The text; the last letter of a part of a file may be cut."""
    for cut in range(4 if len(data) > _READ else 1):
        try:
            return data[: _READ - cut].decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _start(text: str) -> str:
    """The beginning of a text from where it is not ASCII any more, if that is not at once."""
    first = next((place for place, char in enumerate(text) if not char.isascii()), 0)
    place = max(0, first - _SHOWN // 2) if first > _SHOWN // 2 else 0
    return text[place : place + _SHOWN].strip()


def _likely(text: str, scripts: str, common: str) -> float:
    """How much a text looks like one of these scripts: 1 and more for yes, below 0 for no."""
    total, count, before = 0.0, 0, " "
    for char in text:
        if not char.isascii():
            count += 1
            total += _letter(char, before, scripts, common)
        elif char.isalpha() and before.isalpha() and not before.isascii() and scripts != "LATIN":
            total -= 0.7
        before = char
    return total / count if count else 0.0


def _letter(char: str, before: str, scripts: str, common: str) -> float:
    if char in _MARKS:
        return 0.3
    name = unicodedata.name(char, "")
    if not char.isalpha() or not name or "HALFWIDTH" in name:
        return -2.0
    if name.split()[0] not in scripts.split():
        return -1.0
    score = 1.0 if char.lower() in common else 0.0
    if name.startswith(("HIRAGANA", "KATAKANA")):
        score = 1.0
    if char.isupper():
        score -= 2.0 if before.islower() else 0.4
    # Accented letters stand among others, the letters of other scripts among themselves.
    if scripts == "LATIN":
        return score - (0.7 if not before.isascii() and before.isalpha() else 0)
    return score + (0.3 if not before.isascii() else -0.7 if before.isalpha() else 0.0)


def encoding_hint(data: bytes, command: str) -> str:
    """What to do about a text that is no UTF-8.

    Args:
        data: Its bytes.
        command: How to name an encoding, with `NAME` for it.
    """
    found = candidates(data)
    if not found:
        return f"Name its encoding: {command}"
    listed = " or ".join(f"{one.encoding} ('{one.text}')" for one in found)
    return f"By a guess it is {listed}: {command.replace('NAME', found[0].encoding)}"
