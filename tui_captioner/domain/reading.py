"""Caption text that is there already, taken apart into pieces. Put together again they are that text, to the letter.

Tags end at commas, prose at the ends of its sentences and never at commas; what stands in brackets or quotation marks
is never taken apart. Marks (`BREAK`, `|||`) and the breaks between lines are pieces of their own. A text that is JSON
is one piece. All of it takes time linear in the length of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from tui_captioner.domain.caption import MARKS, CaptionText, Tag, Tags
from tui_captioner.domain.prose import (
    MAX_TAG_WORDS,
    cuts,
    ends_as_sentence,
    has_clause,
    is_cut_short,
    is_prose_without_stop,
    is_sentence,
    may_begin,
    may_end,
    without_head,
)
from tui_captioner.domain.protected import protected

MOST_PIECES = 16_000
"""A text of more pieces is no caption, whatever else it is, and stays in one piece: the longest that an encoder reads
has some 10,000 characters."""
_WORD_MARKS = tuple(mark for mark in MARKS if mark.isalpha())
_SIGN_MARKS = tuple(mark for mark in MARKS if not mark.isalpha())
_BLANKS = re.compile(r"\s+")
_GLUE = re.compile(r"[\s,]+")
_COMMA = re.compile(",")
_LINE = re.compile(r"\r\n|\n|\r")
_LINE_END = re.compile(r"[\r\n]")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_ -]*(?:, [A-Za-z0-9_ -]+)*")
_PLAIN_MARKS = frozenset(MARKS)
_NEIGHBOUR = 24
"""Characters beside `AND` or `BREAK` that are looked at for the word there."""


class _Span(NamedTuple):
    """A piece by its place in the text."""

    start: int
    stop: int
    sentence: bool = False
    mark: bool = False


def read_pieces(text: str) -> Tags:
    """The tags and sentences of a caption in order, marks and breaks between lines left out.

    Args:
        text: The decoded caption; every line of it counts.
    """
    return read_caption(text, join_lines=True).tags


def read_caption(
    text: str,
    *,
    separator: str = ", ",
    head_separator: str = "",
    join_lines: bool = False,
    whole_from: int | None = None,
) -> CaptionText:
    """Take a caption apart; its `text` is the one that was given, but for blanks at its ends.

    Args:
        text: The decoded caption; every line of it counts.
        separator: What the project writes between tags; tags end there if it is in the text, else at commas.
        head_separator: The project's own mark behind the globals.
        join_lines: Whether lines belong together, so that the breaks between them are no pieces.
        whole_from: From this character on each line is one piece.
    """
    begin = len(text) - len(text.lstrip())
    whole = len(text) if whole_from is None else whole_from
    text = text.strip()
    whole = min(max(0, whole - begin), len(text))
    if whole == len(text) and _is_plain(text, separator, head_separator):
        return CaptionText.listed(text.split(", "))
    if is_json(text):
        spans = [_Span(0, len(text), sentence=True)]
    else:
        cutter = _Cutter(text, separator, head_separator, join_lines=join_lines)
        spans = list(islice(cutter.spans(whole), MOST_PIECES + 1))
        if len(spans) > MOST_PIECES:
            spans = [_Span(0, len(text), sentence=True)]
    return _as_text(text, spans, separator)


def _is_plain(text: str, separator: str, head_separator: str) -> bool:
    """Whether a text is a list of tags of letters and figures alone, with `, ` between: most are, and need no more.

    Nothing in such a text can be a bracket, a mark, the end of a sentence or another border. It may be prose without a
    stop, which is left to the rules for that.
    """
    if _PLAIN.fullmatch(text) is None or "  " in text or " ," in text or text.count(",") >= MOST_PIECES:
        return False
    if separator.strip() not in ("", ",") or not _PLAIN_MARKS.isdisjoint(text.replace(",", " ").split()):
        return False
    own = head_separator.strip()
    if own and own in text:
        return False
    if all(piece.count(" ") < MAX_TAG_WORDS for piece in text.split(", ")):
        return True  # tags, whichever of them a head would take away
    return not is_prose_without_stop(without_head(text)[1])


def is_json(text: str) -> bool:
    """Whether a text is a JSON object or list; those are prompts of newer models, and a comma in one is no border."""
    if not text.startswith(("{", "[")) or not text.endswith(("}", "]")):
        return False
    try:
        # Numbers are not made: one of 5,000 digits would be refused.
        json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return False
    return True


def _as_text(text: str, spans: Sequence[_Span], separator: str) -> CaptionText:
    gaps, at = [], 0
    for span in spans:
        gaps.append(text[at : span.start])
        at = span.stop
    gaps.append(text[at:])
    pieces = [Tag(text[span.start : span.stop], sentence=span.sentence, mark=span.mark) for span in spans]
    return CaptionText.numbered(pieces, gaps, separator)


class _Cutter:
    """Finds the pieces of one text."""

    def __init__(self, text: str, separator: str, head_separator: str, *, join_lines: bool) -> None:
        self._text = text
        self._inside = protected(text)
        self._join_lines = join_lines
        self._signs = tuple(dict.fromkeys(mark for mark in (head_separator.strip(), *_SIGN_MARKS) if mark))
        self._own = own = separator.strip()
        used = own not in ("", ",") and any(self._is_free(match.start()) for match in re.finditer(re.escape(own), text))
        self._comma = re.compile(re.escape(own)) if used else _COMMA
        self._own_separator = used

    def _is_free(self, at: int) -> bool:
        return not self._inside[at]

    def spans(self, whole: int) -> Iterator[_Span]:
        """The pieces in order; from the character `whole` on each line is one."""
        start = 0
        for border in self._borders(whole):
            yield from self._segment(start, border.start)
            if border.mark:
                yield border
            start = border.stop
        yield from self._segment(start, min(whole, len(self._text)))
        if whole < len(self._text):
            yield from self._whole_lines(max(start, whole))

    def _whole_lines(self, start: int) -> Iterator[_Span]:
        for match in [*_LINE.finditer(self._text, start), None]:
            stop = len(self._text) if match is None else match.start()
            line = self._trimmed(start, stop)
            if line is not None:
                yield line._replace(sentence=True)
            if match is not None:
                start = match.end()

    def _borders(self, whole: int) -> Iterator[_Span]:
        """Marks and line breaks, in order, up to the character `whole`."""
        signs = "|".join(re.escape(sign) for sign in self._signs)
        pattern = re.compile(rf"(?<![^\s,])(?:{'|'.join(_WORD_MARKS)})(?![^\s,])|{signs}|\s+")
        for match in pattern.finditer(self._text):
            if match.start() >= whole:
                return
            if self._inside[match.start()]:
                continue
            if not match[0].isspace():
                if match[0] not in _WORD_MARKS or self._is_word_mark(match):
                    yield _Span(match.start(), match.end(), mark=True)
            elif _LINE_END.search(match[0]):
                ends = [end.start() for end in _LINE_END.finditer(match[0])]
                first, last = match.start() + ends[0], match.start() + ends[-1] + 1
                yield _Span(first, last, mark=not self._join_lines)

    def _is_word_mark(self, match: re.Match[str]) -> bool:
        """Whether `AND` or `BREAK` is a mark, not a word among others in capitals (`PRESS AND HOLD`)."""
        before = self._text[max(0, match.start() - _NEIGHBOUR) : match.start()].split()
        behind = self._text[match.end() : match.end() + _NEIGHBOUR].split()
        words = [*before[-1:], *(word.rstrip(",.;:!?)\"'") for word in behind[:1])]
        return not (len(words) == 2 and all(len(word) > 1 and word.isalpha() and word.isupper() for word in words))

    def _trimmed(self, start: int, stop: int) -> _Span | None:
        """The span without blanks and commas at its ends; None if nothing is left."""
        part = self._text[start:stop]
        lead = _GLUE.match(part)
        begin = start + (lead.end() if lead is not None else 0)
        end = start + len(part.rstrip().rstrip(","))
        while end > begin and (self._text[end - 1].isspace() or self._text[end - 1] == ","):
            end -= 1
        return _Span(begin, end) if begin < end else None

    # --- between two borders ------------------------------------------------------------------------------------------

    def _segment(self, start: int, stop: int) -> Iterator[_Span]:
        """The pieces of what stands between two marks or line breaks."""
        span = self._trimmed(start, stop)
        if span is None:
            return
        units = self._units(span.start, span.stop)
        for number, (begin, end) in enumerate(units):
            yield from self._unit(begin, end, last=number == len(units) - 1, behind_prose=number > 0)

    def _units(self, start: int, stop: int) -> list[tuple[int, int]]:
        """The text cut where sentences end."""
        chunks: list[tuple[int, int]] = []
        begin = start
        for match in _BLANKS.finditer(self._text, start, stop):
            behind = self._text[match.end() : match.end() + 4]
            free = self._is_free(match.start()) and self._is_free(match.start() - 1)
            if free and may_end(self._text, begin, match.start(), behind):
                chunks.append((begin, match.start()))
                begin = match.end()
        chunks.append((begin, stop))
        ends = cuts([self._text[one:other] for one, other in chunks])
        units, begin = [], start
        for (_, end), (following, _), cut in zip(chunks, chunks[1:], ends, strict=False):
            if cut:
                units.append((begin, end))
                begin = following
        return [*units, (begin, stop)]

    def _unit(self, start: int, stop: int, *, last: bool, behind_prose: bool) -> Iterator[_Span]:
        """A sentence with the tags before it, or a list of tags."""
        text = self._text[start:stop]
        head, prose = self._own_head(start, stop) if self._own_separator else without_head(text)
        if self._own_separator and head and not ends_as_sentence(prose):
            yield from self._tags(start, stop, last=last)
            return
        # A sentence ended behind it, or one stands before it: a short one is none by itself.
        short = "," not in prose and ends_as_sentence(prose) and (not last or (behind_prose and may_begin(prose)))
        cut_short = last and behind_prose and is_cut_short(prose)
        if is_sentence(prose) or is_prose_without_stop(prose) or short or cut_short:
            yield from self._tags(start, start + len(head), last=True)
            yield _Span(stop - len(prose), stop, sentence=True)
        else:
            yield from self._tags(start, stop, last=last)

    def _own_head(self, start: int, stop: int) -> tuple[str, str]:
        """The tags before the last separator of the project, and what stands behind it; no tags where there is prose
        before it already, since such a sign may stand in a sentence."""
        text, found = self._text[start:stop], self._commas(start, stop)
        if not found:
            return "", text
        head = text[: found[-1][1] - start]
        if has_clause(head) or any(map(ends_as_sentence, head.split(self._own))):
            return "", text
        return head, text[len(head) :].lstrip()

    def _tags(self, start: int, stop: int, *, last: bool) -> Iterator[_Span]:
        """The tags of a list; a phrase that ends one with a full stop keeps the space that followed it."""
        borders = self._commas(start, stop)
        found = [
            self._trimmed(one, other)
            for one, other in zip([start, *(b for _, b in borders)], [*(a for a, _ in borders), stop], strict=True)
        ]
        spans = [span for span in found if span is not None]
        for number, span in enumerate(spans):
            text = self._text[span.start : span.stop]
            # A sentence may hold a comma and stays whole; a tag may not.
            phrase = not last and number == len(spans) - 1 and ends_as_sentence(text)
            yield _Span(span.start, span.stop, "," in text or _LINE_END.search(text) is not None or phrase)

    def _commas(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Where tags end, as (start, stop) of what stands between them.

        A comma between the thousands of a number is none where all others are followed by a blank: `a,100,200` is three
        tags, `crowd, 1,000 people` two.
        """
        found = [
            match.span() for match in self._comma.finditer(self._text, start, stop) if self._is_free(match.start())
        ]
        if self._own_separator:
            return found
        numbers = {match.start() for match in _THOUSANDS.finditer(self._text, start, stop)}
        others = [span for span in found if span[0] not in numbers]
        blank = all(self._text[end : end + 1].isspace() or end == stop for _, end in others)
        return others if blank else found
