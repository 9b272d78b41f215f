"""Captions of an open dataset in other dialects: as sentences, or as the JSON of newer models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.dialects import FIBO, FLUX2, IDEOGRAM4, PROSE, TITLES
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.reading import is_json
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.templating.names import SENTENCE
from tui_captioner.domain.trainers.json_schemas import dialect_of, faults
from tui_captioner.formats import fibo, flux2, ideogram4
from tui_captioner.formats.json_caption import Made, ReadJson, Sentence, SlotTag, object_of
from tui_captioner.services.sentences import Sentences
from tui_captioner.services.session.session import Session

Write = Callable[[Sequence[SlotTag], Sentence], Made]
WRITERS: Mapping[str, Write] = {IDEOGRAM4: ideogram4.write, FLUX2: flux2.write, FIBO: fibo.write}
READERS: Mapping[str, Callable[[str], ReadJson]] = {IDEOGRAM4: ideogram4.read, FLUX2: flux2.read, FIBO: fibo.read}


class OtherDialectError(CaptionerError):
    """A caption is JSON already, and of another form than the one that is asked for."""


class Dialects:
    """Writes captions in other dialects, and counts what these can't say. No caption is changed.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sentences = Sentences(session, session.project.settings.template or SENTENCE)
        self._layers: dict[tuple[str, str], str] = {}
        self.notes: Counter[tuple[str, str]] = Counter()
        """Dialect and what could not be said as its form wants it, each with the number of captions."""

    def text_of(self, caption: Caption, dialect: str) -> str:
        """A caption in a dialect; empty where it has no tag.

        A caption that is JSON is written as it is.

        Raises:
            OtherDialectError: If it is JSON of another form.
        """
        plain = self._session.tags_text(caption)
        if not plain or caption.is_empty:
            return ""
        if dialect == PROSE:
            return self._sentences.text_of(caption)
        if is_json(plain):
            _check_form(plain, dialect)
            return plain
        made = self.made(caption, dialect)
        self.notes.update((dialect, note) for note in (*made.notes, *faults(dialect, made.value)))
        return made.text

    def made(self, caption: Caption, dialect: str) -> Made:
        """The JSON caption that the tags of a caption make."""
        return WRITERS[dialect](self._tags(caption), self.sentence)

    def sentence(self, tags: Sequence[SlotTag]) -> str:
        """Some tags of a caption as a sentence."""
        slots: dict[str, list[Tag]] = {}
        for one in tags:
            if one.slot != GLOBALS:
                slots.setdefault(one.slot, []).append(one.tag)
        if not tags:
            return ""
        return self._sentences.rendered(Caption({key: tuple(those) for key, those in slots.items()})).text

    def told(self) -> list[str]:
        """What the dialects could not say so far, a sentence each; most captions first."""
        sentences = self._sentences.told()
        return [sentences] * bool(sentences) + [
            f"{TITLES[dialect]}, {count} caption{'s'[: count > 1]}: {note}"
            for (dialect, note), count in self.notes.most_common()
        ]

    def _tags(self, caption: Caption) -> list[SlotTag]:
        """The tags that are written, the globals first and each of those once, with their layers."""
        absorbed = {tag.text for tag in self._session.globals} - caption.left_out
        found = [SlotTag(GLOBALS, "", Tag(tag.text)) for tag in self._session.globals]
        for slot, tag in caption.all_tags(self._session.structure):
            if tag.is_left_out:
                continue
            if tag.text in absorbed:
                absorbed.discard(tag.text)
            else:
                found.append(SlotTag(slot, self._layer(slot, tag.text), Tag(tag.text, tag.sentence)))
        return found

    def _layer(self, slot: str, text: str) -> str:
        known = self._layers.get((slot, text))
        if known is None:
            known = self._layers[slot, text] = self._session.project.layer_of(slot, text)
        return known


def _check_form(text: str, dialect: str) -> None:
    form = dialect_of(object_of(text)) if text.startswith("{") else ""
    if form != dialect:
        what = TITLES.get(form, "JSON of no form that is known")
        raise OtherDialectError(f"its caption is {what}, and not {TITLES[dialect]}")
