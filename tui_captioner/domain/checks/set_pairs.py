"""Tags that stand on the same images always, or on all images of the trigger word: a model learns them as one thing."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping

from tui_captioner.domain.checks.checked_set import CheckedSet, SetRule, key_of, listed, tag_filter
from tui_captioner.domain.checks.finding import INFO, WARNING, Finding
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.statistics.shares import (
    LEAST_NEARLY,
    NEARLY_ALL,
    equal_keys,
    least_together,
    may_be_together,
    percent,
)

APART = Rule(
    "never-apart",
    "Tags that never stand apart",
    "measured on eleven real sets: right 10 of 11 times",
    WARNING,
    "Add images, or captions, that have one without the other; or keep the tag that says enough",
)
FUSED = Rule(
    "fused-with-trigger",
    "Tags that the trigger word brings along",
    "measured on eleven real sets; P(tag | trigger), as caption-audit gives it",
    WARNING,
    "Make them part of what the trigger word means by deleting them, or add images of it that are otherwise",
    options={"share": NEARLY_ALL},
)
ONCE = Rule(
    "used-once",
    "Tags that one image alone has",
    "measured on eleven real sets: up to 96% of a set's tags, so it is off",
    INFO,
    "Use a word that other captions have too, where there is one",
    on=False,
)
RULES = (APART, FUSED, ONCE)


def never_apart(seen: CheckedSet) -> Iterator[Finding]:
    """Groups of tags that the very same images have, those on the most images first.

    Not in prose: what stands between its commas stands together by its grammar.
    """
    if seen.prose:
        return
    candidates = [(tag.text, images) for tag, images in seen.own_tags if may_be_together(len(images), len(seen))]
    # Few have the same number of images and the same sum of them: only those are compared as a whole.
    likely = equal_keys({place: (len(images), sum(images)) for place, (_, images) in enumerate(candidates)})
    for places in likely:
        keys = {place: array("I", candidates[place][1]).tobytes() for place in places}
        for group in equal_keys(keys):
            texts, images = [candidates[place][0] for place in group], candidates[group[0]][1]
            message = f"{listed(texts)} stand on the same {len(images):,} images, none without the others"
            about, asked = key_of(texts), tag_filter(texts[0])
            yield seen.finding(APART, message, images=images, filter=asked, tag=texts[0], about=about)


def fused_with_trigger(seen: CheckedSet) -> Iterator[Finding]:
    """Tags on nearly all images of the trigger word and on few others; one finding.

    Where the trigger word stands on all images, the share of a tag says it already. It is never guessed.
    """
    own = set(seen.texts.with_trigger)
    if not seen.trigger or not LEAST_NEARLY <= len(own) < len(seen):
        return
    share = float(str(seen.settings.option(FUSED, "share")))
    found: list[tuple[float, str]] = []
    for tag, images in seen.own_tags:
        with_it = len(own.intersection(images))
        elsewhere = (len(images) - with_it) / (len(seen) - len(own))
        if with_it >= share * len(own) and len(images) < NEARLY_ALL * len(seen) and 2 * elsewhere < with_it / len(own):
            found.append((with_it / len(own), tag.text))
    if found:
        texts = [text for _, text in sorted(found, key=lambda each: (-each[0], each[1]))]
        least = percent(round(min(found)[0] * len(own)), len(own))
        part = "all" if least == "100%" else f"{least} or more of"
        message = f"{listed(texts)}: on {part} the {len(own):,} images with '{seen.trigger}'"
        yield seen.finding(FUSED, message, images=sorted(own), about="trigger", tag=texts[0])


def used_once(seen: CheckedSet) -> Iterator[Finding]:
    """Tags on one image alone: one finding for all of them."""
    if seen.once and len(seen) >= least_together(len(seen)):
        texts = sorted(text for text, _ in seen.once)
        images = sorted({number for _, number in seen.once})
        many = len(texts) + len(seen.tags)
        message = f"{len(texts):,} of {many:,} tags ({percent(len(texts), many)}) stand on one image: {listed(texts)}"
        yield seen.finding(ONCE, message, images=images, about="once")


CHECKS: Mapping[str, SetRule] = {APART.id: never_apart, FUSED.id: fused_with_trigger, ONCE.id: used_once}
