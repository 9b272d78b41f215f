"""Having a tagger draft many images: one after the other, laid down in steps, resumed where it was left."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from tui_captioner.domain.drafting.answers.answer import Answer
from tui_captioner.domain.drafting.prompt import IMAGE
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.taggers.reported import said
from tui_captioner.domain.taggers.thresholds import Thresholds
from tui_captioner.services.bulk.drafts import draft_proposal
from tui_captioner.services.drafting.asked_before import AskedBefore
from tui_captioner.services.drafting.drafting import BATCH, Tally
from tui_captioner.services.drafting.laying import with_slots
from tui_captioner.services.drafting.prompting import medium_of
from tui_captioner.services.session.jobs import Progress, Steps, finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.picture_files import content_digest
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.project import asked
from tui_captioner.storage.taggers.tagger import Tagger

FINER = 2
"""How much larger than the tagger's square a picture is decoded: it is scaled once more, by the tagger's own rule."""


def check_place(root: Path, folder: Path) -> None:
    """Refuse a tagger in the dataset: a model is a program, and what came with pictures is not run.

    Args:
        root: The dataset.
        folder: The tagger's folder.

    Raises:
        WrongUseError: If it lies in the dataset.
    """
    if folder.resolve().is_relative_to(root.resolve()):
        raise WrongUseError(f"{folder} lies in the dataset", "Keep taggers in a folder of their own")


class Tagging:
    """A run of a tagger over many images; `steps` is its job, `tally` says what became of them.

    Args:
        session: The open dataset, to be written.
        tagger: Who is asked.
        wanted: From which scores on tags are proposed.
        names: The images.
        pictures: Decodes pictures.
        again: Whether those are looked at too that were looked at before.
        limit: Images that are looked at at most; 0 for all.
    """

    def __init__(
        self,
        session: Session,
        tagger: Tagger,
        wanted: Thresholds,
        names: Sequence[str],
        pictures: PictureStore,
        *,
        again: bool = False,
        limit: int = 0,
    ) -> None:
        self.tally = Tally()
        self._session, self._tagger, self._wanted = session, tagger, wanted
        self._names, self._pictures = names, pictures
        self._again, self._limit = again, limit
        self._book = AskedBefore(session, tagger.name, f"tagger:{tagger.key}")
        self._unlaid: dict[str, Mapping[str, Sequence[str]]] = {}
        self._unnoted: list[asked.Answer] = []

    def steps(self) -> Steps:
        """Look at the images. Ended early, what was seen until then is laid down all the same.

        Raises:
            TaggerError: If the tagger failed.
            DatabaseError: If what it said can't be kept.
        """
        job = self._steps()
        self._session.own(job)
        return job

    def _steps(self) -> Steps:
        looked_at = 0
        try:
            for number, name in enumerate(self._names):
                yield Progress(number, len(self._names))
                if self._limit and looked_at >= self._limit:
                    return
                looked_at += self._look_at(name)
                if len(self._unlaid) >= BATCH:
                    yield from self._lay(number + 1)
        finally:
            finish(self._lay(len(self._names)))

    def _look_at(self, name: str) -> bool:
        """Ask about one image; whether the tagger saw it."""
        path = self._session.image(name).path
        if medium_of(name) != IMAGE:
            self.tally.failed.append((name, "taggers look at pictures, not at videos"))
            return False
        try:
            question = self._question(path)
            if not self._again and self._book.answer(question) is not None:
                self.tally.before += 1
                return False
            side = self._tagger.side * FINER
            picture = self._pictures.pixels(path, side)
        except ImageUnreadable as error:
            self.tally.failed.append((name, error.message))
            return False
        found = said(self._tagger.family, self._tagger.labels, self._tagger.scores(picture), self._wanted)
        self._unlaid[name] = with_slots(self._session, Answer({}, [tag.text for tag in found]))
        self._unnoted.append(asked.Answer(question, json.dumps([[tag.text, round(tag.score, 3)] for tag in found])))
        return True

    def _question(self, path: Path) -> asked.Question:
        """What makes the question about a picture the same as another: the model, and from which scores on."""
        wanted = blake2b(json.dumps(self._wanted._asdict()).encode(), digest_size=20).hexdigest()
        return asked.Question(content_digest(path), wanted, self._tagger.name, f"tagger:{self._tagger.key}")

    def _lay(self, done: int) -> Steps:
        """Lay down what was seen, as one step."""
        laid, noted = self._unlaid, self._unnoted
        if not laid and not noted:
            return
        self._unlaid, self._unnoted = {}, []
        for _ in draft_proposal(self._session, laid, self._tagger.name, noted).carry_out():
            yield Progress(done, len(self._names))
        self.tally.answered += laid
