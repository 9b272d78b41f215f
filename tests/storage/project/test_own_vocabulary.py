"""Aliases that are written into a project's own vocabulary file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tui_captioner.domain.vocabulary import Term
from tui_captioner.storage.project.own_vocabulary import change_aliases, leading_to
from tui_captioner.storage.project.settings import SettingsError
from tui_captioner.storage.vocabulary_files import load_own


def lead(path: Path, term: Term, aliases: Sequence[str]) -> tuple[str, ...]:
    """Have aliases lead to a term; those that are new."""
    change = leading_to(path, term, aliases)
    change_aliases(path, change)
    return change.aliases


def test_what_stands_there_stays_with_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "vocab.toml"
    path.write_text('# mine\n[action.layers]\npose = ["standing"] # upright\n\n[subject.aliases]\nhat = ["cap"]\n')
    assert lead(path, Term("hat", "subject"), ["hats", "cap", "hat"]) == ("hats",)
    text = path.read_text()
    assert text.startswith('# mine\n[action.layers]\npose = ["standing"] # upright\n')
    assert {term.text: term.aliases for term in load_own(path)} == {"standing": (), "hat": ("cap", "hats")}


def test_a_shipped_term_keeps_its_aliases_layer_and_group(tmp_path: Path) -> None:
    path = tmp_path / "vocab.toml"
    term = Term("head down", "action", "gesture", ("looking at feet",), 1, "head")
    lead(path, term, ["bowed head"])
    [own] = load_own(path)
    assert (own.aliases, own.layer, own.group) == (("looking at feet", "bowed head"), "gesture", "head")
    lead(path, own, ["head low"])
    [own] = load_own(path)
    assert own.aliases == ("looking at feet", "bowed head", "head low")


@pytest.mark.parametrize(
    "data", [b"[subject", b"subject = 3", b"[aliases]\nhat = ['cap']", b"\xff", b"[subject]\nx = 1"]
)
def test_a_file_that_is_no_vocabulary_stays_as_it_is(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "vocab.toml"
    path.write_bytes(data)
    with pytest.raises(SettingsError):
        lead(path, Term("hat", "subject"), ["cap"])
    assert path.read_bytes() == data


OWN = '# mine\n[action.layers]\npose = ["standing"] # upright\n\n[subject.aliases]\nhat = ["cap"]\n'


@pytest.mark.parametrize("source", ["", OWN, '[subject.aliases]\n# c\n"red hat"=["x"]\n'], ids=["new", "own", "other"])
@pytest.mark.parametrize(
    "term",
    [Term("hat", "subject"), Term("head down", "action", "gesture", ("looking at feet",), 1, "head")],
    ids=["plain", "shipped"],
)
def test_what_was_made_is_taken_back_and_made_again(tmp_path: Path, source: str, term: Term) -> None:
    path = tmp_path / "vocab.toml"
    if source:
        path.write_text(source)
    change = leading_to(path, term, ["hats", "cap"])
    change_aliases(path, change)
    made = path.read_text()
    change_aliases(path, change)
    assert path.read_text() == made
    change_aliases(path, change.inverse)
    assert path.read_text().strip() == source.strip() if source else not path.exists()
    change_aliases(path, change)
    assert {one.text: one.aliases for one in load_own(path)}[term.text][-1] in ("hats", "cap")


def test_what_was_written_by_hand_since_stays_when_aliases_are_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "vocab.toml"
    change = leading_to(path, Term("hat", "subject"), ["hats", "cap"])
    change_aliases(path, change)
    path.write_text('[subject.aliases]  # looked at\nhat = ["fedora", "cap"]\n')
    change_aliases(path, change.inverse)
    assert path.read_text() == '[subject.aliases]  # looked at\nhat = ["fedora"]\n'
