"""Tags and captions as values, and edits of them. What is written of them: `writing`; what is read: `reading`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tui_captioner.domain.caption_prose import Prose
from tui_captioner.domain.structure import GLOBALS, Structure

_SENTENCE_END = (".", "!", "?", "。", "！", "？", "．", "｡")
_LINE_BREAKS = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_CLOSING = "\"'”’)」』）"


MARKS = ("BREAK", "AND", "|||", ";;;")
"""What parts a caption for A1111 and kohya's sd-scripts: no tag, so it may stand several times; no tag crosses
it."""

IMPORT = "import"
"""Who set a tag that came with an import."""

STRIDE = 2
"""Places from one piece of a text to the next; between two there is room for one that is added."""


class Origin(NamedTuple):
    """Where a piece stands in the text that its caption was read from.

    Args:
        place: Its place there, `STRIDE` from one piece to the next. What was added later has the place of the piece
            that it stands behind.
        read: Whether it stood there itself. A sentence that did stays behind the piece it was read behind.
        joint: What followed it, where that is not what its look says: `","` a separator behind a sentence that ended,
            `" "` or nothing where no separator was. None in all other cases.
        glue: Of a mark: what stood on its two sides.
    """

    place: int
    read: bool = True
    joint: str | None = None
    glue: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """One piece of a caption.

    Args:
        text: A word or phrase without comma or line break, or a whole sentence, which may hold both commas and stops.
        sentence: Written in sentence mode or read from prose: stays whole, and after a full stop no comma follows.
        unsure: The slot was guessed when the caption was read; shown for review.
        mark: One of `MARKS`, the project's own head separator, or the break between two lines.
        origin: Where it stood in the text that was read; None for what was typed. It does not count when tags are
            compared.
        written: False for one that is kept and not written, True where the user said that it is written whatever the
            profile leaves out, None where that was not decided: then it is written.
        by: Who set it: a model that proposed it and was confirmed, `IMPORT`, or empty for a person, and for what was
            read. It does not count when tags are compared.
    """

    text: str
    sentence: bool = False
    unsure: bool = False
    mark: bool = False
    origin: Origin | None = field(default=None, compare=False)
    written: bool | None = None
    by: str = field(default="", compare=False)

    @property
    def is_left_out(self) -> bool:
        """Whether it is kept and not written."""
        return self.written is False

    @property
    def ends_sentence(self) -> bool:
        """Whether a space, not a comma, follows this piece in the caption."""
        return self.sentence and self.text.endswith(_SENTENCE_END)

    def reworded(self, text: str) -> Tag:
        """This tag with another text, which a person gave it."""
        return replace(self, text=text, by="" if text != self.text else self.by)

    def taken_over(self) -> Tag:
        """This tag as a person takes it into another caption: sure, with no place in its text, not decided yet."""
        return replace(self, unsure=False, origin=None, written=None, by="")

    @property
    def is_line_break(self) -> bool:
        """Whether this is the break between two lines."""
        return self.mark and self.text.isspace()


Tags = tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class CaptionText:
    """The text of a caption as pieces, with what stands before, between and behind them.

    Args:
        pieces: Tags, sentences and marks, in their order.
        gaps: One more than there are pieces.

    Raises:
        ValueError: If there are not as many gaps as that.
    """

    pieces: Tags
    gaps: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.gaps) != len(self.pieces) + 1:
            raise ValueError(f"{len(self.pieces)} pieces have {len(self.gaps)} gaps")

    @classmethod
    def of(cls, tags: Sequence[Tag], separator: str = ", ") -> CaptionText:
        """Tags as they are put together by themselves; see `join`."""
        return cls(tuple(tags), ("", *all_between(tags, separator), "") if tags else ("",))

    @classmethod
    def numbered(cls, pieces: Sequence[Tag], gaps: Sequence[str], separator: str = ", ") -> CaptionText:
        """Pieces with their origins, worked out of where they stand; one that has a place keeps it."""
        placed = [
            _placed(number, piece, (before, behind), separator, last=number == len(pieces))
            for number, (piece, before, behind) in enumerate(zip(pieces, gaps, gaps[1:], strict=False), 1)
        ]
        return cls(tuple(placed), tuple(gaps))

    @classmethod
    def listed(cls, texts: Sequence[str], separator: str = ", ") -> CaptionText:
        """Tags of which nothing but their text is known, in a list: what `numbered` makes of them."""
        pieces = tuple(map(plain_tag, texts, range(STRIDE, STRIDE * len(texts) + 1, STRIDE)))
        return cls(pieces, ("", *(separator,) * (len(pieces) - 1), "") if pieces else ("",))

    @property
    def is_plain(self) -> bool:
        """Whether nothing but what `of` puts there stands between the pieces."""
        bare: Sequence[Tag] = (Tag(""),) * len(self.pieces)
        if [piece for piece in self.pieces if piece.mark or piece.sentence]:
            bare = [Tag(piece.text, piece.sentence, mark=piece.mark) for piece in self.pieces]
        return self.gaps == CaptionText.of(bare).gaps

    @property
    def text(self) -> str:
        """The text itself."""
        parts = [""] * (2 * len(self.pieces) + 1)
        parts[::2] = self.gaps
        parts[1::2] = [piece.text for piece in self.pieces]
        return "".join(parts)

    @property
    def tags(self) -> Tags:
        """The pieces without the marks."""
        return tuple(piece for piece in self.pieces if not piece.mark)

    def without(self, texts: Collection[str]) -> CaptionText:
        """This text without the first piece of each of these texts; see `filtered`."""
        wanted = set(texts)
        going: set[int] = set()
        for number, piece in enumerate(self.pieces):
            if piece.text in wanted and not piece.mark:
                wanted.discard(piece.text)
                going.add(number)
        return self.filtered(lambda number: number not in going)

    def filtered(self, keep: Callable[[int], bool]) -> CaptionText:
        """This text with the pieces whose number `keep` accepts, counted from 0.

        With a piece goes what stood behind it; where a mark follows, what stood before it, so a mark keeps its sides.
        """
        pieces: list[Tag] = []
        gaps = [self.gaps[0]]
        for number, (piece, behind) in enumerate(zip(self.pieces, self.gaps[1:], strict=True)):
            if keep(number):
                pieces.append(piece)
                gaps.append(behind)
            elif pieces and number + 1 < len(self.pieces) and self.pieces[number + 1].mark:
                gaps[-1] = behind
        gaps[-1] = self.gaps[-1] if pieces else ""
        for at in {0, len(pieces) - 1} if pieces else ():
            origin = pieces[at].origin
            if pieces[at].mark and origin is not None:
                glue = _end_glue((gaps[at], gaps[at + 1]), first=at == 0, last=at == len(pieces) - 1)
                pieces[at] = replace(pieces[at], origin=origin._replace(glue=glue))
        return CaptionText(tuple(pieces), tuple(gaps))


@lru_cache(maxsize=1 << 14)
def plain_tag(text: str, place: int, unsure: bool = False) -> Tag:
    """A tag in a list, the same one for the same arguments: an edit comes by the tags of a caption many times."""
    return Tag(text, unsure=unsure, origin=_plain_origin(place))


@lru_cache(maxsize=1 << 10)
def _plain_origin(place: int) -> Origin:
    return Origin(place)


def _end_glue(around: tuple[str, str], *, first: bool, last: bool) -> tuple[str, str]:
    """What belongs on both sides of a mark: at an end of the text the same as on its inner side."""
    before, behind = around
    return before or (behind if first else ""), behind or (before if last else "")


def _placed(number: int, piece: Tag, around: tuple[str, str], separator: str, *, last: bool) -> Tag:
    """A piece with its origin: the one of that number, counted from 1, with what stands on both sides of it."""
    place = STRIDE * number if piece.origin is None else piece.origin.place
    if piece.mark:
        glue = _end_glue(around, first=number == 1, last=last)
        return Tag(piece.text, piece.sentence, piece.unsure, True, Origin(place, glue=glue))
    behind, joint = around[1], None
    apart = "," in behind or (separator.strip() or ",") in behind
    if not last and apart and piece.ends_sentence:
        joint = ","
    elif not last and not apart and not piece.ends_sentence:
        quoted = piece.sentence and piece.text.rstrip(_CLOSING).endswith(_SENTENCE_END)
        # Lines that are joined become a list, but for sentences.
        joint = None if _LINE_BREAKS.search(behind) and not quoted else " " if behind else ""
    return Tag(piece.text, piece.sentence, piece.unsure, False, Origin(place, joint=joint))


@dataclass(frozen=True, slots=True)
class Caption:
    """What is known of one image: its tags by slot.

    Args:
        slots: Tags by slot key, marks among them; the globals are not in here, they belong to the project.
        read: The text that the caption was read from, as long as it was not edited; `None` once it was. Until then the
            caption is that text, to the letter.
        left_out: Globals that stood in that text, each once: they are in no slot.
        prose: The sentences that are written instead of the tags, or beside them; None for tags alone.
    """

    slots: Mapping[str, Tags] = field(default_factory=dict)
    read: CaptionText | None = None
    left_out: frozenset[str] = frozenset()
    prose: Prose | None = None

    def tags(self, slot: str) -> Tags:
        """The tags of one slot, none if it is empty."""
        return self.slots.get(slot, ())

    def all_tags(self, structure: Structure) -> Iterator[tuple[str, Tag]]:
        """Slot key and tag of every tag, in the order of the structure; slots it does not know come last.

        Marks are no tags and not among them.
        """
        keys = [*structure.own_keys, *(key for key in self.slots if key not in structure.own_keys)]
        return ((key, tag) for key in keys if key != GLOBALS for tag in self.tags(key) if not tag.mark)

    @property
    def is_empty(self) -> bool:
        """Whether no slot holds a tag, and nobody wrote a sentence."""
        return not any(self.slots.values()) and (self.prose is None or not self.prose.is_kept)

    def written_texts(self, globals_: Sequence[Tag]) -> list[str]:
        """The texts of all tags that are written, the globals in front, each once."""
        own = (tag for tags in self.slots.values() for tag in tags if not tag.mark and not tag.is_left_out)
        return list(dict.fromkeys(tag.text for tag in (*globals_, *own)))

    def texts(self) -> dict[str, list[str]]:
        """The texts by slot, marks and empty slots left out: what a suggester learns from."""
        found = {key: [tag.text for tag in tags if not tag.mark] for key, tags in self.slots.items()}
        return {key: texts for key, texts in found.items() if texts}

    def edited(self) -> Caption:
        """This caption as one that was edited, so in slot order from here on."""
        return self if self.read is None else Caption(self.slots, None, self.left_out, self.prose)

    def with_slots(self, slots: Mapping[str, Iterable[Tag]]) -> Caption:
        """This caption with the tags of some slots replaced; from here on in slot order."""
        new = {**self.slots, **{key: tuple(tags) for key, tags in slots.items()}}
        return replace(self, slots={key: value for key, value in new.items() if value}, read=None)

    def with_slot(self, slot: str, tags: Iterable[Tag]) -> Caption:
        """This caption with the tags of one slot replaced; from here on in slot order."""
        return self.with_slots({slot: tags})

    def added(self, slot: str, tags: Sequence[Tag], at: int | None = None) -> Caption:
        """This caption with `tags` put into `slot` before position `at`, or at its end.

        A tag that the slot has already is not added twice; a mark is.
        """
        old = self.tags(slot)
        new: list[Tag] = []
        for tag in tags:
            if tag.text and (tag.mark or all(tag.text != other.text for other in (*old, *new))):
                new.append(tag)
        place = len(old) if at is None else at
        return self.with_slot(slot, (*old[:place], *new, *old[place:])) if new else self

    def removed(self, slot: str, index: int) -> Caption:
        """This caption without the tag at `index` of `slot`; raises IndexError if there is none."""
        tags = self.tags(slot)
        if not 0 <= index < len(tags):
            raise IndexError(index)
        return self.with_slot(slot, (*tags[:index], *tags[index + 1 :]))

    def replaced(self, slot: str, index: int, tags: Sequence[Tag]) -> Caption:
        """This caption with the tag at `index` of `slot` replaced by `tags`, which take its place in the text too.

        Texts that the slot has already are left out, so a tag that becomes like another one goes.
        """
        kept = self.tags(slot)
        if not 0 <= index < len(kept):
            raise IndexError(index)
        old = kept[index]
        placed = [tag if tag.origin is not None else replace(tag, origin=old.origin) for tag in tags]
        if len(placed) == 1 and (placed[0].text, placed[0].sentence) == (old.text, old.sentence):
            same = replace(placed[0], by=placed[0].by or old.by)
            return self.with_slot(slot, (*kept[:index], same, *kept[index + 1 :]))
        return self.removed(slot, index).added(slot, placed, index)

    def moved(self, slot: str, index: int, to_slot: str, to_index: int | None = None) -> Caption:
        """This caption with one tag moved, within its slot or to another; the user placed it, so it is sure now.

        In the text it goes with the tag that it stands next to then, so it may change sides of a mark.
        """
        tag = self.tags(slot)[index]
        rest = self.removed(slot, index)
        there = rest.tags(to_slot)
        at = len(there) if to_index is None else to_index
        beside = there[at - 1] if 0 < at <= len(there) else there[0] if there else tag
        # What another slot leaves out is decided there.
        written = tag.written if slot == to_slot else None
        moved = replace(tag, unsure=False, origin=_beside(beside.origin or tag.origin), written=written)
        if slot == to_slot or tag.mark:
            # The same tag in another place: a repeat that was read is moved too, not dropped.
            return rest.with_slot(to_slot, (*there[:at], moved, *there[at:]))
        return rest.added(to_slot, [moved], to_index)


def _beside(origin: Origin | None) -> Origin | None:
    return None if origin is None else Origin(origin.place, read=False)


class OutputRules(NamedTuple):
    """How a project's captions are written.

    Args:
        separator: Between tags. `", "` is what every sidecar trainer reads as the same string.
        head_separator: Written after the globals when they open the caption, such as kohya's
            `keep_tokens_separator` `|||`; empty for none.
        globals_at: `start`, `end`, or the key of the slot they follow.
        order: `slots` for the order of the slots, or `file`: what was read keeps its order when it is edited too.
    """

    separator: str = ", "
    head_separator: str = ""
    globals_at: str = "start"
    order: str = "slots"


def join(tags: Sequence[Tag], separator: str = ", ") -> str:
    """Tags with the separator between them; after a sentence that ends in `.`, `!` or `?` a space instead.

    What stood between two neighbours of a text that was read stays where it is something else.
    """
    return CaptionText.of(tags, separator).text


def all_between(tags: Sequence[Tag], separator: str) -> list[str]:
    """What is written between pieces: one less than there are."""
    odd = [tag for tag in tags if tag.mark or tag.sentence or (tag.origin is not None and tag.origin.joint is not None)]
    if not odd:
        return [separator] * (len(tags) - 1)  # most captions
    return [written_between(one, other, separator) for one, other in pairwise(tags)]


def written_between(one: Tag, other: Tag, separator: str) -> str:
    """What is written between two pieces."""
    if one.mark or other.mark:
        return _glue(one, other, separator)
    joint = None if one.origin is None else one.origin.joint
    if joint == ",":
        return separator
    if joint is not None and _were_neighbours(one.origin, other.origin):
        return joint
    return " " if one.ends_sentence else separator


def _were_neighbours(one: Origin | None, other: Origin | None) -> bool:
    if one is None or other is None:
        return False
    return one.read and other.read and other.place == one.place + STRIDE


def _glue(one: Tag, other: Tag, separator: str) -> str:
    """What is written between two pieces of which one is a mark, or both."""
    before = _own_glue(other, separator)[0] if other.mark else None
    behind = _own_glue(one, separator)[1] if one.mark else None
    if before is None or behind is None:
        between = before if behind is None else behind
    else:
        between = before if before.strip() and not behind.strip() else behind
    if between or one.is_line_break or other.is_line_break:
        return between or ""
    words = one.mark and one.text.isalpha(), other.mark and other.text.isalpha()
    return _around_word(separator) if any(words) else ""


def _own_glue(mark: Tag, separator: str) -> tuple[str, str]:
    if mark.origin is not None and mark.origin.glue is not None:
        return mark.origin.glue
    around = _around_word(separator) if mark.text.isalpha() else " "
    return around, around


def _around_word(separator: str) -> str:
    """What stands beside a mark that is a word: it is one only between blanks and commas."""
    return separator if separator.strip() == "," else " "
