"""`tui-captioner doctor`: what this terminal can do and why pictures are drawn as they are; versions."""

from __future__ import annotations

import argparse
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from tui_captioner import __version__
from tui_captioner.cli.output import json_line
from tui_captioner.storage.user_settings import user_settings_path
from tui_captioner.tui.run import look_at_terminal

_PACKAGES = ("textual", "rich", "rapidfuzz", "pillow", "term-image")


def run(options: argparse.Namespace) -> int:
    """Print the report."""
    report = examine(options.preview)
    if options.json:
        print(json_line(report))
    else:
        for key, value in report.items():
            print(f"{key + ':':<14}{value}")
    return 0


def examine(preview: str) -> dict[str, Any]:
    """What there is to report, by heading."""
    caps, choice = look_at_terminal(preview)
    called = f"{caps.name} {caps.version}".strip() or "does not say its name"
    inside = f" inside {caps.multiplexer}" if caps.multiplexer else ""
    cell = f"{caps.cell[0]}x{caps.cell[1]} pixels ({caps.cell_source})" if caps.cell else "size unknown"
    return {
        "tui-captioner": __version__,
        "python": platform.python_version(),
        "terminal": f"{called}{inside}, TERM={caps.term or '(not set)'}" if caps.tty else "none",
        "pictures": f"{choice.protocol.value}: {choice.reason}",
        "colours": caps.colours,
        "cell": cell,
        "asked in": f"{caps.elapsed * 1000:.0f} ms",
        "tokenizer": "none, token counts are estimates (~)",
        "settings": f"{user_settings_path()}{'' if user_settings_path().exists() else ' (not there)'}",
        **{name: _version(name) for name in _PACKAGES},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
