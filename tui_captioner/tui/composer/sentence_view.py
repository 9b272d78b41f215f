"""The caption as a template writes it, under the caption of tags: off until somebody asks for it.

The tags are what is written; the sentence shows what an export by that template would write.
"""

from __future__ import annotations

from tui_captioner.domain.templating.shipped import SENTENCE, SENTENCE_PLUS_TAGS
from tui_captioner.services.sentences import Sentences
from tui_captioner.tui.composer import views
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.widgets.lines import Line, wrap


class SentenceView:
    """Which template is shown, and its lines.

    Args:
        state: What the composer is at.
    """

    def __init__(self, state: Composing) -> None:
        self._state = state
        self._sentences: Sentences | None = None

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
        told = f"Below the tags: what export --template {name} writes"
        self._state.say(told if name else "No template is shown any more")

    def hide(self) -> None:
        """Show no template any more."""
        self._sentences = None

    def lines(self, width: int, rows: int) -> list[Line]:
        """The caption of tags, and under it what the template makes of it: half of the rows, and the odd one.

        Args:
            width: Columns of the lines.
            rows: How many lines; nothing else moves where a template is shown.
        """
        state = self._state
        if self._sentences is None or not state.name:
            return views.caption_lines(state, width, rows)
        below = (rows + 1) // 2
        made = self._sentences.rendered(state.caption)
        left = f"  (left out: {', '.join(made.left_texts)})" if made.left else ""
        line: Line = (("≈ ", "accent"), (made.text, ""), (left, "warn"))
        drawn = wrap(line, max(1, width))
        if len(drawn) > below:
            # The end, as of the caption: it is what somebody types at.
            drawn = wrap(line, max(1, width - 2))[-below:]
            drawn[0] = (("… ", "faint"), *drawn[0])
        drawn += [()] * (below - len(drawn))
        return [*(views.caption_lines(state, width, rows - below) if rows > below else []), *drawn]
