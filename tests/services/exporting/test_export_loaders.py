"""What the libraries of trainers make of our exports: each picture with its caption. Slow: they import for seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.exporting.export_plan import ExportOptions
from tui_captioner.services.exporting.exporting import export

pytestmark = pytest.mark.slow

COLOURS = {"a.png": (255, 0, 0), "cat_test.png": (0, 255, 0), "test/b.PNG": (0, 0, 255), "validation.png": (9, 9, 9)}
"""Pictures by their colour; the names are such as a loader takes for splits of their own."""
TEXTS = {
    "a.png": 'None, "quoted", 🦊',
    "cat_test.png": "of a cat, before\u2028after",
    "test/b.PNG": "NA, {red|blue}",
    "validation.png": "1,000",
}


def make_set(root: Path, *, alternatives: bool = False) -> Path:
    for name, colour in COLOURS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (2, 2), colour).save(root / name, format="PNG")
    session = open_session(root)
    for name, text in TEXTS.items():
        others = (Caption({"type": (Tag("other"),)}),) if alternatives else ()
        record = replace(session.record(name), caption=Caption({"type": (Tag(text, sentence=True),)}))
        session.edit_record(name, "put", replace(record, alternatives=others))
    session.close()
    return root


def run(root: Path, to: str, **options: Any) -> list[Path]:
    session = open_session(root, writable=False)
    try:
        return export(session, ExportOptions(to, **options)).paths
    finally:
        session.close()


def in_order(rows: Any) -> Any:
    return sorted(rows, key=lambda row: row[0])


def expected(*, lists: bool = False) -> Any:
    return in_order([list(COLOURS[name]), [text, "other"] if lists else text] for name, text in TEXTS.items())


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the loaders made of each export, by case; one process for all."""
    base = tmp_path_factory.mktemp("exports")
    one, several = make_set(base / "one"), make_set(base / "several", alternatives=True)
    bare = make_set(base / "bare")
    run(one, "hf-imagefolder")
    run(several, "hf-imagefolder", output=base / "folder")
    run(bare, "hf-imagefolder")
    (bare / "README.md").unlink()
    tar = run(several, "webdataset", rename=True)
    shards = run(one, "webdataset", rename=True, shard_size=3, alternatives="first")
    cases = {
        "texts, sidecars beside": f"folder={one}",
        "lists": f"folder={base / 'folder'}",
        "no readme": f"folder={bare}",
        "tar": f"tar={tar[0]}",
        "hub tar": f"hub-tar={tar[0]}",
        "shards": f"tar={','.join(map(str, shards))}",
        "hub shards": f"hub-tar={','.join(map(str, shards))}",
    }
    assert len(shards) == 2
    home = base / "home"
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("load_exports.py")), *cases.values()],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "HOME": str(home),
            "HF_HOME": str(home),
            "HF_HUB_OFFLINE": "1",
            "HF_DATASETS_CACHE": str(home),
        },
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    return {case: found[argument] for case, argument in cases.items()}


def test_an_image_folder_with_sidecars_and_odd_names_loads_whole(loaded: dict[str, Any]) -> None:
    assert list(loaded["texts, sidecars beside"]) == ["train"]
    assert in_order(loaded["texts, sidecars beside"]["train"]) == expected()


def test_without_the_readme_it_would_not(loaded: dict[str, Any]) -> None:
    assert loaded["no readme"] == {"test": [["text"]]}


def test_an_image_folder_with_several_captions_loads_whole(loaded: dict[str, Any]) -> None:
    assert list(loaded["lists"]) == ["train"]
    assert in_order(loaded["lists"]["train"]) == expected(lists=True)


@pytest.mark.parametrize("case", ["tar", "hub tar"])
def test_a_tar_loads_whole(loaded: dict[str, Any], case: str) -> None:
    rows = [[colour, text, [text, "other"]] for colour, text in expected()]
    assert in_order(loaded[case]) == rows


@pytest.mark.parametrize("case", ["shards", "hub shards"])
def test_shards_load_whole_and_need_no_json(loaded: dict[str, Any], case: str) -> None:
    assert in_order(loaded[case]) == [[colour, text, None] for colour, text in expected()]
