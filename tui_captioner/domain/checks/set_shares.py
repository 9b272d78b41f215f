"""Tags on all images of a set, or on nearly all: what a model can't tell from the trigger word.

Thresholds are those of `domain.statistics.shares`: measured on eleven real sets, 14 of 15 such tags were rightly named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tui_captioner.domain.checks.checked_set import CheckedSet, SetRule, SetTag, key_of, listed, tag_filter
from tui_captioner.domain.checks.finding import INFO, WARNING, Finding
from tui_captioner.domain.checks.mend import MakeGlobal
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.statistics.shares import LEAST_CONSTANT, LEAST_NEARLY, NEARLY_ALL, percent

CONSTANT = Rule(
    "constant-tag",
    "Tags on every image",
    "measured on eleven real sets: right 5 of 5 times",
    WARNING,
    "'Adopt globals' in the palette is for those that belong to the trigger word; delete the others: nothing can be "
    "told from what is always said",
    options={"images": LEAST_CONSTANT},
)
NEARLY = Rule(
    "nearly-constant-tag",
    "Tags on nearly every image",
    "measured on eleven real sets: right 9 of 10 times",
    WARNING,
    "Caption or dataset? Look at the images without it: add the tag where it is true, or delete it everywhere",
    options={"images": LEAST_NEARLY, "share": NEARLY_ALL},
)
OFTEN = Rule(
    "frequent-tag",
    "Tags on many images",
    "measured on eleven real sets: right 0 of 5 times, so it is off",
    INFO,
    "Look whether they are said where they need not be",
    on=False,
    options={"share": 0.7},
)
RULES = (CONSTANT, NEARLY, OFTEN)


def constant_tags(seen: CheckedSet) -> Iterator[Finding]:
    """Tags on every image: one finding for all of them."""
    if len(seen) < seen.settings.number(CONSTANT, "images"):
        return
    texts = [tag.text for tag, images in seen.own_tags if len(images) == len(seen)]
    if texts:
        stand = "stand" if len(texts) > 1 else "stands"
        message = f"{listed(texts)} {stand} on all {len(seen):,} images"
        # Which tags these are changes with each one that is mended: the finding stays the same one.
        about, asked = "all images", tag_filter(texts[0])
        yield seen.finding(
            CONSTANT, message, filter=asked, about=about, tag=_only(texts), mend_by=_globals(seen, texts)
        )


def _globals(seen: CheckedSet, texts: Sequence[str]) -> MakeGlobal | None:
    """What makes these tags globals, with the trigger word among them where that is a tag on every image.

    None where the trigger word would come to stand behind them, and where there are images beside these.
    """
    wanted = set(texts)
    everywhere = [tag for tag in seen.tags if len(tag.images) == len(seen)]
    found = [tag for tag in everywhere if tag.text in wanted or tag.text == seen.trigger]
    has_trigger = seen.trigger in seen.globals or any(tag.text == seen.trigger for tag in found)
    if not seen.is_all or (seen.trigger and not has_trigger):
        return None
    return MakeGlobal(tuple(tag.text for tag in sorted(found, key=lambda tag: (tag.places, tag.text))))


def nearly_constant_tags(seen: CheckedSet) -> Iterator[Finding]:
    """Tags on nearly every image; those that the same images lack are one finding, about these images.

    In a set too small to tell chance from habit they are a note.
    """
    least, share = seen.settings.number(NEARLY, "images"), float(str(seen.settings.option(NEARLY, "share")))
    if len(seen) < min(least, LEAST_CONSTANT):
        return
    severity = "" if len(seen) >= least else INFO
    groups: dict[tuple[int, ...], list[SetTag]] = {}
    for tag, images in seen.own_tags:
        if share * len(seen) <= len(images) < len(seen):
            groups.setdefault(tuple(seen.without(images)), []).append(tag)
    for missing, tags in groups.items():
        texts = [tag.text for tag in tags]
        have = len(seen) - len(missing)
        stand = "stand" if len(texts) > 1 else "stands"
        message = (
            f"{listed(texts)} {stand} on {have:,} of {len(seen):,} images ({percent(have, len(seen))}), "
            f"not on the other {len(missing):,}"
        )
        yield seen.finding(
            NEARLY,
            message,
            severity=severity,
            images=missing,
            filter=f"NOT {tag_filter(texts[0])}",
            slot=_slot(tags),
            tag=texts[0],
            about=key_of(texts),
        )


def frequent_tags(seen: CheckedSet) -> Iterator[Finding]:
    """Tags on many images: one finding for all of them."""
    share = float(str(seen.settings.option(OFTEN, "share")))
    found = [(tag.text, len(images)) for tag, images in seen.own_tags]
    often = [text for text, count in found if share * len(seen) <= count < NEARLY_ALL * len(seen)]
    if len(seen) >= LEAST_NEARLY and often:
        message = f"{listed(often)}: on {round(100 * share)}% to {round(100 * NEARLY_ALL)}% of {len(seen):,} images"
        yield seen.finding(OFTEN, message, filter=tag_filter(often[0]), about="frequent", tag=_only(often))


def _only(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else ""


def _slot(tags: Sequence[SetTag]) -> str:
    """The slot that most images have the first of some tags in."""
    slots = tags[0].slots
    return max(slots, key=lambda slot: (len(slots[slot]), slot))


CHECKS: Mapping[str, SetRule] = {
    CONSTANT.id: constant_tags,
    NEARLY.id: nearly_constant_tags,
    OFTEN.id: frequent_tags,
}
