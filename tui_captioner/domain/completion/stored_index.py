"""An index as bytes, so that a dataset opens without building it anew."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from typing import Any, overload
from zlib import crc32

from tui_captioner.domain.completion.index_check import check_index
from tui_captioner.domain.completion.index_data import IndexData
from tui_captioner.domain.vocabulary import Term

_MAGIC = b"tuicap-index 2\n"
_KEPT = 4096
"""So many terms stay as they were read: the next key of a tag asks for the same ones again."""
_ARRAYS = ("priors", "slots", "line_places", "line_terms", "places", "owners", "kinds", "scores")


class _StoredTerms(Sequence[Term]):
    """Terms that are read from their line only when they are asked for: a list of 200,000 objects costs 50 MB."""

    def __init__(self, lines: str, places: array[int]) -> None:
        self.lines = lines
        self.places = places
        self._read: dict[int, Term] = {}

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Term: ...
    @overload
    def __getitem__(self, index: slice) -> list[Term]: ...
    def __getitem__(self, index: int | slice) -> Term | list[Term]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        term = self._read.get(index)
        if term is None:
            if len(self._read) >= _KEPT:
                self._read.clear()
            term = self._read[index] = self._at(self.places[index])
        return term

    def _at(self, place: int) -> Term:
        text, slot, layer, aliases, *others = json.loads(self.lines[place : self.lines.index("\n", place)])
        if len(others) > 2:
            others[-1] = tuple(others[-1])
        return Term(text, slot, layer, tuple(aliases), *others)


def pack(data: IndexData) -> bytes:
    """Give the arrays as bytes: a header line that says how long each part is, then the parts."""
    if isinstance(data.terms, _StoredTerms):
        lines, term_places = data.terms.lines, data.terms.places
    else:
        lines, term_places = _term_lines(data.terms)
    parts = [lines.encode("utf-8", "surrogatepass"), data.blob.encode("utf-8", "surrogatepass"), term_places.tobytes()]
    parts.extend(getattr(data, name).tobytes() for name in _ARRAYS)
    body = b"".join(parts)
    header = {
        "crc32": crc32(body),
        "byteorder": sys.byteorder,
        "types": [_type(code) for code in "IHBf"],
        "slots": data.slot_names,
        "texts_end": data.texts_end,
        "sizes": [len(part) for part in parts],
    }
    return b"".join([_MAGIC, json.dumps(header).encode(), b"\n", body])


def unpack(stored: bytes, *, trusted: bool = False) -> IndexData:
    """Read what `pack` wrote; ValueError for anything else.

    Args:
        stored: The bytes.
        trusted: Whether they are known to be ours, so that it is enough to look at their form.
    """
    try:
        if not stored.startswith(_MAGIC):
            raise ValueError("not a stored index of this version")
        end = stored.index(b"\n", len(_MAGIC))
        header = json.loads(stored[len(_MAGIC) : end])
        if header["byteorder"] != sys.byteorder or header["types"] != [_type(code) for code in "IHBf"]:
            raise ValueError("stored on another kind of machine")
        if end + 1 + sum(header["sizes"]) != len(stored):
            raise ValueError("the stored index is cut short")
        body = memoryview(stored)[end + 1 :]
        # Without a sum it is of an earlier version.
        if header.get("crc32", crc32(body)) != crc32(body):
            raise ValueError("the stored index is damaged")
        return _unpack_parts(body, header["sizes"], header["slots"], header["texts_end"], trusted)
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError) as error:
        raise ValueError("the stored index is damaged") from error


def _unpack_parts(stored: memoryview, sizes: list[int], slots: list[str], texts_end: int, trusted: bool) -> IndexData:
    parts: list[memoryview] = []
    place = 0
    for size in sizes:
        parts.append(stored[place : place + size])
        place += size
    lines, blob = (str(part, "utf-8", "surrogatepass") for part in parts[:2])
    term_places, priors, slot_numbers, line_places, line_terms, places, owners, kinds, scores = (
        _array(code, part) for code, part in zip("IfHIIIIBf", parts[2:], strict=True)
    )
    data = IndexData(
        terms=_StoredTerms(lines, term_places),
        priors=priors,
        slots=slot_numbers,
        slot_names=tuple(slots),
        blob=blob,
        texts_end=texts_end,
        line_places=line_places,
        line_terms=line_terms,
        places=places,
        owners=owners,
        kinds=kinds,
        scores=scores,
    )
    if not trusted:
        check_index(data, lines, term_places)
    return data


def _term_lines(terms: Sequence[Term]) -> tuple[str, array[int]]:
    """Write each term as one line of JSON, and say where each line begins."""
    places = array("I")
    lines: list[str] = []
    place = 0
    for term in terms:
        row = [term.text, term.slot, term.layer, term.aliases, term.count, term.group]
        if term.seldom or term.phrase is not None or term.also:
            row += [term.seldom, term.phrase, term.also]
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        lines.append(line)
        places.append(place)
        place += len(line) + 1
    return "\n".join(lines) + "\n" if lines else "", places


def _array(code: str, part: memoryview) -> array[Any]:
    found: array[Any] = array(code)
    found.frombytes(part)
    return found


def _type(code: str) -> int:
    return array(code).itemsize
