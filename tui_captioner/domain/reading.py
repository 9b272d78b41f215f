"""Caption text that is there already, cut into pieces. No piece is dropped, none is changed.

Prose is split at sentence ends and never at commas; tag lists are split at commas. Chinese and Japanese prose, whose
sentences no blank parts, stays in one piece.
"""

from __future__ import annotations

import re

from tui_captioner.domain.caption import Tag, Tags

_LINE = re.compile(r"\r\n|\n|\r")
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])(?<!\.\.)[ \t]+(?=[\"'“‘(]?\w)|(?<=\.\.)[ \t]+(?=[\"'“‘(]?[^\W\d_a-z])")
"""Blanks behind a sentence end; behind dots that trail off a small letter goes on with the sentence. A quotation that
ends a sentence (`"Stop!" He runs.`) does not end a piece: a comma would come between the two."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(,.\"'“‘])(?:mr|mrs|ms|dr|st|no|vs|e\.g|i\.e|etc|approx|jr|sr|prof|[a-z])\.$", re.IGNORECASE
)
_PROSE_WORD = re.compile(
    r"\b(?:a|an|the|this|there|is|are|was|has|have|she|he|it|they|her|his|its|their|and|while|who|which)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|she|he|it|they|there|this)\b", re.IGNORECASE)
_TAGS_BEFORE_PROSE = re.compile(
    r"(?:[^,.!?]+,[ \t]+)+?(?=(?:A|An|The|This|That|There|She|He|It|They|Her|His|Their|In|On|At|Two|Three)\b[^,]* )"
)
"""What stands before a sentence on its line: prose has no `, A` inside, a trigger word and a sentence have."""
_COMMA_OUTSIDE_NUMBERS = re.compile(r",(?!(?<=[0-9],)[0-9]{3}(?![0-9]))")
"""A comma, but for one between the thousands of a number."""
_WORD = re.compile(r"[^\W_]+")

_WIDE_ENDS = ("。", "！", "？", "．", "｡")
"""What ends a sentence in Chinese and Japanese."""
_WIDE_LETTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CLOSING = "\"'”’)」』）"

MIN_WIDE_LETTERS = 5
"""Chinese and Japanese letters that a sentence has at least; fewer are a tag (`微笑。`)."""
LETTERS_OF_WIDE_TAG = 8
"""A comma-separated run of Chinese or Japanese with fewer letters than this for each comma is a tag list."""
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
    chunks = [chunk.strip() for line in _LINE.split(text) for chunk in _chunks(line.strip())]
    prose = _prose(chunks)
    pieces: list[Tag] = []
    for at, chunk in enumerate(chunks):
        read = _sentence_pieces(chunk) if prose[at] else _tag_pieces(chunk, last=at == len(chunks) - 1)
        # No comma may come between two paragraphs of prose, as it would behind a closing quotation mark.
        if prose[at] and pieces and pieces[-1].sentence and not pieces[-1].ends_sentence and len(read) == 1:
            pieces[-1] = Tag(f"{pieces[-1].text} {read[0].text}", sentence=True)
        else:
            pieces.extend(read)
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


def _prose(chunks: list[str]) -> list[bool]:
    """Which chunks are prose; beside a sentence a short one is prose too, and so is the one that a tool cut short."""
    prose = [is_sentence(_without_head(chunk)[1]) for chunk in chunks]
    for at, chunk in enumerate(chunks):
        before = at > 0 and (prose[at - 1] or _is_phrase_with_stop(chunks[at - 1].rpartition(",")[2]))
        behind = prose[at + 1 : at + 2] == [True]
        if not prose[at] and (before or behind) and chunk.lstrip("\"'“‘(")[:1].isupper():
            ended = _ends_as_sentence(chunk) and "," not in chunk
            cut_short = at == len(chunks) - 1 and not _ends_as_sentence(chunk) and _CLAUSE.search(chunk) is not None
            prose[at] = ended or cut_short
    return prose


def _sentence_pieces(chunk: str) -> list[Tag]:
    """The sentence, and before it the tags that its line begins with."""
    head, sentence = _without_head(chunk)
    return [*_tag_pieces(head, last=True), Tag(sentence, sentence=True)]


def _without_head(chunk: str) -> tuple[str, str]:
    """The tags that a chunk begins with, and the sentence behind them; no tags where there is none."""
    head = _TAGS_BEFORE_PROSE.match(chunk)
    if head is None or any(len(part.split()) > MAX_TAG_WORDS for part in head[0].split(",")):
        return "", chunk
    return head[0], chunk[head.end() :].strip()


def _tag_pieces(chunk: str, *, last: bool) -> list[Tag]:
    """The tags of a list; a phrase that ends one with a full stop keeps the space that followed it."""
    parts = [part.strip() for part in _split(chunk)]
    parts = [part for part in parts if part]
    # A sentence may hold a comma and stays whole; a tag may not.
    tags = [Tag(part, sentence="," in part) for part in parts]
    if tags and not last and _is_phrase_with_stop(parts[-1]):
        tags[-1] = Tag(parts[-1], sentence=True)
    return tags


def _split(chunk: str) -> list[str]:
    """A chunk cut at its commas, but not at those in numbers (`1,000 people`), which are told by the blanks behind all
    others: `a,100,200` is three tags."""
    outside = _COMMA_OUTSIDE_NUMBERS.split(chunk)
    written_with_blanks = all(part[:1].isspace() or not part for part in outside[1:])
    return outside if written_with_blanks else chunk.split(",")


def _is_phrase_with_stop(part: str) -> bool:
    return _ends_as_sentence(part) and len(_WORD.findall(part)) >= MIN_SENTENCE_WORDS


def _ends_as_sentence(chunk: str) -> bool:
    return chunk.strip().rstrip(_CLOSING).endswith((".", "!", "?", *_WIDE_ENDS))


def _ends_wide(chunk: str) -> bool:
    return chunk.strip().rstrip(_CLOSING).endswith(_WIDE_ENDS)


def _is_wide_sentence(chunk: str) -> bool:
    """Whether a chunk is Chinese or Japanese prose. No blank stands between its words, nor between its sentences, which
    so stay together as they are; a tag list with a full stop behind it is cut at its commas like any other."""
    letters = len(_WIDE_LETTER.findall(chunk))
    parts = [part for part in chunk.split(",") if part.strip()]
    return _ends_wide(chunk) and letters >= MIN_WIDE_LETTERS and letters >= LETTERS_OF_WIDE_TAG * (len(parts) - 1)


def is_sentence(chunk: str) -> bool:
    """Whether a chunk is prose: it ends as a sentence does, and it is not a tag list that happens to end so."""
    if _is_wide_sentence(chunk):
        return True
    if not _ends_as_sentence(chunk) or len(_WORD.findall(chunk)) < MIN_SENTENCE_WORDS:
        return False
    parts = [part for part in chunk.split(",") if part.strip()]
    words = sum(len(part.split()) for part in parts) / len(parts)
    reads_as_prose = chunk.lstrip("\"'“‘( ")[:1].isupper() and _PROSE_WORD.search(chunk) is not None
    return len(parts) < 3 or words > MAX_TAG_WORDS or reads_as_prose
