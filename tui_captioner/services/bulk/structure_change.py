"""Choosing the structure of a dataset, with the tags of its captions in the slots of that."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.domain.structure import structure_rows
from tui_captioner.domain.structures.moving import Moving
from tui_captioner.domain.structures.shipped import STRUCTURES, StartingStructure
from tui_captioner.domain.writing import assemble
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.jobs import Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.structure_steps import Structures


def known_structure(name: str) -> StartingStructure:
    """The structure of a name; raises WrongUseError with the nearest one if there is none."""
    if name not in STRUCTURES:
        raise WrongUseError(f"There is no structure {name!r}", did_you_mean(name, STRUCTURES))
    return STRUCTURES[name]


class StructureChange(Proposal):
    """Every edited caption in the slots of another structure; see `Moving` for where tags go.

    From here on the session goes by that structure; the settings have it once the change is carried out. A caption that
    was never edited is placed anew when the dataset is opened.

    Args:
        session: A dataset that was just opened.
        start: The structure.
    """

    def __init__(self, session: Session, start: StartingStructure) -> None:
        project = session.project
        self._before = structure_rows(project.settings.structure)
        edited = [name for name in session.names if (row := session.row(name)) is not None and row.record is not None]
        self.untouched = len(session.names) - len(edited)
        """How many images were never edited, so that nothing has to be done about them."""
        super().__init__(session, f"choose the structure {start.name}", edited)
        self._start = start
        self._edited = bool(edited)
        self._moving = Moving(start, project.layer_of)
        # What is read while it is looked through is told by the slots that there were.
        self._records = {name: row.record for name in edited if (row := session.row(name)) is not None}
        self.moves: Counter[tuple[str, str]] = Counter()
        """How many tags go from one slot to another, by their keys."""
        project.go_by(start.structure)

    def new_record(self, name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        stored = self._records.get(name) or record
        first, *others = (self._moving.moved(caption) for caption in (stored.caption, *stored.alternatives))
        return replace(record, caption=first, alternatives=tuple(others))

    def differs(self, name: str, before: ImageRecord, after: ImageRecord) -> bool:
        """Whether tags move, or are written in another order."""
        stored = self._records.get(name) or before
        pairs = zip(_captions(stored), _captions(after), strict=True)
        differs = any(old.slots != new.slots or self._text_then(old) != self._text(new) for old, new in pairs)
        for slot, tags in stored.caption.slots.items() if differs else ():
            self.moves.update((slot, there) for tag in tags if (there := self._moving.slot_of(slot, tag)) != slot)
        return differs

    def note(self, name: str, before: ImageRecord, after: ImageRecord) -> None:
        """Count what captions would read."""
        stored = self._records.get(name) or before
        for old, new in zip(_captions(stored), _captions(after), strict=True):
            self.difference.note(name, self._text_then(old), self._text(new))

    def _text_then(self, caption: Caption) -> str:
        """A caption as it was written by the structure that there was."""
        settings, structure = self.session.project.settings, self.session.project.left_structure
        return "" if structure is None else assemble(structure, settings.output, self.session.globals, caption)

    def structures(self) -> Structures:
        """See `Proposal.structures`: in one step with the captions, or neither."""
        return Structures(self._before, structure_rows(self._start.structure))

    def _carried_out(self) -> Steps:
        project, rows = self.session.project, structure_rows(self._start.structure)
        if not self._edited:
            project.put_structure(rows)
            return
        project.check_structure(rows)
        yield from super()._carried_out()


def _captions(record: ImageRecord) -> tuple[Caption, ...]:
    return record.caption, *record.alternatives
