"""The pages of the manual, which lie in the package."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.manual import TOPICS, Page

FOLDER = Path(__file__).resolve().parents[1] / "manual"


def manual_pages() -> Mapping[str, Page]:
    """All pages by topic, in the order of the topics.

    Raises:
        CaptionerError: If one is missing, so the installation is broken.
    """
    try:
        return {topic: Page(topic, (FOLDER / f"{topic}.md").read_text(encoding="utf-8")) for topic in TOPICS}
    except OSError as error:
        raise CaptionerError(f"the manual can't be read: {error.strerror}", "Install tui-captioner anew") from error
