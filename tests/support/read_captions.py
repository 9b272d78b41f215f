"""Captions read by a vocabulary of a few terms, and written again."""

from __future__ import annotations

from tui_captioner.domain.caption import Caption, OutputRules
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slotting.placing import place
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.typed_text import typed_tags
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.domain.writing import assemble, settled

S = DEFAULT_STRUCTURE
RULES = OutputRules()
VOCABULARY = Vocabulary(
    [
        Term("1girl", slot="type"),
        Term("from above", slot="type"),
        Term("standing", slot="action"),
        Term("smile", slot="action"),
        Term("red hat", slot="subject"),
        Term("red dress", slot="subject"),
        Term("tree", slot="background"),
        Term("outdoors", slot="background"),
        Term("calm", slot="associations"),
    ]
)


def read(text: str, rules: OutputRules = RULES, globals_: tuple[str, ...] = ()) -> Caption:
    """A text as a caption, its tags in their slots."""
    cut = read_caption(text, separator=rules.separator, head_separator=rules.head_separator)
    return place(cut, VOCABULARY, S, globals_)


def edited(text: str, slot: str = "associations", tag: str = "zzz", rules: OutputRules = RULES) -> str:
    """What a text reads once a tag was added to it."""
    caption = settled(S, rules, read(text, rules).added(slot, typed_tags(tag)))
    return assemble(S, rules, (), caption)
