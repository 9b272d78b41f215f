"""Asks a model about pictures: again where that may help, in the form that its server takes, at the pace it bears."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tui_captioner.domain.drafting.answers.answer import BROKEN, CUT, ECHO, EMPTY, LANGUAGE, Answer, UnusableAnswer
from tui_captioner.domain.drafting.answers.reading import Reading
from tui_captioner.domain.drafting.defaults import PARALLEL
from tui_captioner.services.drafting.chat import Form, Question, Said, body_of
from tui_captioner.services.drafting.endpoint import Endpoint
from tui_captioner.services.drafting.pacing import Clock, Pace
from tui_captioner.services.drafting.sending import DEADLINE, Sender
from tui_captioner.services.drafting.troubles import (
    BusyError,
    LostError,
    NotDraftedError,
    StopAskingError,
    WrongFormError,
)
from tui_captioner.storage.server_forms import ServerForms

_TRIES = 3
"""Times that a request is sent whose connection is lost."""
_MISFITS = 2
"""Answers in a row that can't be read, after which the form is taken to be the reason."""
_LONGEST_PAUSE = 600.0
"""Seconds: a server that wants a longer one has a quota that is used up."""
_IN_WORDS = "Write in the language of the words and examples above."
_AGAIN = frozenset((CUT, EMPTY, BROKEN, ECHO, LANGUAGE))
"""Answers after which the question is asked once more."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question.

    Args:
        answer: The tags.
        text: The answer as it came.
        tokens: Tokens that were read, and written, over all tries.
    """

    answer: Answer
    text: str
    tokens: tuple[int, int]


class Client:
    """Asks one server; remembers what it takes.

    Args:
        endpoint: The server.
        key: The key; empty for none.
        parallel: Requests at once.
        deadline: Seconds that each may take.
        clock: The time.
        kept: What the models of this server were found to take before; without it nothing is remembered.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        key: str = "",
        *,
        parallel: int = PARALLEL,
        deadline: float = DEADLINE,
        clock: Clock | None = None,
        kept: ServerForms | None = None,
    ) -> None:
        clock = clock or Clock()
        self._clock = clock
        self._endpoint = endpoint
        self._sender = Sender(endpoint, key, deadline, clock)
        self._pace = Pace(parallel, clock)
        self._kept = kept
        self._forms: dict[str, Form] = {}
        self._misfits = 0

    async def close(self) -> None:
        """Let the connections go."""
        await self._sender.close()

    async def ask(self, question: Question, read: Reading) -> Reply:
        """Ask about one picture; once more where the answer can't be used and another may be.

        Raises:
            NotDraftedError: If there is no answer that can be used.
            StopAskingError: If nothing can be asked any more.
        """
        spent = (0, 0)
        asked = question
        for last in (False, True):
            try:
                said = await self._answered(asked)
            except NotDraftedError as error:
                error.tokens = _sum(spent, error.tokens)
                raise
            spent = _sum(spent, (said.tokens_in, said.tokens_out))
            try:
                answer = read(said.text, said.finish_reason)
            except UnusableAnswer as error:
                self._note_misfit(asked.model, error.kind)
                if last or error.kind not in _AGAIN:
                    raise NotDraftedError(error.message, lasting=True, tokens=spent, text=said.text) from error
                asked = _changed(asked, error.kind)
            else:
                self._misfits = 0
                return Reply(answer, said.text, spent)
        raise AssertionError

    def _note_misfit(self, model: str, kind: str) -> None:
        """Count answers that are not in the form that was asked for; a 200 is no proof that a server knows it."""
        self._misfits = self._misfits + 1 if kind in (BROKEN, EMPTY, ECHO) else 0
        if self._misfits >= _MISFITS:
            self._misfits = 0
            self._learn_form(model, self._form(model).lower())

    def _form(self, model: str) -> Form:
        """What a model takes, as far as that was found."""
        if model not in self._forms:
            kept = self._kept.get(model) if self._kept is not None else None
            self._forms[model] = Form() if kept is None else Form.read(kept)
        return self._forms[model]

    def _learn_form(self, model: str, form: Form) -> None:
        self._forms[model] = form
        if self._kept is not None:
            self._kept.put(model, form.kept)

    async def _answered(self, question: Question) -> Said:
        """The answer to one request, sent as often as it takes."""
        lost = 0
        while True:
            form = self._form(question.model)
            try:
                async with self._pace.turn():
                    said = await self._sender.send(body_of(question, form))
                self._pace.went_well()
                return said
            except BusyError as busy:
                self._hold(busy)
            except LostError as error:
                lost += 1
                if lost == _TRIES and not error.reached:
                    raise StopAskingError(error.message, "Is the server running, and the address right?") from error
                if lost == _TRIES:
                    raise NotDraftedError(error.message) from error
                await self._clock.sleep(self._clock.wait_of(lost - 1))
            except WrongFormError as error:
                self._adapt(question.model, form, error)

    def _hold(self, busy: BusyError) -> None:
        too_long = busy.seconds is not None and busy.seconds > _LONGEST_PAUSE
        if too_long or not self._pace.hold(busy.seconds):
            when = f", and wants to be asked again in {busy.seconds / 60:.0f} minutes" if busy.seconds else ""
            raise StopAskingError(f"{self._endpoint.host} is busy{when} ({busy.message})", "Come back later")

    def _adapt(self, model: str, form: Form, error: WrongFormError) -> None:
        """Take out of later requests what this one was refused for; raises NotDraftedError where that is not told."""
        if self._form(model) != form:
            return  # another request has met the same meanwhile
        adapted = form.without(error.message)
        if adapted == form:
            raise NotDraftedError(f"the server does not take it: {error.message}", status=error.status) from error
        self._learn_form(model, adapted)


def _changed(question: Question, kind: str) -> Question:
    """The question as it is asked again."""
    if kind in (CUT, EMPTY):
        return replace(question, max_tokens=2 * question.max_tokens)
    if kind == LANGUAGE:
        return replace(question, note=f"{question.note} {_IN_WORDS}".strip())
    return question


def _sum(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]
