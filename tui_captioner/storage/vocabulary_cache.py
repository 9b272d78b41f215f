"""The shipped vocabulary as it was read and indexed last time, kept in the user's cache folder to start faster."""

from __future__ import annotations

import contextlib
import json
from dataclasses import astuple
from pathlib import Path
from zlib import crc32

from platformdirs import user_cache_path

from tui_captioner import __version__
from tui_captioner.domain import vocabulary
from tui_captioner.domain.completion import index_data, stored_index, templates, text
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.storage import vocabulary_files
from tui_captioner.storage.files.atomic import write_atomic
from tui_captioner.storage.files.regular_files import read_regular
from tui_captioner.storage.vocabulary_files import load_shipped, shipped_folder

_MAGIC = "tuicap-vocabulary 3"
_MAKERS = (vocabulary, text, index_data, stored_index, templates, vocabulary_files)
"""What is kept is what these make of the shipped files: in a checkout they change without a new version."""


class ShippedVocabulary:
    """The shipped terms, and their indexes when they are asked for.

    Args:
        terms: What `load_shipped` gives.
        stored: The index in its stored form, and that of the filled templates; without them both are built, and kept
            for the next start.
        key: What the terms were made of, to be compared at the next start; without it nothing is kept.
    """

    def __init__(self, terms: list[Term], stored: tuple[bytes, bytes] | None = None, key: str = "") -> None:
        self.terms = terms
        self._stored = stored
        self.key = key

    def index(self) -> StaticIndex:
        """The index of the terms, as `StaticIndex.of` makes it of a vocabulary that holds nothing else."""
        if self._stored is not None:
            with contextlib.suppress(ValueError):
                return StaticIndex.from_bytes(self._stored[0], trusted=True)
        own = Vocabulary(self.terms)
        index, filled = StaticIndex.of(own.terms), StaticIndex.of(templates.filled(own))
        self._stored = index.to_bytes(), filled.to_bytes()
        # Without a home folder the path would lead into the folder that the program was started in.
        if self.key and cache_path().is_absolute():
            with contextlib.suppress(OSError):
                _write(self.key, self.terms, self._stored)
        return index

    def filled(self) -> StaticIndex:
        """The index of the filled templates, see `domain.completion.templates`."""
        if self._stored is not None:
            with contextlib.suppress(ValueError):
                return StaticIndex.from_bytes(self._stored[1], trusted=True)
        return StaticIndex.of(templates.filled(Vocabulary(self.terms)))


def load_shipped_cached() -> ShippedVocabulary:
    """The shipped vocabulary: from the cache if it fits what is shipped, else from the files.

    A cache that is damaged, missing, or in a folder that can't be used makes no difference but the time it takes.

    Raises:
        SettingsError: If the installation is broken.
    """
    key = _key()
    try:
        return _parse(read_regular(cache_path()), key)
    except (CaptionerError, OSError, RecursionError, TypeError, ValueError):
        return ShippedVocabulary(load_shipped(), key=key)


def cache_path() -> Path:
    """Where the file lies or may be made."""
    return user_cache_path("tui-captioner", appauthor=False) / "vocabulary.cache"


def _key() -> str:
    """What the terms and the index are made of: version, and the files with their sizes and times."""
    paths = [*sorted(shipped_folder().glob("*.toml")), *(Path(module.__file__ or "") for module in _MAKERS)]
    files: list[tuple[str, int, int]] = []
    for path in paths:
        with contextlib.suppress(OSError):
            status = path.stat()
            files.append((str(path), status.st_size, status.st_mtime_ns))
    return json.dumps([_MAGIC, __version__, files])


def _write(key: str, terms: list[Term], stored: tuple[bytes, bytes]) -> None:
    """Keep four parts: key, terms in their order, both indexes; before them a line with a checksum and sizes."""
    rows = [astuple(term) for term in terms]
    parts = [key.encode(), json.dumps(rows, separators=(",", ":")).encode(), *stored]
    body = b"".join(parts)
    path = cache_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, json.dumps([crc32(body), *map(len, parts)]).encode() + b"\n" + body, links=True)


def _parse(stored: bytes, key: str) -> ShippedVocabulary:
    """Read what `_write` kept; ValueError if it is damaged or was made of other files."""
    head, _, body = stored.partition(b"\n")
    if head.split(b",")[0] != f"[{crc32(body)}".encode():
        raise ValueError("damaged")
    _, key_size, terms_size, index_size, _ = json.loads(head)
    if body[:key_size] != key.encode():
        raise ValueError("made of other files")
    rows = json.loads(body[key_size : key_size + terms_size])
    terms = [
        Term(text, slot, layer, tuple(aliases), *others, tuple(also))
        for text, slot, layer, aliases, *others, also in rows
    ]
    at = key_size + terms_size
    return ShippedVocabulary(terms, (body[at : at + index_size], body[at + index_size :]), key)
