"""The rules on a whole set, each with what finds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from tui_captioner.domain.checks import set_captions, set_pairs, set_profile, set_shares, set_slots
from tui_captioner.domain.checks.checked_set import CheckedSet, SetRule
from tui_captioner.domain.checks.finding import Finding

RULES = tuple(chain(set_shares.RULES, set_pairs.RULES, set_captions.RULES, set_slots.RULES, set_profile.RULES))
SET_CHECKS: Mapping[str, SetRule] = MappingProxyType(
    {**set_shares.CHECKS, **set_pairs.CHECKS, **set_captions.CHECKS, **set_slots.CHECKS, **set_profile.CHECKS}
)
"""By the id of the rule, in the order in which findings are told."""


def set_findings_of(seen: CheckedSet) -> Iterator[Finding]:
    """All findings on a set by those rules that are on; none on a set without captions."""
    for rule in RULES if len(seen) else ():
        if seen.settings.is_on(rule):
            yield from SET_CHECKS[rule.id](seen)
