"""What of a model's answer is laid down beside a caption as machine tags, and why the rest is not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.drafting.drafted import Drafted, DraftedTag
from tui_captioner.domain.prose import is_sentence
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slot_states import FINISHED, Marks
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.typed_text import clean_text
from tui_captioner.domain.vocabulary import Term


class LeftOut(NamedTuple):
    """A tag of an answer that is not laid down.

    Args:
        text: The tag.
        why: The reason, in a clause.
    """

    text: str
    why: str


class Laid(NamedTuple):
    """What becomes of an answer.

    Args:
        drafted: All machine tags of the image, the earlier ones first.
        left_out: What is not among them.
    """

    drafted: Drafted
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What a dataset calls things.

    Args:
        term: Finds the term of the vocabulary that a text is, by spelling or alias; None for none.
        used: The tags that captions have, by `match_key`, each as it is written mostly.
        everywhere: What stands in every caption, or is put there by the program: globals and trigger word.
    """

    term: Callable[[str], Term | None]
    used: Mapping[str, str]
    everywhere: Collection[str]

    def named(self, text: str) -> tuple[str, bool]:
        """A text as the dataset writes it, and whether it is known at all."""
        used = self.used.get(match_key(text))
        if used is not None:
            return used, True
        term = self.term(text)
        if term is None:
            return text, False
        return self.used.get(match_key(term.text), term.text), True

    def group(self, text: str) -> tuple[str | None, str] | None:
        """The exclusive group of a text: of these a caption has one."""
        term = self.term(text)
        return None if term is None or term.group is None else (term.slot, term.group)


class Standing(NamedTuple):
    """What an image has before an answer is laid down.

    Args:
        caption: Its first caption.
        marks: The states that its slots were given.
        drafted: Its machine tags so far.
        refused: The keys (`match_key`) of what was refused for it.
    """

    caption: Caption
    marks: Marks
    drafted: Drafted
    refused: Collection[str]


def lay(
    answer: Mapping[str, Sequence[str]], by: str, standing: Standing, words: KnownWords, structure: Structure
) -> Laid:
    """Lay an answer down: only into slots in which nothing stands, and nothing that is there, or was refused.

    Args:
        answer: The texts of an answer by key of a slot.
        by: The model.
        standing: What the image has.
        words: What the dataset calls things.
        structure: Its slots.
    """
    places = _Places(standing, words, structure)
    laid, left_out = list(standing.drafted), []
    for slot, texts in answer.items():
        closed = _closed(slot, standing, structure)
        for tag in _tags(texts):
            text, known = (tag.text, True) if tag.sentence else words.named(tag.text)
            why = closed or places.taken(tag.text, text)
            if why:
                left_out.append(LeftOut(tag.text, why))
            else:
                places.take(text, tag.text)
                laid.append(DraftedTag(slot, text, by, known))
    return Laid(tuple(laid), tuple(left_out))


def _tags(texts: Iterable[str]) -> Iterator[Tag]:
    """The tags in the texts of an answer, which may hold several each; controls are no part of them."""
    for text in map(clean_text, texts):
        if is_sentence(text):
            yield Tag(text, sentence=True)
        else:
            yield from read_caption(text).tags


def _closed(slot: str, standing: Standing, structure: Structure) -> str:
    """Why nothing is laid into a slot; empty if it is open."""
    if slot not in structure.own_keys:
        return f"there is no slot '{slot}'"
    if any(not tag.mark for tag in standing.caption.tags(slot)):
        return f"{structure.title(slot)} has tags already"
    mark = standing.marks.get(slot)
    if mark is not None and mark.state in FINISHED:
        return f"{structure.title(slot)} is {mark.state} as it is"
    return ""


class _Places:
    """What is taken: by the caption, by machine tags, by what was refused, and the places of exclusive groups."""

    def __init__(self, standing: Standing, words: KnownWords, structure: Structure) -> None:
        self._words = words
        self._why = dict.fromkeys(standing.refused, "it was refused for this image")
        self._groups: dict[tuple[str | None, str], str] = {}
        for one in standing.drafted:
            self.take(one.text)
        for slot, tag in standing.caption.all_tags(structure):
            self.take(tag.text, why=f"it stands in {structure.title(slot)}")
        for text in words.everywhere:
            self.take(text, why="it stands in every caption")

    def take(self, text: str, also: str = "", why: str = "it is proposed already") -> None:
        """Have a place taken by a text, which may have been spelt otherwise too."""
        for spelling in filter(None, (text, also)):
            self._why[match_key(spelling)] = why
        group = self._words.group(text)
        if group is not None:
            self._groups.setdefault(group, text)

    def taken(self, *spellings: str) -> str:
        """Why a tag can't be laid down; empty if it can."""
        for key in map(match_key, spellings):
            if key in self._why:
                return self._why[key]
        group = self._words.group(spellings[-1])
        holder = None if group is None else self._groups.get(group)
        return f"'{holder}' has its place" if holder is not None else ""
