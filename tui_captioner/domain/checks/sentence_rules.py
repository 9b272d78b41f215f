"""The rule on sentences that somebody wrote: they go with the tags that there were then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui_captioner.domain.caption_prose import OUTSIDE
from tui_captioner.domain.checks.checked_caption import CaptionRule, CheckedCaption
from tui_captioner.domain.checks.finding import WARNING, Finding
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.rule_names import OTHER_SENTENCE

OTHER = Rule(
    OTHER_SENTENCE,
    "A sentence and tags that were not changed together",
    "a sentence that somebody wrote is kept as it is, whatever becomes of the tags",
    WARNING,
    "Edit the sentence, or go back to the template's",
    gathered=True,
)
_NAMED = 3
_ABOUT = 200
"""Characters by which an accepted finding is known again."""


def other_sentence(seen: CheckedCaption) -> Iterator[Finding]:
    """A sentence that was changed in the caption file, or whose tags were changed since somebody wrote it."""
    prose = seen.caption.prose
    if prose is None or not prose.is_kept:
        return
    if prose.by == OUTSIDE:
        yield seen.finding(
            OTHER, "the sentence was changed outside: the tags are older than it", about=prose.text[:_ABOUT]
        )
        return
    came, gone = prose.differences(seen.caption.written_texts(seen.globals))
    changes = [*(f"+{text}" for text in came), *(f"-{text}" for text in gone)]
    if changes:
        more = f" and {len(changes) - _NAMED} more" if len(changes) > _NAMED else ""
        message = f"the tags were changed since the sentence was written: {', '.join(changes[:_NAMED])}{more}"
        yield seen.finding(OTHER, message, about=", ".join(changes)[:_ABOUT])


RULES = (OTHER,)
CHECKS: Mapping[str, CaptionRule] = {OTHER.id: other_sentence}
