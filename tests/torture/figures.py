"""What was done, counted for people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Figures:
    """What was done.

    Attributes:
        kinds: Kills, by what ended the program.
        places: Kills, by screen or command and what was done there.
        inside: Those of them inside of what was being done: after some of its writes to files, before the last one.
        faults: Faults, by kind.
        under_faults: What was done under a fault, by screen or command.
        not_made: Faults that can't be made on this machine, and what they need.
        accepted: Edits that were seen to be accepted before the kill.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    under_faults: Counter[str] = field(default_factory=Counter)
    not_made: set[str] = field(default_factory=set)
    accepted: int = 0

    @property
    def kills(self) -> int:
        """How many programs were ended by force."""
        return self.kinds.total()

    def count(self, how: str, place: str, *, inside: bool) -> None:
        """Count a kill."""
        self.kinds[how] += 1
        self.places[place] += 1
        self.inside[place] += inside

    def add(self, other: Figures) -> None:
        """Take in those of another story."""
        self.kinds += other.kinds
        self.places += other.places
        self.inside += other.inside
        self.faults += other.faults
        self.under_faults += other.under_faults
        self.accepted += other.accepted

    def told(self) -> str:
        """All of it, as lines."""
        places = (f"{name} {count} ({self.inside[name]})" for name, count in self.places.most_common())
        return "\n".join(
            (
                f"{self.kills} kills, {self.inside.total()} of them inside of what was being done",
                f"{self.accepted} edits accepted on the screen before them",
                f"kills by kind: {_listed(self.kinds)}",
                f"kills by what was done, and how many of them inside of it: {', '.join(places)}",
                f"{self.faults.total()} faults: {_listed(self.faults)}",
                f"done under faults: {_listed(self.under_faults)}",
                f"faults that can't be made here: {', '.join(sorted(self.not_made)) or 'none'}",
            )
        )


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.most_common())
