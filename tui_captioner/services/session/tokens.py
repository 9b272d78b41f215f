"""Counting the tokens of captions for the models that a project is for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import RLock

from tui_captioner.domain.tokens import CLIP, Count, CountText, Limit, count_tokens, estimate_for, limits_of, size_of
from tui_captioner.services.session.project import Project
from tui_captioner.storage.tokenizers import Tokenizer, find_tokenizers

_KEPT = 512
"""Captions whose counts are kept: a redraw asks again for the one on the screen."""


class TokenCounter:
    """Counts captions for each encoder of the project's model: an estimate until `load` has found a tokenizer.

    Args:
        project: The opened project; its settings name the model.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.limits: tuple[Limit, ...] = ()
        self._named: list[Path] = []
        self._tokenizers: dict[str, Tokenizer] = {}
        self._ways: tuple[tuple[Limit, CountText, bool], ...] = ()
        self._loading = RLock()
        self._sought = False
        self._follow_settings()
        self.counts = lru_cache(_KEPT)(self._counts)
        """The counts of a text, one per limit, the first encoder of the model first."""
        self.sizes = lru_cache(_KEPT)(self._sizes)
        """The same without where chunks and limits fall, which takes six times as long."""

    def follow_settings(self) -> None:
        """Count for the model that the settings name now; its tokenizers are still to be `load`ed."""
        with self._loading:
            self._follow_settings()
            self._sought = False
            self._forget()

    def _follow_settings(self) -> None:
        settings = self._project.settings.tokens
        self.limits = limits_of(settings.model, settings.max_tokens)
        self._named = [self._project.root / path.expanduser() for path in settings.tokenizers]
        self._ways = self._make_ways()

    def load(self) -> None:
        """Look for tokenizers on this machine; takes a while, so it may run in a thread.

        Raises:
            CaptionerError: If a file that the settings name can't be used; counts stay estimates then.
        """
        with self._loading:
            self._sought = True
            self._tokenizers = find_tokenizers((limit.encoder for limit in self.limits), self._named)
            self._ways = self._make_ways()
            self._forget()

    def load_once(self) -> None:
        """As `load`, unless that was done already."""
        with self._loading:
            if not self._sought:
                self.load()

    @property
    def sources(self) -> Sequence[tuple[str, str]]:
        """Encoder and where its tokenizer comes from, empty where counts are estimates."""
        return [(limit.encoder.title, self._source(limit)) for limit in self.limits]

    def _source(self, limit: Limit) -> str:
        tokenizer = self._tokenizers.get(limit.encoder.key)
        return "" if tokenizer is None else tokenizer.source

    def _make_ways(self) -> tuple[tuple[Limit, CountText, bool], ...]:
        found = self._tokenizers
        return tuple(
            (limit, found[limit.encoder.key].count, True)
            if limit.encoder.key in found
            else (limit, estimate_for(limit.encoder), False)
            for limit in self.limits
        )

    @property
    def pieces(self) -> CountText | None:
        """Counts the pieces of a word as CLIP has them, where the model reads by it and its tokenizer was found."""
        limit, count, exact = self._ways[0]
        return count if exact and limit.encoder is CLIP else None

    def number(self, text: str) -> int:
        """The content tokens of a text for the model's first encoder."""
        return self.sizes(text)[0].tokens

    def _counts(self, text: str) -> tuple[Count, ...]:
        return tuple(count_tokens(text, limit, count, exact=exact) for limit, count, exact in self._ways)

    def _sizes(self, text: str) -> tuple[Count, ...]:
        return tuple(size_of(text, limit, count, exact=exact) for limit, count, exact in self._ways)

    def _forget(self) -> None:
        self.counts.cache_clear()
        self.sizes.cache_clear()
