"""Work beside the keys that ends with the screen it draws on."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual.css.query import NoMatches
from textual.worker import Worker, WorkType


class WorkWhileShown:
    """For a screen: what it works out beside the keys ends without a word once the screen was left.

    Textual takes a screen apart before it ends the screen's workers. One that came to its end in between, and drew,
    ended the program: what it drew on was there no more.
    """

    def run_worker(self, work: WorkType[Any], *given: Any, **options: Any) -> Worker[Any]:
        """Run work as Textual does.

        Args:
            work: The work, as a coroutine or what makes one.
            given: What Textual takes.
            options: What Textual takes.
        """
        shown = partial(self._while_shown, work)
        worker: Worker[Any] = super().run_worker(shown, *given, **options)  # type: ignore[misc]
        return worker

    async def _while_shown(self, work: WorkType[Any]) -> Any:
        try:
            return await (work() if callable(work) else work)
        except NoMatches:
            if self.display and self.is_attached:  # type: ignore[attr-defined]
                raise
            return None
