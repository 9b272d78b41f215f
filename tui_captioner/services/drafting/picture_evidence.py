"""What a tagger sees in the pictures of an open dataset, for what the composer offers; none of it is written."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tui_captioner.domain.alternatives import all_texts
from tui_captioner.domain.completion.evidence import Evidence
from tui_captioner.domain.completion.stock import key_of
from tui_captioner.domain.drafting.prompt import IMAGE
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.slot_states import FINISHED
from tui_captioner.domain.taggers.reported import Reported
from tui_captioner.domain.taggers.trust import Trust
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.catalogue.filtering import texts_of
from tui_captioner.services.drafting.looking_ahead import LookingAhead, Opened, Remembered, Seen, Told
from tui_captioner.services.drafting.prompting import medium_of
from tui_captioner.services.drafting.tag_terms import TagTerms
from tui_captioner.services.lookalikes.hashing import picture_store
from tui_captioner.services.session.session import Session

_AHEAD = 4
"""Images behind the one at hand that are looked at while somebody captions it."""
_RECALLED = 300
"""Finished images, the last ones before the image at hand, from which it is learnt how far the tagger is believed."""
_MOST_KEPT = 1000
"""Images whose tags are kept at hand; the others are in the user's cache folder."""
_AT_ONCE = 20
"""Images of a step that are learnt anew at once; of a step over more images those are that are come back to."""


class PictureEvidence:
    """Says for each image what a tagger sees there, weighed by what was taken of its tags on finished images.

    Nothing of it is called in another thread. `ahead` is how many images behind the one at hand are worth looking at.

    Args:
        session: The open dataset.
        completer: What is offered; it asks here from now on.
        folder: The folder of the tagger.
        tell: Called in another thread with what is to be given to `receive`.
    """

    def __init__(self, session: Session, completer: Completer, folder: Path, tell: Callable[[Told], object]) -> None:
        self.ahead = _AHEAD
        self._session, self._completer = session, completer
        self._trust: Trust | None = None
        self._seen: dict[str, Sequence[Reported]] = {}
        self._learnt: dict[str, tuple[Mapping[str, float], frozenset[str]]] = {}
        self._terms: dict[str, Term] = {}
        self._made: tuple[str, Evidence] | None = None
        terms = TagTerms(session.project.vocabulary, session.structure)
        self._ahead = LookingAhead(session.project.root, folder, picture_store(), terms, tell)
        completer.look_by(self.of)
        session.subscribe(self._note)
        session.before_close(self._ahead.close)
        self._recall()

    def look(self, names: Iterable[str]) -> None:
        """Have these images looked at next, in this order; those that were are not looked at again."""
        self._ahead.want(self._paths(name for name in names if name not in self._seen))

    def receive(self, told: Opened | Seen | Remembered) -> Iterator[None]:
        """Take in what the tagger said, a little at each step. It counts for what is asked from then on.

        Raises:
            CaptionerError: If it can't be told what was taken of it.
        """
        if isinstance(told, Opened):
            self._trust = Trust(told.known)
            return
        seen = told.seen if isinstance(told, Remembered) else (told,)
        for one in seen:
            self._terms |= one.terms
        for one in seen:
            self._keep(one)
            yield

    def of(self, name: str) -> Evidence | None:
        """What the picture of an image says; None as long as the tagger did not see it.

        The same as long as nobody asks for another image.
        """
        if self._made is not None and self._made[0] == name:
            return self._made[1]
        if self._trust is None or name not in self._seen:
            return None
        try:
            made = self._trust.evidence(self._terms_of(name))
        except CaptionerError:
            # What was refused can't be told.
            return None
        self._made = (name, made)
        return made

    # --- what is reported -----------------------------------------------------------------------------------------

    def _keep(self, told: Seen) -> None:
        self._seen.pop(told.name, None)
        self._seen[told.name] = told.tags
        self._learn(told.name)
        while len(self._seen) > _MOST_KEPT:
            oldest = next(iter(self._seen))
            del self._seen[oldest]
            self._learnt.pop(oldest, None)

    def _terms_of(self, name: str) -> dict[Term, float]:
        """What is offered of what was seen, as the dataset calls it: nothing that was refused for this image."""
        return dict(self._reported(name, {one.key for one in self._session.refused.of(name)}).values())

    def _reported(self, name: str, refused: Collection[str] = ()) -> dict[str, tuple[Term, float]]:
        """The terms of what was seen with their scores, by key; those of trigger word and globals are none of them."""
        left_out = {key_of(text) for text in (*texts_of(self._session), self._session.project.settings.trigger)}
        left_out.update(refused)
        found: dict[str, tuple[Term, float]] = {}
        for tag in self._seen[name]:
            term = self._named(tag.text)
            key = key_of(term.text)
            if key_of(tag.text) not in left_out and key not in left_out:
                known = found.get(key)
                found[key] = (term, tag.score) if known is None else (known[0], max(known[1], tag.score))
        return found

    def _named(self, text: str) -> Term:
        """The term that a tag of the tagger is: of the dataset's captions first, then of the vocabulary."""
        term = self._terms[text]
        used = self._completer.spelling(key_of(text)) or self._completer.spelling(key_of(term.text))
        return term if used in ("", term.text) else replace(term, text=used)

    # --- how far it is believed -----------------------------------------------------------------------------------

    def _recall(self) -> None:
        """Have told what the tagger saw on images that were finished before."""
        session = self._session
        place = session.place(session.position) if session.position else 0
        finished = [session.names[at] for at in session.finished.places]
        before = bisect_left(finished, place, key=session.place)
        self._ahead.recall(self._paths([*finished[before:], *finished[:before]][-_RECALLED:]))

    def _paths(self, names: Iterable[str]) -> dict[str, Path]:
        return {name: self._session.image(name).path for name in names if medium_of(name) == IMAGE}

    def _note(self, names: frozenset[str]) -> None:
        """Learn anew what was taken on images that changed."""
        if self._made is not None and self._made[0] in names:
            # A tag of it may be refused now.
            self._made = None
        changed = [name for name in self._seen if name in names]
        for name in changed[:_AT_ONCE]:
            self._learn(name)
        for name in changed[_AT_ONCE:]:
            self._unlearn(name)

    def _unlearn(self, name: str) -> None:
        old = self._learnt.pop(name, None)
        if old is not None and self._trust is not None:
            self._trust.learn(*old, -1)

    def _learn(self, name: str) -> None:
        """Learn what of the reported tags a finished image has; one that is not finished teaches nothing."""
        self._unlearn(name)
        record = self._session.peek(name)
        if self._trust is None or record.state not in FINISHED:
            return
        texts = all_texts((record.caption, *record.alternatives))
        caption = frozenset(key_of(text) for slot in texts.values() for text in slot)
        scores = {key: score for key, (_, score) in self._reported(name).items()}
        self._trust.learn(scores, caption)
        self._learnt[name] = scores, caption
