"""Rules on how much a caption says: tags, slots, tokens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui_captioner.domain.checks.checked_caption import CaptionRule, CheckedCaption
from tui_captioner.domain.checks.finding import INFO, WARNING, Finding
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.rule_names import OVER_LIMIT
from tui_captioner.domain.structures.shipped import SCORE
from tui_captioner.domain.tokens import CLIP, KOHYA_LIMITS

_GUIDE = '"Captioning Datasets for Training Purposes": "I usually have between 8 and 20 tags per image"'

TOO_FEW = Rule(
    "too-few-tags",
    "Fewer tags than the guides advise",
    _GUIDE,
    INFO,
    "Say what else is to be told apart: one or two tags in each slot",
    gathered=True,
    when_finished=True,
    options={"least": 8},
)
TOO_MANY = Rule(
    "too-many-tags",
    "More tags than the guides advise, and slots left empty",
    _GUIDE,
    INFO,
    "Keep those that matter, one or two in each slot",
    gathered=True,
    when_finished=True,
    options={"most": 20},
)
EMPTY = Rule(
    "empty-slot",
    "Slots without a tag",
    '"Captioning Datasets for Training Purposes": "at least one to two tags in each of the categories"',
    INFO,
    "Say something for each, or leave it where there is nothing to see",
    gathered=True,
    when_finished=True,
    on=False,
)
OVER = Rule(
    OVER_LIMIT,
    "A caption that is cut",
    "the limits of the models' text encoders, as trainers set them",
    WARNING,
    "Shorten it; what stands last is lost first",
)
_LONGEST = max(KOHYA_LIMITS)


def too_few(seen: CheckedCaption) -> Iterator[Finding]:
    """Sentences say much in few tags."""
    count, least = len(seen.all_tags), seen.settings.number(TOO_FEW, "least")
    if 0 < count < least and not seen.is_prose:
        yield seen.finding(TOO_FEW, f"the caption has {_tags(count)}; the guides advise 8 to 20")


def too_many(seen: CheckedCaption) -> Iterator[Finding]:
    """The guides' own example has 30 tags, in all of its slots: only where some are empty there are too many."""
    count, most = len(seen.all_tags), seen.settings.number(TOO_MANY, "most")
    if count > most and not seen.is_prose and _empty(seen):
        yield seen.finding(TOO_MANY, f"the caption has {_tags(count)}; the guides advise 8 to 20")


def empty_slot(seen: CheckedCaption) -> Iterator[Finding]:
    """One finding for all slots of a caption."""
    empty = [] if seen.is_prose else _empty(seen)
    if empty and seen.tags:
        titles = ", ".join(map(seen.title, empty))
        yield seen.finding(EMPTY, f"nothing in {titles}", slot=empty[0])


def over_limit(seen: CheckedCaption) -> Iterator[Finding]:
    """By the encoder that sees most of a caption: what the others cut, it still reads.

    Where the project names no model, only what is too long for every setting of CLIP. The scores of Pony do not count:
    they stand in every caption and describe nothing.
    """
    count = max(seen.counts(_without_scores(seen)), key=lambda count: count.limit.tokens, default=None)
    if count is None:
        return
    most = count.limit.tokens
    if not seen.chosen_limit and count.limit.encoder is CLIP:
        most = max(most, _LONGEST)
    if count.tokens > most:
        message = f"the caption has {count.mark}{count.tokens} tokens of {count.limit.encoder.title}; {most} are read"
        yield seen.finding(OVER, message)


def _without_scores(seen: CheckedCaption) -> str:
    text = seen.text
    for slot, tag in seen.tags:
        if slot == SCORE:
            text = text.replace(f"{tag.text}, ", "", 1)
    return text


def _empty(seen: CheckedCaption) -> list[str]:
    """The slots without a tag, but for those that may be empty, or that the profile leaves out."""
    left_out = seen.leaving_out.has_slot
    return [key for key in seen.structure.needed_keys if not seen.caption.tags(key) and not left_out(key)]


def _tags(count: int) -> str:
    return f"{count} tag{'' if count == 1 else 's'}"


RULES = (TOO_FEW, TOO_MANY, EMPTY, OVER)
CHECKS: Mapping[str, CaptionRule] = {
    TOO_FEW.id: too_few,
    TOO_MANY.id: too_many,
    EMPTY.id: empty_slot,
    OVER.id: over_limit,
}
"""What finds them, by the id of the rule."""
