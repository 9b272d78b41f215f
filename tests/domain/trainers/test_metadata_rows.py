"""Rows of metadata files, as the loader of `datasets` takes them."""

from __future__ import annotations

import pytest

from tui_captioner.domain.trainers.metadata_rows import read_rows, row_path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a.png", "a.png"),
        ("./a.png", "a.png"),
        ("s//a.png", "s/a.png"),
        ("s/../a.png", "a.png"),
        ("s\\a.png", "s/a.png"),
        ("../a.png", ""),
        ("..", ""),
        ("/d/a.png", ""),
        ("file:///d/a.png", ""),
        ("", ""),
    ],
)
def test_paths(name: str, path: str) -> None:
    assert row_path(name) == path


def test_lines_that_are_no_rows_and_rows_that_stand_twice() -> None:
    data = b'\xef\xbb\xbf{"file_name": "a.png", "text": "x"}\n\nno\n[1]\n{"text": "y"}\n{"file_name": "./a.png"}\n'
    rows = read_rows("metadata.jsonl", data)
    assert rows.broken == [3, 4, 5]
    assert rows.captions == {"a.png": None}
    assert rows.counts == {"a.png": 2}
    assert rows.columns == {"file_name", "text"}


def test_values_of_a_csv_that_are_read_as_nothing() -> None:
    rows = read_rows("metadata.csv", b"file_name,text\na.png,NA\nb.png,x\n,y\n")
    assert (rows.captions, rows.broken) == ({"a.png": None, "b.png": "x"}, [4])


def test_deep_brackets_are_no_row() -> None:
    assert read_rows("metadata.jsonl", b"[" * 100_000).broken == [1]
