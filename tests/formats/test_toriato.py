from __future__ import annotations

import json

import pytest

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.formats.toriato import read

GOLDEN = [{"general": 0.9, "sensitive": 0.1}, {"solo": 0.95, "1girl": 0.99, "hat": 0.36, "cat": 0.349, "^_^": 0.0001}]


def test_the_surest_tags_come_first_down_to_the_threshold() -> None:
    data = json.dumps(GOLDEN).encode()
    assert [row.captions for row in read(data)] == [("1girl, solo, hat",)]
    assert [row.captions for row in read(data, threshold=0)] == [("1girl, solo, hat, cat, ^_^",)]
    assert [row.captions for row in read(data, threshold=1)] == [()]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "column 1"),
        (b'[{"a": 1}, {"b": 0.', "column"),
        (b"{}", "not a list of two objects"),
        (b"[{}]", "not a list of two objects"),
        (b'[{}, ["a"]]', "not a list of two objects"),
        (b'[{}, {"a": "x"}]', "'a': 'x' is no confidence"),
        (b'[{}, {"a": true}]', "'a': True is no confidence"),
        (b'[{}, {"a": NaN}]', "NaN"),
        (b'[{}, {"a": 1e999}]', "is no confidence"),
        (b'[{}, {"a": 1%s}]' % (b"0" * 400), "is no confidence"),
        (b'[{}, {"a": 1, "a": 0.5}]', '"a" stands twice'),
        (b'[{}, {"a, b": 1}]', "'a, b' is no tag"),
        (b"[" * 200_000, "nested too deeply"),
        ("[{}, {}]".encode("utf-16"), "UTF-16"),
    ],
    ids=repr,
)
def test_what_is_something_else_is_refused_with_the_place(data: bytes, said: str) -> None:
    with pytest.raises(CaptionerError, match=said):
        read(data)
