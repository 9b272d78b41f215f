"""Tags, captions, and how the slots become the line that a trainer reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tui_captioner.domain.structure import GLOBALS, Structure

_SENTENCE_END = (".", "!", "?", "。", "！", "？", "．", "｡")
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Tag:
    """One piece of a caption.

    Args:
        text: A word or phrase without comma or line break, or a whole sentence, which may hold both commas and stops.
        sentence: Written in sentence mode or read from prose: stays whole, and after a full stop no comma follows.
        unsure: The slot was guessed when the caption was read; shown for review.
    """

    text: str
    sentence: bool = False
    unsure: bool = False

    @property
    def ends_sentence(self) -> bool:
        """Whether a space, not a comma, follows this piece in the caption."""
        return self.sentence and self.text.endswith(_SENTENCE_END)


Tags = tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """What is known of one image: its tags by slot.

    Args:
        slots: Tags by slot key; the globals are not in here, they belong to the project.
        file_order: The pieces in the order of the file the caption was read from, as long as the image was not edited;
            `None` once it was. Until then the file keeps its own order.
    """

    slots: Mapping[str, Tags] = field(default_factory=dict)
    file_order: Tags | None = None

    def tags(self, slot: str) -> Tags:
        """The tags of one slot, none if it is empty."""
        return self.slots.get(slot, ())

    def all_tags(self, structure: Structure) -> Iterator[tuple[str, Tag]]:
        """Slot key and tag of every tag, in the order of the structure; slots it does not know come last."""
        keys = [*structure.own_keys, *(key for key in self.slots if key not in structure.own_keys)]
        return ((key, tag) for key in keys if key != GLOBALS for tag in self.tags(key))

    @property
    def is_empty(self) -> bool:
        """Whether no slot holds a tag."""
        return not any(self.slots.values())

    def texts(self) -> dict[str, list[str]]:
        """The texts by slot, empty slots left out: what a suggester learns from."""
        return {key: [tag.text for tag in tags] for key, tags in self.slots.items() if tags}

    def with_slot(self, slot: str, tags: Iterable[Tag]) -> Caption:
        """This caption with the tags of one slot replaced; from here on in slot order."""
        slots = {**self.slots, slot: tuple(tags)}
        return Caption({key: value for key, value in slots.items() if value})

    def added(self, slot: str, tags: Sequence[Tag], at: int | None = None) -> Caption:
        """This caption with `tags` put into `slot` before position `at`, or at its end.

        A tag that the slot has already is not added twice.
        """
        old = self.tags(slot)
        new: list[Tag] = []
        for tag in tags:
            if tag.text and all(tag.text != other.text for other in (*old, *new)):
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
        """This caption with the tag at `index` of `slot` replaced by `tags`, doubles within the slot left out."""
        kept = self.tags(slot)
        if not 0 <= index < len(kept):
            raise IndexError(index)
        if len(tags) == 1 and tags[0] == replace(kept[index], unsure=False):
            return self.with_slot(slot, (*kept[:index], tags[0], *kept[index + 1 :]))
        return self.removed(slot, index).added(slot, tags, index)

    def moved(self, slot: str, index: int, to_slot: str, to_index: int | None = None) -> Caption:
        """This caption with one tag moved, within its slot or to another; the user placed it, so it is sure now."""
        tag = replace(self.tags(slot)[index], unsure=False)
        return self.removed(slot, index).added(to_slot, [tag], to_index)


@dataclass(frozen=True, slots=True)
class OutputRules:
    """How a project's captions are written.

    Args:
        separator: Between tags. `", "` is what every sidecar trainer reads as the same string.
        head_separator: Written after the globals when they open the caption, such as kohya's
            `keep_tokens_separator` `|||`; empty for none.
        globals_at: `start`, `end`, or the key of the slot they follow.
    """

    separator: str = ", "
    head_separator: str = ""
    globals_at: str = "start"


def written_tags(structure: Structure, rules: OutputRules, globals_: Sequence[Tag], caption: Caption) -> Tags:
    """All tags in the order of the caption, each text once (exact, case-sensitive): the first place wins.

    Globals always keep their own place: a tag that repeats one of them is not written a second time.
    """
    own: list[Tag]
    if caption.file_order is not None:
        own, cut = list(caption.file_order), 0
        if rules.globals_at != "start":
            cut = len(own)
    else:
        pairs = list(caption.all_tags(structure))
        own, cut = [tag for _, tag in pairs], _globals_place(structure, rules, [key for key, _ in pairs])
    taken = {tag.text for tag in globals_}
    before = [tag for tag in own[:cut] if tag.text not in taken]
    after = [tag for tag in own[cut:] if tag.text not in taken]
    first: dict[str, Tag] = {}
    for tag in (*before, *globals_, *after):
        first.setdefault(tag.text, tag)
    return tuple(first.values())


def _globals_place(structure: Structure, rules: OutputRules, keys: Sequence[str]) -> int:
    if rules.globals_at == "end":
        return len(keys)
    if rules.globals_at not in structure.own_keys:
        return 0
    limit = structure.index(rules.globals_at)
    known = structure.keys
    return sum(1 for key in keys if key in known and structure.index(key) <= limit)


def assemble(structure: Structure, rules: OutputRules, globals_: Sequence[Tag], caption: Caption) -> str:
    """The caption as the trainer reads it: slots in order, nothing for an empty slot, no comma at the end."""
    tags = written_tags(structure, rules, globals_, caption)
    head = 0
    if rules.head_separator and rules.globals_at == "start":
        texts = {tag.text for tag in globals_}
        head = sum(1 for tag in tags if tag.text in texts)
    if head and head < len(tags):
        return f"{join(tags[:head], rules.separator)} {rules.head_separator} {join(tags[head:], rules.separator)}"
    return join(tags, rules.separator)


def join(tags: Sequence[Tag], separator: str = ", ") -> str:
    """Tags with the separator between them; after a sentence that ends in `.`, `!` or `?` a space instead."""
    parts: list[str] = []
    for index, tag in enumerate(tags):
        if index:
            parts.append(" " if tags[index - 1].ends_sentence else separator)
        parts.append(tag.text)
    return "".join(parts)


def clean_text(text: str) -> str:
    """Typed or pasted text as a tag may hold it: NFC, one space for any run of blanks, no control characters."""
    text = _BLANKS.sub(" ", text)
    return unicodedata.normalize("NFC", "".join(char for char in text if is_drawable(char))).strip()


def is_drawable(char: str) -> bool:
    """Whether a character may stand in a tag and reach a terminal: no control, no surrogate, no direction override."""
    category = unicodedata.category(char)
    return category not in {"Cc", "Cs"} and char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


def typed_tags(text: str) -> Tags:
    """The tags in typed or pasted text: commas and line breaks end a tag, empty ones are dropped."""
    pieces = (clean_text(piece) for line in _LINE_BREAK.split(text) for piece in line.split(","))
    return tuple(Tag(piece) for piece in pieces if piece)


def typed_sentence(text: str) -> Tags:
    """Typed text kept whole, commas and all; nothing for blank text."""
    cleaned = clean_text(_LINE_BREAK.sub(" ", text))
    return (Tag(cleaned, sentence=True),) if cleaned else ()
