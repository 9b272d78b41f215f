"""Which model is asked: what the command or the settings name, with the key of the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui_captioner.domain.drafting.defaults import PARALLEL, SIDE
from tui_captioner.domain.drafting.drafted import model_name
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.services.drafting.client import Client
from tui_captioner.services.drafting.endpoint import Endpoint
from tui_captioner.storage.project.draft_settings import DraftSettings
from tui_captioner.storage.server_forms import ServerForms


@dataclass(frozen=True, slots=True)
class Model:
    """Who is asked.

    Args:
        endpoint: The server.
        name: Name of the model, which its tags bear.
        key: The key; empty for none.
        parallel: Requests at once.
        side: Longest side of a picture that is sent.
    """

    endpoint: Endpoint
    name: str
    key: str = field(default="", repr=False)
    parallel: int = PARALLEL
    side: int = SIDE

    def connect(self) -> Client:
        """A client for it."""
        kept = ServerForms(self.endpoint.url)
        return Client(self.endpoint, self.key, parallel=self.parallel, kept=kept)

    @property
    def warning(self) -> str:
        """Where pictures go, if they leave this machine; empty if they don't."""
        if self.endpoint.is_local:
            return ""
        how = "" if self.endpoint.is_encrypted else ", and can be read on the way (http)"
        return f"Pictures go to {self.endpoint.host}{how}"


def model_of(
    settings: DraftSettings,
    environ: Mapping[str, str],
    *,
    url: str = "",
    name: str = "",
    key_variable: str = "",
    variables: Mapping[str, str] | None = None,
    parallel: int = PARALLEL,
    side: int = SIDE,
) -> Model:
    """The model that is named, or that the settings of the project name.

    Args:
        settings: Those.
        environ: The environment, for the key.
        url: The server in place of that of the settings.
        name: The model in place of that of the settings.
        key_variable: The variable that has the key; empty where none was named.
        variables: The variable for each host, by the user's own settings: those of a project come with the dataset.
            Not where it could be read on its way.
        parallel: Requests at once.
        side: Longest side of a picture that is sent.

    Raises:
        WrongUseError: If no server or no model is named, either is none, or the key is not there.
    """
    url, name = url or settings.url, name or settings.model
    for what, given in (("url", url), ("model", name)):
        if not given.strip():
            hint = f"Name it with --{what}, or write {what} under [draft] in project.toml"
            raise WrongUseError(f"Which {'server' if what == 'url' else 'model'} is to be asked is not said", hint)
    endpoint = Endpoint.of(url)
    usual = (variables or {}).get(endpoint.host, "") if endpoint.is_encrypted or endpoint.is_local else ""
    return Model(endpoint, model_name(name), endpoint.key(key_variable or usual, environ), max(1, parallel), side)
