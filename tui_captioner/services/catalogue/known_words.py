"""What is known of words in an open dataset: the vocabularies with their aliases, and English."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path

from tui_captioner.domain.consistency.lexicon import Lexicon
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.session.session import Session
from tui_captioner.services.term_lists import load_lists
from tui_captioner.storage.english_words import english_words
from tui_captioner.storage.project.term_lists import list_names, list_path
from tui_captioner.storage.vocabulary_files import load_own


class _KeptLexicon:
    """The lexicon that was made last, and of what state of `vocab.toml`."""

    made_of: Hashable = None
    lexicon: Lexicon | None = None


def lexicon_of(session: Session) -> Lexicon:
    """The lexicon of a dataset; made anew once its `vocab.toml` was changed. Takes up to seconds, so ask in a thread.

    Lists that can't be read are left out: that is said where they are opened to complete from.
    """
    path = session.project.folder / "vocab.toml"
    made_of = _state_of(path)
    kept = session.companions.get(_KeptLexicon, _KeptLexicon)
    if kept.lexicon is not None and kept.made_of == made_of:
        return kept.lexicon
    try:
        own = load_own(path)
    except CaptionerError:
        own = []
    terms = (*session.project.vocabulary.terms, *_listed(session))
    lexicon = Lexicon(terms, english_words, own)
    lexicon.warm()
    kept.made_of, kept.lexicon = made_of, lexicon
    return lexicon


def words_key(session: Session) -> Hashable:
    """What the lexicon of a dataset is made of, beside the vocabulary that its project was opened with."""
    folder = session.project.folder
    lists = [list_path(folder, name) for name in list_names(folder)]
    return tuple((path.name, _state_of(path)) for path in (folder / "vocab.toml", *lists))


def _state_of(path: Path) -> Hashable:
    """Time and size of a file; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _listed(session: Session) -> Iterator[Term]:
    for index in load_lists(session.project, lambda _: None):
        yield from (index.term(number) for number in range(len(index)))
