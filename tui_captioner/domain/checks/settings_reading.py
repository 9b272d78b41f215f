"""Reading `[checks]` of a project: rules that are off or on, `severity` and options by rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tui_captioner.domain.checks.finding import SEVERITIES
from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.domain.checks.rule import Rule, Value
from tui_captioner.domain.checks.settings import CheckSettings
from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.domain.text import visible

_LISTS = ("off", "on")
_SEVERITY = "severity"


def read_checks(table: Mapping[str, object]) -> CheckSettings:
    """The settings that a table `[checks]` makes; names in it that are not known are passed over, see `unknown_checks`.

    Raises:
        ValueError: If a value is of a wrong type, or no severity; the message says where.
    """
    lists = {name: _rules(table.get(name, []), f"[checks] {name}") for name in _LISTS}
    severities: dict[str, str] = {}
    options: dict[str, Mapping[str, Value]] = {}
    for key, value in table.items():
        rule = ALL_RULES.get(key)
        if rule is None:
            continue
        if not isinstance(value, Mapping):
            raise ValueError(f"[checks.{key}] must be a table, such as [checks.{key}] with severity = 'info' in it")
        if _SEVERITY in value:
            severities[key] = _severity(value[_SEVERITY], key)
        found = {name: _option(rule, name, value[name]) for name in value if name in rule.options}
        if found:
            options[key] = found
    return CheckSettings(lists["off"], lists["on"], severities, options)


def _rules(value: object, where: str) -> frozenset[str]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        raise ValueError(f"{where} must be a list of rules, such as ['unsure']")
    return frozenset(listed) & ALL_RULES.keys()


def _severity(value: object, rule: str) -> str:
    if not isinstance(value, str) or value not in SEVERITIES:
        raise ValueError(f"[checks.{rule}] severity must be {', '.join(SEVERITIES)}, not {value!r}")
    return value


def _option(rule: Rule, name: str, value: object) -> Value:
    """A value of the type that the rule's own one has."""
    usual, where = rule.options[name], f"[checks.{rule.id}] {name}"
    if isinstance(usual, tuple):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ValueError(f"{where} must be a list of texts, not {value!r}")
    if isinstance(usual, bool) or isinstance(value, bool):
        if isinstance(usual, bool) and isinstance(value, bool):
            return value
        raise ValueError(f"{where} must be {'true or false' if isinstance(usual, bool) else 'a number'}, not {value!r}")
    if isinstance(usual, str):
        if isinstance(value, str):
            return value
        raise ValueError(f"{where} must be text, not {value!r}")
    if isinstance(usual, float) and isinstance(value, int | float) and value >= 0:
        return float(value)
    if isinstance(usual, int) and isinstance(value, int) and value >= 0:
        return value
    raise ValueError(f"{where} must be a {'' if isinstance(usual, float) else 'whole '}number from 0, not {value!r}")


def unknown_checks(table: object) -> Iterator[tuple[str, str]]:
    """The names in `[checks]` that are not known, each with what was meant.

    Args:
        table: What the settings have there.
    """
    if not isinstance(table, Mapping):
        return
    for key, value in table.items():
        if key in _LISTS:
            listed: Sequence[object] = value if isinstance(value, list) else [value]
            yield from ((f"checks.{key}: {name}", _meant(name)) for name in map(str, listed) if name not in ALL_RULES)
        elif key not in ALL_RULES:
            yield f"checks.{key}", did_you_mean(key, (*_LISTS, *ALL_RULES), _LIST)
        elif isinstance(value, Mapping):
            names = (_SEVERITY, *ALL_RULES[key].options)
            yield from ((f"checks.{key}.{name}", did_you_mean(name, names)) for name in value if name not in names)


_LIST = "`tui-captioner check --rules` lists all rules"


def _meant(name: str) -> str:
    return did_you_mean(visible(name), ALL_RULES, _LIST)
