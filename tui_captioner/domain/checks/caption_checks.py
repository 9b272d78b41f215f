"""All rules on one caption."""

from __future__ import annotations

from collections.abc import Iterator

from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.registry import ALL_RULES, CAPTION_CHECKS


def findings_of(seen: CheckedCaption) -> list[Finding]:
    """All findings on one caption, of those rules that are on; none for an image that has no tags yet."""
    return [] if seen.caption.is_empty else list(_found(seen))


def _found(seen: CheckedCaption) -> Iterator[Finding]:
    for key, check in CAPTION_CHECKS.items():
        rule = ALL_RULES[key]
        if seen.settings.is_on(rule) and (seen.finished or not rule.when_finished):
            yield from check(seen)
