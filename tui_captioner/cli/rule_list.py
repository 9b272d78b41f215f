"""`check --rules` and `check --accepted`: what is looked for, and what nobody is to be told of any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_captioner.cli.output import json_line
from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.domain.checks.rule import Rule, Value
from tui_captioner.domain.checks.settings import CheckSettings
from tui_captioner.domain.named_commands import told_of
from tui_captioner.domain.text import visible
from tui_captioner.storage.project.acceptances import Key


def print_rules(settings: CheckSettings, dataset: object, *, json: bool) -> None:
    """A line for each rule, or an object.

    Args:
        settings: Which are on, and how they are tuned.
        dataset: What commands that are advised name.
        json: Whether objects are printed.
    """
    width = max(map(len, ALL_RULES))
    for rule in ALL_RULES.values():
        on, severity, options = settings.is_on(rule), settings.severity(rule), _options(rule, settings)
        if json:
            values = {"rule": rule.id, "on": on, "severity": severity, "title": rule.title, "source": rule.source}
            print(json_line({**values, "advice": told_of(rule.advice, dataset), "options": options}))
            continue
        tuned = "".join(f"; {name} = {value}" for name, value in options.items())
        print(visible(f"{rule.id:<{width}}  {'on ' if on else 'off'}  {severity:<7}  {rule.title}{tuned}"))
        print(visible(f"{'':<{width}}                {rule.source}"))


def _options(rule: Rule, settings: CheckSettings) -> Mapping[str, Value]:
    return {name: settings.option(rule, name) for name in rule.options}


def print_accepted(keys: Sequence[Key], *, json: bool) -> None:
    """A line for each accepted finding, or an object.

    Args:
        keys: Rule, what it is about, and image (empty for the set) of each.
        json: Whether objects are printed.
    """
    for rule, about, name in keys:
        if json:
            print(json_line({"rule": rule, "about": about, "file_name": name}))
        else:
            print(visible(f"{rule}: {name or 'the set'}{f': {about}' if about else ''}"))
    if not keys and not json:
        print("No finding was accepted")
