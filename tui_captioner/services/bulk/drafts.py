"""What models propose, laid down beside the captions of many images; nothing of it is written until it is confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tui_captioner.domain.drafting.drafted import Drafted
from tui_captioner.domain.drafting.laying import KnownWords, Laid, LeftOut, Standing, lay
from tui_captioner.domain.spelling import match_key
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.filtering import texts_of
from tui_captioner.services.session.jobs import Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.tag_questions import TagUse, tag_uses
from tui_captioner.storage.project.asked import Answer
from tui_captioner.storage.project.records import ImageRecord

Answers = Mapping[str, Mapping[str, Sequence[str]]]
"""By image and by key of a slot: what a model said of it."""


class DraftProposal(Proposal):
    """What a model said of some images, as machine tags. Captions, states and sidecars stay as they are.

    Args:
        session: The open dataset.
        answers: What the model said.
        by: Its name.
        noted: The questions that these are answers to: they are noted as answered with what is laid down of them.
    """

    def __init__(self, session: Session, answers: Answers, by: str, noted: Sequence[Answer] = ()) -> None:
        super().__init__(session, f"drafts by {by}", [name for name in answers if name in session.project.images])
        self.answers = noted
        self.coming: dict[str, Drafted] = {}
        """By image, of those that were looked at: what is laid down."""
        self.left_out: dict[str, Sequence[LeftOut]] = {}
        """The same of what is not, and why."""
        self._said, self._by = answers, by
        self._words: KnownWords | None = None
        self._refused: dict[str, set[str]] = {}

    def laid(self, name: str, record: ImageRecord) -> Laid:
        """What becomes of what was said of an image; see `domain.drafting.laying.lay`."""
        standing = Standing(record.caption, record.marks, record.drafted, self._refused.get(name, ()))
        words = self._words or _words_of(self.session, [])
        return lay(self._said[name], self._by, standing, words, self.session.structure)

    def new_record(self, name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        laid = self.laid(name, record)
        self.coming[name], self.left_out[name] = laid.drafted[len(record.drafted) :], laid.left_out
        return replace(record, drafted=laid.drafted)

    def _looked_through(self) -> Steps:
        yield from self._prepared()
        yield from super()._looked_through()

    def _carried_out(self) -> Steps:
        yield from self._prepared()
        yield from super()._carried_out()

    def _prepared(self) -> Steps:
        """Learn what the dataset calls things, and what was refused."""
        uses = yield from catalogue_of(self.session).answer(tag_uses)
        self._words = _words_of(self.session, uses)
        self._refused = {}
        for one in self.session.refused.all():
            self._refused.setdefault(one.file_name, set()).add(one.key)


def draft_proposal(session: Session, answers: Answers, by: str, noted: Sequence[Answer] = ()) -> DraftProposal:
    """What a model said, as a proposal; see `DraftProposal`."""
    return DraftProposal(session, answers, by, noted)


def _words_of(session: Session, uses: Sequence[TagUse]) -> KnownWords:
    """What an open dataset calls things: each tag as most of its captions write it."""
    counts: dict[str, Counter[str]] = {}
    for use in uses:
        counts.setdefault(match_key(use.text), Counter())[use.text] += use.images
    used = {key: min(texts, key=lambda text: (-texts[text], text)) for key, texts in counts.items()}
    trigger = session.project.settings.trigger
    return KnownWords(session.project.vocabulary.find, used, (*texts_of(session), *filter(None, [trigger])))
