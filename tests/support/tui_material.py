"""What the tests of the composer share: a dataset that is open, and suggestions that never change."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.suggest import Suggestion
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.jobs import Job, finish
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.session import Session
from tui_captioner.storage.vocabulary_cache import ShippedVocabulary
from tui_captioner.tui.composer.composing import Composing

WORDS = {
    "type": ["photograph", "of a woman"],
    "action": ["standing", "standing on one leg", "sitting", "smiling", "arms crossed"],
    "subject": ["long hair", "red dress"],
    "details": ["soft light"],
    "background": ["beach", "beach at dusk"],
    "associations": ["calm"],
}


COLOURS = ("red", "blue", "light red")
"""What may stand for `{colour}`."""


ALIASES = {"arms folded": "arms crossed"}


class FixedCompleter(Completer):
    """Offers the words of `WORDS` that start with what was typed, in their order, and nothing that the caption has."""

    def suggest(self, name: str, slot: str, text: str, limit: int = 9, *, alternative: int = 0) -> list[Suggestion]:
        used = set(self._context(name, alternative))
        query = text.casefold()
        slots = [slot] if not query else [slot, *(key for key in WORDS if key != slot)]
        offers = [(word, Term(word, key)) for key in slots for word in WORDS.get(key, [])]
        if query:
            offers += [(alias, Term(word, "action")) for alias, word in ALIASES.items()]
        fitting = [
            Suggestion(term, matched, 1.0)
            for matched, term in offers
            if matched.startswith(query) and term.text not in used
        ]
        return fitting[:limit]

    def ghost(self, name: str, slot: str, text: str, *, alternative: int = 0) -> str:
        rows = self.suggest(name, slot, text, alternative=alternative)
        return rows[0].term.text[len(text) :] if rows and rows[0].matched == rows[0].term.text else ""

    def run(self, name: str, slot: str, *, alternative: int = 0) -> tuple[str, ...]:
        return ()


def open_session(root: Path, *, writable: bool = True) -> Session:
    """A dataset with a vocabulary of these few words; the shipped one takes long to read and changes with time."""
    terms = [Term(word, slot) for slot, words in WORDS.items() for word in words]
    terms += [Term(colour, group="colour") for colour in COLOURS]
    with patch("tui_captioner.services.session.project.load_shipped_cached", return_value=ShippedVocabulary(terms)):
        return Session(Project(root, writable=writable))


def compose(session: Session) -> Composing:
    """The state of the composer with fixed suggestions, as the screen sets it up."""
    state = Composing(session, FixedCompleter(session))
    state.suggest()
    return state


def do(state: Composing, job: Job | None) -> None:
    """Carry out what an action returned, as the screen does."""
    if job is not None:
        finish(job)
        state.settle_cursor()
        state.suggest()


def put(session: Session, name: str, **slots: list[str]) -> None:
    """Give an image these tags, in place of all it had."""
    caption = Caption({slot: tuple(Tag(text) for text in texts) for slot, texts in slots.items()})
    session.edit(name, "put", caption)


def texts(state: Composing, slot: str = "") -> list[str]:
    """The tags of a slot of the image that the state is at, of the current slot by default."""
    return [tag.text for tag in state.tags(slot or state.slot)]


def number(session: Session, slot: str) -> int:
    """The number of a slot, counted from 1."""
    return session.structure.index(slot) + 1


def at(state: Composing, slot: str) -> None:
    state.go_to_slot(number(state.session, slot))
