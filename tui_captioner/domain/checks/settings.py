"""Which rules are on, and how they are tuned: what `[checks]` of a project says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.rule import Rule, Value


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What a project says of the rules; a rule that is not named goes by its own defaults.

    Args:
        off: Ids of the rules that are off.
        on: Ids of the rules that are on though they are off by themselves.
        severities: Severities by rule id.
        options: Options by rule id, each by its name.
    """

    off: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    severities: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def is_on(self, rule: Rule) -> bool:
        """Whether a rule looks at captions."""
        return rule.id not in self.off and (rule.on or rule.id in self.on)

    def severity(self, rule: Rule) -> str:
        """What the findings of a rule are."""
        return self.severities.get(rule.id, rule.severity)

    def option(self, rule: Rule, name: str) -> Value:
        """The value of an option of a rule; raises KeyError if it has none of that name."""
        return self.options.get(rule.id, {}).get(name, rule.options[name])

    def number(self, rule: Rule, name: str) -> int:
        """An option that is a whole number; see `option`."""
        return int(self.option(rule, name))  # type: ignore[arg-type]

    def tuned(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings of those rules that are not off, with the severities of these settings."""
        for found in findings:
            if found.rule not in self.off:
                severity = self.severities.get(found.rule, found.severity)
                yield found if severity == found.severity else replace(found, severity=severity)


DEFAULT = CheckSettings()
"""Every rule as it is by itself."""
