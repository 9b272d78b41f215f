"""What servers were found to take, by address and model, so that no session asks for what they refuse once more.

Kept in the user's cache folder: nothing depends on it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import time
from typing import Any

from platformdirs import user_cache_path

from tui_captioner.storage.files.atomic import write_atomic

_MOST = 50
"""Models that are remembered, the last ones."""
_DAYS = 30
"""For so long: a server may be a newer one by then."""
_LARGEST = 1024**2


class ServerForms:
    """What the models of one server take, each as a small table.

    Args:
        url: The server's address.
        path: The file; that in the user's cache folder if not given.
    """

    def __init__(self, url: str, path: Path | None = None) -> None:
        self._url, self._path = url, path or forms_path()

    def get(self, model: str) -> Mapping[str, Any] | None:
        """What was kept of a model; None for nothing, or too long ago."""
        for entry in self._entries():
            if entry.get("url") == self._url and entry.get("model") == model:
                form, at = entry.get("form"), entry.get("at")
                fresh = isinstance(at, int | float) and 0 <= time() - at < _DAYS * 86400
                return form if fresh and isinstance(form, dict) else None
        return None

    def put(self, model: str, form: Mapping[str, Any]) -> None:
        """Keep what a model takes, in place of what was kept of it."""
        # Without a home folder the path would lead into the folder that the program was started in.
        if not self._path.is_absolute():
            return
        kept = [one for one in self._entries() if (one.get("url"), one.get("model")) != (self._url, model)]
        kept.append({"url": self._url, "model": model, "at": int(time()), "form": dict(form)})
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(self._path, json.dumps(kept[-_MOST:]).encode(), links=True)

    def _entries(self) -> list[dict[str, Any]]:
        """All that is kept; nothing of a file that is damaged."""
        with suppress(OSError, ValueError, RecursionError):
            if self._path.stat().st_size <= _LARGEST:
                found = json.loads(self._path.read_bytes())
                return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        return []


def forms_path() -> Path:
    """Where it is kept or may be made."""
    return user_cache_path("tui-captioner", appauthor=False) / "server-forms.json"
