"""The pool of decoding processes: none outlives it."""

from __future__ import annotations

import pytest

from tui_captioner.storage.images import decoder_process
from tui_captioner.storage.images.decoder_process import DecoderPool
from tui_captioner.storage.images.image_errors import LoadCancelled


def test_a_process_that_starts_while_the_pool_is_closed_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[object] = []

    class Starting:
        def __init__(self, _: object) -> None:
            pool.close()

        def let_others_go_first(self, _: int) -> None:
            pass

        def kill(self) -> None:
            ended.append(self)

    monkeypatch.setattr(decoder_process, "DecoderProcess", Starting)
    pool = DecoderPool(["decoder"])
    with pytest.raises(LoadCancelled):
        pool.warm()
    assert len(ended) == 1
