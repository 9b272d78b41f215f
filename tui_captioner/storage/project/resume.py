"""Half-typed text and the place in a dataset that has no project yet: kept in the user's own state folder.

The dataset itself is not touched before the first accepted tag.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_state_path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.files.atomic import remove, write_atomic
from tui_captioner.storage.files.own_files import MOST
from tui_captioner.storage.files.regular_files import read_regular
from tui_captioner.storage.project.records import Draft


def _file(root: Path) -> Path:
    name = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:24]
    return user_state_path("tui-captioner", appauthor=False) / "places" / f"{name}.json"


def load_place(root: Path) -> tuple[str, dict[str, Draft]]:
    """Image name and drafts that were kept for a dataset; empty ones if none or unreadable."""
    try:
        data = json.loads(read_regular(_file(root), MOST).decode("utf-8"))
        drafts = {str(name): Draft(*map(str, fields)) for name, fields in data["drafts"].items()}
        return str(data["position"]), drafts
    except (CaptionerError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", {}


def save_place(root: Path, position: str, drafts: Mapping[str, Draft]) -> None:
    """Keep the place and the drafts; a state folder that can't be written is passed over, it only costs convenience."""
    path = _file(root)
    with contextlib.suppress(OSError):
        if not position and not drafts:
            remove(path)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, json.dumps({"position": position, "drafts": drafts}).encode(), links=True)
