"""What a change of many captions would do, as it is shown before it is made."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

SAMPLES = 50
"""Captions that are shown before and after; of the others only the number."""


class Sample(NamedTuple):
    """One caption as it is and as it would be."""

    name: str
    before: str
    after: str


@dataclass
class Difference:
    """What a change would do, as far as it was worked out.

    Args:
        captions: How many captions would read otherwise.
        unsure: How many of these have tags whose slot was only guessed.
        samples: The first of them.
        advice: What should be known before, on a line each; empty for nothing.
        already: By tag, how many captions have a tag already that the change would bring; it stands there once.
        passed_over: Images that would change and can't be, and why.
        unread: Images whose captions can't be read, so that nothing is known of them, and why.
    """

    captions: int = 0
    unsure: int = 0
    samples: list[Sample] = field(default_factory=list)
    advice: str = ""
    already: Counter[str] = field(default_factory=Counter)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)

    @property
    def remarks(self) -> list[str]:
        """What should be known before, in sentences."""
        said = self.advice.splitlines()
        for text, count in self.already.items():
            said.append(f"'{text}' stands in {count} of them already; it stays there once.")
        for images, what in ((self.passed_over, "passed over"), (self.unread, "not looked at")):
            if images:
                name, why = images[0]
                said.append(
                    f"{len(images)} image{' is' if len(images) == 1 else 's are'} {what}, such as {name}: {why}"
                )
        return said

    def note(self, name: str, before: str, after: str, *, unsure: bool = False) -> None:
        """Count a caption if it would read otherwise."""
        if before == after:
            return
        self.captions += 1
        self.unsure += unsure
        if len(self.samples) < SAMPLES:
            self.samples.append(Sample(name, before, after))
