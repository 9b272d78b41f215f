"""What is asked for to edit many images at once; each edit becomes a proposal, shown before it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from tui_captioner.domain.edits import SetState
from tui_captioner.domain.slot_states import SLOT_STATES, STATES, SlotMark
from tui_captioner.domain.spelling import match_key
from tui_captioner.services.bulk.notes import Notes
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.bulk.slot_marks import SlotMarks
from tui_captioner.services.bulk.tag_edits import TagEdits, adding, deleting, moving, renaming
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.questions import images_of
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.lists.page import Question

_FOLLOWS = "as its image"
"""What takes the own state of a slot away."""
_SLOT_STATES = (*SLOT_STATES, _FOLLOWS)


class Asker(Protocol):
    """A screen that asks, and shows proposals."""

    session: Session

    def ask(self, question: Question, text: str = "") -> None:
        """Ask for a text."""

    def say(self, message: str, *, warning: bool = False) -> None:
        """Have a short message shown."""

    def propose(self, proposal: Proposal, nothing: str) -> None:
        """Show a change of many captions; it is made if the user agrees."""


class EditQuestions:
    """Asks what is to be edited in the images that are chosen, or listed.

    Args:
        screen: Asks and shows.
        browsing: Has the images.
    """

    def __init__(self, screen: Asker, browsing: Browsing) -> None:
        self._screen, self._browsing = screen, browsing

    def table(self) -> Mapping[str, Callable[[str], None]]:
        """What each action asks."""
        return {
            "edit_add": lambda _: self._add(),
            "edit_delete": lambda _: self._delete(),
            "edit_rename": lambda _: self._rename(),
            "edit_move": lambda _: self._move(),
            "edit_state": lambda _: self._state(),
            "edit_note": lambda _: self._note(),
            "edit_slot_state": lambda _: self._slot_state(),
        }

    # --- the edits ------------------------------------------------------------------------------------------------

    def _add(self) -> None:
        def tag_typed(text: str) -> None:
            if text.strip():
                self._ask_slot(f"add '{text.strip()}' to slot", lambda slot: add(text.strip(), slot), self._usual(text))

        def add(text: str, slot: str) -> None:
            proposal = adding(self._session, [text], slot)
            self._propose(proposal, self._browsing.these, f"All of them have '{text}' already")

        self._ask("add tag", tag_typed, self._browsing.tag_rest)

    def _delete(self) -> None:
        def typed(text: str) -> None:
            if text.strip():
                self._propose_with(text.strip(), deleting(self._session, [text.strip()]))

        self._ask("delete tag", typed, self._browsing.tag_rest)

    def _rename(self) -> None:
        def old_typed(text: str) -> None:
            old = text.strip()
            if old:
                self._ask(f"rename '{old}' to", lambda new: new_typed(old, new), self._browsing.tag_rest, old)

        def new_typed(old: str, new: str) -> None:
            if new.strip() and new != old:
                self._propose_with(old, renaming(self._session, old, new.strip()))

        self._ask("rename tag", old_typed, self._browsing.tag_rest)

    def _move(self) -> None:
        def typed(text: str) -> None:
            if text.strip():
                self._ask_slot(f"move '{text.strip()}' to slot", lambda slot: move(text.strip(), slot))

        def move(text: str, slot: str) -> None:
            self._propose_with(text, moving(self._session, [text], slot))

        self._ask("move tag", typed, self._browsing.tag_rest)

    def _state(self) -> None:
        def typed(text: str) -> None:
            state = _begun(text, STATES)
            if not state:
                self._screen.say(f"States are {', '.join(STATES)}", warning=True)
                return
            proposal = TagEdits(self._session, f"mark {state}", [SetState(state)])
            self._propose(proposal, self._browsing.these, f"All of them are {state} already")

        self._screen.say(", ".join(STATES))
        self._ask("set state to", typed, lambda text: _begun(text, STATES)[len(text) :])

    def _note(self) -> None:
        def typed(text: str) -> None:
            nothing = "All of them have this note already" if text.strip() else "None of them has a note"
            self._propose(Notes(self._session, text), self._browsing.these, nothing)

        self._ask("note (empty takes it away)", typed, lambda _: "")

    def _slot_state(self) -> None:
        self._ask_slot("state of slot", self._state_of)

    def _state_of(self, slot: str) -> None:
        title = self._session.structure.title(slot)

        def give(mark: SlotMark | None) -> None:
            self._propose(SlotMarks(self._session, slot, mark), self._browsing.these, "It is so in all of them already")

        def typed(text: str) -> None:
            state = _begun(text, _SLOT_STATES)
            if not state:
                self._screen.say(f"States of a slot are {', '.join(_SLOT_STATES)}", warning=True)
            elif state == "flagged":
                self._ask(f"flag {title}; why?", lambda note: give(SlotMark(state, note)), lambda _: "")
            else:
                give(None if state == _FOLLOWS else SlotMark(state))

        self._screen.say(", ".join(_SLOT_STATES))
        self._ask(f"set {title} to", typed, lambda text: _begun(text, _SLOT_STATES)[len(text) :])

    # --- asking ---------------------------------------------------------------------------------------------------

    @property
    def _session(self) -> Session:
        return self._screen.session

    def _ask(self, words: str, typed: Callable[[str], None], ends: Callable[[str], str], text: str = "") -> None:
        count = len(self._browsing.these)
        self._screen.ask(Question(f"{count:,} image{'' if count == 1 else 's'}, {words}:", typed, ends=ends), text)

    def _ask_slot(self, words: str, answered: Callable[[str], None], text: str = "") -> None:
        keys = self._session.structure.own_keys

        def typed(text: str) -> None:
            slot = _begun(text, keys)
            if slot:
                answered(slot)
            else:
                self._screen.say(f"Slots are {', '.join(keys)}", warning=True)

        self._screen.say(", ".join(keys))
        self._ask(words, typed, lambda text: _begun(text, keys)[len(text) :], text)

    def _usual(self, text: str) -> str:
        """The slot in which the tag, or the term of the vocabulary, stands."""
        terms = self._session.project.vocabulary.terms
        key = match_key(text)
        return next((term.slot or "" for term in terms if match_key(term.text) == key), "")

    # --- proposing ------------------------------------------------------------------------------------------------

    def _propose_with(self, text: str, proposal: Proposal) -> None:
        """Propose an edit of those images that have a tag."""
        having = self._browsing.catalogue.ask(lambda store: images_of(store, text))
        wanted = set(self._browsing.these)
        names = self._browsing.these if having is None else [name for name in having if name in wanted]
        self._propose(proposal, names, f"None of them has '{text}'")

    def _propose(self, proposal: Proposal, names: Sequence[str], nothing: str) -> None:
        self._screen.propose(proposal.narrowed(names), nothing)


def _begun(text: str, words: Sequence[str]) -> str:
    """The first of the words that begins so; empty for none, and for an empty text."""
    typed = text.strip().casefold()
    return next((word for word in words if typed and word.casefold().startswith(typed)), "")
