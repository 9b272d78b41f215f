"""Drafts of single images, asked for while somebody goes on working."""

from __future__ import annotations

from collections.abc import Callable, Generator

from tui_captioner.services.bulk.drafts import draft_proposal
from tui_captioner.services.drafting.asked_before import AskedBefore
from tui_captioner.services.drafting.asking import Asking, Outcome, PictureQuestion
from tui_captioner.services.drafting.choosing import make_prompts
from tui_captioner.services.drafting.laying import with_slots
from tui_captioner.services.drafting.model import Model
from tui_captioner.services.drafting.prompting import medium_of, reading_of
from tui_captioner.services.drafting.sending import httpx
from tui_captioner.services.lookalikes.hashing import picture_store
from tui_captioner.services.session.aside import Aside, saying
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project import asked


class OneImageDrafts:
    """Asks a model about one image after the other; ended with the session.

    Args:
        session: The open dataset.
        model: Who is asked.
        tell: Called in another thread with what came of each question, for `lay`.

    Raises:
        CaptionerError: If the library for it is not installed.
    """

    def __init__(self, session: Session, model: Model, tell: Callable[[Outcome], object]) -> None:
        httpx()
        self.model = model
        self._session = session
        self._book = AskedBefore(session, model.name, model.endpoint.url)
        self._asked: dict[str, asked.Question] = {}
        self._pictures = picture_store()
        self._asking = Asking(model.connect, self._pictures, model.name, tell, side=model.side)
        session.before_close(self.close)

    def is_asking(self, name: str) -> bool:
        """Whether an image is being asked about."""
        return name in self._asked

    def ask(self, name: str) -> Generator[Progress, None, None]:
        """A job that asks about an image, whatever was asked before; the answer comes by `tell`.

        Raises:
            ImageUnreadable: If the picture can't be read.
            CaptionerError: If there can be no prompt.
        """
        session, path, medium = self._session, self._session.image(name).path, medium_of(name)
        prompts = yield from make_prompts(session, session.project.settings.kind, [name])
        made = prompts[medium]
        # All bytes of the file are looked at, and a video has many.
        looked = Aside(lambda: self._book.question(path, made.lasting, self.model.side))
        question = yield from saying(Progress(0, 1), looked.waiting())
        self._book.claim(question)
        self._asked[name] = question
        self._asking.put(PictureQuestion(name, path, medium, made.prompt, reading_of(session, made)))

    def stop(self, name: str) -> None:
        """Ask no more about an image; nothing comes of it."""
        self._asked.pop(name, None)
        self._asking.stop(name)

    def lay(self, outcome: Outcome) -> Steps:
        """Lay down what was answered, where there is still nothing.

        Raises:
            Exception: What came in place of an answer.
        """
        question = self._asked.pop(outcome.name)
        if outcome.reply is None:
            raise outcome.error or AssertionError
        reply = outcome.reply
        answers = {outcome.name: with_slots(self._session, reply.answer)}
        noted = [asked.Answer(question, reply.text, *reply.tokens)]
        yield from draft_proposal(self._session, answers, self.model.name, noted).carry_out()

    def close(self) -> None:
        """Break off what is being asked."""
        self._asking.close()
        self._pictures.close()
