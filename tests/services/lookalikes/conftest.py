"""Pictures that are known are decoded in this process: a process for each test would take half a second."""

from __future__ import annotations

import pytest

from tui_captioner.services.lookalikes import hashing
from tui_captioner.storage.images.pictures import PictureStore


@pytest.fixture(autouse=True)
def _decoded_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "picture_store", lambda: PictureStore(isolate=False))
