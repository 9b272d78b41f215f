"""The library for requests: loaded when a model is asked, and what to do where it is not installed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.drafting.client import Client
from tui_captioner.services.drafting.endpoint import Endpoint


def test_without_it_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(CaptionerError, match=r'pip install "tui-captioner\[draft\]"') as caught:
        Client(Endpoint.of("http://127.0.0.1:1"))
    assert "\n" not in str(caught.value)


def test_it_is_not_loaded_before_it_is_used() -> None:
    code = "import sys, tui_captioner.services.drafting.client as c; print(c.__name__, 'httpx2' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split()[1] == "False"
