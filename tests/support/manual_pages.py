"""The pages of the manual, and what is taken out of them for tests."""

from __future__ import annotations

import re
from pathlib import Path

import tui_captioner

ROOT = Path(__file__).parents[2]
FOLDER = Path(tui_captioner.__file__).parent / "manual"
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}
"""Topic and text."""


def links(text: str) -> list[str]:
    """Where the links of a page lead, pictures too, but for those into the web."""
    return [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]


def spans(text: str) -> list[str]:
    """The code in the text of a page, without that in blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^ *```.*?^ *```$", "", text))


def blocks(text: str, kind: str) -> list[str]:
    """The blocks of code of a kind, such as `sh`; empty for those without one."""
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```$", text)
