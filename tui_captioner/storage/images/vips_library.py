"""libvips, made safe: loaded on first use, without its cache, and with no more of its loaders than are wanted.

Its loaders for drawings, tables, raw pixels and scans never see a file: those that it calls untrusted are blocked, and
so are all others that are not named here.
"""

from __future__ import annotations

import functools
import importlib
import os
from types import ModuleType

LOADERS = {
    "JPEG": ("VipsForeignLoadJpeg", "jpegload_source"),
    "PNG": ("VipsForeignLoadPng", "pngload_source"),
    "WEBP": ("VipsForeignLoadWebp", "webpload_source"),
    "GIF": ("VipsForeignLoadNsgif", "gifload_source"),
    "TIFF": ("VipsForeignLoadTiff", "tiffload_source"),
    "AVIF": ("VipsForeignLoadHeif", "heifload_source"),
}
"""The kinds of pictures that libvips decodes here: its class of loaders, and the one that reads from a descriptor."""

VARIABLES = {"VIPS_CONCURRENCY": "2", "VIPS_DISC_THRESHOLD": "1000g"}
"""How it is set by the environment: one thread for the decoder, one for what follows; and never a temporary file."""


@functools.cache
def load_vips() -> ModuleType | None:
    """The library; none where it can't be loaded, see `vips_failure`."""
    return _loaded()[0]


def vips_failure() -> str:
    """Why libvips can't be loaded; empty if it can."""
    return _loaded()[1]


def vips_version() -> str:
    """Its version, such as "8.18.7"; empty where it can't be loaded."""
    vips = load_vips()
    return "" if vips is None else ".".join(str(vips.version(part)) for part in range(3))


def vips_decodes(kind: str) -> bool:
    """Whether libvips is here and decodes such pictures."""
    vips = load_vips()
    return vips is not None and kind in LOADERS and bool(vips.type_find("VipsOperation", LOADERS[kind][1]))


@functools.cache
def _loaded() -> tuple[ModuleType | None, str]:
    os.environ.update(VARIABLES)
    try:
        vips = importlib.import_module("pyvips")
        vips.cache_set_max(0)
        vips.block_untrusted_set(True)
        vips.operation_block_set("VipsForeignLoad", True)
        for family, _ in LOADERS.values():
            vips.operation_block_set(family, False)
    except Exception as error:  # a library that is missing, too old, or of another kind of machine
        return None, " ".join(str(error).split())[:200] or type(error).__name__
    return vips, ""
