"""What the list of images is at: its rows, the chosen ones, what is known of those in sight; nothing of Textual."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from tui_captioner.domain.spelling import match_key
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.scope import Asked, scope_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.browsing import ListedImage, listed, tags_beginning

_KEPT = 2000
"""Images of which it is kept what their rows show: some 40 pages."""


class Browsing:
    """The list of images of an open dataset. It outlives its screen, so that one comes back to the same place.

    Args:
        session: The open dataset.

    Attributes:
        scope: The images that are listed.
        chosen: Places in `Session.names` of the images that are chosen.
        anchor: The row where a range began; None for none.
        fits: Places of the images that fit the filter by now; None as long as that is what is listed.
        misfits: How many of the listed ones do not.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.scope = scope_of(session)
        self.catalogue = catalogue_of(session)
        self.row = 0
        self.chosen: set[int] = set()
        self.anchor: int | None = None
        self.fits: set[int] | None = None
        self.misfits = 0
        self.as_sheet = False
        """Whether pictures are shown, in place of a table."""
        self.is_old = False
        """Whether captions changed since the images were asked for."""
        self.swept_slot = ""
        """Key of the slot that was swept last; empty for none."""
        self._known: dict[str, ListedImage] = {}
        session.subscribe(self._note)

    def _note(self, names: Iterable[str]) -> None:
        self.is_old = True
        known = [self._known.pop(name, None) for name in names]
        if any(image is not None and image.alike is not None for image in known):
            # What is found on those that look like them depends on it too.
            self._known.clear()

    # --- rows -----------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The image under the cursor; empty where none is listed."""
        return self.scope.name(self.row) if len(self.scope) else ""

    def go_to(self, row: int) -> None:
        """Put the cursor on a row, the first or the last if it lies beyond."""
        self.row = max(0, min(row, len(self.scope) - 1))

    def go_to_image(self, name: str) -> None:
        """Put the cursor on an image; where it is not listed it stays."""
        row = self.scope.row(name) if name else None
        self.go_to(self.row if row is None else row)

    def list(self, asked: Asked, places: array[int]) -> None:
        """List these images; the cursor stays on its image where that is among them."""
        here = self.name
        self.scope.set(asked, places)
        self.anchor, self.is_old = None, False
        self.now_fit(None)
        self.row = 0
        self.go_to_image(here)

    def known(self, name: str) -> ListedImage | None:
        """What is shown of an image, as far as it was fetched."""
        return self._known.get(name)

    def tag_rest(self, text: str) -> str:
        """The rest of the most used tag that begins so; empty for none."""
        if not text.strip():
            return ""
        found = self.catalogue.ask(lambda store: tags_beginning(store, match_key(text), limit=5))
        return next((tag[len(text) :] for tag, _ in found or () if tag.startswith(text)), "")

    def fetch(self, rows: range) -> None:
        """Have it known what is shown of the images in these rows, as far as the catalogue can tell by now."""
        from tui_captioner.services.catalogue.single import looked_at

        names = [self.scope.name(row) for row in rows]
        missing = [name for name in names if name not in self._known]
        if not missing:
            return
        if len(self._known) > _KEPT:
            self._known.clear()
            missing = names
        found = self.catalogue.ask(lambda store: listed(store, missing)) or {}
        for name in missing:
            # Where the captions are still being read: those in sight are few enough to be looked at one by one.
            self._known[name] = found.get(name) or looked_at(self.session, name)

    def forget_known(self) -> None:
        """What is shown of images may be old: fetch it anew."""
        self._known.clear()

    def now_fit(self, places: array[int] | None) -> None:
        """These images fit the filter by now; None: those that are listed."""
        self.fits = None if places is None else set(places)
        self.misfits = 0 if self.fits is None else sum(place not in self.fits for place in self.scope.places)

    def fits_still(self, row: int) -> bool:
        """Whether the image in a row fits the filter by now."""
        return self.fits is None or self.scope.places[row] in self.fits

    # --- choosing -------------------------------------------------------------------------------------------------

    def is_chosen(self, row: int) -> bool:
        """Whether the image in a row is chosen, or in the range that is being chosen."""
        in_range = self.anchor is not None and min(self.anchor, self.row) <= row <= max(self.anchor, self.row)
        return in_range or self.scope.places[row] in self.chosen

    def toggle(self) -> None:
        """Choose the image under the cursor, or let it go."""
        if len(self.scope):
            self.chosen ^= {self.scope.places[self.row]}

    def choose(self) -> None:
        """Choose the image under the cursor."""
        if len(self.scope):
            self.chosen.add(self.scope.places[self.row])

    def toggle_all(self) -> None:
        """Choose all listed images; where all are chosen, let all go."""
        all_ = set(self.scope.places)
        self.chosen = self.chosen - all_ if all_ <= self.chosen else self.chosen | all_
        self.anchor = None

    def mark(self) -> None:
        """Begin a range at the cursor, or choose all from where one began to here."""
        if self.anchor is None:
            self.anchor = self.row
        else:
            first, last = sorted((self.anchor, self.row))
            self.chosen.update(self.scope.places[first : last + 1])
            self.anchor = None

    def let_go(self) -> bool:
        """Drop a range that was begun, else what is chosen; whether there was any."""
        had = self.anchor is not None or bool(self.chosen)
        if self.anchor is not None:
            self.anchor = None
        else:
            self.chosen.clear()
        return had

    @property
    def hidden(self) -> int:
        """How many images are chosen that are not listed."""
        return len(self.chosen.difference(self.scope.places)) if self.chosen and not self.scope.is_all else 0

    @property
    def these(self) -> Sequence[str]:
        """The images that an edit is about, in the order of the list: the chosen ones, or all that are listed."""
        names = self.session.names
        if not self.chosen:
            return self.scope.names()
        listed = [place for place in self.scope.places if place in self.chosen]
        others = sorted(self.chosen.difference(listed))
        return [names[place] for place in (*listed, *others)]
