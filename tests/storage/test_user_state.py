"""What is remembered of the user."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.storage import user_state


def test_who_has_finished_an_image_is_no_newcomer_any_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_state, "user_state_path", lambda *_, **__: tmp_path / "state")
    assert user_state.is_newcomer()
    user_state.note_first_image()
    user_state.note_first_image()
    assert not user_state.is_newcomer()


def test_a_state_folder_that_is_no_folder_costs_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "state").write_text("in the way")
    monkeypatch.setattr(user_state, "user_state_path", lambda *_, **__: tmp_path / "state")
    user_state.note_first_image()
    assert user_state.is_newcomer()
    assert (tmp_path / "state").read_text() == "in the way"
