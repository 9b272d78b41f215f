"""JSON that is safe to print, and exact."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_captioner.cli.main import main
from tui_captioner.cli.output import json_line
from tui_captioner.domain.text import visible

_STRANGE = st.sampled_from('\x1b\x9b\u202e\u200b\u200d\ufe0f\U000e0041\ud800\u2028"\\ é👩')


@given(st.lists(_STRANGE | st.characters()).map("".join))
@example("\x1b\u200d\ufe0f")
def test_json_is_exact_and_has_no_codes(text: str) -> None:
    line = json_line({"text": text})
    assert visible(line) == line
    assert json.loads(line) == {"text": text}


class Full(io.StringIO):
    """Standard output to a file on a full disk, which is told of when a text is written, or not before it is flushed.

    Args:
        file: Some file, open.
        at_once: Which of both.
    """

    def __init__(self, file: io.TextIOBase, *, at_once: bool) -> None:
        super().__init__()
        self._file, self._at_once = file, at_once

    def fileno(self) -> int:
        return self._file.fileno()

    def write(self, text: str, /) -> int:
        return self._fail() if self._at_once else super().write(text)

    def flush(self) -> None:
        if self.getvalue() or self._at_once:
            self._fail()

    def _fail(self) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("command", ["keys", "--help"])
def test_a_full_disk_under_the_output_is_told(
    command: str, at_once: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "out").open("w") as file:
        monkeypatch.setattr(sys, "stdout", Full(file, at_once=at_once))
        assert main([command]) == 1
    said = "tui-captioner: The output can't be written: No space left on device. Let it go elsewhere\n"
    assert capsys.readouterr().err == said


def test_a_closed_output_takes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["keys"]) == 0
