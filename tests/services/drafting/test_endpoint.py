"""Addresses of servers as they are given, and which server gets which key."""

from __future__ import annotations

import pytest

from tui_captioner.domain.errors import WrongUseError
from tui_captioner.services.drafting.endpoint import Endpoint


@pytest.mark.parametrize(
    ("given", "asked_at"),
    [
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1/chat/completions"),
        ("http://127.0.0.1:11434/", "http://127.0.0.1:11434/v1/chat/completions"),
        ("http://localhost:8000/v1", "http://localhost:8000/v1/chat/completions"),
        ("https://example.org/api/v1/", "https://example.org/api/v1/chat/completions"),
        ("https://example.org/v1beta/openai/", "https://example.org/v1beta/openai/chat/completions"),
        ("https://example.org/ollama", "https://example.org/ollama/v1/chat/completions"),
        ("http://[::1]:8000/v1/chat/completions", "http://[::1]:8000/v1/chat/completions"),
    ],
)
def test_what_may_be_left_out_is_added(given: str, asked_at: str) -> None:
    assert Endpoint.of(given).url == asked_at


@pytest.mark.parametrize(
    "given",
    [
        *("", "localhost:11434", "ftp://example.org", "http://", "http://exa mple.org", "http://example.org:port/"),
        *("http://me:secret@example.org/v1", "http://me@example.org", "https://example.org/v1?key=secret"),
        *("http://example.org/#x", "http://[::1", "http://example.org/\x1b[2J"),
    ],
)
def test_what_is_no_address_or_holds_a_secret_is_refused_without_repeating_that(given: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        Endpoint.of(given)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "local"),
    [
        ("http://127.0.0.1:1", True),
        ("http://127.8.9.1", True),
        ("http://localhost", True),
        ("http://[::1]:8", True),
        ("http://192.168.1.5", False),
        ("http://localhost.example.org", False),
        ("https://example.org", False),
    ],
)
def test_this_machine_is_told_from_others(given: str, local: bool) -> None:
    assert Endpoint.of(given).is_local == local


OWN = {"OPENAI_API_KEY": "sk-openai", "OTHER": "sk-other", "ODD": "sk\nodd", "BLANK": " "}


@pytest.mark.parametrize(
    ("url", "named", "key"),
    [
        ("https://api.openai.com/v1", "", "sk-openai"),
        ("https://api.openai.com/v1", "OTHER", "sk-other"),
        ("http://api.openai.com/v1", "", ""),
        ("https://api.openai.com.example.org/v1", "", ""),
        ("http://127.0.0.1:1", "", ""),
        ("http://127.0.0.1:1", "OTHER", "sk-other"),
    ],
)
def test_a_key_goes_where_it_was_named_for(url: str, named: str, key: str) -> None:
    assert Endpoint.of(url).key(named, OWN) == key


@pytest.mark.parametrize("named", ["MISSING", "BLANK", "ODD"])
def test_a_key_that_is_none_is_said_and_not_told(named: str) -> None:
    with pytest.raises(WrongUseError, match=named) as caught:
        Endpoint.of("http://127.0.0.1:1").key(named, OWN)
    assert "odd" not in str(caught.value)
