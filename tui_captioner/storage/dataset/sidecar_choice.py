"""Which caption file beside an image is read, and where its caption is written: one rule for the whole dataset.

A file with the image's stem comes first, in the order of the suffixes (`.txt` before `.caption`, which are the defaults
of the trainers). Only where there is none the name with the image's own suffix in it is read, `a.png.txt`, as Hydrus
exports it: no trainer reads that, so it is never written.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_NAMED = ".txt"
"""What Hydrus puts behind the whole name of an image."""


class Choice(NamedTuple):
    """What was chosen for the images of a dataset, in their order.

    Args:
        suffix: Suffix of new sidecars.
        sidecars: Path of the sidecar of each image, there or not.
        named: Path of the file that is read as long as there is no sidecar, empty where there is none.
        several: Paths of the chosen sidecar and of those that are passed over for it, by image.
        kinds: How many images have a sidecar of each suffix.
    """

    suffix: str
    sidecars: Sequence[str]
    named: Sequence[str]
    several: Sequence[Sequence[str]]
    kinds: Mapping[str, int]


def choose(
    images: Sequence[tuple[str, str]], found: Mapping[str, Sequence[str]], suffixes: Sequence[str], suffix: str = ""
) -> Choice:
    """Choose the sidecar of each image.

    Args:
        images: Path without suffix, and suffix.
        found: The suffixes of the caption files that are there, by path without suffix.
        suffixes: Suffixes of sidecars in lower case, the preferred first.
        suffix: For new sidecars; empty: the one that most images have, else the first of `suffixes`.
    """
    own = [_preferred(found.get(stem, ()), suffixes) for stem, _ in images]
    kinds: Counter[str] = Counter()
    for one, count in Counter(own).items():
        if one:
            kinds[folded_suffix(one)] += count
    new = suffix or (kinds.most_common(1)[0][0] if kinds else suffixes[0])
    named = _named(images, found)
    several = []
    if any(named) or any(len(there) > 1 for there in found.values()):
        several = list(_several(images, found, own, named))
    return Choice(
        new,
        [stem + (has or new) for (stem, _), has in zip(images, own, strict=True)],
        ["" if has else other for has, other in zip(own, named, strict=True)],
        several,
        kinds,
    )


def _several(
    images: Sequence[tuple[str, str]], found: Mapping[str, Sequence[str]], own: Sequence[str], named: Sequence[str]
) -> Iterator[Sequence[str]]:
    """The files of each image that has more than one, the one that is read first."""
    for (stem, _), has, other in zip(images, own, named, strict=True):
        there = found.get(stem, ())
        if has and (len(there) > 1 or other):
            passed = sorted(stem + one for one in there if one != has)
            yield (stem + has, *passed, *([other] if other else ()))


def folded_suffix(suffix: str) -> str:
    """A suffix as settings have it: in lower case, its letters composed."""
    lower = suffix.lower()
    return lower if lower.isascii() else unicodedata.normalize("NFC", lower)


def _preferred(there: Sequence[str], suffixes: Sequence[str]) -> str:
    """The suffix of the sidecar that lies there already: the preferred first, exact case before other case."""
    if len(there) < 2:
        return there[0] if there else ""
    return min(there, key=lambda s: (suffixes.index(folded_suffix(s)), s != folded_suffix(s), s))


def _named(images: Sequence[tuple[str, str]], found: Mapping[str, Sequence[str]]) -> list[str]:
    """The files that Hydrus would have named after each image; what is the sidecar of another image is not among them.

    (`a.png.txt` belongs to `a.png.jpg`, if there is such an image.)
    """
    candidates = [stem + suffix if stem + suffix in found else "" for stem, suffix in images]
    if not any(candidates):
        return candidates
    stems = {stem for stem, _ in images}
    named: list[str] = []
    for file in candidates:
        ends = [one for one in found[file] if one.lower() == _NAMED] if file and file not in stems else []
        named.append(file + min(ends, key=lambda s: (s != _NAMED, s)) if ends else "")
    return named


def messages(choice: Choice, suffixes: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the user should know of the choice, and the files it is about."""
    order = ", ".join(suffixes)
    if len(choice.kinds) > 1:
        counts = " and ".join(f"{number} {kind}" for kind, number in Counter(choice.kinds).most_common())
        yield (
            f"Captions of several kinds: {counts}. Each stays in its own file, new ones become {choice.suffix}; "
            "a trainer reads one kind only",
            (),
        )
    if choice.several:
        first, *others = choice.several[0]
        left = len(choice.several) - 1
        more = f" (and so for {left} more)" if left else ""
        yield (
            f"Several caption files for one image: {first} is used, not {', '.join(others)}{more}; "
            f"the order is {order}, then names such as a.png.txt",
            tuple(file for files in choice.several for file in files),
        )
    named = [file for file in choice.named if file]
    if named:
        shown = ", ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")
        yield (
            f"No trainer reads {shown} (Hydrus names them so): they are read, and an edit writes a new "
            f"{choice.suffix} with the stem of the image",
            tuple(named),
        )
