"""Names of templates, trainers, files and the like in the manual are those of the program."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable

import pytest

import tui_captioner
from tests.support.manual_pages import FOLDER, PAGES, ROOT, blocks, spans
from tui_captioner.cli.known_names import IMPORTS
from tui_captioner.domain.dialects import JSON_DIALECTS, SUFFIXES
from tui_captioner.domain.profiles.shipped import ROWS as PROFILES
from tui_captioner.domain.structures.shipped import STRUCTURES
from tui_captioner.domain.templating.names import SHIPPED as TEMPLATES
from tui_captioner.domain.trainers.names import NAMES as TRAINERS
from tui_captioner.formats.names import EXPORTS
from tui_captioner.storage.files.media_suffixes import IMAGE_SUFFIXES, VIDEO_SUFFIXES
from tui_captioner.tui.actions import ACTIONS
from tui_captioner.tui.graphics.protocol import OVERRIDES

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.parent.rglob("*.py")))
OF_OTHERS = {"a.caption", "a.cap", "a.txt", "a.png", "a.jpg", "a.png.txt", "a.2.txt", "model.onnx", "tokenizer.json"}
"""Files that the user has, or that another program makes."""


def first_cells(topic: str, head: str) -> list[str]:
    """The words in the first cells of the table with this head."""
    table = PAGES[topic].split(f"| {head} |")[1].split("\n\n")[0]
    return [word for row in table.splitlines()[2:] for word in re.findall(r"`([^`]+)`", row.split(" | ")[0])]


@pytest.mark.parametrize(
    ("topic", "head", "names"),
    [
        ("slots", "name | for", STRUCTURES),
        ("prose", "template | writes", TEMPLATES),
        ("prose", "dialect | file", SUFFIXES),
        ("checks", "profile | described", PROFILES),
        ("pictures", "`--preview` | terminals", set(OVERRIDES) - {"auto"}),
    ],
)
def test_a_table_has_all_names(topic: str, head: str, names: Iterable[str]) -> None:
    assert sorted(first_cells(topic, head)) == sorted(names)


def test_dialects_have_their_suffixes() -> None:
    for dialect, suffix in SUFFIXES.items():
        assert f"| `{dialect}` | `{suffix}` |" in PAGES["prose"]


def test_the_table_of_formats_has_what_comes_in_and_out() -> None:
    table = PAGES["trainers"].split("| format | in |")[1].split("\n\n")[0].splitlines()[2:]
    rows = [[re.findall(r"`([^`]+)`", cell) or [cell.strip()] for cell in row.split("|")[1:4]] for row in table]
    ways_in = {name for names, into, _ in rows for name in (names if into == ["yes"] else into)}
    ways_out = {name for names, _, out in rows if out == ["yes"] for name in names}
    assert ways_out == set(EXPORTS)
    assert ways_in <= set(IMPORTS)
    assert set(IMPORTS) - ways_in <= {
        "auto",
        "hf-imagefolder",
        "kohya-json",
        "kohya-jsonl",
        "musubi-jsonl",
        "civitai-zip",
    }
    assert set(JSON_DIALECTS) <= ways_in


def test_all_trainers_and_kinds_of_files_are_told() -> None:
    assert [name for name in TRAINERS if name not in PAGES["trainers"]] == []
    rows = PAGES["pictures"].split("| kind |")[1].split("\n\n")[0]
    told = set(re.findall(r"\.\w+", rows.replace("`", "")))
    assert told >= VIDEO_SUFFIXES
    assert told <= VIDEO_SUFFIXES | IMAGE_SUFFIXES


def test_extras_are_those_of_the_package() -> None:

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    told = {name for text in PAGES.values() for name in re.findall(r"tui-captioner\[(\w+)\]", text)}
    assert told == set(extras)


@pytest.mark.parametrize("topic", PAGES)
def test_files_are_there_or_written_by_the_program(topic: str) -> None:
    for span in spans(PAGES[topic]):
        for path in re.findall(r"^(?:tests|tui_captioner|screenshots|vocab|\.ci)/[\w./-]*", span):
            assert (ROOT / path.partition("::")[0]).exists(), span
        if (
            re.fullmatch(r"[\w.-]+\.(?:toml|db|txt|jsonl?|csv|onnx|caption|cap|png|jpg)", span)
            and span not in OF_OTHERS
        ):
            assert f'"{span}"' in SOURCE or span in SUFFIXES.values(), span


@pytest.mark.parametrize("topic", PAGES)
def test_modules_that_are_run_are_there(topic: str) -> None:
    text = "\n".join([*spans(PAGES[topic]), *blocks(PAGES[topic], "sh")])
    for module in re.findall(r"python -m (tests\.[\w.]+[a-z_])", text):
        folder = ROOT / module.replace(".", "/")
        assert module.endswith("benchmarks") or folder.with_suffix(".py").exists() or (folder / "__main__.py").exists()


def test_benchmarks_are_there() -> None:
    named = [
        cell.split()[0] for cell in first_cells("developing", "`python -m tests.benchmarks.NAME` | what it measures")
    ]
    assert len(named) > 12
    assert [name for name in named if not (ROOT / f"tests/benchmarks/{name}.py").exists()] == []


@pytest.mark.parametrize("topic", PAGES)
def test_what_the_palette_is_said_to_have_is_there(topic: str) -> None:
    titles = {action.title for action in ACTIONS if action.palette}
    for line in PAGES[topic].splitlines():
        if "palette" in line or line.startswith('"Write'):
            assert set(re.findall(r'"([A-Z][^"]+)"', line.partition(" goes back")[0])) <= titles, line


def test_the_manual_is_of_the_package_that_is_tested() -> None:
    assert FOLDER.parent.samefile(ROOT / tui_captioner.__name__)
