"""The labelled tags and captions that the placing of tags is measured on; their shape is told in the files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tui_captioner.domain.caption import Tag, join

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Label:
    """One piece of a caption and where it belongs.

    Args:
        text: The piece as it is written.
        slots: The right slot; several where several are right.
        sentence: It is prose, to be kept whole.
    """

    text: str
    slots: tuple[str, ...]
    sentence: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """Labelled pieces: one caption in its order, or tags that stand by themselves."""

    topic: str
    labels: tuple[Label, ...]
    text: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class LabelledPart:
    """The content of one file."""

    name: str
    tags: tuple[Example, ...]
    captions: tuple[Example, ...]


def read_part(path: Path) -> LabelledPart:
    """Read one file of labels.

    Raises:
        ValueError: A line has not the shape `slot: tag, tag`.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    tags = tuple(_example(table) for table in data.get("tags", ()))
    return LabelledPart(data["part"], tags, tuple(_example(table) for table in data.get("captions", ())))


def read_parts() -> list[LabelledPart]:
    """All parts that lie with the project, the development part first."""
    names = (
        "slotting_development.toml",
        "slotting_second.toml",
        "slotting_third.toml",
        "slotting_fresh2.toml",
        "slotting_fresh3.toml",
        "slotting_held_out.toml",
        "slotting_fresh.toml",
        "slotting_fresh4.toml",
        "slotting_fresh5.toml",
        "slotting_public.toml",
        "slotting_public2.toml",
    )
    return [read_part(DATA / name) for name in names if (DATA / name).is_file()]


def _example(table: dict[str, str]) -> Example:
    labels = tuple(_labels(table["lines"]))
    text = table.get("text") or join([Tag(label.text, sentence=label.sentence) for label in labels])
    return Example(table["topic"], labels, text, table.get("style", ""))


def _labels(lines: str) -> Iterator[Label]:
    for line in lines.strip().splitlines():
        slots, colon, texts = line.partition(": ")
        if not colon:
            raise ValueError(f"not `slot: tag, tag`: {line!r}")
        if slots == "sentence":
            yield Label(texts.strip(), (), sentence=True)
            continue
        for text in texts.split(","):
            yield Label(text.strip(), tuple(slots.split("/")))
