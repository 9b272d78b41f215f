"""What commands say names the dataset at hand, so that what they advise can be typed as it stands."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from shlex import quote

import pytest

from tests.conftest import PNG
from tui_captioner.cli.main import main
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.named_commands import told_of
from tui_captioner.services.session.session import Session

IMPORT, REPAIR, OUTSIDE, SHOW = "import", "repair", "outside", "show"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset with a sidecar in another encoding, one that was changed outside, and a damaged record."""
    root = tmp_path / "my set"
    root.mkdir()
    for name, text in {"a": b"standing", "b": "девушка, улыбка".encode("cp1251"), "c": b"red hat"}.items():
        (root / f"{name}.png").write_bytes(PNG)
        (root / f"{name}.txt").write_bytes(text)
    session = Session.open(root)
    for name in ("a.png", "c.png"):
        session.edit(name, "add waving", session.record(name).caption.added("action", (Tag("waving"),)))
    session.close()
    (root / "a.txt").write_bytes(b"sitting")
    with sqlite3.connect(root / ".tui-captioner" / "captions.db") as sql:
        sql.execute("UPDATE image SET record = '{' WHERE file_name = 'c.png'")
    return root


@pytest.mark.parametrize(
    ("arguments", "advised"),
    [
        ("show", IMPORT),
        ("show {} zebra", SHOW),
        ("check", IMPORT),
        ("check --for ai-toolkit", IMPORT),
        ("tags {} rename waving waiting", OUTSIDE),
        ("tags {} rename standing ''", ""),
        ("import {} --from sidecar --mode replace --dry-run", IMPORT),
        ("export {} --to captions-json", ""),
        ("undo {} --image a.png", "log"),
        ("vocab {} import", "vocab"),
        ("repair {} --dry-run", ""),
        ("open", ""),
        ("outside", ""),
        ("stats", ""),
    ],
)
def test_what_is_advised_can_be_typed(
    folder: Path, arguments: str, advised: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word.strip("'") for word in arguments.split()]
    if "{}" not in words:
        words.insert(1, "{}")
    main([str(folder) if word == "{}" else word for word in words])
    said = "".join(capsys.readouterr())
    assert "DATASET" not in said
    assert not advised or f"tui-captioner {advised} {quote(str(folder))}" in said


def test_what_locks_an_image_names_the_dataset(folder: Path) -> None:
    session = Session.open(folder)
    said = [session.problem(name) for name in ("b.png", "c.png")]
    session.close()
    assert f"tui-captioner import {quote(str(folder))} --from sidecar" in said[0]
    assert f"tui-captioner repair {quote(str(folder))} saves" in said[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tui-captioner show DATASET lists them", "tui-captioner show 'my set' lists them"),
        ("ssh -t HOST tui-captioner DATASET", "ssh -t HOST tui-captioner 'my set'"),
        ("Rename it to DATASET", "Rename it to DATASET"),
        ("tui-captioner show DATASETS", "tui-captioner show DATASETS"),
    ],
)
def test_only_commands_are_filled_in(text: str, told: str) -> None:
    assert told_of(text, "my set") == told
