"""The process that runs a tagger: onnxruntime takes most of a second to load, and all processors while it works.

It says what the model is, then answers each picture with scores; see `tagger.Tagger`.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import asdict
from importlib import import_module
from typing import Any

from PIL import Image

from tui_captioner.domain.taggers.family import Family, ModelShape
from tui_captioner.storage.images.decoder_messages import packed, read_message, write_all
from tui_captioner.storage.taggers.prepared import prepared

NOT_INSTALLED = "not installed"
"""What it says where there is no onnxruntime."""


def main(model: str) -> None:
    """Run the model of that path until nobody asks any more."""
    answers = os.dup(1)
    # What the library prints is no answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        _run(model, answers)


def _run(model: str, answers: int) -> None:
    try:
        # No types come with it.
        onnxruntime = import_module("onnxruntime")
    except ImportError:
        write_all(answers, packed({"error": NOT_INSTALLED}))
        return
    onnxruntime.set_default_logger_severity(4)
    try:
        session = onnxruntime.InferenceSession(model, providers=onnxruntime.get_available_providers())
    except Exception as error:
        # Whatever the library calls it, it is about this file.
        write_all(answers, packed({"error": _first_line(error)}))
        return
    shape = _shape(session)
    write_all(answers, packed(asdict(shape)))
    given = session.get_inputs()[0]
    kind = "float16" if given.type == "tensor(float16)" else "float32"
    while True:
        request, pixels = read_message(0)
        picture = Image.frombytes("RGB", tuple(request["size"]), bytes(pixels))
        values = prepared(picture, _family(request["family"]), request["side"], channels_first=shape.is_channels_first)
        output = session.get_outputs()[request["output"]].name
        try:
            scores = session.run([output], {given.name: values.astype(kind)})[0]
        except Exception as error:
            write_all(answers, packed({"error": _first_line(error)}))
            continue
        data = scores.reshape(-1).astype("<f4").tobytes()
        write_all(answers, packed({}, len(data)) + data)


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _shape(session: Any) -> ModelShape:
    """What the model says of itself."""
    outputs = tuple((each.name, _length(each.shape[-1]) if each.shape else 0) for each in session.get_outputs())
    return ModelShape(tuple(_length(each) for each in session.get_inputs()[0].shape), outputs)


def _length(found: Any) -> int:
    """A length that is given; one that is open has a name, or nothing."""
    return found if isinstance(found, int) else 0


def _family(data: dict[str, Any]) -> Family:
    """A family as it came through the pipe: lists are tuples again."""
    values: dict[str, Any] = {key: tuple(each) if isinstance(each, list) else each for key, each in data.items()}
    return Family(**values)
