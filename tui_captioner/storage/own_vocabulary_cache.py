"""The indexes of a vocabulary with terms of a project's own, kept in the user's cache folder to start faster."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import astuple
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from platformdirs import user_cache_path

from tui_captioner.domain.completion import templates
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.storage.files.atomic import write_atomic
from tui_captioner.storage.files.regular_files import read_regular

KEPT = 8
"""Vocabularies of which the indexes are kept, the last used ones; each takes some 2 MB."""
_MAGIC = b"tuicap-own-vocabulary 1"


class OwnVocabulary:
    """The indexes of a project's own terms and the shipped ones together.

    A cache that is damaged, missing, or in a folder that can't be used makes no difference but the time it takes.

    Args:
        vocabulary: All terms.
        own: Those of the project.
        shipped: What the others were made of, see `ShippedVocabulary.key`; without it nothing is kept.
    """

    def __init__(self, vocabulary: Vocabulary, own: list[Term], shipped: str) -> None:
        self._vocabulary = vocabulary
        rows = json.dumps([astuple(term) for term in own], separators=(",", ":"))
        self._key = blake2b(f"{shipped}\n{rows}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        self._kept = bool(shipped) and cache_folder().is_absolute()
        self._stored: tuple[bytes, bytes] | None = None

    def index(self) -> StaticIndex:
        """The index of the terms."""
        with contextlib.suppress(CaptionerError, OSError, RecursionError, TypeError, ValueError):
            if self._kept:
                self._stored = _parse(read_regular(self._path))
                index = StaticIndex.from_bytes(self._stored[0], trusted=True)
                os.utime(self._path)
                return index
        index = StaticIndex.of(self._vocabulary.terms)
        self._stored = index.to_bytes(), StaticIndex.of(templates.filled(self._vocabulary)).to_bytes()
        if self._kept:
            with contextlib.suppress(OSError):
                self._write(self._stored)
        return index

    def filled(self) -> StaticIndex:
        """The index of the filled templates, see `domain.completion.templates`."""
        if self._stored is not None:
            with contextlib.suppress(ValueError):
                return StaticIndex.from_bytes(self._stored[1], trusted=True)
        return StaticIndex.of(templates.filled(self._vocabulary))

    @property
    def _path(self) -> Path:
        return cache_folder() / f"{self._key}.cache"

    def _write(self, stored: tuple[bytes, bytes]) -> None:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        body = b"".join(stored)
        head = json.dumps([crc32(body), *map(len, stored)]).encode()
        write_atomic(self._path, b"\n".join((_MAGIC, head, body)), links=True)
        others = sorted(folder.glob("*.cache"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in others[KEPT:]:
            path.unlink(missing_ok=True)


def cache_folder() -> Path:
    """Where the files lie or may be made."""
    return user_cache_path("tui-captioner", appauthor=False) / "vocabularies"


def _parse(stored: bytes) -> tuple[bytes, bytes]:
    """Read what was kept; ValueError if it is damaged."""
    magic, head, body = stored.split(b"\n", 2)
    checksum, first, second = json.loads(head)
    if magic != _MAGIC or checksum != crc32(body) or first + second != len(body):
        raise ValueError("damaged")
    return body[:first], body[first:]
