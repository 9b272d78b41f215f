"""JSON captions put into slots: each key has its slots, and what none of them takes is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.reading import is_json, read_caption
from tui_captioner.domain.slotting.placing import placements
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.templating.articles import set_of
from tui_captioner.formats.json_caption import ReadJson, SlotTag
from tui_captioner.formats.rows import Row
from tui_captioner.services.dialects import READERS, Dialects
from tui_captioner.services.importing.import_texts import ImportRefused, check_length, check_text, make_caption
from tui_captioner.services.session.session import Session

_WORD = re.compile(r"\w+")
_SMALL = set_of("a an the of in on at with and or is are has she he it her his its they their wears wearing from to by")
"""Words that sentences have beside those of the tags."""
_STOPS = (".", "!", "?", "。", "！", "？")
_STOP = re.compile(r"(?<=[.!?。！？])\s+")
_NAMED = 5


class JsonCaptions:
    """Makes captions of JSON ones, and counts what no slot takes.

    Args:
        session: The open dataset.
        dialect: One of `domain.dialects.JSON_DIALECTS`.
    """

    def __init__(self, session: Session, dialect: str) -> None:
        self._session = session
        self._dialect = dialect
        self._dialects = Dialects(session)
        self.untaken: Counter[str] = Counter()
        """Keys with something that no slot takes, each with the number of captions."""
        self.summaries = 0
        """Captions whose summary says nothing but what the tags say."""

    def of_row(self, row: Row, old: Caption, *, own: bool) -> tuple[Caption, ...]:
        """The captions of a row of JSON ones.

        Args:
            row: What was read.
            old: The caption that the image has.
            own: Whether its file is that caption, which is written anew: then JSON that says more than slots hold is
                kept as another caption.
        """
        texts = [text for text in row.captions if text.strip()]
        made = [self.caption_of(text, old) for text in texts]
        more = [text for text, (_, is_all) in zip(texts, made, strict=True) if own and not is_all]
        kept = [caption for text in more if (caption := make_caption(self._session, text)) is not None]
        return (*(caption for caption, _ in made if not caption.is_empty), *kept)

    def caption_of(self, text: str, old: Caption) -> tuple[Caption, bool]:
        """The caption that a JSON one is, and whether all that it says has a slot.

        Args:
            text: The JSON.
            old: The caption that the image has. Where the JSON was made of that, it is that.

        Raises:
            ImportRefused: If it is no such caption, or holds what no caption may.
        """
        check_length(text)
        try:
            if self._is_of(text, old):
                return old, True
            read = READERS[self._dialect](text)
        except CaptionerError as error:
            raise ImportRefused(error.message, error.hint) from error
        self.untaken.update(list(read.untaken))
        return self._in_slots(read), not read.untaken

    def told(self) -> list[str]:
        """What did not come along, in sentences."""
        notes = []
        if self.untaken:
            shown = ", ".join(f"{key} ({count})" for key, count in self.untaken.most_common(_NAMED))
            more = f" and {len(self.untaken) - _NAMED} more" if len(self.untaken) > _NAMED else ""
            notes.append(
                f"No slot takes {shown}{more}: that stays in the files it was read from, or, where such a file is the "
                "caption itself, in another caption of the image"
            )
        if self.summaries:
            captions = f"{self.summaries} caption{'s'[: self.summaries > 1]}"
            notes.append(f"The summary of {captions} says what the tags say, so it is made of them again when needed")
        return notes

    def _is_of(self, text: str, old: Caption) -> bool:
        if old.is_empty or is_json(self._session.tags_text(old)):
            return False
        return self._dialects.text_of(old, self._dialect) == text.strip()

    def _in_slots(self, read: ReadJson) -> Caption:
        slots: dict[str, list[Tag]] = {}
        globals_ = [tag.text for tag in self._session.globals]
        for key in read.texts:
            check_text(key.text)
            for slot, tag in self._placed(_pieces(key.text), key.slots):
                if tag.text in globals_:
                    globals_.remove(tag.text)  # once: a repeat stays
                else:
                    slots.setdefault(slot, []).append(tag)
        check_text(read.summary)
        for slot, tag in self._of_summary(read, slots):
            slots.setdefault(slot, []).append(tag)
        order = self._session.structure.own_keys
        return Caption({key: tuple(slots[key]) for key in order if key in slots})

    def _placed(self, pieces: Sequence[Tag], wanted: Sequence[str]) -> Iterable[tuple[str, Tag]]:
        """Each piece with its slot: the only one that its key has, or the likeliest of those."""
        structure = self._session.structure
        slots = [slot for slot in wanted if slot in structure.own_keys]
        if len(slots) < 2:
            slot = slots[0] if slots else structure.catch_all
            yield from ((slot, Tag(piece.text, piece.sentence, unsure=not slots)) for piece in pieces)
            return
        history = self._session.placement_history.counts
        for found in placements(pieces, self._session.project.vocabulary, structure, history=history):
            fits = found.slot in slots
            yield (
                found.slot if fits else slots[0],
                Tag(found.tag.text, found.tag.sentence, unsure=found.tag.unsure or not fits),
            )

    def _of_summary(self, read: ReadJson, slots: dict[str, list[Tag]]) -> Iterable[tuple[str, Tag]]:
        """What the summary says and no key does: the tags behind its sentence where no key has them, else all of it."""
        summary = " ".join(read.summary.split())
        tags = [SlotTag(GLOBALS, "", Tag(tag.text)) for tag in self._session.globals]
        tags += [SlotTag(slot, "", tag) for slot, those in slots.items() for tag in those]
        made = self._dialects.sentence(tags)
        # A term may read otherwise in a sentence, so its words are known too.
        known = _SMALL.union(_words(made), *(_words(one.tag.text) for one in tags))
        behind = _behind(summary, made, known) if read.tail else "" if _says_only(summary, known) else None
        if behind is None:
            yield self._session.structure.catch_all, Tag(summary, sentence=True)
            return
        self.summaries += behind != summary
        yield from self._placed(_pieces(behind), read.tail) if behind else ()


def _behind(summary: str, made: str, known: Collection[str]) -> str | None:
    """What stands behind the sentence that was made of the tags; None where the summary does not begin with it.

    Where the sentence is another one by now, since slots or templates are, it is the first one that says nothing new.
    """
    if summary.rstrip(".") == made.rstrip("."):
        return ""
    start = made if made.endswith(_STOPS) else f"{made}."
    if not made or summary.startswith(f"{start} "):
        return summary[len(start) + 1 :] if made else summary
    first, *others = _STOP.split(summary)
    if _says_only(first, known) and (not others or first.endswith(_STOPS)):
        return " ".join(others)
    return None


def _pieces(text: str) -> Sequence[Tag]:
    """The tags and sentences in a text; one with a mark in it stays whole, since no key has two sides."""
    pieces = read_caption(text, join_lines=True).pieces
    if any(piece.mark for piece in pieces):
        return (Tag(" ".join(text.split()), sentence=True),)
    return pieces


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _says_only(text: str, known: Collection[str]) -> bool:
    return _words(text).issubset(known)
