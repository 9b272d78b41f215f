"""The list of tags that a tagger has scores for, in the files that taggers come with."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

GENERAL, CHARACTER, COPYRIGHT, ARTIST, META, RATING = "general", "character", "copyright", "artist", "meta", "rating"

_NUMBERED = {"0": GENERAL, "1": ARTIST, "3": COPYRIGHT, "4": CHARACTER, "5": META, "9": RATING}
"""Danbooru's numbers of categories, and 9, which WD's `selected_tags.csv` has for ratings."""
_RATING_PREFIX = "rating:"
_MOST = 2_000_000


class LabelsError(ValueError):
    """A list of tags that can't be read; the message is a clause that says why."""


@dataclass(frozen=True, slots=True)
class Label:
    """One tag of a tagger.

    Args:
        name: As the tagger's file has it, with underscores.
        category: Such as `GENERAL`; in lower case.
        threshold: The score from which its makers say it; None where the file does not tell.
    """

    name: str
    category: str = GENERAL
    threshold: float | None = None


Labels = tuple[Label, ...]


def read_labels(file_name: str, text: str) -> Labels:
    """The tags in a tagger's file, in the order of its scores.

    Args:
        file_name: Name of the file; its ending says how it is read.
        text: What is in it.

    Raises:
        LabelsError: If it is not such a file.
    """
    if file_name.endswith(".csv"):
        labels = tuple(_of_csv(text))
    elif file_name.endswith(".json"):
        labels = tuple(_of_json(text))
    else:
        labels = tuple(_plain(line.strip()) for line in text.splitlines() if line.strip())
    if not labels:
        raise LabelsError("it has no tags")
    return labels


def _of_csv(text: str) -> Iterator[Label]:
    """`tag_id,name,category,count` of WD and PixAI; AnimeTimm's has a `best_threshold` as well."""
    rows = csv.DictReader(text.splitlines())
    if rows.fieldnames is None or "name" not in rows.fieldnames:
        raise LabelsError("its first line has no column `name`")
    try:
        for row in rows:
            name = row["name"]
            if not name:
                raise LabelsError(f"line {rows.line_num} has no name")
            category = row.get("category") or ""
            yield Label(name, _category(category) if category else _plain(name).category, _threshold(row))
    except csv.Error as error:
        raise LabelsError(f"line {rows.line_num}: {error}") from None


def _threshold(row: Mapping[str, str | None]) -> float | None:
    try:
        found = float(row.get("best_threshold") or "")
    except ValueError:
        return None
    return found if 0 < found < 1 else None


def _of_json(text: str) -> Iterator[Label]:
    """CL v1: `{"0": {"tag", "category"}}`; CL v2: `idx_to_tag` with `tag_to_category`; Camie has these deeper."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise LabelsError("it is no JSON") from None
    mapping = _inner(data, "dataset_info", "tag_mapping") or data
    if not isinstance(mapping, dict):
        raise LabelsError("it is no table of tags")
    if "idx_to_tag" not in mapping:
        yield from (_entry(item) for item in _in_order(mapping))
        return
    categories = mapping.get("tag_to_category")
    for name in _in_order(mapping["idx_to_tag"]):
        if not isinstance(name, str) or not name:
            raise LabelsError("a tag in `idx_to_tag` is no text")
        known = categories.get(name) if isinstance(categories, dict) else None
        yield Label(name, _category(known) if isinstance(known, str) else GENERAL)


def _inner(data: Any, *keys: str) -> Any:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _in_order(found: Any) -> Sequence[Any]:
    """The values of a list, or of a table by the numbers that are its keys."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict) or len(found) > _MOST:
        raise LabelsError("it is no table of tags")
    try:
        return [found[str(number)] for number in range(len(found))]
    except KeyError as missing:
        raise LabelsError(f"it has no tag of the number {missing.args[0]}") from None


def _entry(item: Any) -> Label:
    name, category = (item.get("tag"), item.get("category")) if isinstance(item, dict) else (None, None)
    if not isinstance(name, str) or not name:
        raise LabelsError("an entry has no `tag`")
    return Label(name, _category(category) if isinstance(category, str) else GENERAL)


def _category(text: str) -> str:
    return _NUMBERED.get(text.strip(), text.strip().casefold())


def _plain(name: str) -> Label:
    """A tag without a category; DeepDanbooru's ratings say so themselves."""
    return Label(name, RATING if name.startswith(_RATING_PREFIX) else GENERAL)
