"""Reading a template.

    template = { text | field | "[" template "]" }           {{ }} [[ ]] stand for the signs themselves
    field    = "{" slot [ "." layer ] { "|" function [ ":" text ] } "}"

It has no loops and reads no files, so what comes out is never much longer than the template and the tags together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.templating.template import Field, Literal, Node, OptionalPart, Template, TemplateError

FUNCTIONS: Mapping[str, bool] = {
    "first": False, "and": False, "or": False, "join": True, "a": False, "each": False, "the": False, "cap": False,
    "else": True, "place": False, "sentences": False, "tag": False,
}  # fmt: skip
"""What may stand behind `|`, and whether a text follows it."""

_ONLY_ONE = (("and", "or", "join"), ("a", "each", "the", "place", "tag"))
"""Functions that do the same work, so that a field has one of them at most."""

_LONGEST, _LONGEST_TEXT, _DEEPEST = 4000, 100, 12
"""Characters of a template, of a text behind a function; optional parts inside of each other."""


def parse_template(text: str, structure: Structure, *, capital: bool = False, lenient: bool = False) -> Template:
    """The template that a text stands for.

    Args:
        text: What somebody wrote.
        structure: The slots that there are.
        capital: Whether sentences begin with a capital letter.
        lenient: Whether slots and layers may be named that there are not; such a field never has text.

    Raises:
        TemplateError: If it can't be read; says the column, what is wrong and what to do.
    """
    if len(text) > _LONGEST:
        raise _error(text, f"a template has {_LONGEST} characters at most. Shorten it", _LONGEST)
    return Template(_Parser(text, structure, lenient=lenient).read(), capital)


def _error(text: str, message: str, at: int) -> TemplateError:
    before = text[:at]
    return TemplateError(message, at - before.rfind("\n"), before.count("\n") + 1)


@dataclass
class _Parser:
    """Goes through the text once, from left to right."""

    text: str
    structure: Structure
    lenient: bool
    at: int = 0

    def read(self) -> tuple[Node, ...]:
        """All of it."""
        return self._nodes(0, 0)

    def _nodes(self, depth: int, opened: int) -> tuple[Node, ...]:
        """What stands up to the end of the optional part that was opened, or of the text."""
        nodes: list[Node] = []
        literal: list[str] = []
        while self.at < len(self.text):
            char = self.text[self.at]
            if self.text[self.at : self.at + 2] in ("{{", "}}", "[[", "]]"):
                literal.append(char)
                self.at += 2
            elif char not in "{}[]":
                literal.append(char)
                self.at += 1
            else:
                _end(literal, nodes)
                if char == "]" and depth:
                    self.at += 1
                    return tuple(nodes)
                nodes.append(self._opened(char, depth))
        if depth:
            doubled = " ]] stands for the sign ]: put a space between two that close." if "]]" in self.text else ""
            raise _error(self.text, f"'[' is never closed. Put ']' where the optional part ends.{doubled}", opened)
        _end(literal, nodes)
        return tuple(nodes)

    def _opened(self, char: str, depth: int) -> Node:
        """The field or optional part that begins here."""
        at = self.at
        if char == "{":
            return self._field()
        if char == "}":
            raise self._wrong("'}' without '{'. Write }} for the sign itself", at)
        if char == "]":
            raise self._wrong("']' without '['. Write ]] for the sign itself", at)
        if depth == _DEEPEST:
            raise self._wrong(f"more than {_DEEPEST} optional parts inside of each other. Write it flatter", at)
        self.at += 1
        inside = self._nodes(depth + 1, at)
        if all(isinstance(node, Literal) for node in inside):
            raise self._wrong(
                "an optional part needs a slot, such as [, {background}]. Write [[ for the sign itself", at
            )
        return OptionalPart(inside)

    def _field(self) -> Field:
        start = self.at
        end = self.text.find("}", start)
        if end < 0:
            raise self._wrong("'{' is never closed. Put '}' behind the slot. Write {{ for the sign itself", start)
        name, *functions = self.text[start + 1 : end].split("|")
        slot, layer = self._named(name, start + 1)
        values = self._functions(functions, start + 1 + len(name) + 1)
        self.at = end + 1
        return Field(slot, layer, **values)

    def _named(self, name: str, at: int) -> tuple[str, str]:
        slot, _, layer = name.strip().partition(".")
        slot, layer = slot.strip(), layer.strip()
        at += len(name) - len(name.lstrip())
        keys = self.structure.keys
        if not slot:
            raise self._wrong(f"a slot's name is missing. Put one of {', '.join(keys)} there", at)
        if slot not in keys:
            if self.lenient:
                return slot, layer
            raise self._wrong(f"there is no slot {slot[:40]!r}. {did_you_mean(slot, keys)}", at)
        layers = self.structure.slot(slot).layers
        if layer and layer not in layers and not self.lenient:
            hint = did_you_mean(layer, layers) if layers else "That slot has no layers"
            raise self._wrong(f"{slot} has no layer {layer[:40]!r}. {hint}", at + len(slot) + 1)
        return slot, layer

    def _functions(self, parts: list[str], at: int) -> dict[str, Any]:
        """The functions of a field as its values."""
        found: set[str] = set()
        values: dict[str, Any] = {}
        for part in parts:
            name, colon, text = part.partition(":")
            name = name.strip()
            self._check(name, text, found, at, has_text=bool(colon))
            found.add(name)
            if name == "join":
                values["join"] = text
            elif name == "else":
                values["otherwise"] = text
            at += len(part) + 1
        return {**values, "functions": frozenset(found)}

    def _check(self, name: str, text: str, before: set[str], at: int, *, has_text: bool) -> None:
        if name not in FUNCTIONS:
            raise self._wrong(f"there is no function {name[:40]!r}. {did_you_mean(name, FUNCTIONS)}", at)
        if FUNCTIONS[name] != has_text:
            takes = f"takes a text: {name}:TEXT" if FUNCTIONS[name] else "takes no text. Take the colon away"
            raise self._wrong(f"{name!r} {takes}", at)
        if len(text) > _LONGEST_TEXT:
            raise self._wrong(f"the text of {name!r} has {_LONGEST_TEXT} characters at most. Shorten it", at)
        for group in _ONLY_ONE:
            clash = before.intersection(group) if name in group else ()
            if clash:
                raise self._wrong(f"{name!r} does not go with {min(clash)!r}. Take one of them away", at)

    def _wrong(self, message: str, at: int) -> TemplateError:
        return _error(self.text, message, at)


def _end(literal: list[str], nodes: list[Node]) -> None:
    """Make a node of what was gathered."""
    if literal:
        nodes.append(Literal("".join(literal)))
        literal.clear()
