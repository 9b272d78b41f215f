"""Turning rules off and on: `[checks]` of the project's `project.toml`."""

from __future__ import annotations

from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.check_settings import load_checks, write_rule


def rule_of(key: str) -> Rule:
    """The rule of an id.

    Raises:
        WrongUseError: If there is none, with the nearest one.
    """
    if key not in ALL_RULES:
        hint = did_you_mean(key, ALL_RULES, "`tui-captioner check --rules` lists all rules")
        raise WrongUseError(f"There is no rule {key!r}", hint)
    return ALL_RULES[key]


def turn_rule(session: Session, key: str, *, on: bool) -> None:
    """Turn a rule off or on for this dataset, from now on.

    Args:
        session: The open dataset.
        key: Id of the rule.
        on: Whether it is to look at captions.

    Raises:
        WrongUseError: If there is no such rule.
        ReadOnlyError: If the dataset can only be read.
        CaptionerError: If the file can't be used or written; it is untouched then.
    """
    rule = rule_of(key)
    session.project.check_writable()
    session.project.ensure()
    path = session.project.folder / "project.toml"
    try:
        write_rule(path, rule, on=on)
    except OSError as error:
        raise CaptionerError(f"{path} can't be written: {error.strerror}", "Nothing was changed") from error
    session.checks.tune(load_checks(path))
