"""An import that was stopped or killed: each caption is old or new, and the next opening finishes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.imports import put, undo
from tests.support.killed import run_killed
from tui_captioner.cli.main import main
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX, write_atomic

pytestmark = pytest.mark.slow

# --- stopped and killed -----------------------------------------------------------------------------------------------

FIVE = {f"n{number}.png": [f"standing, number {number}"] for number in range(5)}


def five(dataset: Path) -> Path:
    for name in FIVE:
        (dataset / name).write_bytes(PNG)
    return put(dataset.parent / "captions.json", json.dumps(FIVE))


def written(dataset: Path) -> list[bytes | None]:
    """The sidecars of the five."""
    files = [(dataset / name).with_suffix(".txt") for name in FIVE]
    return [file.read_bytes() if file.exists() else None for file in files]


WHOLE = [text.encode() for texts in FIVE.values() for text in texts]


def test_ctrl_c_before_anything_is_written_says_that_nothing_was(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    file = five(dataset)
    for function in ("make_caption", "place"):
        with monkeypatch.context() as patch:
            owner = (
                "tui_captioner.services.importing.importing"
                if function == "make_caption"
                else "tui_captioner.services.importing.import_texts"
            )
            patch.setattr(f"{owner}.{function}", stop)
            assert main(["import", str(dataset), str(file)]) == 130
        assert capsys.readouterr() == ("", "tui-captioner: Stopped: nothing was imported\n")
    assert written(dataset) == [None] * 5


def test_ctrl_c_while_sidecars_are_written_says_what_is_left_and_the_next_import_writes_it(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    count = [0]

    def stop(path: Path, data: bytes) -> None:
        count[0] += 1
        if count[0] == 3:
            raise KeyboardInterrupt
        write_atomic(path, data)

    file = five(dataset)
    with monkeypatch.context() as patch:
        patch.setattr("tui_captioner.services.session.sidecars.write_atomic", stop)
        assert main(["import", str(dataset), str(file)]) == 130
    err = capsys.readouterr().err
    assert err.startswith("tui-captioner: Stopped: all captions are imported, 3 sidecars still to be written. ")
    assert written(dataset) == [*WHOLE[:2], None, None, None]
    assert main(["import", str(dataset), str(file)]) == 0
    assert "5 images had the same caption already" in capsys.readouterr().out
    assert written(dataset) == WHOLE
    assert undo(dataset) == "import captions-json from captions.json"
    assert written(dataset) == [None] * 5


_KILLED = """
from tui_captioner.cli.main import main
from tui_captioner.services.session import sidecars
from tui_captioner.storage.files import atomic
from tui_captioner.storage.project import database

at = sys.argv[1]
if at == "step":
    database.Database.record_step = die
elif at == "first sidecar":
    sidecars.write_atomic = die
elif at == "third sidecar":
    sidecars.write_atomic = third(sidecars.write_atomic)
elif at == "rename":
    atomic.Path.replace = third(atomic.Path.replace)
elif at == "after a rename":
    atomic.sync_folder = third(atomic.sync_folder)
elif at == "marking":
    database.Database.mark_written = die
main(["import", *sys.argv[2:]])
"""


@pytest.mark.parametrize(
    ("at", "files"),
    [("step", 0), ("first sidecar", 0), ("third sidecar", 2), ("rename", 1), ("after a rename", 2), ("marking", 5)],
)
def test_killed_at_any_point_each_caption_is_old_or_new_and_the_next_opening_finishes(
    dataset: Path, at: str, files: int
) -> None:
    file = five(dataset)
    (dataset / "n4.txt").write_bytes(b"old")
    run_killed(_KILLED, at, dataset, file, "--mode", "replace")
    old: list[bytes | None] = [None, None, None, None, b"old"]
    assert written(dataset) == [*WHOLE[:files], *old[files:]]
    session = Session.open(dataset)
    imported_ = session.undo_title() != ""
    finish(session.finish_interrupted())
    session.close()
    assert imported_ == (at != "step")
    assert written(dataset) == (WHOLE if imported_ else old)
    assert not [path for path in dataset.rglob("*") if path.name.endswith(TEMPORARY_SUFFIX)]
    if imported_:
        undo(dataset)
        assert written(dataset) == old
