"""What is typed and pasted: captions, lines without commas, filters, templates, and what a terminal sends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from tests.fuzzing.captions import RULES, faults
from tests.fuzzing.invariants import no_controls
from tests.fuzzing.target import Target, text_of
from tui_captioner.domain.caption import CaptionText
from tui_captioner.domain.image_keys import agreement, leads_out
from tui_captioner.domain.line_cutting.cutter import LineCutter
from tui_captioner.domain.line_cutting.spoken import parts_of
from tui_captioner.domain.pasting import read_pasted
from tui_captioner.domain.query.at_cursor import complete
from tui_captioner.domain.query.parsing import parse_filter
from tui_captioner.domain.query.words import FilterWords
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.templating.parsing import parse_template
from tui_captioner.domain.templating.rendering import render
from tui_captioner.domain.templating.template import Rendered, TemplateTag
from tui_captioner.domain.text import visible, visible_lines
from tui_captioner.domain.typed_text import typed_sentence, typed_tags
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.formats.sidecar import decode_caption
from tui_captioner.services.drafting.endpoint import Endpoint
from tui_captioner.storage.catalogue.browsing import names_matching
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.order import Order
from tui_captioner.tui.terminal.pasting import PasteFilter, PasteParser
from tui_captioner.tui.terminal.terminal_replies import parse_replies

_TERMS = (
    Term("1girl", slot="type"),
    Term("tree", slot="background"),
    Term("red hat", slot="subject"),
    Term("standing", slot="action"),
)


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary(list(_TERMS))


def _caption(data: bytes) -> list[str]:
    """What is altered by reading and by an edit; the first bytes say how the project writes and where the edit is."""
    text = decode_caption(data[2:])
    rules = RULES[data[0] % len(RULES)] if data else RULES[0]
    slots = DEFAULT_STRUCTURE.own_keys
    slot = slots[data[1] % len(slots)] if len(data) > 1 else slots[0]
    return list(faults(text, _vocabulary(), rules, slot))


def _none(_: bytes, found: Iterable[str]) -> None:
    assert list(found) == []


def _pasted(data: bytes) -> CaptionText:
    typed_tags(text_of(data)), typed_sentence(text_of(data))
    return read_pasted(text_of(data))


def _pieces_are_clean(_: bytes, read: CaptionText) -> None:
    for piece in read.pieces:
        no_controls(piece.text if not piece.mark else piece.text.strip("\n"))


@cache
def _cutter() -> LineCutter:
    cutter = LineCutter({"read": ["red"]})
    cutter.add_terms(term.text for term in _TERMS)
    for tags in (["1girl", "red hat", "standing"], ["35mm", "long hair", "1girl", "tree"]):
        cutter.learn(tags)
    return cutter


def _line(data: bytes) -> list[str]:
    cut = _cutter().cut(text_of(data))
    return [*(one.said for one in cut.cuts), *cut.dropped]


def _no_word_is_lost(data: bytes, said: Iterable[str]) -> None:
    words = Counter(word for part in parts_of(text_of(data)) for word in part.split())
    found = Counter(word for one in said for word in one.split())
    assert not found or found == words


@cache
def _store() -> CatalogueDatabase:
    return CatalogueDatabase(None)


def _filter(data: bytes) -> None:
    """Read, completed at each of some places, and asked."""
    text = data.decode("utf-8", "surrogateescape")
    words = FilterWords()
    for place in {0, len(text) // 2, len(text)} if len(text) < 10_000 else ():
        complete(text, place, words)
    asked = parse_filter(text)
    names_matching(_store(), asked, ("annika",), Order())


_SLOTS = {
    "type": [TemplateTag("photo", ""), TemplateTag("woman", "of a...")],
    "action": [TemplateTag("standing", "")],
    "details": [TemplateTag("It rains, softly.", "")],
}


def _template(data: bytes) -> Rendered:
    return render(parse_template(text_of(data), DEFAULT_STRUCTURE), _SLOTS)


def _no_tag_is_lost(_: bytes, found: Rendered) -> None:
    """Told as left out, or written."""
    written = found.text.lower()
    for tags in _SLOTS.values():
        for tag in tags:
            assert tag.text in found.left_texts or tag.text.split()[0].lower().rstrip(".") in written


def _shown(data: bytes) -> str:
    text = data.decode("utf-8", "surrogateescape")
    visible_lines(text)
    return visible(text)


def _is_shown_as_one_line(_: bytes, shown: str) -> None:
    no_controls(shown)
    shown.encode("utf-8")


def _keys(data: bytes) -> tuple[str, str]:
    """Keys and pastes as they come at once, and byte by byte; both as text without the escapes of pastes."""
    text = text_of(data)
    list(PasteParser().feed(text))
    at_once, piecemeal = PasteFilter(), PasteFilter()
    end = "\x1b[201~"
    one = at_once.clean(text) + at_once.clean(end)
    return one, "".join(piecemeal.clean(char) for char in text) + piecemeal.clean(end)


def _is_the_same(_: bytes, found: tuple[str, str]) -> None:
    assert found[0] == found[1]


def _name(data: bytes) -> None:
    key = data.decode("utf-8", "surrogateescape")
    leads_out(key), agreement(key, "sub/a.png")


TARGETS = (
    Target("caption", _caption, invariants=(_none,)),
    Target("paste", _pasted, invariants=(_pieces_are_clean,)),
    Target("line-without-commas", _line, invariants=(_no_word_is_lost,)),
    Target("filter", _filter),
    Target("template", _template, (ValueError,), (_no_tag_is_lost,)),
    Target("shown-text", _shown, invariants=(_is_shown_as_one_line,)),
    Target("keys", _keys, invariants=(_is_the_same,)),
    Target("terminal-answers", lambda data: parse_replies(data, {"TERM": "xterm"}, columns=80, rows=24)),
    Target("image-name", _name),
    Target("address", lambda data: Endpoint.of(text_of(data))),
)
