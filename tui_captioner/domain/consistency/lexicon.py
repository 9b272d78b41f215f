"""What is known of words from outside the dataset: which tags have aliases, and which words are spelt right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from tui_captioner.domain.consistency.tag_forms import TagForm, american, form_key, tag_form, words_of
from tui_captioner.domain.spelling import singular
from tui_captioner.domain.vocabulary import Term

_NO_HEADS: frozenset[str] = frozenset()
_GAP = "{"
_JOINED = "\x1e"
"""Before a core in one piece, so that it is taken for no form."""


class Lexicon:
    """Aliases, and the words of a language. Both are laid out when they are asked for first.

    Args:
        terms: The vocabulary, and what term lists were loaded.
        english: Gives the words that are spelt right; see `storage.english_words`.
        own: Terms whose aliases the user wrote: they hold whatever the guards say.
    """

    def __init__(
        self, terms: Iterable[Term] = (), english: Callable[[], Collection[str]] = frozenset, own: Iterable[Term] = ()
    ) -> None:
        self._own = tuple(own)
        self._terms = (*self._own, *terms)
        self._english = english

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(form_key(term.text) for term in self._terms)

    @cached_property
    def _heads(self) -> dict[str, frozenset[str]]:
        return _heads_of(self._terms, self._known)

    @cached_property
    def _own_heads(self) -> dict[str, frozenset[str]]:
        return _heads_of(self._own, frozenset(form_key(term.text) for term in self._own))

    @cached_property
    def _words(self) -> frozenset[str]:
        texts = (text for term in self._terms for text in (term.text, *term.aliases))
        return frozenset(word for text in texts for word in words_of(text))

    def warm(self) -> None:
        """Lay everything out, so that no key waits for it."""
        self.knows("")
        self.heads(tag_form(""))
        self.own_heads(tag_form(""))

    def heads(self, form: TagForm) -> frozenset[str]:
        """The terms that a tag leads to, by their `form_key`; none where nothing is known of it."""
        return _found(self._heads, form)

    def own_heads(self, form: TagForm) -> frozenset[str]:
        """Those of them that the user's own aliases lead to."""
        return _found(self._own_heads, form) if self._own else _NO_HEADS

    def knows(self, word: str) -> bool:
        """Whether a folded word is one: as it stands, in the singular, or in American spelling."""
        return self._has(word) or self._has(singular(word)) or self._has(american(word))

    def _has(self, word: str) -> bool:
        return word in self._words or word in self._english()


def _heads_of(terms: Iterable[Term], known: frozenset[str]) -> dict[str, frozenset[str]]:
    """The terms that each spelling leads to, by its form and by its core in one piece; a term leads to itself alone."""
    found: dict[str, set[str]] = {}
    own: dict[str, set[str]] = {}
    for term in terms:
        if not term.aliases or _GAP in term.text:
            continue
        form = tag_form(term.text)
        own.setdefault(form.form, set()).add(form.form)
        own.setdefault(_JOINED + form.joined, set()).add(form.form)
        for alias in term.aliases:
            other = tag_form(alias)
            if other.form not in known:
                found.setdefault(other.form, set()).add(form.form)
                found.setdefault(_JOINED + other.joined, set()).add(form.form)
    return {key: frozenset(heads) for key, heads in (found | own).items()}


def _found(heads: dict[str, frozenset[str]], form: TagForm) -> frozenset[str]:
    return heads.get(form.form) or heads.get(_JOINED + form.joined, _NO_HEADS)
