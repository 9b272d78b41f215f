"""Which questions were asked before: nothing that was answered is asked a second time, whatever ended the program."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from tui_captioner.domain.drafting.prompt import Prompt
from tui_captioner.services.session.session import Session
from tui_captioner.storage.images.picture_files import content_digest
from tui_captioner.storage.project.asked import Answer, Question


class AskedBefore:
    """The questions to one model about the images of a dataset.

    Args:
        session: The open dataset.
        model: Name of the model.
        url: Where it is asked.
        now: Gives the time that is noted.
    """

    def __init__(
        self, session: Session, model: str, url: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._session = session
        self._model = model
        self._url = url
        self._now = now

    def question(self, path: Path, prompt: Prompt, side: int) -> Question:
        """What makes the question about a picture the same as another; raises ImageUnreadable if it can't be read.

        Args:
            path: The picture.
            prompt: What lasts of the prompt: its rules and slots, not the words and captions of the dataset.
            side: Longest side that is sent.
        """
        said = json.dumps([asdict(prompt), side], sort_keys=True).encode()
        digest = blake2b(said, digest_size=20).hexdigest()
        return Question(content_digest(path), digest, self._model, self._url)

    def answer(self, question: Question) -> Answer | None:
        """What came of a question; None if it was never answered."""
        database = self._session.project.database
        return None if database is None else database.answered([question]).get(question)

    def received(self, question: Question) -> Answer | None:
        """An answer that came and was not laid down, since the program was ended before; None if there is none."""
        database = self._session.project.database
        return None if database is None else database.received([question]).get(question)

    def claim(self, question: Question) -> None:
        """Note that it is being asked."""
        self._session.project.ensure().claim([question], self._at())

    def keep(self, answer: Answer) -> None:
        """Note an answer before it is laid down."""
        self._session.project.ensure().keep([answer], self._at())

    def note(self, answer: Answer) -> None:
        """Note an answer, or a failure, of which nothing is laid down."""
        self._session.project.ensure().note_answers([answer], self._at())

    def _at(self) -> str:
        return self._now().isoformat(timespec="seconds")
