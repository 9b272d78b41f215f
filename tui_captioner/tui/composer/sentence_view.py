"""The caption as a template or as JSON, under the caption of tags: off until somebody asks for it.

The tags are what is written; the sentence, or the JSON, shows what an export would write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_captioner.domain.dialects import JSON_DIALECTS, TITLES
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.templating.names import SENTENCE, SENTENCE_PLUS_TAGS
from tui_captioner.services.sentences import Sentences
from tui_captioner.tui.composer import views
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.widgets.lines import Line, wrap

if TYPE_CHECKING:
    from tui_captioner.services.dialects import Dialects


class SentenceView:
    """Which template, or which form of JSON, is shown, and its lines.

    Args:
        state: What the composer is at.
    """

    def __init__(self, state: Composing) -> None:
        self._state = state
        self._sentences: Sentences | None = None
        self._dialects: Dialects | None = None
        self._dialect = ""

    @property
    def name(self) -> str:
        """Name of the template that is shown; empty for none."""
        return "" if self._sentences is None else self._sentences.name

    def show_next(self) -> None:
        """Show the next template: sentence, sentence-plus-tags, the project's own ones, none."""
        session = self._state.session
        own = session.project.settings.templates
        names = list(dict.fromkeys((SENTENCE, SENTENCE_PLUS_TAGS, *own)))
        shown = -1 if self._sentences is None else names.index(self._sentences.name)
        name = names[shown + 1] if shown + 1 < len(names) else ""
        self._sentences = Sentences(session, name) if name else None
        self._dialect = ""
        told = f"Below the tags: what export --template {name} writes"
        self._state.say(told if name else "No template is shown any more")

    def show_next_json(self) -> None:
        """Show the next form of JSON: Ideogram 4's, Flux.2's, FIBO's, none."""
        from tui_captioner.services.dialects import Dialects

        names = ("", *JSON_DIALECTS, "")
        self._dialect = names[names.index(self._dialect) + 1]
        self._sentences, self._dialects = None, Dialects(self._state.session)
        told = f"Below the tags: {TITLES.get(self._dialect)}, as export --dialect {self._dialect} writes it"
        self._state.say(told if self._dialect else "No JSON is shown any more")

    def hide(self) -> None:
        """Show neither any more."""
        self._sentences = self._dialects = None
        self._dialect = ""

    def _made(self) -> tuple[str, str] | None:
        """What is shown, and what is to be said of it; None for nothing."""
        caption = self._state.caption
        if self._sentences is not None:
            made = self._sentences.rendered(caption)
            return made.text, f"  (left out: {', '.join(made.left_texts)})" if made.left else ""
        if self._dialects is None or not self._dialect:
            return None
        try:
            self._dialects.notes.clear()
            text = self._dialects.text_of(caption, self._dialect)
        except CaptionerError as error:
            return "", error.message
        return text, "".join(f"  ({note})" for _, note in self._dialects.notes)

    def lines(self, width: int, rows: int) -> list[Line]:
        """The caption of tags, and under it what the template makes of it: half of the rows, and the odd one.

        Args:
            width: Columns of the lines.
            rows: How many lines; nothing else moves where a template is shown.
        """
        state = self._state
        made = self._made() if state.name else None
        if made is None:
            return views.caption_lines(state, width, rows)
        below = (rows + 1) // 2
        line: Line = (("≈ ", "accent"), (made[0], ""), (made[1], "warn"))
        drawn = wrap(line, max(1, width))
        if len(drawn) > below:
            # The end, as of the caption: it is what somebody types at.
            drawn = wrap(line, max(1, width - 2))[-below:]
            drawn[0] = (("… ", "faint"), *drawn[0])
        drawn += [()] * (below - len(drawn))
        return [*(views.caption_lines(state, width, rows - below) if rows > below else []), *drawn]
