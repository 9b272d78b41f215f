"""What is noted of the captions of a set, one after the other: which are the same, which are prose, what most say."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from tui_captioner.domain.checks.modifier_classes import word_set

_BORDER = re.compile(r"[,.;:!?()\[\]{}\n]+")
_WORD = re.compile(r"[\w'’-]+")
_DATA = ("{", "[")
"""What JSON begins with: its keys are no words of captions."""
_STOPS = str.maketrans(dict.fromkeys(",.;!?", " "))
_END = re.compile(r"[.!?](?:\s|$)")
_SAMPLE = 2000
"""Captions that phrases are looked for in; in how many captions these stand is counted over all."""
_LONGEST_PHRASE = 8
"""Words of a phrase."""
_COMMON = 0.85
"""Part of the captions from which a phrase is in nearly all."""
_SAMPLE_SLACK = 0.05
_NO_ENDS = word_set(
    "a an the of in on at by with from to for and or as is are was were be has have having it its this that these "
    "those their his her into onto over under there which who while wearing wears holding holds showing shows "
    "featuring features depicting depicts"
)
"""Words that a phrase neither begins nor ends with."""
TAGS, PROSE, BOTH = 1, 2, 3
"""Kinds of captions; 0 for one that is neither plainly."""
_FEW_PIECES, _SHORT_PIECE, _LONGEST_TAG = 4, 2, 7
"""Of tags: pieces at least, words of the median one at most, words that none of them has."""
_LONG_PIECE, _SENTENCE = 5, 5
"""Of prose: words of the median piece, and of a sentence, at least."""


class SetTexts:
    """Notes captions as they are written: first each by `note`, then, if `wants_more`, each by `count`.

    Args:
        captions: How many there are.
        trigger: The trigger word; empty for none.
        prose: Whether phrases are looked for: in tags they say no more than the tags.
    """

    def __init__(self, captions: int = 0, trigger: str = "", *, prose: bool = False) -> None:
        self.captions = captions
        self.kinds = bytearray(captions)
        self.with_trigger: array[int] = array("I")
        """The images whose caption has the trigger word, in whatever case."""
        word = re.escape(trigger.casefold())
        self._trigger = re.compile(rf"(?<!\w){word}(?!\w)") if trigger else None
        self._first: dict[int, int] = {}
        self._same: dict[int, array[int]] = {}
        self._told: dict[int, str] = {}
        self._step = max(1, captions // _SAMPLE) if prose else 0
        self._sample: list[str] = []
        self._counts: dict[str, int] = {}

    def note(self, number: int, text: str) -> None:
        """Note the caption of an image; one without words is left out.

        Args:
            number: The image.
            text: Its caption as it is written.
        """
        folded = text.casefold().replace("_", " ")
        words = folded.translate(_STOPS).split()
        if not words:
            return
        is_data = text.lstrip().startswith(_DATA)
        if number < len(self.kinds) and not is_data:
            self.kinds[number] = kind_of(text)
        if self._trigger is not None and (self._trigger.search(folded) or self._trigger.search(text.casefold())):
            self.with_trigger.append(number)
        key = hash(" ".join(sorted(words)))
        first = self._first.setdefault(key, number)
        if first != number:
            self._same.setdefault(key, array("I", [first])).append(number)
            self._told.setdefault(key, text)
        if self._step and number % self._step == 0 and not is_data:
            self._sample.append(_lined(folded))

    @property
    def same(self) -> Mapping[str, Sequence[int]]:
        """Captions that several images have, whatever the order of their words, each with these images."""
        found = sorted(self._same.items(), key=lambda each: (-len(each[1]), each[1][0]))
        return {self._told[key]: numbers for key, numbers in found}

    def wants_more(self) -> bool:
        """Whether phrases were found that are to be counted over all captions."""
        self._counts = dict.fromkeys(_candidates(self._sample), 0)
        self._sample = []
        return bool(self._counts)

    def count(self, text: str) -> None:
        """Count the phrases in a caption."""
        line = _lined(text.casefold().replace("_", " "))
        for phrase in self._counts:
            if phrase in line:
                self._counts[phrase] += 1

    def phrases(self, known: Collection[str] = ()) -> dict[str, int]:
        """Phrases that nearly all captions have, each with how many; of those in one another the longest.

        Args:
            known: Texts of which what they say is not told again.
        """
        said = [_lined(text.casefold().replace("_", " ")) for text in known]
        enough = [phrase for phrase, count in self._counts.items() if count >= _COMMON * self.captions]
        found: list[str] = []
        for phrase in sorted(enough, key=lambda each: (-each.count(" "), each)):
            if not any(phrase in other for other in (*found, *said)):
                found.append(phrase)
        return {phrase.strip(): self._counts[phrase] for phrase in sorted(found, key=lambda p: (-self._counts[p], p))}


def kind_of(text: str) -> int:
    """Whether a caption is tags, prose, or both: tags with a sentence beside them; 0 where that can't be told."""
    lengths = sorted([len(piece.split()) for piece in text.replace("_", " ").split(",")])
    pieces = len(lengths) - lengths.count(0)
    if not pieces:
        return 0
    middle = lengths[len(lengths) // 2]
    if _END.search(text) is not None and _has_sentence(text):
        return BOTH if sum(length <= _SHORT_PIECE for length in lengths) >= _FEW_PIECES else PROSE
    if pieces >= _FEW_PIECES and middle <= _SHORT_PIECE and lengths[-1] < _LONGEST_TAG:
        return TAGS
    return PROSE if middle >= _LONG_PIECE and sum(lengths) >= 2 * _LONG_PIECE else 0


def _has_sentence(text: str) -> bool:
    """Whether so many words as a sentence has stand before a full stop, `!` or `?`."""
    at = 0
    for end in _END.finditer(text):
        if "_" not in text[at : end.start()] and len(text[at : end.start()].split()) >= _SENTENCE:
            return True
        at = end.end()
    return False


def _lined(folded: str) -> str:
    """The words of a folded text with single spaces, and a line for each part between commas and stops."""
    parts = (_WORD.findall(part) for part in _BORDER.split(folded))
    return "\n".join(f" {' '.join(words)} " for words in parts if words)


def _candidates(sample: Sequence[str]) -> list[str]:
    """Phrases that nearly all of a sample of lined captions have."""
    least = (_COMMON - (_SAMPLE_SLACK if len(sample) >= _SAMPLE else 0)) * len(sample)
    counts = Counter(word for caption in sample for word in set(caption.split()))
    common = frozenset(word for word, count in counts.items() if count >= least)
    if not common:
        return []
    found: Counter[str] = Counter()
    for caption in sample:
        found.update({phrase for line in caption.split("\n") for phrase in _phrases(line.split(), common)})
    return [phrase for phrase, count in found.items() if count >= least]


def _phrases(words: Sequence[str], common: frozenset[str]) -> Iterator[str]:
    """All runs of words that are in nearly all captions, with a space at either end."""
    for start, first in enumerate(words):
        if first not in common or first in _NO_ENDS:
            continue
        for end in range(start, min(len(words), start + _LONGEST_PHRASE)):
            if words[end] not in common:
                break
            if words[end] not in _NO_ENDS:
                yield f" {' '.join(words[start : end + 1])} "
