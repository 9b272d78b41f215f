"""What programs answer that are not ours to trust: models, their servers, taggers, the process that decodes."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from tests.fuzzing.invariants import no_controls
from tests.fuzzing.target import Target, text_of
from tui_captioner.domain.drafting.answers.answer import Answer, Expected
from tui_captioner.domain.drafting.answers.reading import LENGTH, read_answer
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.taggers.labels import Labels, LabelsError, read_labels
from tui_captioner.services.drafting.chat import code_in, error_in, parsed, said_in
from tui_captioner.storage.images.decoder_answers import copy_in, pixels_in, scaled_in
from tui_captioner.storage.images.decoder_messages import read_message
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.image_views import View

_EXPECTED = Expected(
    [slot for slot in DEFAULT_STRUCTURE.slots if slot.key != "globals"],
    ("annika",),
    ({"action": ["standing"]},),
    ("1girl", "standing", "red hat"),
)


def _answer(data: bytes) -> Answer:
    text = text_of(data)
    return read_answer(text, _EXPECTED, LENGTH if len(text) % 5 == 0 else "stop")


def _tags_are_clean(_: bytes, answer: Answer) -> None:
    for text in answer.texts:
        assert text.strip() == text != ""
        no_controls(text)


def _server(data: bytes) -> str:
    value = parsed(data)
    said_in(value), code_in(value)
    return error_in(value)


def _is_one_line(_: bytes, said: str) -> None:
    assert len(said) <= 200
    no_controls(said)


def _labels(name: str) -> Target:
    def read(data: bytes) -> Labels:
        return read_labels(name, text_of(data))

    return Target(f"labels-{name.rpartition('.')[2]}", read, (LabelsError,))


def _message(data: bytes) -> dict[str, Any]:
    """What a decoding process sent before it ended."""
    reader, writer = os.pipe()
    try:
        os.write(writer, data[: 1 << 15])
        os.close(writer)
        message, payload = read_message(reader)
    finally:
        os.close(reader)
    for read in (scaled_in, pixels_in):
        with suppress(ImageUnreadable):
            read(message, payload, View((40, 40)))
    copy_in(message, bytes(payload))
    return message


TARGETS = (
    Target("model-answer", _answer, invariants=(_tags_are_clean,)),
    Target("server-answer", _server, invariants=(_is_one_line,)),
    *map(_labels, ("selected_tags.csv", "labels.json", "tags.txt")),
    Target("decoder-answer", _message, (EOFError, ValueError)),
)
