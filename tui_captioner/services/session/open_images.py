"""The images of an open dataset, one by one: what each has, what it reads. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_captioner.domain.caption import Caption, Tags
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.writing import written_tags
from tui_captioner.services.session.changes import Changes, global_tags
from tui_captioner.services.session.known_images import Known, KnownImages
from tui_captioner.services.session.ledger import Ledger
from tui_captioner.services.session.project import Project
from tui_captioner.storage.dataset.scan import ImageFile
from tui_captioner.storage.project.database import Stored
from tui_captioner.storage.project.records import ImageRecord

if TYPE_CHECKING:
    from tui_captioner.domain.templating.template import Rendered


class OpenImages:
    """What can be asked of an image. Questions about many go to the catalogue.

    Args:
        project: The opened project.
        known: Looks images up.
        ledger: Knows the globals.
        changes: Writes captions as text.
    """

    def __init__(self, project: Project, known: KnownImages, ledger: Ledger, changes: Changes) -> None:
        self.project = project
        self._known = known
        self._ledger = ledger
        self._changes = changes
        self.changed_outside: set[str] = set()
        """The edited images whose sidecar other programs changed, as far as that was noticed."""

    @property
    def structure(self) -> Structure:
        """The slots of this dataset."""
        return self.project.settings.structure

    @property
    def names(self) -> Sequence[str]:
        """The images in order."""
        return self.project.names

    def place(self, name: str) -> int:
        """Where an image stands in the order, from 0; raises KeyError if there is none of that name."""
        return self.project.places[name]

    def neighbour(self, name: str, step: int) -> str:
        """The image so many places on (or back, below zero), empty beyond either end."""
        place = self.place(name) + step
        return self.names[place] if 0 <= place < len(self.names) else ""

    @property
    def globals(self) -> Tags:
        """The tags that stand in every caption."""
        return global_tags(self._ledger.globals)

    def image(self, name: str) -> ImageFile:
        """The file of an image; raises KeyError if there is none."""
        return self.project.images[name]

    def record(self, name: str) -> ImageRecord:
        """The caption and state of an image, from the database or, if it was never edited, from its sidecar.

        For the image at hand: what it gave is kept, so `edit` notices that the sidecar is another by then. `peek` keeps
        nothing.
        """
        return self._known.look(name).record

    def problem(self, name: str) -> str:
        """Why the captions of this image can't be edited; empty if they can."""
        return self._known.look(name).problem

    def lock(self, name: str) -> str:
        """Why the sidecar of this image must not be written though it can be read; empty if it may."""
        return self._known.peek(name).lock

    def caption(self, name: str) -> str:
        """The caption as the trainer will read it."""
        return self.caption_text(self.record(name).caption)

    def caption_text(self, caption: Caption) -> str:
        """Any caption as the trainer would read it."""
        return self._changes.text_of(caption)

    def decided(self, before: ImageRecord, record: ImageRecord) -> ImageRecord:
        """A record after a change of many, with those tags left out that came in and that the profile leaves out."""
        return self._changes.decided(before, record, whole=False)

    def tags_text(self, caption: Caption) -> str:
        """The tags of any caption as they are written where no sentences stand in their place."""
        return self._changes.tags_text(caption)

    def rendered(self, template: str, caption: Caption) -> Rendered:
        """What a template makes of any caption; raises ValueError if there is no template of that name."""
        return self._changes.rendered(template, caption)

    def retold(self, before: ImageRecord, record: ImageRecord, globals_: Sequence[str] | None = None) -> ImageRecord:
        """A record after a change, with the sentences that the project's template makes of captions that changed."""
        return self._changes.retold(before, record, globals_)

    def look_over(self, name: str) -> Known:
        """All that is known of an image, why it can't be edited too; keeps nothing in memory, like `peek`."""
        return self._known.peek(name)

    def peek(self, name: str) -> ImageRecord:
        """The same as `record` without keeping it in memory: for going over many images."""
        return self._known.peek(name).record

    def unplaced(self, name: str) -> Known:
        """All that is known of an image but the slots of its tags, which stand in one if it was never edited.

        For texts, states and problems of many images: placing tags is what takes long.
        """
        return self._known.unplaced(name)

    def written_tags(self, name: str) -> Tags:
        """The tags of the caption, as often as they are written."""
        settings = self.project.settings
        return written_tags(settings.structure, settings.output, self.globals, self.record(name).caption)

    def is_shown_as(self, name: str, data: bytes | None) -> bool:
        """Whether an image that is kept in memory was read from these bytes."""
        return self._known.is_kept_as(name, data)

    def read_anew(self, names: Sequence[str]) -> None:
        """Have images read anew, since their sidecars were changed outside, and whoever listens told of them."""
        for name in names:
            self._known.forget(name)
        self._ledger.tell(names)

    def row(self, name: str) -> Stored | None:
        """What the database has of an image, None if it was never edited."""
        return self._known.row(name)

    def read_sidecar(self, image: ImageFile, *, placed: bool = True) -> Known:
        """What the sidecar of an image says; touches no state, so it may run in a thread.

        Args:
            image: The image.
            placed: Whether the slots of its tags matter; see `unplaced`.
        """
        return self._known.read_sidecar(image, placed=placed)
