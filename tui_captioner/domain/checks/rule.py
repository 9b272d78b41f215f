"""A rule that findings come from: what the user reads of it, and what can be tuned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = bool | int | float | str | tuple[str, ...]
"""What an option of a rule may be."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Args:
        id: Stable name, of small letters, digits and hyphens: settings, filters and scripts name it.
        title: What it is about, in a few words.
        source: The guide or the measurement that it comes from.
        severity: What its findings are unless the settings say otherwise: `error`, `warning` or `info`.
        advice: What to do about a finding.
        gathered: Whether a check of a set tells it once for all of its images, where it is so on many.
        when_finished: Whether it is told of finished images alone: until then a caption is being worked on. Over a set
            it is told once where it is so on many, finished or not.
        on: Whether it looks at captions unless the settings say otherwise.
        options: What can be tuned in `[checks.ID]`, each with its value; a setting has to be of the same type.
    """

    id: str
    title: str
    source: str
    severity: str
    advice: str
    gathered: bool = False
    when_finished: bool = False
    on: bool = True
    options: Mapping[str, Value] = field(default_factory=dict)
