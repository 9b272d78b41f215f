"""Files that captions are read from: what can't be one is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.importing.import_files import read_file
from tui_captioner.services.importing.import_options import ImportOptions


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(CaptionerError, match="can't be read"):
        read_file(Path("x" * 300), ImportOptions())
