"""What the rules find on the captions of an open dataset, one by one. They are kept: a screen asks often."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_captioner.domain.caption import Caption, Tags
from tui_captioner.domain.checks.settings import CheckSettings
from tui_captioner.domain.tokens import CountText
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.services.session.accepted_findings import AcceptedFindings
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.tokens import TokenCounter
from tui_captioner.storage.project.records import FINISHED

if TYPE_CHECKING:
    from tui_captioner.domain.checks.checked_caption import CheckedCaption
    from tui_captioner.domain.checks.finding import Finding
    from tui_captioner.domain.checks.plain_words import PlainWords

_TERMS = 20_000
"""Tags of which it is kept which term they are."""
_KEPT = 64
"""Captions whose findings are kept: a redraw asks again for the one on the screen."""


class CaptionChecks:
    """Asks the rules on one caption, as the project tunes them.

    Args:
        project: The opened project.
        tokens: Counts captions.
        accepted: Which findings were accepted for good.
        globals_: Gives the globals as they are now.
        write: Gives a caption as it is written.
    """

    def __init__(
        self,
        project: Project,
        tokens: TokenCounter,
        accepted: AcceptedFindings,
        globals_: Callable[[], Tags],
        write: Callable[[Caption], str],
    ) -> None:
        self._project, self._tokens, self._accepted = project, tokens, accepted
        self._globals, self._write = globals_, write
        self.turn = 0
        """Grows when the rules are tuned otherwise."""
        self._seen: CheckedCaption | None = None
        self._words: tuple[Vocabulary, CountText | None, PlainWords] | None = None
        self._kept: OrderedDict[int, tuple[Caption, Sequence[Finding]]] = OrderedDict()

    @property
    def settings(self) -> CheckSettings:
        """Which rules are on, and how they are tuned."""
        return self._project.settings.checks

    def tune(self, settings: CheckSettings) -> None:
        """Go by other settings from now on."""
        self._project.settings = replace(self._project.settings, checks=settings)
        self.forget()

    def forget(self) -> None:
        """What the rules go by may have changed."""
        self.turn += 1
        self._seen = None
        self._kept.clear()

    @property
    def seen(self) -> CheckedCaption:
        """What the rules go by in this project, with an empty caption; see `CheckedCaption.of`."""
        settings, globals_ = self._project.settings, self._globals()
        words = self._known_words()
        # Here, not above: the rules and what they go by come once the screen stands.
        from tui_captioner.domain.checks.checked_caption import CheckedCaption

        if self._seen is None or self._seen.globals != globals_ or self._seen.words is not words:
            self._kept.clear()
            self._seen = CheckedCaption(
                settings.structure,
                globals_,
                trigger=settings.trigger,
                profile=settings.kind,
                leaving_out=self._project.leaving_out,
                settings=settings.checks,
                # The same tags stand in caption after caption.
                term=lru_cache(_TERMS)(self._project.vocabulary.find),
                counts=self._tokens.sizes,
                chosen_limit=settings.tokens.names_limit,
                write=self._write,
                words=words,
            )
        return self._seen

    def _known_words(self) -> PlainWords:
        """What is known of single words, made anew where the vocabulary is another one, or a tokenizer was found."""
        vocabulary, pieces = self._project.vocabulary, self._tokens.pieces
        # Here, not above: as in `seen`.
        from tui_captioner.domain.checks.plain_words import PlainWords
        from tui_captioner.storage.english_words import english_words

        if self._words is None or self._words[0] is not vocabulary or self._words[1] is not pieces:
            known = PlainWords(vocabulary.terms, lambda word: word in english_words(), pieces)
            self._words = vocabulary, pieces, known
        return self._words[2]

    def findings(self, caption: Caption, *, finished: bool = False) -> Sequence[Finding]:
        """All findings on a caption of this dataset; none on one that holds nothing.

        Cheap enough for each key press: the same caption is looked at once. Accepted ones are among them, see
        `left_to_tell`.

        Args:
            caption: The caption.
            finished: Whether nobody works on its image any more: then it is asked too whether it says enough.
        """
        from tui_captioner.domain.checks.caption_checks import findings_of

        seen = self.seen
        key = id(caption) * 2 + finished
        kept = self._kept.get(key)
        if kept is not None and kept[0] is caption:
            return kept[1]
        found = tuple(findings_of(seen.of(caption, finished=finished)))
        self._kept[key] = caption, found
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found

    def left_to_tell(self, name: str, caption: Caption, state: str = "") -> list[Finding]:
        """The findings on the first caption of an image, without those that were accepted.

        Args:
            name: The image.
            caption: Its caption.
            state: The image's state.

        Raises:
            DatabaseError: If it can't be read which ones were accepted.
        """
        found = self.findings(caption, finished=state in FINISHED)
        return self._accepted.without(found, name) if found else []
