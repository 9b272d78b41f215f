"""The tags that models proposed for the image at hand: a cursor over them, and what is answered to each."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.drafting.drafted import Drafted, DraftedTag
from tui_captioner.services.drafting.machine_tags import named, refuse, with_confirmed
from tui_captioner.services.session.image_editor import ImageEditor


class MachineTags:
    """A cursor over the machine tags of the image at hand, in the order of the slots.

    `place` is the one it stands on, from 0; None while the user is elsewhere.

    Args:
        at: Image and slot.
    """

    def __init__(self, at: ImageEditor) -> None:
        self._at = at
        self.place: int | None = None

    @property
    def all(self) -> Drafted:
        """All of them; they are about the first caption of the image, so none beside another one."""
        if not self._at.name or self._at.alternative:
            return ()
        drafted = self._at.session.record(self._at.name).drafted
        keys = self._at.session.structure.own_keys
        return tuple(one for key in keys for one in drafted if one.slot == key)

    def of(self, slot: str) -> Drafted:
        """Those of a slot."""
        return tuple(one for one in self.all if one.slot == slot)

    @property
    def here(self) -> DraftedTag | None:
        """The one that the cursor stands on."""
        return None if self.place is None else self.all[self.place]

    @property
    def told(self) -> str:
        """How many are unconfirmed, and whose they are; empty for none."""
        models = list(dict.fromkeys(one.by for one in self.all))
        who = models[0] if len(models) == 1 else f"{len(models)} models"
        return f"{len(self.all)} proposed by {who}" if models else ""

    def begin(self, *, doubtful: bool = False) -> bool:
        """Stand on the first one of this slot or of those behind it, else on the first of all; whether there is one.

        Args:
            doubtful: Whether to stand on the first new word, where there is one.
        """
        found, keys = self.all, self._at.session.structure.keys
        here = keys.index(self._at.slot)
        behind = (number for number, one in enumerate(found) if keys.index(one.slot) >= here)
        new = (number for number, one in enumerate(found) if doubtful and not one.known)
        self.place = next(new, next(behind, 0)) if found else None
        self._stand()
        return bool(found)

    def leave(self) -> None:
        """Back to typing."""
        self.place = None

    def settle(self) -> None:
        """Come back onto one after some were answered."""
        if self.place is not None:
            count = len(self.all)
            self.place = min(self.place, count - 1) if count else None
            self._stand()

    def walk(self, step: int) -> None:
        """Go along them."""
        if self.place is not None:
            self.place = max(0, min(self.place + step, len(self.all) - 1))
            self._stand()

    def _stand(self) -> None:
        if self.here is not None:
            self._at.slot = self.here.slot

    def confirm(self, tags: Sequence[DraftedTag]) -> None:
        """Take these into the caption, as one step."""
        if tags and self._at.edit(f"confirm {named(tags)}", with_confirmed(self._at.session, self._at.caption, tags)):
            self._say(f"Confirmed {named(tags)}")
        self.settle()

    def refuse(self) -> None:
        """Take the one at hand away for good."""
        if self.here is not None:
            tags = (self.here,)
            refuse(self._at.session, self._at.name, tags)
            self._say(f"Refused {named(tags)}; it is not proposed here again")
        self.settle()

    def confirm_known(self, tags: Drafted) -> None:
        """Take those of these that are no new words, as one step."""
        new = [one.text for one in tags if not one.known]
        self.confirm([one for one in tags if one.known])
        if new:
            said = f"{len(new)} new word{'s are' if len(new) > 1 else ' is'} left: {', '.join(new)}"
            self._say(f"{self._at.message}; {said}" if self._at.message else said)

    def _say(self, message: str) -> None:
        # What an edit had to say of the caption is not to be lost.
        before = self._at.message
        self._at.say(f"{before} {message}" if before and before not in message else message, warning=self._at.warning)
