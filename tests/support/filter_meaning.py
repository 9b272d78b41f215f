"""What a filter means, worked out on one image in plain Python: to hold the catalogue's answers against."""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Sequence

from tui_captioner.domain.query.expression import All, Empty, Filter, Not, NumberTest, Some, TextTest, Unsure
from tui_captioner.domain.query.pattern import Pattern, name_key
from tui_captioner.domain.query.words import ALSO_CALLED
from tui_captioner.domain.slot_states import STATES, state_of_slot
from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.rows import ImageRow

_RELATIONS = {"=": operator.eq, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}


def holds(asked: Filter, image: ImageRow, globals_: Sequence[str] = ()) -> bool:
    """Whether an image fits a filter."""
    if isinstance(asked, Not):
        return not holds(asked.part, image, globals_)
    if isinstance(asked, All):
        return all(holds(part, image, globals_) for part in asked.parts)
    if isinstance(asked, Some):
        return any(holds(part, image, globals_) for part in asked.parts)
    if isinstance(asked, NumberTest):
        counted = image.tokens if asked.field == "tokens" else image.written_tags
        return bool(_RELATIONS[asked.relation](counted, asked.number))
    if isinstance(asked, Unsure):
        return image.unsure
    return _is_empty(asked, image, globals_) if isinstance(asked, Empty) else _text_holds(asked, image, globals_)


def _is_empty(asked: Empty, image: ImageRow, globals_: Sequence[str]) -> bool:
    if asked.slot == GLOBALS:
        return not globals_
    texts = [tag.text for tag in image.tags if tag.slot == asked.slot and tag.caption == 0]
    notes = (image.note, *(mark.note for mark in image.marks.values()))
    return not texts if asked.slot else not any(notes)


def _text_holds(asked: TextTest, image: ImageRow, globals_: Sequence[str]) -> bool:
    pattern = asked.pattern if asked.whole else asked.pattern.anywhere()
    if asked.field == "word":
        in_text = any(pattern.fits(match_key(text)) for text in image.written)
        return in_text or any(_tag_fits(asked, tag.text) for tag in image.tags if tag.slot != GLOBALS)
    if asked.field == "tag":
        own = [tag.text for tag in image.tags if tag.slot != GLOBALS and asked.slot in ("", tag.slot)]
        common = globals_ if asked.slot in ("", GLOBALS) and not image.vacant else ()
        return any(_tag_fits(asked, text) for text in (*own, *common))
    if asked.field == "name":
        key = name_key(image.name)
        last = [key.split("/", at)[-1] for at in range(1, key.count("/") + 1)] if asked.whole else []
        return _is(asked, image.name) if asked.letters else any(map(pattern.fits, (key, *last)))
    if asked.field == "text":
        return any(_is(asked, text) if asked.letters else pattern.fits(match_key(text)) for text in image.written)
    if asked.field == "state" and asked.slot:
        has_tags = any(tag.slot == asked.slot and tag.caption == 0 for tag in image.tags)
        mark = image.marks.get(asked.slot)
        return pattern.fits(state_of_slot(STATES[image.state], mark, has_tags=has_tags))
    return _other_holds(asked.field, pattern, image)


def _other_holds(field: str, pattern: Pattern, image: ImageRow) -> bool:
    if field == "note":
        notes = (image.note, *(mark.note for mark in image.marks.values()))
        return any(note and pattern.fits(match_key(note)) for note in notes)
    if field == "state":
        return pattern.fits(STATES[image.state])
    if field == "finding":
        return any(pattern.fits(match_key(rule)) for rule in image.findings)
    authors = image.proposed if field == "proposed" else image.authors
    return any(pattern.fits(match_key(name)) for author in authors for name in (author, *ALSO_CALLED.get(author, ())))


def _tag_fits(asked: TextTest, text: str) -> bool:
    if asked.letters:
        return _is(asked, text)
    pattern = asked.pattern if asked.whole else asked.pattern.anywhere()
    return pattern.fits(match_key(text)) or pattern.fits(bare_key(text))


def _is(asked: TextTest, text: str) -> bool:
    return asked.letters == unicodedata.normalize("NFC", text)
