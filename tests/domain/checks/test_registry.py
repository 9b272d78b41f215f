"""All rules are listed once, by ids that stay."""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path

import tui_captioner.domain.trainers
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
    set_rules,
    trainer_rules,
    trigger_rules,
)
from tui_captioner.domain.checks.finding import SEVERITIES
from tui_captioner.domain.checks.registry import ALL_RULES, CAPTION_CHECKS, FILTER_RULES
from tui_captioner.services.checking import caption_files

MODULES = (
    *(
        caption_rules,
        order_rules,
        amount_rules,
        leftover_rules,
        damaged_text,
        repetition,
        obscure,
        trigger_rules,
        profile_rules,
    ),
    *(set_rules, audit, trainer_rules),
)


def test_ids_are_used_once_and_are_kebab_case() -> None:
    rules = [*chain(*(module.RULES for module in MODULES))]
    assert len({rule.id for rule in rules}) == len(rules)
    assert [key for key in ALL_RULES if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []


def test_every_rule_says_what_it_is_where_it_is_from_and_what_to_do() -> None:
    assert [key for key, rule in ALL_RULES.items() if not (rule.title and rule.source and rule.advice)] == []
    assert {rule.severity for rule in ALL_RULES.values()} <= set(SEVERITIES)


def test_what_looks_at_captions_and_what_filters_know_is_listed() -> None:
    assert set(CAPTION_CHECKS) <= set(FILTER_RULES) <= set(ALL_RULES)


def test_every_rule_about_files_is_listed() -> None:
    """Their findings are made with the id as a plain text."""
    folder = Path(tui_captioner.domain.trainers.__file__ or "").parent
    files = [*folder.glob("*_rules.py"), Path(caption_files.__file__)]
    used = {key for file in files for key in _ids_in(file.read_text())}
    assert len(used) > 40
    assert used - set(ALL_RULES) == set()


def _ids_in(source: str) -> set[str]:
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    makes = (call for call in calls if ast.unparse(call.func) in ("Finding", "text.finding"))
    first = (call.args[0] for call in makes if call.args)
    return {str(arg.value) for arg in first if isinstance(arg, ast.Constant)}
