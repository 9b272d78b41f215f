"""What `[draft]` of `project.toml` says: which model is asked for drafts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tui_captioner.domain.taggers.thresholds import Thresholds
from tui_captioner.storage.files.file_names import check_line


class DraftSettings(NamedTuple):
    """Which model is asked for drafts.

    Args:
        url: Its server; empty for none.
        model: Its name; empty for none.
        tagger: The folder of a tagger; None for none.
        thresholds: From which of its scores on tags are proposed.
    """

    url: str = ""
    model: str = ""
    tagger: Path | None = None
    thresholds: Thresholds = Thresholds()


def read_draft_settings(table: Mapping[str, object]) -> DraftSettings:
    """The settings in a table of `project.toml`; raises ValueError for what is none."""
    url, model, tagger = (_line(table, name) for name in ("url", "model", "tagger"))
    limits = table.get("thresholds", {})
    if not isinstance(limits, Mapping):
        raise ValueError(f"'thresholds' must be such as {{ general = 0.35, character = 0.85 }}, not {limits!r}")
    thresholds = Thresholds(_share(limits, "general"), _share(limits, "character"))
    return DraftSettings(url, model, Path(tagger).expanduser() if tagger else None, thresholds)


def _line(table: Mapping[str, object], name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"{name!r} must be text, not {value!r}")
    return check_line(value, name).strip()


def _share(table: Mapping[str, object], name: str) -> float | None:
    """A number from 0 to 1; None if there is none."""
    value = table.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"{name!r} must be a number from 0 to 1, not {value!r}")
    return float(value)
