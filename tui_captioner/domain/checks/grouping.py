"""Findings on single captions that are one thing over the whole set, made one finding each.

A template repeats its nouns in every caption: that is one finding about many images, not one per image.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from tui_captioner.domain.checks import obscure, repetition
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.mend import CombineTags, Mend, SeveralMends
from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.domain.checks.rule_names import UNSURE

_MOST_MENDS = 100
GROUPED = frozenset(
    rule.id for rule in ALL_RULES.values() if rule.gathered or rule in (*repetition.RULES, *obscure.RULES)
)
"""The rules on one caption that are told once for all images that they find the same on."""


def grouped(findings: Iterable[Finding], rules: Collection[str] = GROUPED) -> Iterator[Finding]:
    """The findings, those of these rules put together where they are about the same: as the first of them, with images.

    Args:
        findings: Findings on images; those of other rules are given on as they come, these after them.
        rules: Ids of the rules whose findings are put together.
    """
    groups: dict[tuple[str, str], list[Finding]] = {}
    for found in findings:
        if found.rule in rules and found.file_name:
            groups.setdefault((found.rule, found.about), []).append(found)
        else:
            yield found
    guessed = [group for (rule, _), group in groups.items() if rule == UNSURE]
    if len(guessed) > 1:
        yield _guessed(list(chain.from_iterable(guessed)), len(guessed))
    for (rule, _), group in groups.items():
        if rule != UNSURE or len(guessed) == 1:
            yield _one_of(group)


def _guessed(found: Sequence[Finding], tags: int) -> Finding:
    """Tags whose slot was guessed, as one finding: a set that was just opened has hundreds of them."""
    images = tuple(dict.fromkeys(each.file_name for each in found))
    message = f"{tags:,} tags on {len(images):,} images stand in a slot that was only guessed"
    mend = "F9 in the composer asks about each of them once, for all its images"
    return Finding(UNSURE, found[0].severity, message, mend, images=images, filter="unsure:yes", about="guessed")


def _one_of(group: Sequence[Finding]) -> Finding:
    first = group[0]
    images = tuple(dict.fromkeys(found.file_name for found in group))
    if len(images) == 1:
        return first
    said = first.message if all(found.message == first.message for found in group) else f"{first.message}, for one"
    message = f"{said}; on {len(images):,} images"
    mends = list(dict.fromkeys(found.mend_by for found in group))
    mend = first.mend if len(mends) == 1 else ALL_RULES[first.rule].advice
    return replace(first, message=message, file_name="", images=images, mend=mend, mend_by=_together(mends, mend))


def _together(mends: Sequence[object], title: str) -> Mend | None:
    """All of some mends as one; None where one of the findings has none, or there are too many to be looked through.

    Each mends what it is for alone; one that says more of a caption goes before one that says less.
    """
    known = [mend for mend in mends if isinstance(mend, Mend)]
    if len(known) < len(mends) or len(known) > _MOST_MENDS:
        return None
    if len(known) == 1:
        return known[0]
    known.sort(key=lambda mend: -len(mend.old) if isinstance(mend, CombineTags) else 0)
    return SeveralMends(tuple(known), title)
