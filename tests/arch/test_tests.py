"""The tests themselves: what several share lies in `tests/support`, and a file is about one subject."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve()
TESTS = HERE.parents[1]
MODULES = sorted(TESTS.rglob("*.py"))
LINES = 400
"""More are a sign of a second subject."""

_IMPORT_IN_TEXT = re.compile(r"^\s*(?:from|import) (tests\.[\w.]+)(?: import (\w+))?", re.MULTILINE)


def imported(text: str) -> Iterator[str]:
    """The modules that a text of Python imports, also those named in the programs that stand in its strings."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (".".join(filter(None, found)) for found in _IMPORT_IN_TEXT.findall(node.value))


def modules_of_tests(text: str) -> list[str]:
    """The test modules among those that a text imports."""
    return [name for name in imported(text) if re.search(r"^tests\.(\w+\.)*test_\w", name)]


def test_nothing_imports_a_test_module() -> None:
    texts = {str(path.relative_to(TESTS)): path.read_text(encoding="utf-8") for path in MODULES if path != HERE}
    assert {name: found for name, text in texts.items() if (found := modules_of_tests(text))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "from tests.cli.test_import import run",
        "from tests.cli import test_import",
        "import tests.cli.test_import",
        '"""\nfrom tests.cli.test_import import run\n"""',
    ],
)
def test_an_import_of_a_test_module_is_seen(text: str) -> None:
    assert modules_of_tests(text)


def test_a_file_is_about_one_subject() -> None:
    lengths = {str(path.relative_to(TESTS)): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LINES} == {}
