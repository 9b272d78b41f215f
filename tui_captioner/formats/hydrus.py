"""Hydrus's sidecars: a tag a line, some with a namespace (`character:hatsune miku`)."""

from __future__ import annotations

import re

from tui_captioner.formats.infotext import is_infotext

NAMESPACES = frozenset(
    {
        "artist", "character", "clothing", "copyright", "creator", "gender", "general", "location", "medium", "meta",
        "person", "rating", "series", "setting", "species", "studio", "theme",
    }
)  # fmt: skip
"""Namespaces in common use that say what a tag is about. Others stay, since `re:zero` and `:d` have none."""

MAX_TAG_LENGTH = 60
"""A longer line is no tag, when a text is looked at to tell whether it is such a list."""
_MOST_WORDS, _PROSE_WORDS = 6, 4
"""More words are no tag; so many are prose if they begin with an article (`a cat on a mat`)."""
_ARTICLES = frozenset({"a", "an", "the", "this", "there"})
_LINE = re.compile(r"\r\n|\n|\r")


def read_tags(text: str, *, namespaces: bool = True) -> tuple[str, ...]:
    """The tags of a list, in its order; blank lines are passed over.

    Args:
        text: The decoded file.
        namespaces: Whether `character:x` stays so; the namespaces of `NAMESPACES` are taken off otherwise.
    """
    tags = lines_of(text)
    return tags if namespaces else tuple(map(without_namespace, tags))


def without_namespace(tag: str) -> str:
    """A tag without its namespace, if it is one in common use and something is left."""
    namespace, _, rest = tag.partition(":")
    return rest.strip() if rest.strip() and namespace.strip().lower() in NAMESPACES else tag


def has_lines(text: str) -> bool:
    """Whether a text has more than one line that is not blank."""
    return len(lines_of(text)) > 1


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that are not blank, without the blanks at their ends."""
    return tuple(line for part in _LINE.split(text) if (line := part.strip()))


def is_tag_list(text: str) -> bool:
    """Whether a text is more than one line, each short and no caption: no comma, no sentence, no line of prose."""
    lines = lines_of(text)
    return len(lines) > 1 and all(_is_tag(line) for line in lines) and not is_infotext(text)


def _is_tag(line: str) -> bool:
    words = line.lower().split()
    prose = len(words) > _MOST_WORDS or (len(words) >= _PROSE_WORDS and words[0] in _ARTICLES)
    ended = line.endswith((".", "!", "?")) and len(words) > 1
    return len(line) <= MAX_TAG_LENGTH and "," not in line and not ended and not prose
