"""Which model is asked, with which key."""

from __future__ import annotations

from tui_captioner.services.drafting.model import Model, model_of
from tui_captioner.storage.project.settings import DraftSettings


def test_what_is_named_goes_before_the_settings() -> None:
    settings = DraftSettings("http://127.0.0.1:1", "one")
    assert model_of(settings, {}) == Model(model_of(settings, {}).endpoint, "one")
    other = model_of(settings, {"K": "secret"}, url="http://192.168.0.9:8", name="two", key_variable="K")
    assert (other.endpoint.host, other.name, other.key) == ("192.168.0.9:8", "two", "secret")
    assert "192.168.0.9:8" in other.warning
    assert model_of(settings, {}).warning == ""
    assert "secret" not in repr(other)
