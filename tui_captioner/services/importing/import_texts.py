"""Texts that are imported, made into captions: word for word, or refused."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from tui_captioner.domain.caption import Caption, CaptionText
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.slotting.placing import place
from tui_captioner.domain.text import visible
from tui_captioner.formats.hydrus import has_lines, lines_of, read_tags
from tui_captioner.formats.infotext import is_infotext, pieces_of
from tui_captioner.formats.sidecar import MOST
from tui_captioner.services.session.session import Session

Lines = Literal["alternatives", "paragraphs", "tags"]
"""What the lines of a text are: each a caption of its own, parts of one caption, or a tag each."""

_LINE = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls but tab and line ends, and halves of surrogate pairs."""


class ImportRefused(CaptionerError):  # noqa: N818 - says what became of it, as the message does
    """Something in a file that is not imported; the message is a clause that follows the place."""


def texts_by_lines(text: str, lines: Lines | None) -> tuple[str, ...]:
    """The captions in a text, by what its lines are; by itself all lines belong to one caption."""
    if lines == "alternatives":
        return lines_of(text)
    if lines == "tags":
        return ("\n".join(read_tags(text)),)
    return (text,)


def check_length(text: str) -> None:
    """Raise ImportRefused if a text is longer than any caption."""
    if len(text) > MOST:
        raise ImportRefused(
            f"the caption has {len(text)} characters, and no caption has more than {MOST}", "Shorten it"
        )


def check_text(text: str) -> None:
    """Raise ImportRefused if a caption holds what no caption may: control characters, settings of a generator."""
    check_length(text)
    control = _CONTROL.search(text)
    if control is not None:
        where = f"a control character at character {control.start() + 1}: {visible(control[0])}"
        raise ImportRefused(where, "Take it out of the file")
    if is_infotext(text):
        raise ImportRefused(
            "the settings of A1111 ('Steps: ...') stand in the caption", "Import the prompts: --from infotext"
        )


def make_caption(session: Session, text: str, lines: Lines | None = None) -> Caption | None:
    """A text as a caption, its pieces in slots; None for one without a word.

    It stays as it is, word for word, unless `lines` says that its lines make one: then it is written as one.
    """
    output = session.project.settings.output
    joined = lines is not None and has_lines(text)
    read = pieces_of(text, separator=output.separator, head_separator=output.head_separator, join_lines=joined)
    if joined:
        plain = CaptionText.of(read.pieces, output.separator)
        read = CaptionText.numbered([replace(piece, origin=None) for piece in read.pieces], plain.gaps)
    if not read.pieces:
        return None
    globals_ = [tag.text for tag in session.globals]
    return place(read, session.project.vocabulary, session.project.settings.structure, globals_)
