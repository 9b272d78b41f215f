"""Which optional decoders there are, for the user to see."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

_PLUGINS = {
    "video": ("av", 'pip install "tui-captioner[video]"'),
    "heif": ("pillow-heif", 'pip install "tui-captioner[heif]"'),
    "jxl": ("pillow-jxl-plugin", "pip install pillow-jxl-plugin"),
}
"""What is opened, by which package, and how to get that."""


def installed_version(package: str) -> str:
    """The version of a package, or that it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def describe_extras() -> Mapping[str, str]:
    """Of each kind of file that needs more than Pillow: what opens it, or how to get that."""
    found = {kind: _describe(*plugin) for kind, plugin in _PLUGINS.items()}
    if _pillow_has_avif():
        return {**found, "avif": f"Pillow {installed_version('pillow')}"}
    return {**found, "avif": found["heif"]}


def _describe(package: str, remedy: str) -> str:
    there = installed_version(package)
    return f"not installed ({remedy})" if there == "not installed" else f"{package} {there}"


def _pillow_has_avif() -> bool:
    """Pillow has the decoder from 11.3 on, in most builds."""
    try:
        return bool(import_module("PIL.AvifImagePlugin").SUPPORTED)
    except (ImportError, AttributeError):
        return False
