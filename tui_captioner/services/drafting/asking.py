"""A thread that asks a server about pictures, while whoever put the questions does something else."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui_captioner.domain.drafting.answers.reading import Reading
from tui_captioner.domain.drafting.prompt import VIDEO, Prompt
from tui_captioner.services.drafting.chat import Question
from tui_captioner.services.drafting.client import Client, Reply
from tui_captioner.services.drafting.troubles import NotDraftedError
from tui_captioner.storage.images.jpegs import Jpegs
from tui_captioner.storage.images.pictures import PictureStore

FRAME_SIDE = 640
"""Longest side of each frame of a video that is sent."""


@dataclass(frozen=True, slots=True)
class PictureQuestion:
    """What is to be asked about one image.

    Args:
        name: The image.
        path: Its file.
        medium: `image` or `video`.
        prompt: What the model is to do.
        read: Makes tags of the answer.
    """

    name: str
    path: Path
    medium: str
    prompt: Prompt = field(repr=False)
    read: Reading = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question.

    Args:
        name: The image.
        reply: The answer; None if there is none.
        error: Why there is none: NotDraftedError, ImageUnreadable, StopAskingError, or a fault of ours.
    """

    name: str
    reply: Reply | None = None
    error: Exception | None = None


class Asking:
    """The thread, which lives from the first question to `close`.

    Args:
        connect: Makes the client; called in the thread.
        pictures: Decodes pictures.
        model: Name of the model.
        tell: Called in the thread with what came of each question.
        side: Longest side of a picture that is sent.
    """

    def __init__(
        self,
        connect: Callable[[], Client],
        pictures: PictureStore,
        model: str,
        tell: Callable[[Outcome], object],
        *,
        side: int,
    ) -> None:
        self._connect = connect
        self._pictures = pictures
        self._model = model
        self._tell = tell
        self._side = side
        self._sheets = False
        self._closed = False
        self._client: Client | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="asking", daemon=True)
        self._thread.start()

    def put(self, question: PictureQuestion) -> None:
        """Have a question asked as soon as its turn comes."""
        self._loop.call_soon_threadsafe(self._begin, question)

    def stop(self, name: str) -> None:
        """Break off what is asked about an image; nothing comes of it."""
        self._loop.call_soon_threadsafe(self._cancel, name)

    def close(self) -> None:
        """Break off what is under way, and wait until the connections are gone."""
        if self._closed:
            return
        self._closed = True
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._loop.run_forever()
            self._loop.run_until_complete(self._end())
        finally:
            self._loop.close()

    async def _end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._client is not None:
            with suppress(Exception):
                await self._client.close()
        await self._loop.shutdown_default_executor()

    def _begin(self, question: PictureQuestion) -> None:
        work: Coroutine[Any, Any, None] = self._work(question)
        task = self._loop.create_task(work, name=question.name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _cancel(self, name: str) -> None:
        for task in self._tasks:
            if task.get_name() == name:
                task.cancel()

    async def _work(self, question: PictureQuestion) -> None:
        try:
            if self._client is None:
                self._client = self._connect()
            outcome = Outcome(question.name, await self._ask(self._client, question))
        except Exception as error:  # whatever it is, whoever put the question has to know
            outcome = Outcome(question.name, error=error)
        if not self._closed:
            self._tell(outcome)

    async def _ask(self, client: Client, question: PictureQuestion) -> Reply:
        apart = question.medium == VIDEO and not self._sheets
        jpegs = await asyncio.to_thread(self._encoded, question.path, apart)
        try:
            return await client.ask(self._question(question, jpegs), question.read)
        except NotDraftedError as error:
            # Servers that take one picture at a time say so by that.
            if error.status != 400 or len(jpegs.files) < 2:
                raise
        self._sheets = True
        sheet = await asyncio.to_thread(self._encoded, question.path, False)
        return await client.ask(self._question(question, sheet), question.read)

    def _encoded(self, path: Path, apart: bool) -> Jpegs:
        side = FRAME_SIDE if apart else self._side
        return self._pictures.jpegs(path, side, apart=apart, cancelled=lambda: self._closed)

    def _question(self, question: PictureQuestion, jpegs: Jpegs) -> Question:
        return Question(self._model, question.prompt, jpegs.files, note_on(question.medium, jpegs))


def note_on(medium: str, jpegs: Jpegs) -> str:
    """What is said of the pictures that are sent; nothing of a single image."""
    if medium != VIDEO:
        return ""
    if len(jpegs.files) == 1:
        return "The one picture here has the frames in rows, from left to right."
    return f"These are {len(jpegs.files)} frames at {jpegs.fps:.3g} fps, in order."
