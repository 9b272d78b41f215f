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
_ABSENT = "not installed"


def installed_version(package: str) -> str:
    """The version of a package, or that it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return _ABSENT


def describe_extras() -> Mapping[str, str]:
    """Of each kind of file that needs more than Pillow has: what opens it, or how to get that."""
    found = {kind: describe_package(*plugin) for kind, plugin in _PLUGINS.items()}
    if (vips := installed_version("pyvips")) != _ABSENT:
        return {**found, "avif": f"libvips by pyvips {vips}"}
    if _pillow_has_avif():
        return {**found, "avif": f"Pillow {installed_version('pillow')}"}
    # Of pillow-heif, only versions before 1.0 open AVIF; the others leave it to Pillow (its changelog).
    has_avif = installed_version("pillow-heif").startswith("0.")
    return {**found, "avif": found["heif"] if has_avif else _missing(_PLUGINS["heif"][1])}


def describe_package(package: str, remedy: str) -> str:
    """The version of a package, or how to get it.

    Args:
        package: Its name.
        remedy: The command that installs it.
    """
    there = installed_version(package)
    return _missing(remedy) if there == _ABSENT else f"{package} {there}"


def _missing(remedy: str) -> str:
    return f"{_ABSENT} ({remedy})"


def _pillow_has_avif() -> bool:
    """Pillow has the decoder from 11.3 on, in most builds."""
    try:
        return bool(import_module("PIL.AvifImagePlugin").SUPPORTED)
    except (ImportError, AttributeError):
        return False
