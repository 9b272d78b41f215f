"""What is prose in a caption, and where its sentences end.

A full stop, `!` or `?` ends a sentence only where a sentence is: not in `mt. fuji`, `love live! school idol project`,
`1.` or behind `Dr.`. Where it is not clear nothing is cut, for a piece that is too long loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.!?]")
_SHORT_FORMS = frozenset(
    [
        "prof",
        "no",
        "vol",
        "fig",
        "vs",
        "etc",
        "approx",
        "jr",
        "sr",
        "inc",
        "ltd",
        "co",
        "dept",
        "gen",
        "col",
        "capt",
        "rev",
        "hon",
        "ave",
        "ca",
        "al",
        "ed",
        "e.g",
        "i.e",
        "cf",
        "feat",
        "op",
        "art",
        "ser",
        "ep",
        "sgt",
    ]
)
"""Short forms that a full stop belongs to. Those without a vowel (`mt`, `dr`, `st`, `mrs`) need not be listed."""
_VOWELS = frozenset("aeiouy")
_LONGEST_SHORT_FORM = 8
_PROSE_WORD = re.compile(
    r"\b(?:a|an|the|this|there|is|are|was|has|have|she|he|it|they|her|his|its|their|and|while|who|which)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|she|he|it|they|there|this)\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|was|were)\b")
_OPENERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "there",
        "she",
        "he",
        "it",
        "they",
        "her",
        "his",
        "their",
        "its",
        "in",
        "on",
        "at",
        "two",
        "three",
        "behind",
        "under",
        "above",
        "near",
        "what",
        "who",
        "why",
        "how",
        "when",
        "where",
        "while",
        "i",
        "we",
        "you",
        "some",
        "many",
    ]
)
"""What an English sentence often begins with."""
_PRONOUNS = frozenset(
    [
        "she",
        "he",
        "it",
        "they",
        "this",
        "there",
        "these",
        "those",
        "that",
        "what",
        "why",
        "how",
        "who",
        "i",
        "we",
        "you",
    ]
)
_HEAD_OPENERS = frozenset(
    [
        "A",
        "An",
        "The",
        "This",
        "That",
        "There",
        "She",
        "He",
        "It",
        "They",
        "Her",
        "His",
        "Their",
        "In",
        "On",
        "At",
        "Two",
        "Three",
    ]
)
"""What the sentence behind a trigger word begins with. Prose itself has no `, A`."""

WIDE_ENDS = ("。", "！", "？", "．", "｡")
"""What ends a sentence in Chinese and Japanese."""
_WIDE_STOPS = ("。", "｡")
"""Those that names and titles don't have: a blank behind one parts a sentence from what follows."""
_WIDE_LETTER = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Compiled when it is first needed: that takes 3 ms, as long as a start takes to import ten modules."""
_CLOSING = "\"'”’)」』）"
_LEADING = "\"'“‘(¡¿ "

MIN_WIDE_LETTERS = 5
"""Chinese and Japanese letters that a sentence has at least; fewer are a tag (`微笑。`)."""
LETTERS_OF_WIDE_TAG = 8
"""A comma-separated run of Chinese or Japanese with fewer letters than this for each comma is a tag list."""
MIN_SENTENCE_WORDS = 4
"""Fewer words than this are a tag even with a full stop behind them (`smile.`, `:!`)."""
MAX_TAG_WORDS = 3.0
"""A comma-separated run whose pieces have no more words than this on average is a tag list, unless it reads as prose:
it starts with a capital and has an article, a pronoun or the like."""


_MAX_WORDS_OF_LIST = 2.0
"""What follows a clause and has no more words than this on average is a list of tags behind a long one."""
SENTENCE_ENDS = (".", "!", "?", *WIDE_ENDS)
"""What a sentence ends with, in any language; behind one comes a blank, no comma."""


def may_end(text: str, start: int, stop: int, behind: str) -> bool:
    """Whether a sentence may end at `stop`, where a blank stands.

    Args:
        text: The text.
        start: Where the sentence would begin.
        stop: Behind its last character.
        behind: What follows the blank, some characters of it.
    """
    if text[stop - 1 : stop] not in (".", "!", "?", *_WIDE_STOPS) or stop <= start:
        return False
    first = behind.lstrip(_LEADING)[:1]
    if not first or not (first.isalnum() or first == "_"):
        return False
    if text[stop - 2 : stop] == "..":
        # Dots that trail off: behind them a small letter goes on with the sentence.
        return not first.islower() and first.isalpha()
    return text[stop - 1] != "." or not _is_short_form(text, start, stop)


def _is_short_form(text: str, start: int, stop: int) -> bool:
    """Whether the full stop before `stop` belongs to a short form, an initial or the number of a list."""
    words = text[max(start, stop - 1 - _LONGEST_SHORT_FORM) : stop - 1].replace(",", " ").split()
    word = words[-1].lstrip(_LEADING).lower() if words else ""
    if word.isdecimal():
        return (
            not text[start : stop - 1 - len(word)].strip(_LEADING) if stop - start <= 2 * _LONGEST_SHORT_FORM else False
        )
    last = word.rpartition(".")[2]
    if not word or (len(last) == 1 and last.isalpha()):
        return True
    return word in _SHORT_FORMS or (len(word) <= 4 and word.isascii() and word.isalpha() and not _VOWELS & set(word))


def cuts(chunks: Sequence[str]) -> list[bool]:
    """Say of each chunk but the last whether a sentence really ends behind it.

    Args:
        chunks: A text cut wherever a sentence may end.
    """
    prose = _prose(chunks)
    return [
        _ends_here(chunks[at], chunks[at + 1], prose[at], prose[at + 1]) and _is_border(chunks[at], chunks[at + 1])
        for at in range(len(chunks) - 1)
    ]


def _ends_here(chunk: str, behind: str, prose: bool, prose_behind: bool) -> bool:
    if prose or not prose_behind:
        return prose
    begins = without_head(behind)[0] == "" and begins_large(behind)
    phrase = is_phrase_with_stop(chunk.rpartition(",")[2])
    return begins and (phrase or _first_word(behind).lower() in _OPENERS)


def _is_border(chunk: str, behind: str) -> bool:
    """Whether what ends a chunk ends a sentence, by what it begins with and what follows."""
    opener = _first_word(behind).lower() in _OPENERS
    first = behind.lstrip(_LEADING)[:1]
    if chunk.endswith(_WIDE_STOPS):
        return True
    if chunk.endswith("."):
        return opener or not first.islower() or _PROSE_WORD.search(chunk) is not None
    said = chunk.lstrip("\"'“‘( ")[:1] in ("¡", "¿") or _first_word(chunk).lower() in _PRONOUNS
    # In small letters `oh? you know other men?` is a tag.
    opener = opener and (begins_large(chunk) or begins_large(behind))
    return opener or said or (not first.islower() and _CLAUSE.search(chunk) is not None)


def _first_word(text: str) -> str:
    match = _WORD.search(text)
    return match[0] if match is not None else ""


def _prose(chunks: Sequence[str]) -> list[bool]:
    """Which chunks are prose; beside a sentence a short one is prose too, and so is the one that a tool cut short."""
    prose = [is_sentence(without_head(chunk)[1]) for chunk in chunks]
    for at, chunk in enumerate(chunks):
        before = at > 0 and (prose[at - 1] or is_phrase_with_stop(chunks[at - 1].rpartition(",")[2]))
        behind = prose[at + 1 : at + 2] == [True]
        if not prose[at] and (before or behind) and begins_large(chunk):
            ended = ends_as_sentence(chunk) and "," not in chunk
            prose[at] = ended or (at == len(chunks) - 1 and is_cut_short(chunk))
    return prose


def begins_large(text: str) -> bool:
    """Whether the first letter is a capital, whatever quotation mark or the like stands before it."""
    return text.lstrip(_LEADING)[:1].isupper()


def may_begin(text: str) -> bool:
    """Whether a sentence may begin so: with a capital, or with a letter of a script that has none."""
    return begins_large(text) or re.match(_WIDE_LETTER, text.lstrip(_LEADING)) is not None


def has_clause(text: str) -> bool:
    """Whether there is a word in it that sentences have and tags have not."""
    return _CLAUSE.search(text) is not None


def is_cut_short(text: str) -> bool:
    """Whether what stands last behind sentences is one that a tool did not end."""
    return begins_large(text) and not ends_as_sentence(text) and _CLAUSE.search(text) is not None


def without_head(chunk: str) -> tuple[str, str]:
    """The tags that a chunk begins with, and the sentence behind them; no tags where there is none."""
    if "," not in chunk:
        return "", chunk
    parts = chunk.split(",")
    length = 0
    for at, part in enumerate(parts):
        opener, _, rest = part.strip().partition(" ")
        if at and part[:1].isspace() and opener in _HEAD_OPENERS and rest:
            return chunk[:length], chunk[length:].strip()
        if not part.strip() or len(part.split()) > MAX_TAG_WORDS or _STOP.search(part):
            break
        length += len(part) + 1
    return "", chunk


def is_phrase_with_stop(part: str) -> bool:
    """Whether this is a phrase with a full stop behind it, as a sentence may be that no verb is known of."""
    return ends_as_sentence(part) and len(_WORD.findall(part)) >= MIN_SENTENCE_WORDS


def ends_as_sentence(chunk: str) -> bool:
    """Whether the last sign, but for closing quotation marks and brackets, is one that ends a sentence."""
    return chunk.strip().rstrip(_CLOSING).endswith(SENTENCE_ENDS)


def _is_wide_sentence(chunk: str) -> bool:
    """Whether a chunk is Chinese or Japanese prose. No blank stands between its words, nor between its sentences, which
    so stay together as they are; a tag list with a full stop behind it is cut at its commas like any other."""
    if not chunk.strip().rstrip(_CLOSING).endswith(WIDE_ENDS):
        return False
    letters = len(re.findall(_WIDE_LETTER, chunk))
    parts = [part for part in chunk.split(",") if part.strip()]
    return letters >= MIN_WIDE_LETTERS and letters >= LETTERS_OF_WIDE_TAG * (len(parts) - 1)


def is_sentence(chunk: str) -> bool:
    """Whether a chunk is prose: it ends as a sentence does, and it is not a tag list that happens to end so."""
    if _is_wide_sentence(chunk):
        return True
    if not ends_as_sentence(chunk) or len(_WORD.findall(chunk)) < MIN_SENTENCE_WORDS:
        return False
    parts = [part for part in chunk.split(",") if part.strip()]
    words = sum(len(part.split()) for part in parts) / len(parts)
    reads_as_prose = chunk.lstrip("\"'“‘( ")[:1].isupper() and _PROSE_WORD.search(chunk) is not None
    return len(parts) < 3 or words > MAX_TAG_WORDS or reads_as_prose


def is_prose_without_stop(chunk: str) -> bool:
    """Whether a chunk with commas is prose whose final stop is missing, as a caption that a tool cut short has it.

    Its pieces have more words than tags have, and it begins with a clause (`This is a drawing of ...`), or with a
    capital article or the like and goes on with others.
    """
    if ends_as_sentence(chunk):
        return False
    parts = [part for part in chunk.split(",") if part.strip()]
    if any(ends_as_sentence(part) for part in parts):
        # A sentence with a comma behind it is one in a list.
        return False
    words = [len(part.split()) for part in parts]
    if len(parts) < 2 or sum(words) / len(parts) <= MAX_TAG_WORDS:
        return False
    large = begins_large(chunk)
    long_parts = words[0] >= MIN_SENTENCE_WORDS and sum(words[1:]) / len(words[1:]) > _MAX_WORDS_OF_LIST
    if long_parts and (_CLAUSE if large else _VERB).search(parts[0]) is not None:
        return True
    begins = large and _first_word(chunk).lower() in _OPENERS
    return begins and len(_PROSE_WORD.findall(chunk)) >= len(parts)
