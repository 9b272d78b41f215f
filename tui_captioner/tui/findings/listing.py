"""Which rows are listed: a row for each rule, and the findings of those that were opened. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tui_captioner.domain.checks.finding import SEVERITIES, Finding
from tui_captioner.domain.checks.registry import ALL_RULES, FILTER_RULES
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.query.at_cursor import written
from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.services.session.session import Session

MOST_NAMED = 60
"""Images that a filter names one by one."""
_FEW = 3
"""Images up to which a filter names them, though their tag would do."""
Place = tuple[str, str]
"""Rule, and what tells the findings of a row from the others of that rule; empty for the row of the rule."""


@dataclass(frozen=True)
class Entry:
    """Findings of a rule that say the same of one or more images.

    Args:
        findings: These findings.
        key: Tells it from the other entries of its rule.
    """

    findings: tuple[Finding, ...]
    key: str

    @property
    def first(self) -> Finding:
        """What they all say."""
        return self.findings[0]

    @cached_property
    def images(self) -> tuple[str, ...]:
        """The images that they are about; none where they are about the dataset."""
        names = (finding.images or ((finding.file_name,) if finding.file_name else ()) for finding in self.findings)
        return tuple(dict.fromkeys(name for some in names for name in some))


@dataclass(frozen=True)
class Group:
    """All findings of a rule.

    Args:
        rule: The rule.
        entries: Its findings, the one on most images first.
    """

    rule: Rule
    entries: tuple[Entry, ...]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All of them."""
        return tuple(finding for entry in self.entries for finding in entry.findings)

    @cached_property
    def images(self) -> tuple[str, ...]:
        """The images that they are about."""
        return tuple(dict.fromkeys(name for entry in self.entries for name in entry.images))

    @property
    def severity(self) -> str:
        """The worst of its findings."""
        return min((entry.first.severity for entry in self.entries), key=SEVERITIES.index)


@dataclass(frozen=True)
class Item:
    """A row.

    Args:
        group: The rule with its findings.
        entry: The findings that it shows; None where it stands for the whole rule.
    """

    group: Group
    entry: Entry | None = None

    @property
    def place(self) -> Place:
        """Where it is found again."""
        return self.group.rule.id, "" if self.entry is None else self.entry.key

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that it stands for."""
        return self.group.findings if self.entry is None else self.entry.findings

    @property
    def images(self) -> tuple[str, ...]:
        """The images that these are about."""
        return self.group.images if self.entry is None else self.entry.images

    @property
    def tag(self) -> str:
        """The tag that it is about; empty where there is none, or where there are several."""
        tags = {finding.tag for finding in self.findings}
        return tags.pop() if len(tags) == 1 else ""

    @property
    def filter(self) -> str:
        """What finds its images; empty where they can't be told in a filter."""
        if self.entry is None and self.group.rule.id in FILTER_RULES:
            return f"finding:{self.group.rule.id}"
        filters = {finding.filter for finding in self.findings}
        if len(filters) == 1 and "" not in filters:
            return filters.pop()
        if self.tag and self.group.rule.id in FILTER_RULES and len(self.images) > _FEW:
            return f"finding:{self.group.rule.id} AND tag=={written(self.tag)}"
        return " OR ".join(f"name=={written(name)}" for name in self.images[:MOST_NAMED])


