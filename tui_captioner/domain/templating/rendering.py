"""What a template makes of the tags of a caption.

1. A field takes those tags of its slot that no field before it took, so nothing doubles; what no field took is told.
2. An optional part stands only where each field directly in it gave text; else it takes nothing, and later fields find
   those tags.
3. A tag that ends in a full stop, `!` or `?` is taken by `|sentences` alone.
4. Marks and blanks are tidied in the literals, never inside a tag.
5. Capitals at the beginning of sentences are never given to a global.
6. `place` says where: `in a park`, `with a lamp on the table`; a global gets no article there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from tui_captioner.domain.prose import SENTENCE_ENDS
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.templating.articles import article, counts, needs_article, with_article, with_place
from tui_captioner.domain.templating.template import (
    Field,
    LeftTag,
    Literal,
    Node,
    OptionalPart,
    Rendered,
    Template,
    TemplateTag,
)
from tui_captioner.domain.templating.tidying import Piece, put_together

Slots = Mapping[str, Sequence[TemplateTag]]
"""The tags of a caption by slot, the globals among them."""


def render(template: Template, slots: Slots) -> Rendered:
    """The text that a template makes of the tags of a caption, and the tags that it leaves out.

    Args:
        template: The template.
        slots: The tags by slot, in the order in which they are told where they are left out.
    """
    rendering = _Rendering(slots)
    pieces, stands = rendering.of(template.nodes)
    left = [
        LeftTag(slot, tag.text)
        for slot, tags in slots.items()
        for number, tag in enumerate(tags)
        if (slot, number) not in rendering.taken
    ]
    return Rendered(put_together(pieces, capital=template.capital), tuple(left), stands)


class _Rendering:
    """One template at work on one caption."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._called = frozenset(tag.text.lower() for tag in slots.get(GLOBALS, ()))
        self.taken: dict[tuple[str, int], None] = {}
        """Slot and number of each tag that was taken, in the order in which they were."""

    def of(self, nodes: Sequence[Node]) -> tuple[list[Piece], bool]:
        """The pieces of some nodes, and whether each field directly among them gave text."""
        pieces: list[Piece] = []
        whole = True
        for node in nodes:
            if isinstance(node, Literal):
                pieces.append(Piece(node.text))
            elif isinstance(node, OptionalPart):
                pieces += self._optional(node)
            else:
                given = self._field(node)
                whole = whole and bool(given)
                pieces += given
        return pieces, whole

    def _optional(self, part: OptionalPart) -> list[Piece]:
        before = len(self.taken)
        pieces, whole = self.of(part.nodes)
        if whole:
            return pieces
        while len(self.taken) > before:
            self.taken.popitem()
        return []

    def _field(self, field: Field) -> list[Piece]:
        wants_sentences = "sentences" in field.functions
        found = [
            (number, tag)
            for number, tag in enumerate(self._slots.get(field.slot, ()))
            if (field.slot, number) not in self.taken
            and tag.text
            and (not field.layer or tag.layer == field.layer)
            and tag.text.endswith(SENTENCE_ENDS) == wants_sentences
        ]
        if "first" in field.functions:
            found = found[:1]
        self.taken.update(((field.slot, number), None) for number, _tag in found)
        texts = _said(field, [tag for _number, tag in found], self._called)
        if not texts:
            return [] if field.otherwise is None else [Piece(field.otherwise)]
        own = [tag.text for _number, tag in found]
        return _joined(
            field, [Piece(text, True, field.slot == GLOBALS, text != was) for text, was in zip(texts, own, strict=True)]
        )


def _said(field: Field, tags: Sequence[TemplateTag], called: Collection[str]) -> list[str]:
    """The tags of a field as they stand in it. A phrase says already how it reads, so it gets no article.

    Args:
        field: The field.
        tags: The tags.
        called: Globals in small letters: a trigger word is a name.
    """
    names = field.functions
    if "tag" in names:
        return [tag.text for tag in tags]
    texts = [tag.phrase or tag.text for tag in tags]
    change = with_article if "each" in names else partial(with_place, names=called) if "place" in names else None
    if change is not None:
        texts = [text if tag.phrase else change(text) for tag, text in zip(tags, texts, strict=True)]
    if texts and not tags[0].phrase and not counts(texts[0]):
        if "a" in names and needs_article(texts[-1]):
            # The noun that decides stands last: a happy, mid-twenties woman.
            texts[0] = f"{article(texts[0])} {texts[0]}"
        elif "the" in names:
            texts[0] = f"the {texts[0]}"
    if texts and "cap" in names:
        texts[0] = texts[0][:1].upper() + texts[0][1:]
    return texts


def _joined(field: Field, tags: Sequence[Piece]) -> list[Piece]:
    """The tags of a field with what stands between them."""
    word = next((f" {word} " for word in ("and", "or") if word in field.functions), "")
    between = " " if "sentences" in field.functions and "join" not in field.functions else field.join
    # standing and laughing with the head tilted, not: standing, laughing and with the head tilted
    trails = bool(word) and tags[-1].said and tags[-1].text.startswith("with ")
    pieces = [tags[0]]
    for number, tag in enumerate(tags[1:], 2):
        last = number == len(tags)
        joint = " " if trails and last else word if word and number == len(tags) - trails else between
        pieces += [Piece(joint), tag]
    return pieces
