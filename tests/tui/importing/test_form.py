"""What is chosen for an import, row by row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.services.importing.import_options import BESIDE, ImportOptions, format_names
from tui_captioner.tui.importing.form import Row, checked, rows
from tui_captioner.tui.importing.views import row_line

FILE = Path("captions.csv")


def row(key: str, options: ImportOptions) -> Row:
    return next(one for one in rows(options) if one.key == key)


@pytest.mark.parametrize(
    ("options", "others"),
    [
        (ImportOptions(), ["suffix"]),
        (ImportOptions(file=FILE), []),
        (ImportOptions("hydrus"), ["suffix", "namespaces"]),
        (ImportOptions("toriato", FILE), ["threshold"]),
    ],
)
def test_only_what_has_a_bearing_is_asked(options: ImportOptions, others: list[str]) -> None:
    keys = [one.key for one in rows(options)]
    assert keys[:4] == ["file", "format", "mode", "lines"]
    assert [key for key in keys[4:] if key != "encoding"] == others


def test_every_format_can_be_chosen_and_is_told_in_words() -> None:
    options = ImportOptions()
    seen = []
    for _ in format_names():
        options = row("format", options).turned(options, 1)
        seen.append(options.format)
        assert all(words for words in (row("format", options).choices or {}).values())
    assert sorted(seen) == sorted(format_names())
    assert row("format", options).turned(row("format", options).turned(options, 1), -1) == options


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [("threshold", "0.5", 0.5), ("suffix", ".TXT", ".txt"), ("suffix", "", ""), ("encoding", "cp1252", "cp1252")],
)
def test_what_is_typed_is_read(key: str, text: str, value: object) -> None:
    options = ImportOptions("toriato")
    assert getattr(row(key, options).typed(options, text), key) == value


@pytest.mark.parametrize(
    ("key", "text"), [("threshold", "2"), ("threshold", "much"), ("suffix", ".png"), ("encoding", "no-such")]
)
def test_what_can_not_be_used_is_said(key: str, text: str) -> None:
    options = ImportOptions("toriato")
    with pytest.raises(CaptionerError):
        row(key, options).typed(options, text)


def test_a_file_is_needed_but_for_what_lies_beside_the_images(tmp_path: Path) -> None:
    for name in format_names():
        if name in BESIDE:
            assert checked(ImportOptions(name)).format == name
        else:
            with pytest.raises(WrongUseError, match="No file is named"):
                checked(ImportOptions(name))
    with pytest.raises(WrongUseError, match="is a folder"):
        checked(ImportOptions(file=tmp_path))
    assert checked(ImportOptions("sidecar", FILE, suffix=".cap")).suffix == ""
    with pytest.raises(WrongUseError, match="no such home"):
        checked(ImportOptions(file=Path("~nobody-of-that-name/x")))
    with pytest.raises(WrongUseError, match="can't be looked at: File name too long"):
        checked(ImportOptions(file=Path("x" * 300)))
    assert checked(ImportOptions(file=Path("~/x"))).file == Path.home() / "x"


def test_every_row_fits_and_shows_no_control_characters() -> None:
    options = replace(ImportOptions("toriato"), file=Path("a\x1b[1m" + "b" * 200))
    for width in (20, 40, 80, 200):
        for one in rows(options):
            text = "".join(piece for piece, _ in row_line(one, options, width, here=True))
            assert len(text) <= width + 1
            assert "\x1b" not in text
