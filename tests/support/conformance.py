"""Rows of the tables that say what the check for each trainer finds in a dataset: no more and no less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.support.checks import Files, one
from tui_captioner.domain.trainers.targets import TARGETS

ALL = " ".join(TARGETS)
"""The keys of all trainers."""


@dataclass(frozen=True)
class Case:
    """A dataset, and what is found in it.

    Args:
        name: The hazard.
        files: The dataset; a captioned image lies beside the hazard.
        expected: What is found, by the trainers that find it: `rule file`, several after `;`, `-` for the dataset.
        trigger: The trigger word.
        settings: The project's.
        exported: Whether what diffusers and dreamlook.ai read is there, or `expected` says it; else they miss it.
    """

    name: str
    files: Files
    expected: Mapping[str, str] = field(default_factory=dict)
    trigger: str = ""
    settings: str = ""
    exported: bool = False


ZZ = one("zz.png", text="a fine, caption")
"""An image that is as it should be."""
AVIF = b"\0\0\0\x10ftypavif\0\0\0\0\0\0\0\x08meta"


def wanted(case: Case) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {key: set() for key in TARGETS}
    if not case.exported:
        found["diffusers"] |= {"needs-export -", "text-builder -"}
        found["dreamlook"] |= {"needs-export -"}
    for keys, said in case.expected.items():
        for key in keys.split():
            found[key] |= {one.strip() for one in said.split(";") if one.strip()}
    return found
