"""What is asked before tags are changed, and the proposals that are made of the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

from tui_captioner.domain.row_filter import row_filter
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.bulk.tag_edits import (
    adding,
    check_own,
    check_slot,
    deleting,
    merging,
    moving,
    one_tag,
    renaming,
    renaming_each,
)
from tui_captioner.services.catalogue.tag_table import TagRow
from tui_captioner.services.session.session import Session
from tui_captioner.storage.pattern_search import replace
from tui_captioner.tui.lists.page import Handler, Question
from tui_captioner.tui.tags.listing import TagListing

Answer = TypeVar("Answer")


class TagDesk(Protocol):
    """What is needed of the screen.

    Attributes:
        session: The open dataset.
        listing: Its tags.
    """

    session: Session
    listing: TagListing

    @property
    def here(self) -> TagRow | None:
        """The tag under the cursor."""

    def ask(self, question: Question, text: str = "") -> None:
        """Ask for a text."""

    def say(self, message: str, *, warning: bool = False) -> None:
        """Have a short message shown."""

    def changed(self) -> None:
        """Count anew."""

    def aside(self, act: Callable[[], Answer], then: Callable[[Answer], object]) -> object:
        """Work something out in a thread, and go on with it."""

    def propose(
        self,
        proposal: Proposal,
        about: Sequence[str] | None,
        *,
        sure: bool = False,
        follows: str = "",
    ) -> None:
        """Show a change for the images that have some tags, or for all."""


class TagChanges:
    """Asks, then proposes.

    Args:
        desk: The screen.
    """

    def __init__(self, desk: TagDesk) -> None:
        self._desk = desk

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action."""
        return {
            "tag_rename": lambda _: self._rename(),
            "tag_replace": lambda _: self._replace(),
            "tag_merge": lambda _: self._merge(),
            "tag_to_slot": lambda _: self._move(),
            "tag_delete": lambda _: self._delete(),
            "tag_add": lambda _: self._add(),
            "tag_alias": lambda _: self._alias(),
        }

    def _texts(self) -> list[str]:
        """The chosen tags, else the one under the cursor."""
        here = self._desk.here
        return list(self._desk.listing.chosen) or ([here.text] if here is not None else [])

    def _rows(self, texts: Sequence[str]) -> list[TagRow]:
        wanted = set(texts)
        return [row for row in self._desk.listing.table.rows if row.text in wanted]

    # --- one text for another -------------------------------------------------------------------------------------

    def _rename(self) -> None:
        texts = self._texts()
        if len(texts) != 1:
            self._desk.say(f"Of {len(texts)} chosen tags one is made by merging" if texts else "There is no tag here")
            return
        check_own(self._desk.session, texts)

        def answered(new: str) -> None:
            session = self._desk.session
            self._desk.propose(renaming(session, texts[0], new), texts, sure=True, follows=one_tag(session, new).text)

        question = Question(f"Rename '{texts[0]}' to:", answered, ends=self._desk.listing.completion)
        self._desk.ask(question, texts[0])

    def _replace(self) -> None:
        """Rename several tags at once: each whole tag becomes what replacing a part of its text makes of it."""
        listing = self._desk.listing
        texts = list(listing.chosen) or [row.text for row in listing.listed]
        if not texts:
            self._desk.say("No tag is listed")
            return

        def found(typed: str) -> None:
            if not typed:
                self._desk.say("Nothing to replace was typed", warning=True)
                return
            self._desk.ask(Question(f"Replace {typed!r} by:", lambda instead: replaced(typed, instead)))

        def replaced(typed: str, instead: str) -> None:
            wanted = row_filter(typed)
            if wanted.is_pattern:
                act = partial(replace, wanted.text, instead, texts)
                self._desk.aside(act, lambda new: self._replaced(typed, instead, texts, new))
            else:
                self._replaced(typed, instead, texts, [text.replace(typed, instead) for text in texts])

        many = "1 tag" if len(texts) == 1 else f"{len(texts):,} {'chosen' if listing.chosen else 'listed'} tags"
        self._desk.ask(Question(f"In {many} replace (text or /expression/):", found))

    def _replaced(self, typed: str, instead: str, texts: Sequence[str], new: Sequence[str]) -> None:
        changes = {old: text for old, text in zip(texts, new, strict=True) if text != old}
        if not changes:
            self._desk.say(f"None of these {len(texts):,} tags holds {typed!r}")
            return
        many = f"{len(changes):,} tag{'s' * (len(changes) > 1)}"
        title = f"replace '{typed}' by '{instead}' in {many}"
        self._desk.propose(renaming_each(self._desk.session, title, changes), list(changes), sure=True)

    def _merge(self) -> None:
        texts = self._texts()
        if not texts:
            self._desk.say("There is no tag here")
            return
        check_own(self._desk.session, texts)
        most_used = max(self._rows(texts), key=lambda row: row.count).text if len(texts) > 1 else ""
        named = f"'{texts[0]}'" if len(texts) == 1 else f"{len(texts)} tags"
        question = Question(f"Merge {named} into:", lambda into: self.merge(texts, into), self._desk.listing.completion)
        self._desk.ask(question, most_used)

    def merge(self, texts: Sequence[str], into: str) -> None:
        """Ask whether tags shall become aliases of another one, then show what merging them into it would do."""
        session = self._desk.session
        check_own(session, texts)
        target = one_tag(session, into).text
        others = [text for text in texts if text != target]
        if not others:
            self._desk.say(f"There is nothing to merge into '{target}'")
            return

        def answered(yes: str) -> None:
            proposal = merging(session, others, target)
            if yes.strip().casefold().startswith("y"):
                rows = self._rows([target, *others])
                slot = rows[0].slot if rows else session.structure.own_keys[0]
                proposal = proposal.keeping_aliases(target, others, slot)
            self._desk.propose(proposal, others, sure=True, follows=target)

        words = f"Shall {'it become an alias' if len(others) == 1 else 'they become aliases'} of '{target}'? y/n"
        self._desk.ask(Question(words, answered, at_once=lambda typed: typed.casefold() in ("y", "n")))

    def _alias(self) -> None:
        row = self._desk.here
        if row is None:
            return

        def answered(word: str) -> None:
            alias = one_tag(self._desk.session, word).text
            if self._desk.session.own_terms.keep(row.text, alias, row.slot):
                self._desk.say(f"'{alias}' leads to '{row.text}' from the next start on: vocab.toml has it")
            else:
                self._desk.say(f"'{alias}' leads to '{row.text}' already")

        self._desk.ask(Question(f"What else leads to '{row.text}'?", answered))

    # --- slots ----------------------------------------------------------------------------------------------------

    def _move(self) -> None:
        texts = self._texts()
        if not texts:
            return
        check_own(self._desk.session, texts)

        def answered(slot: str) -> None:
            elsewhere = all(key != slot for row in self._rows(texts) for key, _ in row.slots)
            self._desk.propose(moving(self._desk.session, texts, slot), texts, sure=elsewhere)

        named = f"'{texts[0]}'" if len(texts) == 1 else f"{len(texts)} tags"
        self._ask_slot(f"{named} to", "", answered)

    def _ask_slot(self, words: str, usual: str, answered: Callable[[str], object]) -> None:
        """Ask for a slot, by its number in the composer or its title; nothing typed is the usual one."""
        structure = self._desk.session.structure
        numbered = {str(number): slot.key for number, slot in enumerate(structure.slots, 1)}
        listed = " ".join(
            f"{number} {structure.title(key)}" for number, key in numbered.items() if key in structure.own_keys
        )

        def found(typed: str) -> None:
            answered(self._slot_of(typed, usual, numbered))

        def is_number(typed: str) -> bool:
            return typed in numbered and len(numbered) < 10

        default = f", Enter {structure.title(usual)}" if usual else ""
        self._desk.ask(Question(f"{words} ({listed}{default}):", found, at_once=is_number))

    def _slot_of(self, typed: str, usual: str, numbered: Mapping[str, str]) -> str:
        structure = self._desk.session.structure
        typed = typed.strip()
        wanted = typed.casefold()
        if not typed and usual:
            return usual
        begins = [key for key in structure.own_keys if structure.title(key).casefold().startswith(wanted)]
        slot = numbered.get(typed, begins[0] if wanted and len(begins) == 1 else typed)
        check_slot(self._desk.session, slot)
        return slot

    # --- away and new ---------------------------------------------------------------------------------------------

    def _delete(self) -> None:
        texts = self._texts()
        if texts:
            self._desk.propose(deleting(self._desk.session, texts), texts, sure=True)

    def _add(self) -> None:
        chosen = list(self._desk.listing.chosen)
        where = f"the images of {len(chosen)} chosen tag{'s' * (len(chosen) > 1)}" if chosen else "all images"

        def named(typed: str) -> None:
            tag = one_tag(self._desk.session, typed)
            check_own(self._desk.session, [tag.text])
            self._ask_slot(f"'{tag.text}' into", self._usual_slot(tag.text), lambda slot: placed(tag.text, slot))

        def placed(text: str, slot: str) -> None:
            title = self._desk.session.structure.title(slot)
            words = f"Place in {title} (1 first, 2 second ..., Enter last):"
            self._desk.ask(Question(words, lambda place: propose(text, slot, place)))

        def propose(text: str, slot: str, place: str) -> None:
            at = int(place[:4]) - 1 if place.strip().isascii() and place.strip().isdigit() else None
            proposal = adding(self._desk.session, [text], slot, None if at is None else max(0, at))
            self._desk.propose(proposal, chosen or None)

        self._desk.ask(Question(f"Add to {where}:", named, ends=self._desk.listing.completion))

    def _usual_slot(self, text: str) -> str:
        """The slot in which the captions have a tag, else that of the vocabulary; empty if neither knows it."""
        own = self._desk.session.structure.own_keys
        rows = self._rows([text])
        term = self._desk.session.project.vocabulary.find(text)
        known = [rows[0].slot] if rows else []
        known += [term.slot] if term is not None and term.slot else []
        return next((slot for slot in known if slot in own), "")
