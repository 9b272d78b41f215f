"""What may import what: layers, a pure domain, and commands that start without Textual and Pillow."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import tui_captioner.domain
import tui_captioner.formats
from tests.support.loaded import all_loaded_after, loaded_after
from tests.support.tui_material import open_session, put

ROOT = Path(__file__).resolve().parents[2]


def modules_of(package: object) -> list[str]:
    path, name = package.__path__, package.__name__  # type: ignore[attr-defined]
    return [name, *(module.name for module in pkgutil.walk_packages(path, f"{name}."))]


def test_the_contracts_between_the_layers_hold() -> None:
    command: list[str | Path] = [
        Path(sys.executable).with_name("lint-imports"),
        "--no-cache",
        "--config",
        ROOT / "pyproject.toml",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout
    assert "5 kept, 0 broken" in done.stdout


def test_no_contract_between_the_parts_of_a_package_has_an_exception() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    acyclic = [contract for contract in settings["contracts"] if contract["type"] == "acyclic_siblings"]
    assert [contract["ancestors"] for contract in acyclic] == [["tui_captioner"]]
    assert not [
        key for contract in acyclic for key in contract if key in ("ignore_imports", "skip_descendants", "depth")
    ]
    assert "exclude_type_checking_imports" not in settings


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["keys"],
        ["keys", "--json"],
        ["show", "DATASET", "--json"],
        ["vocab", "DATASET", "list"],
        ["check", "DATASET"],
        ["check", "DATASET", "--for", "sd-scripts", "--json"],
        ["tags", "DATASET", "rename", "standing", "sitting"],
        ["stats", "DATASET"],
        ["stats", "DATASET", "--json"],
        ["prompt", "DATASET"],
        ["help"],
        ["help", "checks"],
    ],
    ids=" ".join,
)
def test_commands_that_draw_nothing_load_neither_textual_nor_pillow(dataset: Path, arguments: list[str]) -> None:
    session = open_session(dataset)
    put(session, "a.png", action=["standing"])
    session.close()
    given = [str(dataset) if argument == "DATASET" else argument for argument in arguments]
    loaded = loaded_after("from tui_captioner.cli.main import main", f"main({given!r})")
    assert "tui_captioner.cli.main" in loaded
    assert loaded & {"textual", "PIL", "rich", "term_image", "numpy", "logging"} == set()


def test_the_demo_is_copied_without_textual_and_pillow(tmp_path: Path) -> None:
    given = ["demo", str(tmp_path / "demo"), "--no-open"]
    loaded = loaded_after("from tui_captioner.cli.main import main", f"main({given!r})")
    assert len(list((tmp_path / "demo").glob("*.webp"))) == 10
    assert loaded & {"textual", "PIL", "rich", "term_image", "numpy"} == set()


def test_the_command_line_loads_no_command_before_it_is_called() -> None:
    loaded = loaded_after("import tui_captioner.cli.main")
    assert loaded & {"textual", "PIL", "rich", "sqlite3", "tomlkit", "rapidfuzz"} == set()
    assert not [name for name in loaded if name.startswith(("tui_captioner.tui", "tui_captioner.services"))]


@pytest.mark.parametrize("package", [tui_captioner.domain, tui_captioner.formats], ids=lambda package: package.__name__)
def test_domain_and_formats_load_nothing_that_touches_the_world(package: object) -> None:
    modules = modules_of(package)
    assert len(modules) > 1
    loaded = loaded_after(*(f"import {name}" for name in modules))
    assert set(modules) <= loaded
    assert loaded & {"sqlite3", "textual", "PIL", "rich", "tomlkit", "platformdirs"} == set()
    others = ("tui_captioner.storage", "tui_captioner.services", "tui_captioner.tui", "tui_captioner.cli")
    assert not [name for name in loaded if name.startswith(others)]


def test_the_program_loads_no_decoder_for_the_pictures_it_shows(dataset: Path) -> None:
    loaded = all_loaded_after(
        "from pathlib import Path",
        "from tui_captioner.storage.images.pictures import PictureStore, embedded_text_of",
        f"path = Path({str(dataset)!r}) / 'a.png'",
        "store = PictureStore()",
        "store.load(path, (80, 60)), store.facts(path), embedded_text_of(path)",
        "store.close()",
    )
    assert "PIL.Image" in loaded
    assert "pyvips" not in loaded
    assert not [name for name in loaded if name.startswith("PIL.") and name.endswith("ImagePlugin")]


def test_the_state_of_the_composer_loads_no_textual() -> None:
    loaded = loaded_after("import tui_captioner.tui.composer.composing", "import tui_captioner.tui.composer.layout")
    assert loaded & {"textual", "PIL"} == set()


def imports_of(library: str, tree: ast.AST) -> set[ast.stmt]:
    return {
        node
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and any(name.name.partition(".")[0] == library for name in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == library)
    }


def test_rapidfuzz_is_imported_by_one_thread_at_a_time() -> None:
    """Its parts import each other: two threads may each find a module that the other has half made."""
    found, guarded = 0, 0
    for path in (ROOT / "tui_captioner").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "rapidfuzz" not in text:
            continue
        tree = ast.parse(text)
        within = [
            each
            for node in ast.walk(tree)
            if isinstance(node, ast.With) and ast.unparse(node.items[0]) == "ONE_IMPORTER"
            for each in imports_of("rapidfuzz", node)
        ]
        every = imports_of("rapidfuzz", tree)
        assert every == set(within), path
        found, guarded = found + len(every), guarded + len(within)
    assert found == guarded > 5
