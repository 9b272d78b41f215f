"""Rows of steps, at any width."""

from __future__ import annotations

from datetime import UTC, datetime

from tui_captioner.storage.project.steps import StepHeader
from tui_captioner.tui.history.views import step_line

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_long_title_is_cut_and_not_whether_the_step_stands() -> None:
    step = StepHeader(5, _NOW.isoformat(), f"rename '{'long ' * 20}' to 'short'", images=1, undone=False)
    row = "".join(text for text, _ in step_line(step, _NOW, 80, here=True, is_now=True))
    assert len(row) == 80
    assert row.endswith("…  ◂ now")
