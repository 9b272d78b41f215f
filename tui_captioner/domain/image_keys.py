"""Which image of a dataset a key in a file means. Keys are compared with names and never used as paths.

A key is a path, relative or absolute, with `/` or `\\`, a bare name, a URL with percent signs and a query behind it, a
stem without its suffix (kohya), or the caption file. It was written on another machine, so folders before the dataset
differ, and so may the case and the Unicode form (macOS decomposes).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import unquote

from tui_captioner.domain.spelling import composed

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_CAPTION_FILE = re.compile(r"\.(?:txt|caption|cap)$", re.IGNORECASE)
"""Ends a key that names the caption file of an image, as lists of such files do."""
_DRIVE = re.compile(r"[A-Za-z]:/")

Names = tuple[str, ...]
Spelling = Callable[[str], str]


def _exactly(text: str) -> str:
    return text


def _folded(text: str) -> str:
    return composed(composed(text).casefold())


_SPELLINGS: tuple[Spelling, ...] = (_exactly, composed, _folded)


class Matcher:
    """Finds the image that a key means.

    Args:
        names: The images: paths below the dataset with `/`.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._known = frozenset(self._names)
        self._tables: dict[tuple[Spelling, bool, int], dict[str, list[str]]] = {}

    def match(self, key: str, *, loosely: bool = False) -> Names:
        """The images that a key may mean: none, one, or several between which nothing decides.

        Args:
            key: The key.
            loosely: Whether a path from elsewhere (an absolute one or a URL) may also mean an image in a folder of
                another name. Right for a set that was moved into folders; for a file that is about more images than
                these it would give some the captions of others.
        """
        if key in self._known:
            return (key,)
        for reading in _readings(key):
            found = reading.among(self._candidates, loosely=loosely)
            if found:
                return found
        return ()

    def _candidates(self, tail: Sequence[str], spelling: Spelling, by_stem: bool) -> Sequence[str]:
        """The images whose path ends so: in a bare name (or stem), or in that and the folder it lies in."""
        kind = (spelling, by_stem, len(tail))
        table = self._tables.get(kind)
        if table is None:
            table = self._tables[kind] = defaultdict(list)
            for image in self._names:
                parts = image.split("/")
                if by_stem:
                    parts[-1] = parts[-1].rpartition(".")[0]
                table[spelling("/".join(parts[-len(tail) :]))].append(image)
        return table.get(spelling("/".join(tail)), ())


class _Reading:
    """One way to read a key.

    Args:
        path: With `/`.
        elsewhere: Whether its first folders need not be those of the dataset: an absolute path or a URL.
    """

    def __init__(self, path: str, elsewhere: bool) -> None:
        parts = [part for part in path.split("/") if part not in ("", ".")]
        self.parts = [part for part in parts if part != ".."]
        self.elsewhere = elsewhere or len(parts) != len(self.parts)

    def among(self, candidates: Callable[[Sequence[str], Spelling, bool], Sequence[str]], *, loosely: bool) -> Names:
        """The images it means: by whole names before stems, exact before near spellings."""
        if not self.parts:
            return ()
        tails = [self.parts[-2:], self.parts[-1:]] if len(self.parts) > 1 else [self.parts]
        for by_stem in (False, True):
            for spelling in _SPELLINGS:
                for tail in tails:
                    found = self._best(candidates(tail, spelling, by_stem), spelling, loosely=loosely)
                    if found:
                        return found
        return ()

    def _best(self, images: Sequence[str], spelling: Spelling, *, loosely: bool) -> Names:
        """Those with the longest common tail."""
        if not images:
            return ()
        asked = [spelling(part) for part in self.parts[:-1]]
        ranked = [(self._rank(asked, [spelling(part) for part in image.split("/")[:-1]]), image) for image in images]
        if not (loosely and self.elsewhere):
            ranked = [(rank, image) for rank, image in ranked if rank[1] > 1]
        best = max((rank for rank, _ in ranked), default=None)
        return tuple(image for rank, image in ranked if rank == best)

    def _rank(self, asked: Sequence[str], there: Sequence[str]) -> tuple[int, int]:
        """How many folders agree, from the last on; and whether all do (3), all of the shorter path (2) or not (1)."""
        common = 0
        for one, other in zip(reversed(asked), reversed(there), strict=False):
            if one != other:
                break
            common += 1
        if common == len(asked) == len(there):
            return common, 3
        if common == min(len(asked), len(there)):
            return common, 2
        return common, 1


def leads_out(key: str) -> bool:
    """Whether a key is a relative path that leaves the folder it counts from, as `../a.png` does."""
    path = key.replace("\\", "/")
    if path.startswith("/") or _DRIVE.match(path) or _SCHEME.match(path):
        return False
    depth = 0
    for part in path.partition("?")[0].split("/"):
        depth += {"": 0, ".": 0, "..": -1}.get(part, 1)
        if depth < 0:
            return True
    return False


def agreement(key: str, path: str) -> int:
    """How many parts of a key and of the whole path of an image are the same, from the last on."""
    asked = [_folded(part) for part in key.partition("?")[0].replace("\\", "/").split("/")]
    there = [_folded(part) for part in path.split("/")]
    common = 0
    for one, other in zip(reversed(asked), reversed(there), strict=False):
        if one != other:
            break
        common += 1
    return common


def _readings(key: str) -> Iterator[_Reading]:
    """The ways to read a key, the most literal first."""
    seen: set[str] = set()
    for text in _texts(key):
        path = text.replace("\\", "/")
        for one in (text, path):
            if one in seen:
                continue
            seen.add(one)
            scheme = _SCHEME.match(one)
            if scheme is None:
                yield _Reading(one, one.startswith("/") or _DRIVE.match(one) is not None)
            else:
                yield _Reading(one[scheme.end() :].partition("/")[2], True)


def _texts(key: str) -> Iterator[str]:
    yield key
    bare = key.partition("?")[0]
    if _SCHEME.match(key):
        bare = bare.partition("#")[0]
    yield bare
    yield unquote(bare)
    yield _CAPTION_FILE.sub("", unquote(bare))
