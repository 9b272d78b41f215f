"""What `tags` can do with the words behind it: the edits that each verb makes of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tui_captioner.domain.errors import WrongUseError
from tui_captioner.services.bulk.tag_edits import (
    TagEdits,
    adding,
    deleting,
    merging,
    moving,
    one_tag,
    renaming,
    renaming_each,
    slot_named,
)
from tui_captioner.services.catalogue.tag_table import TagTable
from tui_captioner.services.session.session import Session
from tui_captioner.storage.pattern_search import check_pattern, replace

_MANY = sys.maxsize
_FLAGS = re.compile(r"\(\?[aiLmsux]+\)")
_SAMPLE = 5
"""Tags of an expression that are named where one can't be changed."""


class Wanted(NamedTuple):
    """What is to be done.

    Args:
        edits: The edits.
        old: The tags that it is about; none for adding.
        new: The tag that they become; empty where they become none, or several.
    """

    edits: TagEdits
    old: tuple[str, ...] = ()
    new: str = ""

    @property
    def aliases(self) -> tuple[str, ...]:
        """What may lead to the new tag."""
        return tuple(text for text in self.old if text != self.new) if self.new else ()


class Verb(NamedTuple):
    """One thing to do: how many words it takes at least and at most, what they are, and what it makes of them."""

    least: int
    most: int
    words: str
    make: Callable[[Session, Sequence[str]], Wanted]
    last_is_tag: bool = False
    """Whether the last word is one of the tags too."""


def _rename(session: Session, words: Sequence[str]) -> Wanted:
    return Wanted(renaming(session, words[0], words[1]), (words[0],), one_tag(session, words[1]).text)


def _merge(session: Session, words: Sequence[str]) -> Wanted:
    return Wanted(merging(session, words[:-1], words[-1]), tuple(words[:-1]), one_tag(session, words[-1]).text)


def _move(session: Session, words: Sequence[str]) -> Wanted:
    return Wanted(moving(session, words[:-1], slot_named(session, words[-1])), tuple(words[:-1]))


def _delete(session: Session, words: Sequence[str]) -> Wanted:
    return Wanted(deleting(session, words), tuple(words))


def _add(session: Session, words: Sequence[str]) -> Wanted:
    return Wanted(adding(session, words[:-1], slot_named(session, words[-1])))


VERBS: Mapping[str, Verb] = {
    "rename": Verb(2, 2, "OLD NEW", _rename),
    "merge": Verb(2, _MANY, "TAG [TAG ...] INTO", _merge),
    "move": Verb(2, _MANY, "TAG [TAG ...] SLOT", _move),
    "delete": Verb(1, _MANY, "TAG [TAG ...]", _delete, last_is_tag=True),
    "add": Verb(2, _MANY, "TAG [TAG ...] SLOT", _add),
}


def wanted_by(session: Session, what: str, words: Sequence[str], table: TagTable | None) -> Wanted:
    """What a verb makes of its words.

    Args:
        session: The open dataset.
        what: One of `VERBS`.
        words: What stood behind it; as many as the verb takes.
        table: The tags of the dataset, where the words are regular expressions; None where they are tags.

    Raises:
        PatternError: If an expression is none, or takes too long.
        WrongUseError: If no tag fits an expression.
        CaptionerError: See `tag_edits` for what is no tag, no slot, or a global.
    """
    if table is None:
        return VERBS[what].make(session, words)
    texts = [row.text for row in table.rows]
    if what == "rename":
        return _renamed(session, words[0], words[1], texts)
    patterns, rest = (words, []) if VERBS[what].last_is_tag else (words[:-1], list(words[-1:]))
    found = list(dict.fromkeys(text for pattern in patterns for text in _fitting(pattern, texts)))
    if what == "merge":
        found = [text for text in found if text != one_tag(session, rest[0]).text]
    _check_any(patterns, found)
    made = VERBS[what].make(session, [*found, *rest])
    end = f" {'into' if what == 'merge' else 'to'} '{rest[0]}'" if rest else ""
    made.edits.title = f"{what} {_shown(patterns)} ({len(found)} tags){end}"
    return made


def _renamed(session: Session, pattern: str, instead: str, texts: Sequence[str]) -> Wanted:
    """Each tag that fits an expression under its new text."""
    fitting = _replaced(pattern, instead, texts)
    _check_any([pattern], list(fitting))
    new = {old: text for old, text in fitting.items() if text != old}
    if not new:
        many = "The tag that fits" if len(fitting) == 1 else f"All {len(fitting)} tags that fit"
        raise WrongUseError(f"{many} {_shown([pattern])}: written so already", "Nothing is to be changed")
    empty = [old for old, text in new.items() if not text.strip()]
    if empty:
        shown = ", ".join(map(repr, empty[:_SAMPLE]))
        raise WrongUseError(f"Nothing would be left of {shown}", "tui-captioner tags DATASET delete takes tags out")
    edits = renaming_each(session, f"rename {_shown([pattern])} to '{instead}' ({len(new)} tags)", new)
    same = set(new.values())
    return Wanted(edits, tuple(new), same.pop() if len(same) == 1 else "")


def _replaced(pattern: str, instead: str, texts: Sequence[str]) -> dict[str, str]:
    """The texts that an expression fits as a whole, and what each becomes; case counts."""
    check_pattern(pattern)
    flags = _FLAGS.match(pattern)
    head, body = ("", pattern) if flags is None else (flags.group(), pattern[flags.end() :])
    whole = rf"{head}\A(?:{body})\Z"
    fitting = [text for text, left in zip(texts, replace(whole, "", texts), strict=True) if text and not left]
    return dict(zip(fitting, replace(whole, instead, fitting), strict=True))


def _fitting(pattern: str, texts: Sequence[str]) -> list[str]:
    return list(_replaced(pattern, "", texts))


def _check_any(patterns: Sequence[str], found: Sequence[str]) -> None:
    if not found:
        raise WrongUseError(f"No tag fits {_shown(patterns)} as a whole", "Part of a tag: .*word.*; case counts")


def _shown(patterns: Sequence[str]) -> str:
    text = ", ".join(f"/{pattern}/" for pattern in patterns)
    return text if len(text) <= 200 else f"{text[:200]} ..."
