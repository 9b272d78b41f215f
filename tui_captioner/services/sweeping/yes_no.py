"""One tag over many images: does it belong there, yes or no? All that is answered is one step of the history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.edits import Add, Edit, TakeOut
from tui_captioner.domain.landing import Landing, landing
from tui_captioner.domain.settling import Settle
from tui_captioner.domain.standing import same_text
from tui_captioner.services.session.session import Session
from tui_captioner.services.sweeping.likelihood import Likelihood

YES, NO, SKIP = "y", "n", "skip"
_PASSED_OVER = 20
"""Images that are looked at, one after the other, for one that lacks the tag still."""
AHEAD = 3
"""Images whose pictures are got ready, so that they keep their place."""
_RANKED = 300
"""Images behind these that are put in order anew after a yes: some 5 ms."""


class Answer(NamedTuple):
    """An answer that was given.

    Args:
        name: The image.
        word: `YES`, `NO` or `SKIP`.
        changed: Whether it changed the caption.
    """

    name: str
    word: str
    changed: bool


class YesNo:
    """Asks about one tag, image by image. Each yes is on disk, in the sidecar too, before the next is asked.

    A no changes nothing and is remembered until the dataset is closed: the image is not asked about again by itself.

    Args:
        session: The open dataset.
        tag: The tag.
        slot: Key of the slot that a yes puts it into.
        likelihood: The images, in the order in which they are asked about.

    Attributes:
        answers: What was answered, the last one last.
    """

    def __init__(self, session: Session, tag: Tag, slot: str, likelihood: Likelihood) -> None:
        self.session = session
        self.tag = tag
        self.slot = slot
        self.answers: list[Answer] = []
        self._denied = _denials(session, tag.text)
        self._names = [name for name in likelihood.lacking if name not in self._denied]
        self._others = [*(name for name in likelihood.lacking if name in self._denied), *likelihood.having]
        self._place = 0
        self._asks_all = False
        self._ranking = likelihood.ranking
        self._step = session.growing_step(f"yes/no '{tag.text}'")
        self._pass_over()

    # --- where one is ---------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The image that is asked about; empty when all were."""
        return self._names[self._place] if self._place < len(self._names) else ""

    @property
    def place(self) -> int:
        """How many images stand before it."""
        return self._place

    def __len__(self) -> int:
        return len(self._names)

    def near(self, step: int) -> str:
        """The image so many behind the one that is asked about, or before it below zero; empty beyond either end."""
        place = self._place + step
        return self._names[place] if 0 <= place < len(self._names) else ""

    @property
    def left_out(self) -> int:
        """How many images are asked about on request alone: those that have the tag, or were answered no before."""
        return len(self._others)

    @property
    def counts(self) -> Counter[str]:
        """In how many images each answer stands, the last one of each."""
        return Counter({answer.name: answer.word for answer in self.answers}.values())

    @property
    def changed(self) -> int:
        """How many captions were changed."""
        return len(self._step)

    @property
    def caption(self) -> Caption:
        """The first caption of the image."""
        return self.session.record(self.name).caption if self.name else Caption()

    @property
    def standing(self) -> str:
        """Key of the slot in which the caption has the tag already; empty if it has it not."""
        slot, _ = self._there or ("", self.tag)
        return slot

    @property
    def _there(self) -> tuple[str, Tag] | None:
        """The tag as the caption has it already, and its slot."""
        pairs = self.caption.all_tags(self.session.structure)
        return next(((slot, tag) for slot, tag in pairs if same_text(tag.text, self.tag.text)), None)

    @property
    def landing(self) -> Landing | None:
        """Where a yes would put the tag; None where it is already."""
        settings = self.session.project.settings
        return landing(settings.structure, settings.output, self.session.globals, self.caption, self.slot, self.tag)

    # --- answers --------------------------------------------------------------------------------------------------

    def answer(self, word: str) -> None:
        """Answer for the image at hand, and go to the next. On disk when this returns.

        A yes gives the tag to an image that lacks it, a no takes it from one that has it. Where it stands in a slot
        that was only guessed, a yes makes it sure.

        Args:
            word: `YES`, `NO` or `SKIP`.

        Raises:
            ReadOnlyError: If the dataset or this image can only be read.
            SidecarChangedError: If the sidecar was changed outside; nothing was written.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        name = self.name
        if not name:
            return
        edit = self._edit(word)
        changed = edit is not None and self._carry_out(edit)
        if word == NO:
            self._denied.add(name)
        self.answers.append(Answer(name, word, changed))
        self._place += 1
        if changed:
            self._rank(name, has=word == YES)
        self._pass_over()

    def _edit(self, word: str) -> Edit | None:
        there = self._there
        if word == YES and there is not None:
            # Whoever says yes saw its slot too: it is guessed no more.
            slot, tag = there
            return Settle(tag.text, slot) if tag.unsure else None
        if word == YES:
            return Add(self.slot, (self.tag,))
        return TakeOut(self.tag.text) if word == NO and there is not None else None

    def _carry_out(self, edit: Edit) -> bool:
        record = self.session.record(self.name)
        return self._step.add(self.name, record.with_caption(edit.apply(record.caption, self.session.globals)))

    def take_back(self) -> Answer | None:
        """Take the last answer back, and go to its image; None if there is none that can be taken back.

        Raises:
            SidecarChangedError: If the sidecar was changed outside since; nothing was written.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        if not self.answers:
            return None
        last = self.answers[-1]
        if last.changed and not self._step.drop(last.name):
            return None
        self.answers.pop()
        if last.word == NO:
            self._denied.discard(last.name)
        self._place = max(place for place in range(self._place) if self._names[place] == last.name)
        if last.changed:
            self._rank(last.name, has=last.word != YES)
        self.session.refresh(last.name)
        return last

    def _rank(self, name: str, *, has: bool) -> None:
        """Let what was answered for an image count for those that are not got ready yet."""
        if self._ranking is None:
            return
        self._ranking.answered(name, has=has)
        if not self._asks_all:
            start, stop = self._place + AHEAD, self._place + AHEAD + _RANKED
            self._names[start:stop] = self._ranking.order(self._names[start:stop])

    def _pass_over(self) -> None:
        """Go on to the next image that lacks the tag still: some may have got it since the catalogue was asked."""
        for _ in range(_PASSED_OVER):
            if self.name:
                # Its sidecar may be another by now.
                self.session.refresh(self.name)
            if self._asks_all or not self.standing:
                break
            self._others.append(self._names.pop(self._place))

    # --- who else is asked about ------------------------------------------------------------------------------------

    def ask_others(self) -> int:
        """Ask about the images that have the tag too, and those that were answered no before; how many these are."""
        answered = {answer.name for answer in self.answers}
        more = [name for name in self._others if name not in answered]
        self._names += more
        self._others = []
        self._asks_all = self._asks_all or bool(more)
        return len(more)

    def ask_skipped(self) -> int:
        """Ask about the skipped images once more, at the end; how many these are."""
        last = {answer.name: answer.word for answer in self.answers}
        waiting = set(self._names[self._place :])
        again: Sequence[str] = [name for name, word in last.items() if word == SKIP and name not in waiting]
        self._names += again
        return len(again)


class _Denials(dict[str, set[str]]):
    """The images that were answered no since the dataset was opened, by tag."""


def _denials(session: Session, text: str) -> set[str]:
    """The images that were answered no for a tag since the dataset was opened."""
    return session.companions.get(_Denials, _Denials).setdefault(text, set())
