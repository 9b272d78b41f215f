"""Words that a caption repeats: a tag that another one says anyhow, and one noun in many tags.

Repeated words gain weight in training (novita.ai guide, "Avoid repetition"). Measured on eleven real sets: a tag that
ends another one was rightly named 51 of 53 times, the same noun in three tags 15 of 15 times; in two it is mostly
noise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.checks.checked_caption import CaptionRule, CheckedCaption
from tui_captioner.domain.checks.combining import combined
from tui_captioner.domain.checks.finding import WARNING, Finding
from tui_captioner.domain.checks.mend import CombineTags, DeleteTag
from tui_captioner.domain.checks.modifier_classes import word_set
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.tag_words import LONGEST_TAG, SAYS_LITTLE, names_of, parts_of
from tui_captioner.domain.consistency.word_lists import NEGATIONS, PREPOSITIONS

CONTAINED = Rule(
    "contained-tag",
    "A tag that another tag says too",
    'novita.ai guide, "Avoid repetition"; measured on eleven real sets: right 51 of 53 times',
    WARNING,
    "Delete the shorter one",
    gathered=True,
)
REPEATED = Rule(
    "repeated-noun",
    "One noun in many tags",
    'novita.ai guide, "Avoid repetition"; measured on eleven real sets: right 15 of 15 times',
    WARNING,
    "Combine them or reword them",
    gathered=True,
    options={"tags": 3},
)
RULES = (CONTAINED, REPEATED)

_SHOWN = 12
"""Tags that a message names."""
_ANOTHER_THING = word_set(
    "toy stuffed plush plushie fake statue painted printed teddy hot sea rocking snow robot hobby former shadow"
)
"""Words that make another thing of a noun: beside a `stuffed dog` there may be a `dog`."""
_SUBJECT_COUNT = re.compile(r"\d+\+?(girl|boy|other)s?")


def contained(texts: Sequence[str], trigger: str = "") -> Iterator[tuple[int, int]]:
    """Places of a tag and of another one that says it too, each shorter one once, with the first that does.

    `skirt` is said by `pleated skirt`, and `lamp` by `lamp in background`; `holding` is not by `holding gift`.

    Args:
        texts: The tags of a caption.
        trigger: The trigger word: it is meant to stand by itself too.
    """
    told = [_said(text) for text in texts]
    said: dict[str, int] = {}
    for at, each in enumerate(told):
        for words in each.ends:
            said.setdefault(words, at)
    for at, each in enumerate(told):
        for words in each.beginnings:
            said.setdefault(words, at)
    own = trigger.casefold()
    for at, each in enumerate(told):
        longer = said.pop(each.key, None)
        if longer is not None and texts[at].casefold() != own:
            yield at, longer


class _Said(NamedTuple):
    """What a tag says.

    Args:
        key: The tag itself, by which it is found in others; none is the same as that of a tag which may not go.
        ends: What it says with its last words: `pleated skirt` says `skirt`.
        beginnings: What it says before a preposition: `lamp in background` says `lamp`.
        nouns: What it is about, see `names_of`.
    """

    key: str
    ends: tuple[str, ...]
    beginnings: tuple[str, ...]
    nouns: tuple[str, ...]


_NOTHING = _Said("", (), (), ())


def _said(text: str) -> _Said:
    # What is so long is no tag that comes again, and is not kept.
    return _NOTHING if len(text) > LONGEST_TAG else _said_by_tag(text)


@lru_cache(maxsize=32768)
def _said_by_tag(text: str) -> _Said:
    parts = parts_of(text)
    if parts is None:
        return _NOTHING
    folded = parts.folded
    # `from above` says where the camera is, `light from above` does not.
    says_little = (len(folded) == 1 and folded[0] in SAYS_LITTLE) or folded[0] == "from"
    key = "" if says_little else " ".join(folded)
    return _Said(key, tuple(_ends(folded)), tuple(_beginnings(folded)), names_of(parts))


def _ends(folded: Sequence[str]) -> Iterator[str]:
    for start in range(1, len(folded)):
        left_out = folded[:start]
        if NEGATIONS.isdisjoint(left_out) and left_out[-1] not in _ANOTHER_THING:
            yield " ".join(folded[start:])


def _beginnings(folded: Sequence[str]) -> Iterator[str]:
    for end in range(1, len(folded)):
        if folded[end] in PREPOSITIONS and NEGATIONS.isdisjoint(folded[:end]):
            yield " ".join(folded[:end])


def repeated(texts: Sequence[str], least: int = 3) -> dict[str, list[str]]:
    """Nouns that stand in so many tags, each with these tags in order; one noun of several is a noun of its own.

    Args:
        texts: The tags of a caption.
        least: The number of tags.
    """
    found: dict[str, list[str]] = {}
    for text in dict.fromkeys(texts):
        for name in _said(text).nouns:
            found.setdefault(name, []).append(text)
    return {name: tags for name, tags in found.items() if len(tags) >= least}


def is_danbooru(texts: Sequence[str]) -> bool:
    """Whether tags are those of Danbooru, which are trained on as they are: `1girl`, or words joined by `_`."""
    return any(_is_danbooru_tag(text) for text in texts if len(text) <= LONGEST_TAG)


@lru_cache(maxsize=32768)
def _is_danbooru_tag(text: str) -> bool:
    if "_" in text.strip("_") and any(map(str.isalpha, text)):
        return True
    return _SUBJECT_COUNT.fullmatch(text.casefold()) is not None


def contained_tags(seen: CheckedCaption) -> Iterator[Finding]:
    """Tags that another tag of the caption says too."""
    tags = _plain_tags(seen)
    texts = [tag.text for _, tag in tags]
    for shorter, longer in contained(texts, seen.trigger):
        slot, tag = tags[shorter]
        message = f"'{tag.text}' is said by '{texts[longer]}' too"
        mend = DeleteTag(tag.text, slot)
        about = f"{tag.text}, {texts[longer]}".casefold()
        yield seen.finding(CONTAINED, message, slot=slot, tag=tag.text, about=about, mend_by=mend)


def repeated_nouns(seen: CheckedCaption) -> Iterator[Finding]:
    """Nouns that many tags of the caption are about."""
    tags = _plain_tags(seen)
    texts = [tag.text for _, tag in tags]
    slots = {tag.text: slot for slot, tag in reversed(tags)}
    danbooru: bool | None = None
    for noun, about in repeated(texts, seen.settings.number(REPEATED, "tags")).items():
        danbooru = is_danbooru(texts) if danbooru is None else danbooru
        one = None if danbooru else combined(about, noun)
        mend = f"Write '{one}'" if one else ""
        by = CombineTags(tuple(about), one) if one else None
        shown = ", ".join(about[:_SHOWN]) + (f" and {len(about) - _SHOWN:,} more" if len(about) > _SHOWN else "")
        message = f"'{noun}' stands in {len(about)} tags: {shown}"
        yield seen.finding(REPEATED, message, mend, slot=slots[about[0]], tag=about[0], about=noun, mend_by=by)


def _plain_tags(seen: CheckedCaption) -> Sequence[tuple[str, Tag]]:
    """The tags; none where marks part the caption, since its parts are about things of their own."""
    slots = seen.caption.slots.values()
    if any(tag.mark for own in slots for tag in own):
        return ()
    return [(slot, tag) for slot, tag in seen.tags if not tag.sentence]


CHECKS: Mapping[str, CaptionRule] = {CONTAINED.id: contained_tags, REPEATED.id: repeated_nouns}
