"""Which model is asked, with which key."""

from __future__ import annotations

import pytest

from tui_captioner.domain.errors import WrongUseError
from tui_captioner.services.drafting.model import Model, model_of
from tui_captioner.storage.project.draft_settings import DraftSettings


def test_what_is_named_goes_before_the_settings() -> None:
    settings = DraftSettings("http://127.0.0.1:1", "one")
    assert model_of(settings, {}) == Model(model_of(settings, {}).endpoint, "one")
    other = model_of(settings, {"K": "secret"}, url="http://192.168.0.9:8", name="two", key_variable="K")
    assert (other.endpoint.host, other.name, other.key) == ("192.168.0.9:8", "two", "secret")
    assert "192.168.0.9:8" in other.warning
    assert model_of(settings, {}).warning == ""
    assert "secret" not in repr(other)


@pytest.mark.parametrize("name", ["", "two\nlines", "import"])
def test_what_is_no_name_of_a_model_is_refused(name: str) -> None:
    with pytest.raises(WrongUseError):
        model_of(DraftSettings("http://127.0.0.1:1"), {}, name=name)


def test_the_users_settings_name_the_key_of_a_host_and_a_project_can_not_turn_it_elsewhere() -> None:
    variables, environ = {"models.example": "K", "api.openai.com": "MINE"}, {"K": "secret", "MINE": "other"}
    named = model_of(DraftSettings("https://models.example/v1", "m"), environ, variables=variables)
    assert named.key == "secret"
    assert model_of(DraftSettings("https://api.openai.com", "m"), environ, variables=variables).key == "other"
    assert model_of(DraftSettings("https://elsewhere.example", "m"), environ, variables=variables).key == ""
    assert model_of(DraftSettings("http://models.example", "m"), environ, variables=variables).key == ""
    assert model_of(DraftSettings("https://models.example:8443", "m"), environ, variables=variables).key == ""
