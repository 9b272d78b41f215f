"""Where a model is asked: the address as it was given, the host that pictures go to, the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit

from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.text import visible

OPENAI = "api.openai.com"
OPENAI_KEY = "OPENAI_API_KEY"
"""The one key that is taken without being named, and the one host that gets it."""
_VERSION = re.compile(r"v[0-9]\w*")
_ASKED_AT = "/chat/completions"
_EXAMPLE = "An example: --url http://127.0.0.1:11434"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible server.

    Args:
        url: Where chat completions are asked for.
        host: Its host, and port where that is given, as it is shown.
        is_local: Whether that is this machine, so that nothing leaves it.
        is_encrypted: Whether what is sent can't be read on its way.
    """

    url: str
    host: str
    is_local: bool
    is_encrypted: bool

    @classmethod
    def of(cls, url: str) -> Endpoint:
        """Read an address; `/v1` and `/chat/completions` may be left out.

        Raises:
            WrongUseError: If it is none, or holds a password or a key.
        """
        parts = _split(url)
        path = parts.path.rstrip("/")
        if not path.endswith(_ASKED_AT):
            versioned = any(_VERSION.fullmatch(part) for part in path.split("/"))
            path += _ASKED_AT if versioned else f"/v1{_ASKED_AT}"
        host = parts.hostname or ""
        shown = f"{host}:{parts.port}" if parts.port else host
        return cls(
            urlunsplit((parts.scheme, parts.netloc, path, "", "")),
            visible(shown),
            _is_local(host),
            parts.scheme == "https",
        )

    def key(self, named: str, environ: Mapping[str, str]) -> str:
        """The key that this server gets; empty for none.

        Args:
            named: The variable that has it; empty where none was named.
            environ: The environment.

        Raises:
            WrongUseError: If the variable that was named holds none, or what can't be a key. The key is not told.
        """
        if not named:
            is_openai = self.host == OPENAI and self.is_encrypted
            named = OPENAI_KEY if is_openai and environ.get(OPENAI_KEY) else ""
        if not named:
            return ""
        key = environ.get(named, "").strip()
        if not key:
            raise WrongUseError(f"The environment has no key in {named}", f"Set it: export {named}=...")
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise WrongUseError(f"What {named} holds can't be a key", "A key has letters, digits and signs alone")
        return key


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise WrongUseError(f"{url[:80]!r} is no address of a server", _EXAMPLE) from None
    if parts.username is not None or parts.password is not None:
        hint = "Put the key into the environment, and name the variable with --key-env"
        raise WrongUseError("A name or password in the address of a server is not taken", hint)
    if parts.query or parts.fragment:
        hint = "A key goes into the environment; --key-env names the variable"
        raise WrongUseError("The address of a server ends before ? and #", hint)
    if parts.scheme not in ("http", "https") or not host or visible(url) != url or " " in url:
        raise WrongUseError(f"{url[:80]!r} is no address of a server: it begins with http:// or https://", _EXAMPLE)
    return parts


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
