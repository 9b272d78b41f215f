"""Aliases that are written into a project's own vocabulary file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.domain.vocabulary import Term
from tui_captioner.storage.project.own_vocabulary import add_aliases
from tui_captioner.storage.project.settings import SettingsError
from tui_captioner.storage.vocabulary_files import load_own


def test_what_stands_there_stays_with_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "vocab.toml"
    path.write_text('# mine\n[action.layers]\npose = ["standing"] # upright\n\n[subject.aliases]\nhat = ["cap"]\n')
    assert add_aliases(path, Term("hat", "subject"), ["hats", "cap", "hat"]) == ("cap", "hats")
    text = path.read_text()
    assert text.startswith('# mine\n[action.layers]\npose = ["standing"] # upright\n')
    assert {term.text: term.aliases for term in load_own(path)} == {"standing": (), "hat": ("cap", "hats")}


def test_a_shipped_term_keeps_its_aliases_layer_and_group(tmp_path: Path) -> None:
    path = tmp_path / "vocab.toml"
    term = Term("head down", "action", "gesture", ("looking at feet",), 1, "head")
    add_aliases(path, term, ["bowed head"])
    [own] = load_own(path)
    assert (own.aliases, own.layer, own.group) == (("looking at feet", "bowed head"), "gesture", "head")
    add_aliases(path, own, ["head low"])
    [own] = load_own(path)
    assert own.aliases == ("looking at feet", "bowed head", "head low")


@pytest.mark.parametrize(
    "data", [b"[subject", b"subject = 3", b"[aliases]\nhat = ['cap']", b"\xff", b"[subject]\nx = 1"]
)
def test_a_file_that_is_no_vocabulary_stays_as_it_is(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "vocab.toml"
    path.write_bytes(data)
    with pytest.raises(SettingsError):
        add_aliases(path, Term("hat", "subject"), ["cap"])
    assert path.read_bytes() == data
