"""All rules: a file with rules of its own is named here once."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType

from tui_captioner.domain.checks import (
    amount_rules,
    audit,
    caption_rules,
    damaged_text,
    leftover_rules,
    obscure,
    order_rules,
    profile_rules,
    repetition,
    sentence_rules,
    set_rules,
    trainer_rules,
    trigger_rules,
)
from tui_captioner.domain.checks.checked_caption import CaptionRule
from tui_captioner.domain.checks.rule import Rule

ALL_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.id: rule
        for rule in chain(
            caption_rules.RULES,
            order_rules.RULES,
            amount_rules.RULES,
            leftover_rules.RULES,
            damaged_text.RULES,
            repetition.RULES,
            obscure.RULES,
            trigger_rules.RULES,
            profile_rules.RULES,
            sentence_rules.RULES,
            set_rules.RULES,
            audit.RULES,
            trainer_rules.RULES,
        )
    }
)
"""Every rule by its id, in the order in which they are listed."""

CAPTION_CHECKS: Mapping[str, CaptionRule] = MappingProxyType(
    {
        **leftover_rules.CHECKS,
        **damaged_text.CHECKS,
        **caption_rules.CHECKS,
        **order_rules.CHECKS,
        **amount_rules.CHECKS,
        **repetition.CHECKS,
        **obscure.CHECKS,
        **trigger_rules.CHECKS,
        **profile_rules.CHECKS,
        **sentence_rules.CHECKS,
    }
)
"""What looks at one caption, by the id of the rule, in the order in which findings are told."""

FILTER_RULES = (*CAPTION_CHECKS, *(rule.id for rule in set_rules.RULES))
"""The rules that `finding:` knows: those that have findings on an image, whatever it is trained with."""
