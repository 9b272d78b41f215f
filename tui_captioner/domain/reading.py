"""Caption text that is there already, cut into pieces. No piece is dropped, none is changed.

Prose is split at sentence ends and never at commas; tag lists are split at commas.
"""

from __future__ import annotations

import re

from tui_captioner.domain.caption import Tag, Tags

_LINE = re.compile(r"\r\n|\n|\r")
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])[ \t]+(?=[\"'“‘(]?\w)|(?<=[.!?][\"'”’)])[ \t]+(?=[\"'“‘(]?\w)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(,])(?:mr|mrs|ms|dr|st|no|vs|e\.g|i\.e|etc|approx|jr|sr|prof|[a-z])\.$", re.IGNORECASE
)
_PROSE_WORD = re.compile(
    r"\b(?:a|an|the|this|there|is|are|was|has|have|she|he|it|they|her|his|its|their|and|while|who|which)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")

MIN_SENTENCE_WORDS = 4
"""Fewer words than this are a tag even with a full stop behind them (`smile.`, `:!`)."""
MAX_TAG_WORDS = 3.0
"""A comma-separated run whose pieces have no more words than this on average is a tag list, unless it reads as prose:
it starts with a capital and has an article, a pronoun or the like."""


def read_pieces(text: str, head_separator: str = "") -> Tags:
    """Cut a caption into tags and sentences, in order.

    Args:
        text: The decoded caption; every line of it counts.
        head_separator: The project's head separator (kohya's `keep_tokens_separator`), read as a comma.
    """
    if head_separator:
        text = text.replace(head_separator, ",")
    pieces: list[Tag] = []
    for line in _LINE.split(text):
        for chunk in _chunks(line.strip()):
            pieces.extend(_pieces_of(chunk))
    return tuple(pieces)


def _chunks(line: str) -> list[str]:
    """The line cut at sentence ends; what an abbreviation seemed to end is put together again."""
    chunks: list[str] = []
    start = 0
    for match in _SENTENCE_BREAK.finditer(line):
        if not _ABBREVIATION.search(line[start : match.start()]):
            chunks.append(line[start : match.start()])
            start = match.end()
    chunks.append(line[start:])
    return [chunk for chunk in chunks if chunk.strip()]


def _pieces_of(chunk: str) -> list[Tag]:
    parts = [part.strip() for part in chunk.split(",")]
    parts = [part for part in parts if part]
    if is_sentence(chunk):
        return [Tag(chunk.strip(), sentence=True)]
    return [Tag(part) for part in parts]


def is_sentence(chunk: str) -> bool:
    """Whether a chunk is prose: it ends as a sentence does, and it is not a tag list that happens to end so."""
    body = chunk.strip().rstrip("\"'”’)")
    if not body.endswith((".", "!", "?")) or len(_WORD.findall(chunk)) < MIN_SENTENCE_WORDS:
        return False
    parts = [part for part in chunk.split(",") if part.strip()]
    words = sum(len(part.split()) for part in parts) / len(parts)
    reads_as_prose = chunk.lstrip("\"'“‘( ")[:1].isupper() and _PROSE_WORD.search(chunk) is not None
    return len(parts) < 3 or words > MAX_TAG_WORDS or reads_as_prose
