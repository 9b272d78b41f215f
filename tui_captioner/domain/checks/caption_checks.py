"""All rules on one caption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.registry import ALL_RULES, CAPTION_CHECKS
from tui_captioner.domain.structure import Structure


def check_caption(
    structure: Structure, globals_: Sequence[Tag], caption: Caption, seen: CheckedCaption | None = None
) -> list[Finding]:
    """All findings on one caption; none for an image that has no tags yet.

    Args:
        structure: The slots.
        globals_: What stands in every caption.
        caption: The caption.
        seen: Another caption of the same project: has what else the rules go by.
    """
    seen = CheckedCaption(structure, globals_, caption) if seen is None else seen.of(caption)
    return findings_of(seen)


def findings_of(seen: CheckedCaption) -> list[Finding]:
    """All findings on one caption, of those rules that are on; none for an image that has no tags yet."""
    return [] if seen.caption.is_empty else list(_found(seen))


def _found(seen: CheckedCaption) -> Iterator[Finding]:
    for key, check in CAPTION_CHECKS.items():
        rule = ALL_RULES[key]
        if seen.settings.is_on(rule) and (seen.finished or not rule.when_finished):
            yield from check(seen)
