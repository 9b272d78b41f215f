"""Turning rules off and on, and tuning them: `[checks]` of the project's `project.toml`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tui_captioner.domain.checks.finding import SEVERITIES
from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.domain.checks.rule import Rule, Value
from tui_captioner.domain.checks.settings_reading import read_checks
from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.check_settings import load_checks, write_option, write_rule


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
    _change(session, lambda path: write_rule(path, rule, on=on))


def tune_rule(session: Session, key: str, name: str, value: Value) -> None:
    """Give a rule another severity, or an option another value.

    Args:
        session: The open dataset.
        key: Id of the rule.
        name: `severity`, or the name of the option.
        value: The value.

    Raises:
        WrongUseError: If there is no such rule, option or severity, or the value is of a wrong type.
        ReadOnlyError: If the dataset can only be read.
        CaptionerError: If the file can't be used or written; it is untouched then.
    """
    rule = rule_of(key)
    if name != "severity" and name not in rule.options:
        raise WrongUseError(f"{key} has no option {name!r}", did_you_mean(name, ("severity", *rule.options)))
    if name == "severity" and value not in SEVERITIES:
        raise WrongUseError(f"{value!r} is no severity", f"It is one of {', '.join(SEVERITIES)}")
    try:
        read_checks({key: {name: list(value) if isinstance(value, tuple) else value}})
    except ValueError as error:
        raise WrongUseError(str(error), "Nothing was changed") from None
    _change(session, lambda path: write_option(path, rule, name, value))


def _change(session: Session, write: Callable[[Path], None]) -> None:
    session.project.check_writable()
    session.project.ensure()
    path = session.project.folder / "project.toml"
    try:
        write(path)
    except OSError as error:
        raise CaptionerError(f"{path} can't be written: {error.strerror}", "Nothing was changed") from error
    session.checks.tune(load_checks(path))
