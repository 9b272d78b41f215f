"""Which images of a proposal are in, and which of them are listed."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.bulk.proposed import ImageChange, image_change

_KEPT = 500
"""Images of which it is kept what would change: some pages."""


class Choosing:
    """A proposal with the images that are in; all of them at first.

    Args:
        proposal: The proposal.
        sure: Whether the images that it is about are those that it changes; else they are found one by one.
    """

    def __init__(self, proposal: Proposal, *, sure: bool = False) -> None:
        self.proposal = proposal
        self.sure = sure
        self._out: set[str] = set()
        self._only: Sequence[str] | None = None
        self._changes: dict[str, ImageChange] = {}

    def change(self, name: str) -> ImageChange:
        """What would change in an image."""
        found = self._changes.get(name)
        if found is None:
            if len(self._changes) >= _KEPT:
                self._changes.clear()
            found = self._changes[name] = image_change(self.proposal, name)
        return found

    def is_known(self, name: str) -> bool:
        """Whether it was worked out already what would change in an image."""
        return name in self._changes

    def forget_changes(self) -> None:
        """Work out anew what would change."""
        self._changes.clear()

    @property
    def names(self) -> Sequence[str]:
        """The images that the proposal changes, as far as they were found."""
        known = self.sure or self.proposal.is_looked_through
        return self.proposal.names if known else self.proposal.finding

    @property
    def listed(self) -> Sequence[str]:
        """The images that are listed: what is not listed is not carried out either."""
        return self.names if self._only is None else self._only

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter leaves some images out."""
        return self._only is not None

    def list_only(self, names: Sequence[str] | None) -> None:
        """List these images alone, or all of them."""
        self._only = names

    def has(self, name: str) -> bool:
        """Whether an image is in."""
        return name not in self._out

    def toggle(self, name: str) -> None:
        """Leave an image out, or take it in again."""
        self._out ^= {name}

    def toggle_all(self) -> None:
        """All listed images out if all of them are in, else in."""
        listed = self.listed
        if self._out.isdisjoint(listed):
            self._out.update(listed)
        else:
            self._out.difference_update(listed)

    def only(self, name: str) -> None:
        """Leave all images but this one out."""
        self._out = set(self.names)
        self._out.discard(name)

    @property
    def count(self) -> int:
        """How many images are in."""
        listed = self.listed
        return len(listed) if not self._out else sum(name not in self._out for name in listed)

    def chosen(self) -> Proposal:
        """The proposal for the images that are in: another one each time, since one that was stopped stays so."""
        if self.proposal.changes_globals:
            return self.proposal
        return self.proposal.narrowed([name for name in self.listed if name not in self._out])
