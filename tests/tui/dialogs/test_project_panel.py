"""Trigger word and profile, asked in a window of any size."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.first_run import opened


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
async def test_the_row_at_hand_is_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.png").write_bytes(PNG)
    async with opened(tmp_path, size=size) as desk:
        for title in ("Trigger word", "You teach", "For", "Trigger word"):
            await desk.until(lambda title=title: any(f"> {title}" in row for row in desk.drawn()))  # type: ignore[misc]
            await desk.press("tab")
