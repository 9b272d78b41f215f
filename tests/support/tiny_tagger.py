"""A tagger of some hundred bytes, written by hand: it tells red pictures from blue ones.

The model is ONNX's protobuf: the mean over the picture's rows and columns, a matrix of 3 x labels, and a sigmoid where
it is wanted. No package for ONNX is needed.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

_FLOAT = 1
_IR_VERSION, _OPSET = 8, 13


def _number(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(found + bytes([value]))


def _int(field: int, value: int) -> bytes:
    return _number(field << 3) + _number(value)


def _bytes(field: int, data: bytes | str) -> bytes:
    raw = data.encode() if isinstance(data, str) else data
    return _number(field << 3 | 2) + _number(len(raw)) + raw


def _value(name: str, shape: Sequence[int | str]) -> bytes:
    """A ValueInfoProto: a tensor of floats, an open length as a name."""
    lengths = b"".join(_bytes(1, _int(1, each) if isinstance(each, int) else _bytes(2, each)) for each in shape)
    return _bytes(1, name) + _bytes(2, _bytes(1, _int(1, _FLOAT) + _bytes(2, lengths)))


def _node(kind: str, inputs: Sequence[str], output: str, attributes: bytes = b"") -> bytes:
    named = b"".join(_bytes(1, each) for each in inputs)
    return _bytes(1, named + _bytes(2, output) + _bytes(4, kind) + attributes)


def _floats(name: str, shape: Sequence[int], values: Sequence[float]) -> bytes:
    """An initializer."""
    sizes = b"".join(_int(1, each) for each in shape)
    return _bytes(5, sizes + _int(2, _FLOAT) + _bytes(8, name) + _bytes(9, struct.pack(f"<{len(values)}f", *values)))


def _mean_over(axes: Sequence[int]) -> bytes:
    kept = _bytes(5, _bytes(1, "keepdims") + _int(3, 0) + _int(20, 2))
    return _bytes(5, _bytes(1, "axes") + b"".join(_int(8, each) for each in axes) + _int(20, 7)) + kept


def tiny_model(
    weights: Sequence[Sequence[float]],
    *,
    bias: Sequence[float] | None = None,
    channels_first: bool = False,
    side: int | str = 448,
    sigmoid: bool = True,
    output: str = "scores",
    before: Sequence[str] = (),
) -> bytes:
    """A model that gives each label the sum of the picture's mean channels by weight.

    Args:
        weights: Of each label, for its channels in the order in which they come.
        bias: What is added for each label.
        channels_first: Whether colours come before rows.
        side: Side of the square in pixels, or a name for one that is open.
        sigmoid: Whether it gives probabilities; else logits.
        output: Name of the output with the scores.
        before: Names of outputs that stand before it, with three columns each.
    """
    labels = len(weights)
    shape: list[int | str] = [1, 3, side, side] if channels_first else [1, side, side, 3]
    flat = [weights[label][channel] for channel in range(3) for label in range(labels)]
    nodes = _node("ReduceMean", ["picture"], "mean", _mean_over([2, 3] if channels_first else [1, 2]))
    nodes += _node("MatMul", ["mean", "weights"], "sums")
    nodes += _node("Add", ["sums", "bias"], "logits")
    nodes += _node("Sigmoid" if sigmoid else "Identity", ["logits"], output)
    nodes += b"".join(_node("Identity", ["mean"], name) for name in before)
    graph = nodes + _bytes(2, "tiny") + _floats("weights", [3, labels], flat)
    graph += _floats("bias", [labels], list(bias or [0.0] * labels))
    graph += _bytes(11, _value("picture", shape))
    graph += b"".join(_bytes(12, _value(name, [1, 3])) for name in before) + _bytes(12, _value(output, [1, labels]))
    return _int(1, _IR_VERSION) + _bytes(7, graph) + _bytes(8, _bytes(1, "") + _int(2, _OPSET))


def write_tagger(folder: Path, model: bytes, files: dict[str, str]) -> Path:
    """A folder with a model and the files beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(model)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