class FindingListing:
    """The rows of the list. It outlives its screen, so that one comes back to the same place.

    Attributes:
        items: The rows.
        here: The row that the cursor was at.
        opened: Ids of the rules whose findings are listed one by one.
        filter: Which rows are listed.
        typed: That filter, as it was typed.
        findings: How many findings there are.
        images: In how many images.
    """

    def __init__(self) -> None:
        self.groups: Sequence[Group] = ()
        self.findings = self.images = 0
        self.items: Sequence[Item] = ()
        self.here: Place = ("", "")
        self.opened: set[str] = set()
        self.filter, self.typed = RowFilter(""), ""

    def set_findings(self, findings: Iterable[Finding]) -> None:
        """List these."""
        self.set_groups(by_rule(findings))

    def set_groups(self, groups: Sequence[Group]) -> None:
        """List these, as `by_rule` gives them."""
        self.groups = groups
        self.findings = sum(len(group.findings) for group in groups)
        self.images = len({name for group in groups for name in group.images})
        self._lay_out()

    def set_filter(self, wanted: RowFilter) -> None:
        """List the rules and findings alone that hold a text."""
        self.filter = wanted
        self._lay_out()

    @property
    def texts(self) -> Iterator[str]:
        """All texts that a filter is held against."""
        for group in self.groups:
            yield from _texts_of(group.rule)
            for entry in group.entries:
                yield from _texts_of_entry(entry)

    def open(self, rule: str, *, is_open: bool) -> None:
        """List the findings of a rule one by one, or in one row."""
        if is_open:
            self.opened.add(rule)
        else:
            self.opened.discard(rule)
        self._lay_out()

    def row_of(self, place: Place, otherwise: int = 0) -> int:
        """The row of a place; that of its rule where the finding is gone.

        Args:
            place: The place.
            otherwise: The row where the rule is gone too.
        """
        rows = {item.place: row for row, item in enumerate(self.items)}
        return rows.get(place, rows.get((place[0], ""), otherwise))

    def _lay_out(self) -> None:
        self.items = list(self._items())

    def _items(self) -> Iterator[Item]:
        wanted = self.filter
        for group in self.groups:
            whole = not wanted.text or wanted.holds(*_texts_of(group.rule))
            entries = [entry for entry in group.entries if whole or wanted.holds(*_texts_of_entry(entry))]
            if not entries:
                continue
            shown = group if len(entries) == len(group.entries) else Group(group.rule, tuple(entries))
            yield Item(shown)
            if group.rule.id in self.opened or not whole:
                yield from (Item(shown, entry) for entry in entries)


def _texts_of(rule: Rule) -> tuple[str, ...]:
    return rule.id, rule.title, rule.source


def _texts_of_entry(entry: Entry) -> tuple[str, ...]:
    return entry.first.message, *entry.images


def listing_of(session: Session) -> FindingListing:
    """The rows of an open dataset: one for all screens."""
    return session.companions.get(FindingListing, FindingListing)


def rule_named(key: str, severity: str) -> Rule:
    """A rule by its id; one that says no more than that where none of that name is known."""
    return ALL_RULES.get(key) or Rule(key, key.replace("-", " "), "", severity, "")


def by_rule(findings: Iterable[Finding]) -> list[Group]:
    """Findings by their rule, the worst first; takes long for very many, and touches nothing else."""
    groups = sorted(_grouped(findings), key=lambda group: SEVERITIES.index(group.severity))
    for group in groups:
        # Worked out here, where no key waits for it.
        _ = group.images, group.findings
    return groups


def _grouped(findings: Iterable[Finding]) -> Iterator[Group]:
    rules: dict[str, dict[tuple[str, str], list[Finding]]] = {}
    for finding in findings:
        rules.setdefault(finding.rule, {}).setdefault((finding.about, finding.message), []).append(finding)
    order = {key: number for number, key in enumerate(ALL_RULES)}
    for key in sorted(rules, key=lambda rule: (order.get(rule, len(order)), rule)):
        entries = sorted(_entries(rules[key]), key=lambda entry: -len(entry.images))
        yield Group(rule_named(key, entries[0].first.severity), tuple(entries))


def _entries(same: Mapping[tuple[str, str], Sequence[Finding]]) -> Iterator[Entry]:
    """Findings of a rule by what they are about and what they say, known again by the former where that will do."""
    messages = Counter(about for about, _ in same)
    for (about, message), findings in same.items():
        yield Entry(tuple(findings), about if about and messages[about] == 1 else f"{about}\n{message}")
