"""`tui-captioner structure`: other slots for a dataset, with its captions, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import put
from tui_captioner.cli.main import main
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.settings import load_settings

TYPED = "photograph, 1girl, masterpiece, standing, red dress, beach"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in "ab":
        (tmp_path / f"{name}.png").write_bytes(PNG)
    (tmp_path / "b.txt").write_text("masterpiece,  1girl")
    session = Session.open(tmp_path)
    put(
        session,
        "a.png",
        type=["photograph", "1girl", "masterpiece"],
        action=["standing"],
        subject=["red dress"],
        background=["beach"],
    )
    session.close()
    return tmp_path


def run(*arguments: object) -> int:
    return main(["structure", *map(str, arguments)])


def keys(root: Path) -> tuple[str, ...]:
    return load_settings(root / ".tui-captioner" / "project.toml").structure.keys


def test_it_shows_what_there_is(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["structure"] == "guide"
    assert said["structures"] == ["guide", "illustrious", "pony", "anima", "prose", "wan"]


def test_captions_that_were_edited_are_not_changed_unseen(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "illustrious") == 2
    assert "1 caption" in capsys.readouterr().err
    assert run(root, "illustrious", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "1 tag from Type to Count" in said
    assert "Quality is kept, not written: no maker says that training wants them" in said
    assert "+ 1girl, photograph, standing, red dress, beach" in said
    assert (root / "a.txt").read_text() == TYPED
    assert "count" not in keys(root)


def test_choosing_it_is_one_step_and_undo_brings_the_structure_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (root / ".tui-captioner" / "project.toml").read_text()
    assert run(root, "illustrious", "--apply") == 0
    assert (root / "a.txt").read_text() == "1girl, photograph, standing, red dress, beach"
    assert (root / "b.txt").read_text() == "masterpiece,  1girl"
    capsys.readouterr()
    main(["show", str(root), "--json"])
    rows = [json.loads(line)["slots"] for line in capsys.readouterr().out.splitlines()]
    assert [row["count"] for row in rows] == [["1girl"], ["1girl"]]
    assert rows[0]["quality"] == ["masterpiece"]
    assert main(["undo", str(root)]) == 0
    assert (root / "a.txt").read_text() == TYPED
    assert load_settings(root / ".tui-captioner" / "project.toml").structure.keys[1] == "type"
    assert (root / ".tui-captioner" / "project.toml").read_text().strip() == settings.strip()
    assert main(["redo", str(root)]) == 0
    assert "count" in keys(root)
    assert (root / "a.txt").read_text() == "1girl, photograph, standing, red dress, beach"


def test_another_order_alone_is_written_too(root: Path) -> None:
    assert run(root, "prose", "--apply") == 0
    assert (root / "a.txt").read_text() == "photograph, masterpiece, 1girl, red dress, standing, beach"


def test_settings_that_would_name_a_missing_slot_keep_the_old_structure(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "pony", "--apply") == 0
    path = root / ".tui-captioner" / "project.toml"
    path.write_text(path.read_text() + '\n[output]\nglobals_at = "rating"\n')
    before = path.read_bytes()
    assert run(root, "guide", "--apply") == 1
    assert "globals_at" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_model_that_has_slots_of_its_own_is_told_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", str(root), "--model", "wan"]) == 0
    assert f"Slots for it: tui-captioner structure {root} wan" in capsys.readouterr().out
    assert main(["profile", str(root), "--model", "sdxl"]) == 0
    assert "Slots" not in capsys.readouterr().out


def test_it_says_what_becomes_of_captions_that_were_never_edited(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "illustrious", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "1 edited caption would be changed" in said
    assert "1 image never edited. Their captions are put into its slots whenever they are read" in said
