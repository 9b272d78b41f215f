"""Having a model draft many images: asked one after the other, laid down in steps, resumed where it was left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue

from tui_captioner.domain.drafting.answers.answer import Answer, UnusableAnswer
from tui_captioner.services.bulk.drafts import draft_proposal
from tui_captioner.services.drafting.asked_before import AskedBefore
from tui_captioner.services.drafting.asking import Asking, Outcome, PictureQuestion
from tui_captioner.services.drafting.client import Client, Reply
from tui_captioner.services.drafting.laying import with_slots
from tui_captioner.services.drafting.model import Model
from tui_captioner.services.drafting.prompting import MadePrompt, medium_of, reading_of
from tui_captioner.services.drafting.troubles import NotDraftedError, StopAskingError
from tui_captioner.services.session.jobs import Progress, Steps, finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.project import asked

BATCH = 25
"""Answers that are laid down in one step of the history."""
_AHEAD = 2
"""Questions that wait in line for each that is under way, so that their pictures are ready."""
_LOOK = 0.05
"""Seconds between two looks for an answer."""
_IN_VAIN = 5
"""Pictures in a row that the server fails for, after which no other is tried."""


@dataclass
class Tally:
    """What became of the images.

    Args:
        answered: Those whose answer was laid down.
        before: How many were answered, or failed for good, at an earlier time.
        failed: Those without a draft, and why.
        tokens: Tokens that were read, and written.
    """

    answered: list[str] = field(default_factory=list)
    before: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    tokens: tuple[int, int] = (0, 0)

    def spend(self, tokens: tuple[int, int]) -> None:
        """Count tokens."""
        self.tokens = self.tokens[0] + tokens[0], self.tokens[1] + tokens[1]


class Drafting:
    """A run over many images; `steps` is its job, `tally` says what became of them.

    Args:
        session: The open dataset, to be written.
        model: Who is asked.
        prompts: The prompt for images, and for videos, as far as there are any.
        names: The images.
        again: Whether those are asked about too that were asked about before.
        limit: Images that are asked about at most; 0 for all.
        pictures: Decodes pictures.
        connect: Makes the client; that of the model by itself.
    """

    def __init__(
        self,
        session: Session,
        model: Model,
        prompts: Mapping[str, MadePrompt],
        names: Sequence[str],
        pictures: PictureStore,
        *,
        again: bool = False,
        limit: int = 0,
        connect: Callable[[], Client] | None = None,
    ) -> None:
        self.tally = Tally()
        self._session = session
        self._model = model
        self._prompts = prompts
        self._readings = {medium: reading_of(session, made) for medium, made in prompts.items()}
        self._lasting = {medium: made.lasting for medium, made in prompts.items()}
        self._names = names
        self._pictures = pictures
        self._again = again
        self._limit = limit
        self._connect = connect or model.connect
        self._book = AskedBefore(session, model.name, model.endpoint.url)
        self._asked: dict[str, asked.Question] = {}
        """Questions that are under way, by image."""
        self._twins: dict[asked.Question, list[str]] = {}
        """Questions that are under way, with the other images that have the same picture."""
        self._said: dict[asked.Question, Mapping[str, Sequence[str]]] = {}
        self._unlaid: dict[str, Mapping[str, Sequence[str]]] = {}
        self._unnoted: list[asked.Answer] = []
        self._in_vain = 0
        self._looked_at = 0

    def steps(self) -> Steps:
        """Ask, and lay down what is answered. Ended early, what was answered until then is laid down all the same.

        Raises:
            StopAskingError: If the server can't be asked any more.
            DatabaseError: If what was answered can't be kept.
        """
        job = self._steps()
        self._session.own(job)
        return job

    def _steps(self) -> Steps:
        outcomes: SimpleQueue[Outcome] = SimpleQueue()

        def tell(outcome: Outcome) -> None:
            outcomes.put(self._kept(outcome))

        asking = Asking(self._connect, self._pictures, self._model.name, tell, side=self._model.side)
        try:
            yield from self._ask(asking, outcomes)
        finally:
            asking.close()
            while not outcomes.empty():
                if (outcome := outcomes.get()).reply is not None:
                    self._take(outcome)
            finish(self._lay())

    def _kept(self, outcome: Outcome) -> Outcome:
        """Keep an answer in the moment it comes, in the thread where it does: a kill may follow."""
        if outcome.reply is not None:
            try:
                self._book.keep(_answer(self._asked[outcome.name], outcome.reply))
            except Exception as error:  # whatever it is, who waits for the answer has to know
                return replace(outcome, reply=None, error=error)
        return outcome

    def _ask(self, asking: Asking, outcomes: SimpleQueue[Outcome]) -> Steps:
        for question in self.to_ask():
            if question is not None:
                self._book.claim(self._asked[question.name])
                asking.put(question)
            # While there are more, only as many wait in line as have their pictures ready in time.
            yield from self._taken(outcomes, self._model.parallel * _AHEAD - 1)
        yield from self._taken(outcomes, 0)

    def _taken(self, outcomes: SimpleQueue[Outcome], most: int) -> Steps:
        """Take what has come, and wait until no more than so many questions are under way."""
        yield self._progress()
        while len(self._asked) > most or not outcomes.empty():
            with suppress(Empty):
                self._take(outcomes.get(timeout=_LOOK))
            if len(self._unlaid) >= BATCH:
                yield from self._lay()
            yield self._progress()

    def to_ask(self) -> Iterator[PictureQuestion | None]:
        """What is to be asked about each image, in order; None for one that need not be asked about."""
        asked_about = 0
        for name in self._names:
            if self._limit and asked_about >= self._limit:
                return
            self._looked_at += 1
            path, medium = self._session.image(name).path, medium_of(name)
            try:
                question = self._book.question(path, self._lasting[medium], self._model.side)
            except ImageUnreadable as error:
                self.tally.failed.append((name, error.message))
                continue
            if self._is_known(name, question, medium):
                yield None
                continue
            asked_about += 1
            self._asked[name], self._twins[question] = question, []
            yield PictureQuestion(name, path, medium, self._prompts[medium].prompt, self._readings[medium])

    def _is_known(self, name: str, question: asked.Question, medium: str) -> bool:
        """Whether an image need not be asked about; what is known of it is laid down where it was not yet."""
        if question in self._said:
            self._unlaid[name] = self._said[question]
            return True
        if question in self._twins:
            self._twins[question].append(name)
            return True
        if self._again:
            return False
        if self._book.answer(question) is not None:
            self.tally.before += 1
            return True
        kept = self._book.received(question)
        if kept is None:
            return False
        try:
            self._note_answer([name], kept, self._readings[medium](kept.text, ""))
        except UnusableAnswer:
            return False
        return True

    def _take(self, outcome: Outcome) -> None:
        """Note what came of a question; raises what ends the run."""
        name, question = outcome.name, self._asked.pop(outcome.name)
        names = [name, *self._twins.pop(question)]
        reply, error = outcome.reply, outcome.error
        if reply is not None:
            self.tally.spend(reply.tokens)
            self._in_vain = 0
            self._note_answer(names, _answer(question, reply), reply.answer)
            return
        if not isinstance(error, NotDraftedError | ImageUnreadable):
            raise error or AssertionError
        self.tally.failed += [(name, error.message) for name in names]
        if isinstance(error, NotDraftedError):
            self._note_failure(question, error)

    def _note_answer(self, names: Sequence[str], answer: asked.Answer, read: Answer) -> None:
        slots = with_slots(self._session, read)
        self._said[answer.question] = slots
        self._unlaid.update(dict.fromkeys(names, slots))
        self._unnoted.append(answer)

    def _note_failure(self, question: asked.Question, error: NotDraftedError) -> None:
        self.tally.spend(error.tokens)
        if error.lasting:
            self._in_vain = 0
            self._book.note(asked.Answer(question, error.text, *error.tokens, error=error.message))
            return
        self._in_vain += 1
        if self._in_vain >= _IN_VAIN:
            raise StopAskingError(
                f"{_IN_VAIN} pictures in a row have no draft: {error.message}", "The rest was not asked"
            )

    def _lay(self) -> Steps:
        """Lay down what was answered, as one step."""
        laid, noted = self._unlaid, self._unnoted
        if not laid and not noted:
            return
        self._unlaid, self._unnoted = {}, []
        for _ in draft_proposal(self._session, laid, self._model.name, noted).carry_out():
            yield self._progress()
        self.tally.answered += laid

    def _progress(self) -> Progress:
        return Progress(max(0, self._looked_at - len(self._asked)), len(self._names))


def _answer(question: asked.Question, reply: Reply) -> asked.Answer:
    return asked.Answer(question, reply.text, *reply.tokens)
