"""The clusters that are listed, which of their tags is the head, and what a row of the list is. Nothing of Textual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.services.catalogue.near_duplicates import NearDuplicates


@dataclass(frozen=True, slots=True)
class Group:
    """Tags that are one thing, or perhaps are.

    Args:
        texts: The tags, the most used first.
        whys: Why each is the same as the head; empty for the head.
        head: The one that the others are merged into; empty as long as it has to be chosen.
        misspelt: A tag that may stand for each of the others; empty where all are one thing.
    """

    texts: tuple[str, ...]
    whys: tuple[str, ...]
    head: str
    misspelt: str = ""

    @property
    def numbered(self) -> Sequence[str]:
        """The tags that may be the head, in the order of their digits."""
        return [text for text in self.texts if text != self.misspelt]

    @property
    def merged(self) -> list[str]:
        """The tags that become the head."""
        if self.misspelt:
            return [self.misspelt]
        return [text for text in self.texts if text != self.head]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A tag of a group, as a row.

    Args:
        group: The group.
        text: The tag.
        why: What stands beside it.
        number: Its digit; empty where it has none.
    """

    group: Group
    text: str
    why: str
    number: str

    @property
    def is_head(self) -> bool:
        """Whether the others are merged into it."""
        return self.text == self.group.head

    @property
    def is_first(self) -> bool:
        """Whether it is the first row of its group."""
        return self.text == self.group.texts[0]


class ClusterList:
    """What is listed: the clusters, or what is perhaps one thing.

    Args:
        near: What is known of near-duplicates.
    """

    def __init__(self, near: NearDuplicates) -> None:
        self._near = near
        self._heads: dict[frozenset[str], str] = {}
        self.filter = RowFilter("")
        self.shows_perhaps = False
        self.groups: Sequence[Group] = ()
        self.rows: Sequence[GroupRow] = ()

    def lay_out(self) -> None:
        """List anew what is known now."""
        groups = self._all()
        self.groups = [group for group in groups if self.filter.holds(*group.texts)] if self.filter.text else groups
        self.rows = [row for group in self.groups for row in self._rows(group)]

    @property
    def texts(self) -> list[str]:
        """All texts that a filter is held against."""
        return [text for group in self._all() for text in group.texts]

    def _all(self) -> list[Group]:
        return self._perhaps() if self.shows_perhaps else self._clusters()

    def choose_head(self, row: int, number: int) -> str:
        """Merge into the tag of that digit; gives it, or nothing where there is none."""
        group = self.rows[row].group
        if not 1 <= number <= len(group.numbered):
            return ""
        head = group.numbered[number - 1]
        self._heads[frozenset(group.texts)] = head
        self.lay_out()
        return head

    def first_row_after(self, row: int) -> int:
        """The first row of the next group; of the last one the first row of all."""
        rest = range(row + 1, len(self.rows))
        return next((number for number in rest if self.rows[number].is_first), 0)

    def place_of(self, text: str) -> int:
        """The row of a tag, -1 if it is not listed."""
        return next((number for number, row in enumerate(self.rows) if row.text == text), -1)

    def _clusters(self) -> list[Group]:
        found = []
        for cluster in self._near.clusters:
            first = "may be" if cluster.is_open else ""
            whys = (first, *(member.rule.value for member in cluster.members))
            misspelt = cluster.head if cluster.is_open else ""
            head = self._heads.get(frozenset(cluster.texts), "" if misspelt else cluster.head)
            found.append(Group(cluster.texts, whys, head, misspelt))
        return found

    def _perhaps(self) -> list[Group]:
        found = []
        for one, other, likeness in self._near.perhaps:
            head = self._heads.get(frozenset((one, other)), one)
            found.append(Group((one, other), ("", f"{likeness:.0f}% alike"), head))
        return found

    def _rows(self, group: Group) -> list[GroupRow]:
        numbers = {text: str(number) for number, text in enumerate(group.numbered[:9], 1)}
        rows = []
        for text, why in zip(group.texts, group.whys, strict=True):
            told = "into this" if text == group.head else why
            if not told:
                told = "goes into it"
            rows.append(GroupRow(group, text, told, numbers.get(text, "")))
        return rows
