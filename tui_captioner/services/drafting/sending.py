"""One request to a server and what became of it, by its status.

Redirects are not followed: neither the key nor the picture goes to another host than the one that was named. The
deadline is for the whole of it, and no answer is taken in beyond a size, compressed or not.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.text import visible
from tui_captioner.services.drafting.chat import Said, code_in, error_in, parsed, said_in, shown
from tui_captioner.services.drafting.endpoint import Endpoint
from tui_captioner.services.drafting.pacing import Clock
from tui_captioner.services.drafting.troubles import (
    BusyError,
    LostError,
    NotDraftedError,
    StopAskingError,
    WrongFormError,
)

if TYPE_CHECKING:
    from types import ModuleType

    import httpx2

DEADLINE = 300.0
"""Seconds for one request, its answer included: large models on one's own machine take minutes."""
MOST = 256 * 1024
"""Bytes of an answer; one has about two thousand."""
_BUSY = (429, 503, 529)
_LOST = (502, 504)
_STOPS = {
    401: "the key is missing or wrong; --key-env, or [key_env] in config.toml, names the variable that has it",
    402: "there is no credit left",
    404: "there is no such address, or no such model",
}
_NO_MONEY = ("insufficient_quota", "billing_hard_limit_reached")


def httpx() -> ModuleType:
    """The library that requests are made with; raises CaptionerError where it is not installed."""
    try:
        import httpx2
    except ImportError:
        raise CaptionerError(
            "Asking a model needs one package more", 'Install it: pip install "tui-captioner[draft]"'
        ) from None
    return httpx2


class Sender:
    """Sends requests to one server.

    Args:
        endpoint: The server.
        key: The key; empty for none.
        deadline: Seconds that each may take.
        clock: The time.

    Raises:
        CaptionerError: If the library is not installed, or the environment has a proxy or certificates that are none.
    """

    def __init__(self, endpoint: Endpoint, key: str, deadline: float, clock: Clock) -> None:
        self._endpoint = endpoint
        self._key = key
        self._deadline = deadline
        self._clock = clock
        self._library = httpx()
        try:
            # A proxy of the environment is for what leaves this machine. Where no TLS can come, no certificates are
            # read.
            self._http: httpx2.AsyncClient = self._library.AsyncClient(
                timeout=None,
                trust_env=not endpoint.is_local,
                follow_redirects=False,
                verify=endpoint.is_encrypted or not endpoint.is_local,
            )
        except (self._library.InvalidURL, ImportError, OSError, ValueError) as error:
            raise StopAskingError(
                f"{endpoint.host} can't be asked: {shown(self._said(str(error)))}",
                "Check HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE in the environment",
            ) from error

    async def close(self) -> None:
        """Let the connections go."""
        await self._http.aclose()

    async def send(self, body: Mapping[str, Any]) -> Said:
        """Send a request and wait for its answer.

        Raises:
            BusyError, LostError, WrongFormError: See there; another try may help.
            NotDraftedError: If it fails for this picture.
            StopAskingError: If it would for every one.
        """
        try:
            async with asyncio.timeout(self._deadline):
                status, headers, data = await self._exchange(body)
        except TimeoutError:
            raise NotDraftedError(f"no answer within {self._deadline:g} s") from None
        except self._library.ConnectError as error:
            said = shown(self._said(str(error)))
            raise LostError(f"{self._endpoint.host} can't be reached ({said})", reached=False) from error
        except (self._library.InvalidURL, ValueError) as error:
            said = shown(self._said(str(error)))
            raise StopAskingError(f"{self._endpoint.host} can't be asked: {said}", "Is the address right?") from error
        except (self._library.TransportError, self._library.StreamError) as error:
            raise LostError(f"the connection was lost ({shown(self._said(str(error)))})") from error
        return self._judge(status, headers, data)

    async def _exchange(self, body: Mapping[str, Any]) -> tuple[int, Mapping[str, str], bytes]:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        async with self._http.stream("POST", self._endpoint.url, content=content, headers=headers) as response:
            data = bytearray()
            # As they came: what a server packed although it was asked not to could grow without end.
            async for chunk in response.aiter_raw():
                data += chunk
                if len(data) > MOST:
                    raise NotDraftedError(f"the answer is longer than {MOST // 1024} kB", lasting=True)
            return response.status_code, response.headers, bytes(data)

    def _judge(self, status: int, headers: Mapping[str, str], data: bytes) -> Said:
        value = parsed(data)
        said = self._said(error_in(value))
        if 300 <= status < 400:
            raise StopAskingError(*self._redirected(headers.get("location", "")))
        if status in _STOPS or code_in(value) in _NO_MONEY:
            raise StopAskingError(
                f"{self._endpoint.host} answers {status}: {said or _STOPS.get(status, '')}".rstrip(": ")
            )
        if status in _BUSY:
            raise BusyError(said or str(status), self._clock.asked_wait(headers.get("retry-after", "")))
        if status in _LOST:
            raise LostError(f"{self._endpoint.host} answers {status}: {said}".rstrip(": "))
        if status in (400, 422):
            raise WrongFormError(said or str(status), status)
        if status == 403:
            raise NotDraftedError(f"refused by the server: {said}".rstrip(": "), lasting=True, status=status)
        if status != 200:
            raise NotDraftedError(f"the server answers {status}: {said}".rstrip(": "), status=status)
        return self._answer(value, said)

    def _answer(self, value: Any, said: str) -> Said:
        """The answer in a 200, which is no proof that there is one."""
        answer = said_in(value)
        if answer is None:
            raise NotDraftedError(f"the server sent no answer: {said}".rstrip(": "))
        if answer.refused:
            tokens = answer.tokens_in, answer.tokens_out
            raise NotDraftedError("the model refused to describe it", lasting=True, tokens=tokens, text=answer.text)
        return answer

    def _redirected(self, location: str) -> tuple[str, str]:
        try:
            host = visible(urlsplit(location).netloc.rpartition("@")[2][:100])
        except ValueError:
            host = ""
        to = f"to {host}" if host else "elsewhere"
        return (
            f"{self._endpoint.host} sends us {to}, and nothing was sent there",
            "Give the address of the server itself with --url",
        )

    def _said(self, text: str) -> str:
        """What a server says, without the key, should it repeat that."""
        return text.replace(self._key, "(the key)") if self._key else text
