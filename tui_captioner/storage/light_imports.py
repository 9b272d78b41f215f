"""Importing libraries without what they import in passing and we never use: start-up counts."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without(name: str, stand_in: ModuleType | None = None) -> Iterator[None]:
    """While this lasts, an import of `name` fails, or gives `stand_in`; if it is imported already, nothing happens."""
    hidden = name.partition(".")[0] not in sys.modules
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    if hidden:
        modules[name] = stand_in
    try:
        yield
    finally:
        if hidden:
            del sys.modules[name]


def import_pillow() -> None:
    """Import Pillow, so that later imports of it cost nothing.

    Where numpy is installed, Pillow imports it for one type annotation (`PIL._typing`), which takes longer than Pillow
    itself. It copes with a numpy that is not there.
    """
    if "PIL.Image" not in sys.modules:
        with without("numpy.typing"):
            importlib.import_module("PIL.Image")


def import_hashlib() -> None:
    """Import hashlib without OpenSSL, which takes 3 ms and 4 MB: Python has the hashes that are used here itself.

    Whoever wants OpenSSL for something else imports it as usual.
    """
    if "hashlib" not in sys.modules:
        with without("_hashlib"):
            importlib.import_module("hmac")  # which imports hashlib, and asks for OpenSSL once more


def import_asyncio() -> None:
    """Import asyncio without TLS, which no terminal speaks: it copes with a Python that was built without.

    Whoever wants `ssl` for something else imports it as usual.
    """
    if "asyncio" not in sys.modules:
        with without("ssl"):
            importlib.import_module("asyncio")
