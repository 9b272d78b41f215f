"""Opening a backup where there is no place to unpack it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.backups.backed_up import opened


def test_without_a_temporary_folder_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(CaptionerError, match="no folder to unpack") as caught, opened(tmp_path / "kept.tar.gz"):
        pass
    assert "TMPDIR" in caught.value.hint
