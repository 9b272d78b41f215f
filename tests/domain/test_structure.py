"""A structure is read from the tables that it is written as."""

from __future__ import annotations

import pytest

from tui_captioner.domain.structure import structure_from_settings, structure_rows
from tui_captioner.domain.structures.shipped import STRUCTURES


@pytest.mark.parametrize("name", [name for name in STRUCTURES if name != "guide"])
def test_a_shipped_structure_is_known_again(name: str) -> None:
    structure = STRUCTURES[name].structure
    assert structure_from_settings(structure_rows(structure)) == structure


@pytest.mark.parametrize(
    ("row", "needed"),
    [
        ({"key": "props"}, True),
        ({"key": "props", "optional": True}, False),
        ({"key": "artist"}, False),
        ({"key": "artist", "optional": False}, True),
    ],
)
def test_a_slot_that_may_be_empty_is_not_needed(row: dict[str, object], needed: bool) -> None:
    structure = structure_from_settings([row, {"key": "type"}])
    assert ("props" in structure.needed_keys or "artist" in structure.needed_keys) == needed
    assert structure_from_settings(structure_rows(structure)) == structure


def test_optional_is_true_or_false() -> None:
    with pytest.raises(ValueError, match=r"slot 1 \(type\): 'optional' must be true or false"):
        structure_from_settings([{"key": "type", "optional": "yes"}])
