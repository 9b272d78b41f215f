"""JSON for standard output."""

from __future__ import annotations

import json
import sys
from typing import Any

from tui_captioner.domain.caption import is_drawable


def json_line(value: Any) -> str:
    """A value as one line of JSON that is safe to print on a terminal: `json` leaves C1 controls and overrides raw."""
    plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=plain)
    return "".join(char if is_drawable(char) else f"\\u{ord(char):04x}" for char in text)
