"""A template as a value, what goes into it and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class TemplateError(ValueError):
    """A template that can't be read.

    Args:
        message: What is wrong, and what to do.
        column: Where, from 1.
        line: In which line, from 1.
    """

    def __init__(self, message: str, column: int, line: int = 1) -> None:
        where = f"column {column}" if line == 1 else f"line {line}, column {column}"
        super().__init__(f"{where}: {message}")
        self.column = column
        self.line = line


@dataclass(frozen=True, slots=True)
class Literal:
    """Text of the template itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A place for the tags of a slot that no field before it took.

    Args:
        slot: Key of the slot.
        layer: One layer of it; empty for the whole slot.
        functions: Names of the functions that stand in it.
        join: What stands between two tags.
        otherwise: What is written where there is no tag; None for nothing.
    """

    slot: str
    layer: str = ""
    functions: frozenset[str] = frozenset()
    join: str = ", "
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class OptionalPart:
    """What stands only where each field directly in it gave text."""

    nodes: tuple[Node, ...]


Node = Literal | Field | OptionalPart


class Template(NamedTuple):
    """A template.

    Args:
        nodes: Its parts.
        capital: Whether sentences begin with a capital letter, but for one that begins with a global.
    """

    nodes: tuple[Node, ...]
    capital: bool = False


class TemplateTag(NamedTuple):
    """A tag that a template may take.

    Args:
        text: The tag as it stands in the caption.
        layer: Its layer, empty where that is not known.
        phrase: How it reads inside a sentence; empty where that is as it is written.
    """

    text: str
    layer: str = ""
    phrase: str = ""


class LeftTag(NamedTuple):
    """A tag that no field took.

    Args:
        slot: Key of its slot.
        text: The tag.
    """

    slot: str
    text: str


class Rendered(NamedTuple):
    """What a template made of a caption.

    Args:
        text: One line.
        left: The tags that no field took, in their order.
        stands: Whether each field that is not in an optional part gave text.
    """

    text: str
    left: tuple[LeftTag, ...] = ()
    stands: bool = True

    @property
    def left_texts(self) -> list[str]:
        """The texts of the tags that no field took."""
        return [tag.text for tag in self.left]
