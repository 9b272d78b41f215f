"""No message says DATASET where the dataset is known: only usage does, and commands that `told_of` fills in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import tui_captioner

PACKAGE = Path(tui_captioner.__file__).parent
USAGE = re.compile(r"cli/((?:base_)?parser|\w+_words)\.py")
"""Files with the usage of commands."""
COMMAND = re.compile(r"tui-captioner (?:[a-z]+ )?DATASET\b")
FIELDS = ("domain/named_commands.py", "domain/trainers/folder.py", "domain/trainers/notes.py")
"""Files that have the word alone: what fills it in, and what stands for a dataset until it is known."""


def messages(path: Path) -> Iterator[ast.Constant]:
    """The texts of a file but for its docstrings."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source if "DATASET" in source else "")
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node


def test_messages_name_a_dataset_in_whole_commands_alone() -> None:
    bare = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {node.value!r}"
        for path in PACKAGE.rglob("*.py")
        if not USAGE.fullmatch(path.relative_to(PACKAGE).as_posix())
        for node in messages(path)
        if re.search(r"\bDATASET\b", COMMAND.sub("", str(node.value)))
    ]
    assert [line for line in bare if not line.startswith(FIELDS)] == []
    assert len(bare) == len(FIELDS)
