"""Rules of the profile on a whole set.

What varies belongs into the captions, what is always the same into the trigger word: clothing in a character's set.
Which layer that is about the profile says (`varies`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tui_captioner.domain.checks.checked_set import CheckedSet, Numbers, SetRule, SetTag, key_of, tag_filter
from tui_captioner.domain.checks.finding import INFO, Finding
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.statistics.shares import LEAST_CONSTANT, NEARLY_ALL, percent

_GUIDE = 'captioning prompt guide, "Deciding What to Tag"'
SAME = Rule(
    "profile-always-worn",
    "Clothing that is the same on nearly all images is described",
    f"{_GUIDE}: a character who always wears the same outfit",
    INFO,
    "Leave it out, so that it belongs to the trigger word; keep it if you want to swap outfits",
    options={"images": LEAST_CONSTANT, "share": NEARLY_ALL},
)
VARIES = Rule(
    "profile-outfits-vary",
    "Clothing varies and is left out",
    f"{_GUIDE}: a character with varying outfits: tag them, or the model can't tell which is the usual one",
    INFO,
    "Have it written: the slot/layer under write in [output] of project.toml, then 'Apply profile' in the palette",
    options={"images": LEAST_CONSTANT, "share": NEARLY_ALL},
)
NO_TRIGGER = Rule(
    "profile-no-trigger",
    "The profile needs a trigger word, and none is set",
    'captioning prompt guide, "Anchor (required)"',
    INFO,
    "Set it: 'Trigger word and profile' in the palette, or tui-captioner profile DATASET --trigger WORD",
)
RULES = (NO_TRIGGER, SAME, VARIES)
_SHOWN = 5
"""Tags that a message has with their numbers."""
_OUTFITS = 2
"""Tags of which each stands on several images, from which on clothing varies."""


def no_trigger(seen: CheckedSet) -> Iterator[Finding]:
    """Without it nothing can be said of how it is spelt."""
    if seen.profile.needs_trigger and not seen.trigger:
        yield seen.finding(NO_TRIGGER, f"profile {seen.profile.name} needs a trigger word, and none is set")


def always_worn(seen: CheckedSet) -> Iterator[Finding]:
    """Written tags of the layer that nearly all images have: one finding for all of them."""
    worn = _worn(seen, seen.tags) if len(seen) >= seen.settings.number(SAME, "images") else []
    found = [(tag, images) for tag, images in worn if len(images) >= _share(seen, SAME) * len(seen)]
    if found:
        trigger = f"'{seen.trigger}'" if seen.trigger else "the trigger word"
        message = f"{_numbers(seen, found)}: nearly always the same, so it belongs to {trigger}"
        texts = [tag.text for tag, _ in found]
        yield seen.finding(
            SAME, message, filter=tag_filter(texts[0]), tag=texts[0] if len(texts) == 1 else "", about=key_of(texts)
        )


def outfits_vary(seen: CheckedSet) -> Iterator[Finding]:
    """Tags of the layer that are left out though no outfit is the same on nearly all images."""
    kept = _worn(seen, seen.kept) if len(seen) >= seen.settings.number(VARIES, "images") else []
    several = [(tag, images) for tag, images in kept if len(images) > 1]
    same = any(len(images) >= _share(seen, VARIES) * len(seen) for _, images in kept)
    if len(several) >= _OUTFITS and not same:
        part = seen.profile.varies
        message = f"{part.layer or seen.title(part.slot)} varies and is left out: {_numbers(seen, several)}"
        images = sorted({number for _, own in kept for number in own})
        yield seen.finding(VARIES, message, images=images, about=str(part))


def _worn(seen: CheckedSet, tags: Sequence[SetTag]) -> list[tuple[SetTag, Numbers]]:
    """The tags of the layer that varies, each with its images; the most used first."""
    part = seen.profile.varies
    if not part.slot:
        return []
    found = [(tag, tag.slots[part.slot]) for tag in tags if part.slot in tag.slots]
    own = [
        (tag, images)
        for tag, images in found
        if tag.text.casefold() != seen.trigger.casefold() and seen.home(tag.text) in (part, (part.slot, part.layer))
    ]
    return sorted(own, key=lambda pair: (-len(pair[1]), pair[0].text))


def _share(seen: CheckedSet, rule: Rule) -> float:
    return float(str(seen.settings.option(rule, "share")))


def _numbers(seen: CheckedSet, tags: Sequence[tuple[SetTag, Numbers]]) -> str:
    """The tags with how many images have each."""
    told = [f"'{tag.text}' on {len(images):,}" for tag, images in tags[:_SHOWN]]
    more = f" and {len(tags) - _SHOWN:,} more" if len(tags) > _SHOWN else ""
    all_ = f" of {len(seen):,} images"
    share = f" ({percent(len(tags[0][1]), len(seen))})" if len(tags) == 1 else ""
    return f"{', '.join(told)}{more}{all_}{share}"


CHECKS: Mapping[str, SetRule] = {NO_TRIGGER.id: no_trigger, SAME.id: always_worn, VARIES.id: outfits_vary}
"""What finds them, by the id of the rule."""
