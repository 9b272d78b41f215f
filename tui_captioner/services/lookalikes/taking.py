"""Taking tags from the image that looks most alike and has a caption: a proposal, shown before it is made.

Only where pictures look alike: the nearest of all shares fewer tags with an image than the one before it does.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

from tui_captioner.domain.edits import Add, apply_all
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.lookalikes.finding import Alike
from tui_captioner.services.lookalikes.lookalikes import LOOK, look_alikes_of
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.look_alikes import first_captions_of
from tui_captioner.storage.project.records import ImageRecord

_TRIED = 20
"""Images that look like one, of which one has to have a caption."""
_NAMED = 3
"""Images that are named with the one that they take from."""


class TakingFromAlike(Proposal):
    """Each image gets the tags that another one has and it has not, each in the same slot, behind its own.

    Args:
        session: The open dataset.
        sources: What each image takes from, by name.
    """

    def __init__(self, session: Session, sources: Mapping[str, Alike]) -> None:
        one = next(iter(sources.values())).name if len({source.name for source in sources.values()}) == 1 else ""
        super().__init__(session, f"take tags from {one}" if one else "take tags from the most alike", list(sources))
        self._sources = sources
        self.difference.advice = _advice(sources)

    def new_record(self, name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`. Its other captions stay."""
        theirs = self.session.peek(self._sources[name].name).caption
        edits = [
            Add(slot, tuple(tag.taken_over() for tag in theirs.tags(slot) if not tag.mark))
            for slot in self.session.structure.own_keys
        ]
        taken = apply_all(edits, record.caption, self.session.globals)
        return record if taken is record.caption else record.with_caption(taken)


def sources_of(
    session: Session, names: Sequence[str], wait: float = LOOK
) -> Generator[Progress, None, dict[str, Alike]]:
    """For each of these images the one that looks most alike and has a caption, after a look at the pictures.

    A job, see `told`. Images that look like none with a caption are left out.

    Args:
        session: The open dataset.
        names: The images.
        wait: See `LookAlikes.look`.

    Raises:
        CaptionerError: If pictures can't be decoded here, or there can be no catalogue.
    """
    yield from look_alikes_of(session).look(wait=wait, compares=False)
    near: dict[str, list[Alike]] = {}
    for count, name in enumerate(names, 1):
        near[name] = look_alikes_of(session).nearest(name, _TRIED)
        yield Progress(count, len(names))
    wanted = sorted({other.name for others in near.values() for other in others})
    captioned = yield from catalogue_of(session).answer(lambda store: first_captions_of(store, wanted), at_once=True)
    found = {name: [other for other in others if other.name in captioned] for name, others in near.items()}
    return {name: others[0] for name, others in found.items() if others}


def _advice(sources: Mapping[str, Alike]) -> str:
    """Which image takes from which, of the first ones."""
    said = [f"{name} takes from {source.name}, {how_alike(source)}" for name, source in sources.items()]
    more = f"; and {len(said) - _NAMED:,} more" if len(said) > _NAMED else ""
    return f"{'; '.join(said[:_NAMED])}{more}." if said else ""


def how_alike(other: Alike) -> str:
    """How much an image looks like another one, in words."""
    turned = ", mirrored" if other.mirrored else ""
    return f"the same picture{turned}" if other.same else f"{round(100 * other.likeness)}% alike{turned}"
